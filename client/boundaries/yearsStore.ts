/** Whether the days on which boundaries change are being looked through, and which day to come is shown over today. */
import { createStore } from '../state/store.ts'

export const yearsStore = createStore(false)

/** null: what is shown is in force, or was. */
export const aheadStore = createStore<string | null>(null)

export function closeYears(): void {
  aheadStore.set(null)
  yearsStore.set(false)
}
