/** A point that is held and moved by the pointer. Apart from the rest: what is drawn of it is drawn within a frame. */
import { createStore } from '../../state/store.ts'
import type { WalkAnswer } from './protocol.ts'

/** Where the pointer holds the point just now; null when nothing is being dragged. */
export const heldPointStore = createStore<{ lon: number; lat: number } | null>(null)

/** The newest brief answer for it; stays until the whole answer for where it was let go is there. */
export const heldAnswerStore = createStore<WalkAnswer | null>(null)
