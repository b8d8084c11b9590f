/** The answer about how sure a circle is, for the panel and the map. */
import { createStore } from '../../state/store.ts'
import type { SensitivityAnswer } from '../walk/protocol.ts'

export const sensitivityStore = createStore<SensitivityAnswer | null>(null)

/** The stretch whose closing is shown; an index into `shut`. */
export const shownStretchStore = createStore<number | null>(null)
