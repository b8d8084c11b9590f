/** The worker that looks for places, and the store of what it has found so far. */
import type { Candidate } from '../../shared/siting/candidates.ts'
import type { AccessChange } from '../../shared/siting/sitingStudy.ts'
import type { SitingAnswer, SitingQuestion, TriedSites } from '../../shared/siting/sitingQuestion.ts'
import { createStore } from '../state/store.ts'
import type {
  CurvePoint,
  Firmness,
  FromSitingWorker,
  MixRun,
  SitingGround,
  ToSitingWorker,
} from './protocol.ts'

export interface SitingRun {
  /** What is being looked for; null before the first question. */
  question: SitingQuestion | null
  /** What the answer answers: until there is one for a new question, that of the last one stays. */
  answered: SitingQuestion | null
  /** The best so far. */
  answer: SitingAnswer | null
  curve: readonly CurvePoint[]
  failure: { key: string; facts: Record<string, number | string>; message: string } | null
  isWorking: boolean
  /** What the person's own places come to, while some are not those that were found. */
  tried: TriedSites | null
  /** Access before and after what was found; null while it is not known. */
  access: AccessChange | null
  /** How firm the choice is; null until somebody asks. */
  firmness: Firmness | null
  /** Null until it is asked for. */
  mix: MixRun | null
}

const NOTHING: SitingRun = {
  question: null,
  answered: null,
  answer: null,
  curve: [],
  failure: null,
  isWorking: false,
  tried: null,
  access: null,
  firmness: null,
  mix: null,
}

export const sitingRunStore = createStore<SitingRun>(NOTHING)

let worker: Worker | null = null
let id = 0

const change = (part: Partial<SitingRun>): void => sitingRunStore.set({ ...sitingRunStore.get(), ...part })

/** Places of a person's own: the newest, and those that the worker was sent last. */
let newest: readonly Candidate[] | null = null
let sent: readonly Candidate[] | null = null
let isTrying = false

function sendNewest(): void {
  if (newest === null) return
  sent = newest
  isTrying = true
  say({ type: 'try', id, places: newest })
}

/** Tries other places than were found. Where many follow each other, those in between are passed over. */
export function tryPlaces(places: readonly Candidate[]): void {
  const { answered, question } = sitingRunStore.get()
  if (answered !== question) return
  newest = places
  leaveMix()
  if (!isTrying) sendNewest()
}

/** Back to what was found. */
export function leaveTried(): void {
  newest = sent = null
  isTrying = false
  if (sitingRunStore.get().tried !== null) change({ tried: null })
}

function hear({ data }: MessageEvent<FromSitingWorker>): void {
  if (data.id !== id) return
  if (data.type === 'answer') {
    change({
      answered: sitingRunStore.get().question,
      answer: data.answer,
      isWorking: !data.answer.isDone,
      failure: null,
    })
    if (data.answer.isDone) say({ type: 'measure', id, places: data.answer.sites })
  } else if (data.type === 'certificate') {
    certified?.(data.text)
    certified = null
  } else if (data.type === 'measured') {
    change({ access: data.access })
  } else if (data.type === 'firmness') {
    // What was under way when it was left is not taken up again.
    if (sitingRunStore.get().firmness?.isWorking) change({ firmness: data.firmness })
  } else if (data.type === 'hashed') {
    hashed?.(data.hashed)
    hashed = null
  } else if (data.type === 'tried') {
    isTrying = false
    // What was moved meanwhile is tried next; what was left is not shown again.
    if (newest === null) return
    if (data.tried) change({ tried: data.tried })
    if (newest !== sent) sendNewest()
  } else if (data.type === 'mix') {
    const { mix } = sitingRunStore.get()
    if (mix?.openingCost === data.run.openingCost && mix.budget === data.run.budget) change({ mix: data.run })
  } else if (data.type === 'curve') change({ curve: data.points })
  else
    change({
      failure: { key: data.key, facts: data.facts, message: data.message },
      isWorking: false,
      answer: null,
    })
}

function workerNow(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', hear)
  worker.addEventListener('error', ({ message }) => {
    closeSiting()
    change({ failure: { key: 'other', facts: {}, message } })
  })
  return worker
}

const say = (message: ToSitingWorker): void => workerNow().postMessage(message)

/** Whether there is a worker that knows the ground. */
export const isSitingOpen = (): boolean => worker !== null

/** What is asked from now on stands on this ground. */
export function openSiting(ground: SitingGround): void {
  say({ type: 'open', ground })
}

/** Leaves what was being looked for; of it the last answer stays until there is one for this question. */
export function askSiting(question: SitingQuestion, curveTo: number): void {
  id++
  certified?.(null)
  certified = null
  leaveHash()
  leaveTried()
  change({
    question,
    access: null,
    firmness: null,
    mix: null,
    curve: [],
    failure: null,
    isWorking: true,
  })
  say({ type: 'ask', id, question, curveTo })
}

let certified: ((text: string | null) => void) | null = null

/** The answer as a document that anyone can check again; null where there is none, or another question came. */
export function certifySiting(source: string, dataDate: string): Promise<string | null> {
  certified?.(null)
  return new Promise((resolve) => {
    certified = resolve
    say({ type: 'certify', id, source, dataDate })
  })
}

/** Asks the question again under other assumptions; at the end the choices between mean and furthest walk. */
export function tryFirmness(places: readonly Candidate[]): void {
  change({ firmness: { stability: null, trade: [], isWorking: true } })
  say({ type: 'firm', id, places })
}

/** What was found of it so far stays. */
export function leaveFirmness(): void {
  const { firmness } = sitingRunStore.get()
  say({ type: 'leaveFirm' })
  if (firmness) change({ firmness: { ...firmness, isWorking: false } })
}

type Hashed = { hash: string; method: string } | null
let hashed: ((found: Hashed) => void) | null = null

function leaveHash(): void {
  hashed?.(null)
  hashed = null
}

/** What a certificate of the question would bear; null where there is none, or another question came. */
export function hashSiting(source: string, dataDate: string): Promise<Hashed> {
  leaveHash()
  return new Promise((resolve) => {
    hashed = resolve
    say({ type: 'hash', id, source, dataDate })
  })
}

/** Weighs openings in walls against some of the points that were found. Costs in hundredths of a point's. */
export function mixSiting(openingCost: number, budget: number, points: readonly Candidate[]): void {
  change({ mix: { openingCost, budget, done: 0, all: 0, answer: null, failure: null } })
  say({ type: 'mix', id, openingCost, budget, points: points.map(({ lon, lat }) => ({ lon, lat })) })
}

export function leaveMix(): void {
  if (sitingRunStore.get().mix === null) return
  say({ type: 'leaveMix' })
  change({ mix: null })
}

/** What is shown: what a person tries, else the best mix where openings help, else what was found. */
export const shownOf = ({ answer, tried, mix }: SitingRun): TriedSites | null =>
  tried ?? (mix?.answer && mix.answer.openings.length > 0 ? mix.answer : answer)

/** What was found stands for nothing that is asked now. */
export const forgetAnswer = (): void => change({ answered: null, answer: null })

/** Takes the best so far. */
export function stopSiting(): void {
  say({ type: 'stop' })
}

/** Ends the worker and forgets what it found. */
export function closeSiting(): void {
  worker?.terminate()
  worker = null
  newest = sent = null
  isTrying = false
  certified?.(null)
  certified = null
  leaveHash()
  id++
  sitingRunStore.set(NOTHING)
}
