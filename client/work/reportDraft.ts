/** A report that is being written: kept on the device until it is sent or thrown away, a call or a reload in between. */
import { z } from 'zod'
import { keptDatabase } from '../offline/database.ts'

const ReportDraft = z.object({
  accountId: z.string(),
  kind: z.object({ class: z.string(), subclass: z.string() }).nullable(),
  words: z.string(),
  place: z.tuple([z.number(), z.number()]).nullable(),
  photos: z.array(z.object({ name: z.string(), bytes: z.instanceof(Blob), hash: z.null() })),
})
export type ReportDraft = z.infer<typeof ReportDraft>

const NAME = 'draft report'

export const emptyDraft = (accountId: string): ReportDraft => ({
  accountId,
  kind: null,
  words: '',
  place: null,
  photos: [],
})

/** The one that was begun by this person; null when there is none. */
export async function readDraft(accountId: string): Promise<ReportDraft | null> {
  const found = ReportDraft.safeParse(await (await keptDatabase()).get('kept', NAME))
  return found.success && found.data.accountId === accountId ? found.data : null
}

export async function keepDraft(draft: ReportDraft): Promise<void> {
  await (await keptDatabase()).put('kept', draft, NAME)
}

export async function dropDraft(): Promise<void> {
  await (await keptDatabase()).delete('kept', NAME)
}
