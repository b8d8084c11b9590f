/**
 * The worker that looks for places: holds the network and the people, and tells each better answer as it is found. Then,
 * while nothing else is asked, what fewer and more points would bring.
 */
import { demandFrom } from '../../shared/circles/demand.ts'
import { decodeNetwork } from '../../shared/network/networkFile.ts'
import { SnapIndex } from '../../shared/network/snapping.ts'
import { answerInput, METHODS } from '../../shared/siting/answerInput.ts'
import { encodeCertificate, inputHash } from '../../shared/siting/certificate.ts'
import { ScenarioDesk } from '../../shared/scenario/scenarioDesk.ts'
import { NoSiting, type SitingAnswer, type SitingQuestion } from '../../shared/siting/sitingQuestion.ts'
import { mixOf } from '../../shared/siting/mixed/mixDesk.ts'
import { SitingDesk } from '../../shared/siting/sitingDesk.ts'
import { stabilityOf } from '../../shared/siting/stability.ts'
import type {
  CurvePoint,
  Firmness,
  FromSitingWorker,
  MixRun,
  SitingGround,
  ToSitingWorker,
} from './protocol.ts'

const TELL_EVERY_MS = 120
/** One point of the curve is not waited for longer. */
const CURVE_POINT_MS = 4000

const tell = (message: FromSitingWorker): void => postMessage(message)
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

let ground: SitingGround | null = null
let desk: Promise<SitingDesk> | null = null
/** Of the question that is being answered. */
let current = 0
let isStopped = false
let asked: SitingQuestion | null = null
/** What the last answer closes: places that are tried stand in for its new ones alone. */
let closed: SitingAnswer['closed'] = []

async function openDesk({ hash, demand }: SitingGround): Promise<SitingDesk> {
  const response = await fetch(`/network/${hash}.bin`)
  if (!response.ok) throw new Error(`network: HTTP ${response.status}`)
  return new SitingDesk(
    new SnapIndex(decodeNetwork(new Uint8Array(await response.arrayBuffer()))),
    demandFrom(demand),
  )
}

/** @returns the last answer; null when another question came */
async function run(
  id: number,
  steps: Generator<SitingAnswer, SitingAnswer>,
  until: number,
  onStep?: (answer: SitingAnswer) => void,
): Promise<SitingAnswer | null> {
  let told = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    const now = performance.now()
    if (now > until) return step.value
    if (now - told < TELL_EVERY_MS) continue
    told = now
    onStep?.(step.value)
    await breathe()
    if (current !== id) return null
    if (isStopped) return step.value
  }
}

const pointOf = (count: number, { insideAfter, meanAfter, isProved }: SitingAnswer): CurvePoint => ({
  count,
  insideAfter,
  meanAfter,
  isProved,
})

async function drawCurve(
  id: number,
  open: SitingDesk,
  question: SitingQuestion,
  own: SitingAnswer,
  to: number,
): Promise<void> {
  const points: CurvePoint[] = []
  for (let count = 1; count <= to; count++) {
    let answer: SitingAnswer | null
    try {
      answer =
        count === question.count
          ? own
          : await run(id, open.answer({ ...question, count }), performance.now() + CURVE_POINT_MS)
    } catch (error) {
      if (!(error instanceof NoSiting)) throw error
      // Fewer points than the capacities need: the curve begins later. The answer stands, whatever the curve meets.
      if (error.key === 'noRoom') continue
      return
    }
    if (answer === null || isStopped) return
    points.push(pointOf(count, answer))
    tell({ type: 'curve', id, points })
    await breathe()
    if (current !== id) return
  }
}

async function ask({ id, question, curveTo }: Extract<ToSitingWorker, { type: 'ask' }>): Promise<void> {
  try {
    if (!ground) throw new Error('nothing is open')
    desk ??= openDesk(ground)
    const open = await desk
    if (current !== id) return
    const last = await run(id, open.answer(question), Infinity, (answer) =>
      tell({ type: 'answer', id, answer }),
    )
    if (last === null) return
    closed = last.closed
    tell({ type: 'answer', id, answer: { ...last, isDone: true } })
    if (!isStopped && curveTo > 0) await drawCurve(id, open, question, last, curveTo)
  } catch (error) {
    // A network that could not be fetched is asked for again by the next question.
    if (!(error instanceof NoSiting)) desk = null
    if (current !== id) return
    const isKnown = error instanceof NoSiting
    tell({
      type: 'failed',
      id,
      key: isKnown ? error.key : 'other',
      facts: isKnown ? error.facts : {},
      message: error instanceof Error ? error.message : String(error),
    })
  }
}

/** Of the weighing that was asked for last. */
let mixing = 0

async function mix({
  id,
  openingCost,
  budget,
  points,
}: Extract<ToSitingWorker, { type: 'mix' }>): Promise<void> {
  const own = ++mixing
  const isLeft = (): boolean => current !== id || mixing !== own
  let run: MixRun = { openingCost, budget, done: 0, all: 0, answer: null, failure: null }
  const tellRun = (part: Partial<MixRun>): void => {
    run = { ...run, ...part }
    tell({ type: 'mix', id, run })
  }
  try {
    const open = await desk
    if (!open || !asked || isLeft()) return
    const steps = mixOf(open, new ScenarioDesk(open.index, open.demand), {
      question: asked,
      openingCost,
      budget,
      points,
      onRanking: (done, all) => tellRun({ done, all }),
    })
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        tellRun({ answer: step.value })
        return
      }
      tellRun({ answer: step.value })
      await breathe()
      if (isLeft()) return
    }
  } catch (error) {
    if (!isLeft()) tellRun({ failure: error instanceof Error ? error.message : String(error) })
  }
}

async function tryPlaces({ id, places }: Extract<ToSitingWorker, { type: 'try' }>): Promise<void> {
  try {
    const open = await desk
    if (!open || !asked || current !== id) return
    tell({ type: 'tried', id, tried: open.tried(asked, places, closed) })
  } catch {
    tell({ type: 'tried', id, tried: null })
  }
}

async function certify({
  id,
  source,
  dataDate,
}: Extract<ToSitingWorker, { type: 'certify' }>): Promise<void> {
  try {
    const open = await desk
    if (!open || !asked || current !== id) return
    const { input } = open.inputOf(asked)
    const search = answerInput(input)
    let step = search.next()
    for (; !step.done; step = search.next()) {
      await breathe()
      if (current !== id) return
    }
    const certificate = encodeCertificate({
      source,
      dataDate,
      method: METHODS[input.model],
      input,
      answer: step.value,
    })
    tell({ type: 'certificate', id, text: JSON.stringify(certificate) })
  } catch {
    tell({ type: 'certificate', id, text: null })
  }
}

async function measure({ id, places }: Extract<ToSitingWorker, { type: 'measure' }>): Promise<void> {
  try {
    const open = await desk
    if (!open || !asked || current !== id) return
    tell({ type: 'measured', id, access: open.accessOf(asked, places) })
  } catch {
    tell({ type: 'measured', id, access: null })
  }
}

let firmRun = 0

/** @returns false when it was left, or another question came */
async function goOn<T>(
  id: number,
  own: number,
  steps: Generator<T, T>,
  onStep: (value: T) => void,
): Promise<boolean> {
  let told = performance.now()
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done || performance.now() - told >= TELL_EVERY_MS) {
      told = performance.now()
      onStep(step.value)
      await breathe()
      if (current !== id || firmRun !== own) return false
    }
    if (step.done) return true
  }
}

async function firm({ id, places }: Extract<ToSitingWorker, { type: 'firm' }>): Promise<void> {
  const own = ++firmRun
  let firmness: Firmness = { stability: null, trade: [], isWorking: true }
  const say = (part: Partial<Firmness>): void => {
    firmness = { ...firmness, ...part }
    tell({ type: 'firmness', id, firmness })
  }
  try {
    const open = await desk
    if (!open || !asked || current !== id) return
    const question = asked
    if (!(await goOn(id, own, stabilityOf(open, question, places), (stability) => say({ stability })))) return
    if (question.aim !== 'fewest')
      if (!(await goOn(id, own, open.tradeOff(question), (trade) => say({ trade })))) return
    say({ isWorking: false })
  } catch {
    if (current === id && firmRun === own) say({ isWorking: false })
  }
}

async function hash({ id, source, dataDate }: Extract<ToSitingWorker, { type: 'hash' }>): Promise<void> {
  try {
    const open = await desk
    if (!open || !asked || current !== id) return
    const { input } = open.inputOf(asked)
    const method = METHODS[input.model]
    tell({ type: 'hashed', id, hashed: { hash: inputHash({ source, dataDate, method, input }), method } })
  } catch {
    tell({ type: 'hashed', id, hashed: null })
  }
}

addEventListener('message', ({ data }: MessageEvent<ToSitingWorker>) => {
  if (data.type === 'stop') isStopped = true
  else if (data.type === 'open') {
    ground = data.ground
    desk = null
  } else if (data.type === 'mix') void mix(data)
  else if (data.type === 'leaveMix') mixing++
  else if (data.type === 'try') void tryPlaces(data)
  else if (data.type === 'certify') void certify(data)
  else if (data.type === 'measure') void measure(data)
  else if (data.type === 'hash') void hash(data)
  else if (data.type === 'firm') void firm(data)
  else if (data.type === 'leaveFirm') firmRun++
  else {
    current = data.id
    asked = data.question
    closed = []
    isStopped = false
    void ask(data)
  }
})
