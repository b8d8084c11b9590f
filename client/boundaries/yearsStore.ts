/** Whether the days on which boundaries changed are being looked through. */
import { createStore } from '../state/store.ts'

export const yearsStore = createStore(false)
