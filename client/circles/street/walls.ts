/** The search for the wall that would help most: started, watched, stopped; its list stays while the question does. */
import type { ListedOpening } from '../../../shared/scenario/listOpenings.ts'
import type { ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'
import { createStore } from '../../state/store.ts'
import type { StreetGround } from './protocol.ts'
import { StreetWorker } from './streetWorker.ts'

export interface WallsState {
  /** Of the list, or of the search under way. */
  key: string
  state: 'idle' | 'running' | 'done' | 'failed'
  done: number
  all: number
  openings: readonly ListedOpening[]
  milliseconds: number
}

const IDLE: WallsState = { key: '', state: 'idle', done: 0, all: 0, openings: [], milliseconds: 0 }
export const wallsStore = createStore<WallsState>(IDLE)

/** The opening that is looked at on the map. */
export const shownOpeningStore = createStore<ListedOpening | null>(null)

let worker: StreetWorker | null = null

export const wallsKey = (ground: StreetGround, question: ScenarioQuestion): string =>
  JSON.stringify([ground.key, question])

export async function searchWalls(ground: StreetGround, question: ScenarioQuestion): Promise<void> {
  cancelWalls()
  const own = new StreetWorker()
  worker = own
  const key = wallsKey(ground, question)
  const began = performance.now()
  wallsStore.set({ ...IDLE, key, state: 'running' })
  const isCurrent = () => worker === own
  try {
    const openings = await own.ask(ground, 'openings', { question }, (done, all) => {
      if (isCurrent()) wallsStore.set({ ...wallsStore.get(), done, all })
    })
    if (!isCurrent()) return
    wallsStore.set({ ...IDLE, key, state: 'done', openings, milliseconds: performance.now() - began })
  } catch {
    if (isCurrent()) wallsStore.set({ ...IDLE, key, state: 'failed' })
  } finally {
    own.stop()
    if (isCurrent()) worker = null
  }
}

export function cancelWalls(): void {
  const own = worker
  worker = null
  own?.stop()
  shownOpeningStore.set(null)
  if (wallsStore.get().state === 'running') wallsStore.set(IDLE)
}
