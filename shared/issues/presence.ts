/** Whose hand is on an issue now: told while it is true, kept nowhere, forgotten within a minute. */
import { z } from 'zod'
import { PlainText } from './progress.ts'

/** A page says so often that it still has the issue open. */
export const PRESENCE_BEAT = 20_000
/** After so long without a word nobody is there any more. */
export const PRESENCE_LIFE = 50_000

export const PresenceInput = z.object({
  id: PlainText.min(1).max(128),
  /** Of the page: somebody may have several open. */
  tab: z.uuid(),
  /** False when the issue is put aside. */
  isHere: z.boolean(),
  /** A step is being written. */
  isWriting: z.boolean(),
})
export type PresenceInput = z.infer<typeof PresenceInput>

export const PresentPerson = z.object({ name: z.string(), isWriting: z.boolean() })
export type PresentPerson = z.infer<typeof PresentPerson>

/** On the live stream, beside the changes: who else has these issues open now. */
export const PresenceTold = z.object({
  /** All that there is to be known; otherwise only these have changed. */
  isAll: z.boolean(),
  present: z.array(z.object({ id: z.string(), people: z.array(PresentPerson) })),
})
export type PresenceTold = z.infer<typeof PresenceTold>
