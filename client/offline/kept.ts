/** Answers of the server as last seen, for when it cannot be asked. What is kept is checked when it is read. */
import type { z } from 'zod'
import { Me } from '../../shared/domain/access.ts'
import { FieldWork } from '../../shared/issues/fieldWork.ts'
import { KEPT_MILLISECONDS, keptDatabase } from './database.ts'

/** What can be kept, by name. */
const SHAPES = { person: Me, work: FieldWork } as const
type Name = keyof typeof SHAPES

interface Row {
  at: number
  value: unknown
}

/** Keeps an answer; a browser that keeps nothing goes on without. */
export async function keep<N extends Name>(name: N, value: z.infer<(typeof SHAPES)[N]>): Promise<void> {
  const row: Row = { at: Date.now(), value }
  await (await keptDatabase()).put('kept', row, name)
}

/** What was kept, and when; null where there is nothing, or nothing that is still good. */
export async function kept<N extends Name>(
  name: N,
  now = Date.now(),
): Promise<{ at: number; value: z.infer<(typeof SHAPES)[N]> } | null> {
  const database = await keptDatabase()
  const row = (await database.get('kept', name)) as Row | undefined
  if (!row) return null
  if (now - row.at > KEPT_MILLISECONDS) {
    await database.delete('kept', name)
    return null
  }
  const value = SHAPES[name].safeParse(row.value)
  return value.success ? { at: row.at, value: value.data as z.infer<(typeof SHAPES)[N]> } : null
}
