/** What the pointer is over. Kept outside React: a move of the pointer draws only what has changed. */
import { createStore } from '../state/store.ts'

export const hoveredUnitStore = createStore<string | null>(null)
export const hoveredBuildingStore = createStore<string | null>(null)

export interface Tip {
  x: number
  y: number
  title: string
  lines: readonly string[]
}
export const tipStore = createStore<Tip | null>(null)
