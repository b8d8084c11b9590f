/**
 * Figures of a plan that take longer than a frame: the walk across each grid, and borders beside no street. Asked of a
 * worker when nothing has changed for a moment; kept by what they are of, so that only what is new is asked for.
 */
import type { Arc } from '../../../shared/coverage/coverage.ts'
import type { BorderLength } from '../../../shared/plans/besideStreets.ts'
import type { GridWalk } from '../../../shared/plans/walkAcross.ts'
import { createStore } from '../../state/store.ts'
import type { FromReckoner, ToReckoner } from './protocol.ts'

export interface ReckonerState {
  /** Another one with every answer. */
  round: number
  hasFailed: boolean
}

export const reckonerStore = createStore<ReckonerState>({ round: 0, hasFailed: false })

let worker: Worker | null = null
let walks = new WeakMap<readonly number[], GridWalk>()
let borders = new WeakMap<Arc, BorderLength>()
/** Of what is asked now, by number from `first` on; answers to an earlier question have lower ones. */
let [first, next] = [0, 0]
let asked: Wanted = { homes: [], arcs: [] }

/** The open plan, and the division that it is compared with. */
export type Reckoned = 'plan' | 'beside'
interface Wanted {
  homes: (readonly number[])[]
  arcs: Arc[]
}
const wanted = new Map<Reckoned, Wanted>()

/** undefined: not reckoned yet. */
export const walkOf = (homes: readonly number[]): GridWalk | undefined => walks.get(homes)
export const borderOf = (arc: Arc): BorderLength | undefined => borders.get(arc)

export function closeReckoner(): void {
  worker?.terminate()
  worker = null
  walks = new WeakMap()
  borders = new WeakMap()
  asked = { homes: [], arcs: [] }
  reckonerStore.set({ round: 0, hasFailed: false })
}

export function openReckoner(network: string, homes: Extract<ToReckoner, { type: 'open' }>['homes']): void {
  closeReckoner()
  const own = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker = own
  own.addEventListener('message', ({ data }: MessageEvent<FromReckoner>) => {
    if (own === worker) hear(data)
  })
  own.addEventListener('error', () => own === worker && hear({ type: 'failed', message: 'worker' }))
  own.postMessage({ type: 'open', network, homes } satisfies ToReckoner)
  ask()
}

/** Asks for what is not known yet, instead of what was asked for the same division before. */
export function reckon(who: Reckoned, homes: Iterable<readonly number[]>, arcs: Iterable<Arc>): void {
  wanted.set(who, { homes: [...homes], arcs: [...arcs] })
  ask()
}

export const forget = (who: Reckoned): void => void wanted.delete(who)

function ask(): void {
  if (!worker) return
  const all = [...wanted.values()]
  asked = {
    homes: all.flatMap(({ homes }) => homes.filter((one) => !walks.has(one))),
    arcs: all.flatMap(({ arcs }) => arcs.filter((one) => !borders.has(one))),
  }
  if (asked.homes.length + asked.arcs.length === 0) return
  first = next
  next += Math.max(asked.homes.length, asked.arcs.length)
  worker.postMessage({
    type: 'ask',
    walks: asked.homes.map((homes, i) => ({ id: first + i, homes })),
    borders: asked.arcs.map(({ line }, i) => ({ id: first + i, line })),
  } satisfies ToReckoner)
}

function hear(message: FromReckoner): void {
  const state = reckonerStore.get()
  if (message.type === 'failed') return reckonerStore.set({ ...state, hasFailed: true })
  for (const { id, ...walk } of message.walks) {
    const homes = asked.homes[id - first]
    if (homes) walks.set(homes, walk)
  }
  for (const { id, ...border } of message.borders) {
    const arc = asked.arcs[id - first]
    if (arc) borders.set(arc, border)
  }
  reckonerStore.set({ ...state, round: state.round + 1 })
}
