/** The way that an explanation shows on the map. */
import { createStore } from '../../state/store.ts'

export const homeRouteStore = createStore<[number, number][] | null>(null)
