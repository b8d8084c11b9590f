/** Who else has which issue open, as the live stream tells it. */
import type { PresenceTold, PresentPerson } from '../../../shared/issues/presence.ts'
import { createStore, useStorePart } from '../../state/store.ts'

type Present = ReadonlyMap<string, readonly PresentPerson[]>

const NOBODY: readonly PresentPerson[] = []

export const presenceStore = createStore<Present>(new Map())

/** What is known after a word of the stream. */
export function presentAfter(before: Present, { isAll, present }: PresenceTold): Present {
  const next = new Map(isAll ? [] : before)
  for (const { id, people } of present) {
    if (people.length > 0) next.set(id, people)
    else next.delete(id)
  }
  return next
}

export const toldOf = (present: Present): PresenceTold => ({
  isAll: true,
  present: [...present].map(([id, people]) => ({ id, people: [...people] })),
})

export const usePresent = (id: string): readonly PresentPerson[] =>
  useStorePart(presenceStore, (present) => present.get(id) ?? NOBODY)
