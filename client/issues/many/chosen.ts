/** The issues chosen to be acted on together; null while none are being chosen. */
import { MOST_CHOSEN } from '../../../shared/issues/desk.ts'
import { createStore } from '../../state/store.ts'

export const chosenStore = createStore<ReadonlySet<string> | null>(null)

export const beginChoosing = (): void => chosenStore.set(new Set())
export const endChoosing = (): void => chosenStore.set(null)

/** Chooses an issue, or lets it go; one too many is not taken. */
export function toggleChosen(id: string): void {
  const next = new Set(chosenStore.get())
  if (!next.delete(id) && next.size < MOST_CHOSEN) next.add(id)
  chosenStore.set(next)
}

export const chooseAll = (ids: readonly string[]): void => chosenStore.set(new Set(ids.slice(0, MOST_CHOSEN)))

export function letGoOf(ids: readonly string[]): void {
  const next = new Set(chosenStore.get())
  for (const id of ids) next.delete(id)
  chosenStore.set(next)
}
