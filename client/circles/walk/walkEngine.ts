/**
 * The page's side of the worker. Of questions only the newest counts: while one is being answered the next one waits,
 * and a newer one takes its place, so that circles follow a pointer however fast it goes.
 */
import { createStore } from '../../state/store.ts'
import { answerAtHand, openAtHand, tryAtHand } from './atHand.ts'
import { heldAnswerStore, heldPointStore } from './held.ts'
import type {
  FromWorker,
  ToWorker,
  WalkAnswer,
  WalkCall,
  WalkCalls,
  WalkGround,
  WalkQuestion,
} from './protocol.ts'

export interface WalkState {
  answer: WalkAnswer | null
  /** The day of the people and facilities that the answer is of; null without an answer. */
  day: string | null
  failure: string | null
}

export const walkStore = createStore<WalkState>({ answer: null, day: null, failure: null })

let worker: Worker | null = null
let hasGround = false
/** Of the ground that questions are put on from now, and of the one that the question under way was put on. */
let day = ''
let askedDay = ''
let nextId = 1
let asked: number | null = null
let waiting: WalkQuestion | null = null
/** The newest brief answer was given on the page's own thread: the worker's are older. */
let isAtHand = false
const calls = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()

/** The newest question, whoever asked: several parts of the page ask the same one. */
let newest: WalkQuestion | null = null

const samePoints = (a: WalkQuestion['points'], b: WalkQuestion['points']): boolean =>
  a === b ||
  (a.length === b.length && a.every((point, i) => point.lon === b[i]?.lon && point.lat === b[i]?.lat))

const isSameQuestion = (a: WalkQuestion, b: WalkQuestion): boolean =>
  a === b ||
  (a.walker === b.walker &&
    a.radiusMeters === b.radiusMeters &&
    a.wantsReach === b.wantsReach &&
    a.isTowards === b.isTowards &&
    a.isBrief === b.isBrief &&
    a.minutes.join() === b.minutes.join() &&
    samePoints(a.points, b.points))

const change = (part: Partial<WalkState>): void => walkStore.set({ ...walkStore.get(), ...part })

function send(message: ToWorker): void {
  if (!worker) {
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => hear(data))
    worker.addEventListener('error', () => {
      // Another one is made when the ground is opened again.
      worker?.terminate()
      worker = null
      hasGround = false
      asked = waiting = null
      change({ failure: 'worker' })
      heldAnswerStore.set(null)
      for (const { reject } of calls.values()) reject(new Error('worker'))
      calls.clear()
    })
  }
  worker.postMessage(message)
}

function hear(message: FromWorker): void {
  if (message.type === 'opened') return
  if (message.type === 'called') {
    calls.get(message.id)?.resolve(message.answer as never)
    calls.delete(message.id)
    return
  }
  if (message.type === 'failed' && message.id !== null && calls.has(message.id)) {
    calls.get(message.id)?.reject(new Error(message.message))
    calls.delete(message.id)
    return
  }
  if (message.type === 'failed' && message.id === null) {
    hasGround = false
    return change({ failure: message.message })
  }
  const next = waiting
  waiting = null
  asked = null
  if (message.type === 'failed') {
    change({ failure: message.message })
    heldAnswerStore.set(null)
  } else if (message.answer.question.isBrief) {
    // Not after the point was let go.
    if (newest?.isBrief && !isAtHand) heldAnswerStore.set(message.answer)
  } else {
    // Only one point is ever held.
    if (message.answer.question.wantsReach) void tryAtHand(message.answer.question).catch(() => undefined)
    change({ answer: message.answer, day: askedDay, failure: null })
    if (heldPointStore.get() === null) heldAnswerStore.set(null)
  }
  if (next) put(next)
}

/** False: there is no ground to answer on, or it could not be opened. */
export const isGroundOpen = (): boolean => hasGround

/** What is asked from now on is answered on this ground, the newest question again. */
export function openGround(ground: WalkGround, ofDay: string): void {
  day = ofDay
  const unanswered = newest
  newest = null
  hasGround = true
  change({ failure: null })
  openAtHand(ground)
  send({ type: 'open', ground })
  if (unanswered) ask(unanswered)
}

export function ask(question: WalkQuestion): void {
  if (newest && isSameQuestion(newest, question)) return
  newest = question
  put(question)
}

/** There is no point to be held any more: brief answers that are under way are dropped. */
export function letGo(): void {
  if (newest?.isBrief) newest = null
  if (waiting?.isBrief) waiting = null
  heldAnswerStore.set(null)
}

function put(question: WalkQuestion): void {
  const atHand = question.isBrief ? answerAtHand(question) : null
  isAtHand = atHand !== null
  if (atHand) {
    waiting = null
    heldAnswerStore.set(atHand)
    return
  }
  if (asked !== null) {
    waiting = question
    return
  }
  asked = nextId++
  askedDay = day
  send({ type: 'ask', id: asked, question })
}

/** Asks the worker something beside the circles. Answers come in the order of asking. */
export const call = <Name extends WalkCall>(
  name: Name,
  question: WalkCalls[Name]['ask'],
): Promise<WalkCalls[Name]['answer']> =>
  new Promise((resolve, reject) => {
    const id = nextId++
    calls.set(id, { resolve, reject })
    send({ type: 'call', id, name, ask: question } as ToWorker)
  })
