/** Answers of walks and the day they are of, through a change of the day. */
import { beforeAll, expect, it, vi } from 'vitest'
import { encodeNetwork } from '../../../shared/network/networkFile.ts'
import { DrawnTown, lonLat, way } from '../../fixtures/drawnNetwork.ts'
import { answerShown } from '../../../client/circles/walk/answerShown.ts'
import type { ToWorker, WalkAnswer, WalkGround, WalkQuestion } from '../../../client/circles/walk/protocol.ts'
import type * as HeldModule from '../../../client/circles/walk/held.ts'
import type * as EngineModule from '../../../client/circles/walk/walkEngine.ts'

let engine: typeof EngineModule
let held: typeof HeldModule
const asked: { id: number; question: WalkQuestion }[] = []
let worker: EventTarget

class QuietWorker extends EventTarget {
  constructor() {
    super()
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    worker = this
  }
  postMessage(message: ToWorker): void {
    if (message.type === 'ask') asked.push(message)
  }
}

beforeAll(async () => {
  Object.assign(globalThis, { Worker: QuietWorker })
  engine = await import('../../../client/circles/walk/walkEngine.ts')
  held = await import('../../../client/circles/walk/held.ts')
})

const ground = { hash: 'a' } as WalkGround
const question: WalkQuestion = {
  points: [{ lon: 113.9, lat: 30.4 }],
  walker: 'standard',
  minutes: [5, 10, 15],
  radiusMeters: null,
  wantsReach: true,
  isTowards: false,
}
const answerNext = (): void => {
  const { id, question: of } = asked.shift()!
  const answer = { question: of } as WalkAnswer
  worker.dispatchEvent(new MessageEvent('message', { data: { type: 'answer', id, answer } }))
}
const shown = (day: string, of = question) => answerShown(engine.walkStore.get(), of, day)

it('shows no circle of one day as that of another', () => {
  engine.openGround(ground, '2026-01-01')
  engine.ask(question)
  answerNext()
  expect(shown('2026-01-01')).not.toBeNull()
  expect(shown('2026-02-01')).toBeNull()
  engine.openGround(ground, '2026-02-01')
  expect(shown('2026-02-01')).toBeNull()
  answerNext()
  expect(shown('2026-02-01')).not.toBeNull()
  expect(shown('2026-01-01')).toBeNull()
})

it('takes an answer that was under way for the day it was asked on', () => {
  engine.openGround(ground, '2026-03-01')
  engine.openGround(ground, '2026-04-01')
  answerNext()
  expect(shown('2026-04-01')).toBeNull()
  answerNext()
  expect(shown('2026-04-01')).not.toBeNull()
})

it('keeps the last answer for other minutes and a moved point, not for another subject', () => {
  const moved = { ...question, points: [{ lon: 114, lat: 30.4 }], minutes: [5, 10, 20] }
  expect(shown('2026-04-01', moved)).not.toBeNull()
  expect(shown('2026-04-01', { ...question, isTowards: true })).toBeNull()
  expect(shown('2026-04-01', { ...question, wantsReach: false, points: [] })).toBeNull()
})

const brief: WalkQuestion = { ...question, points: [{ lon: 113.95, lat: 30.4 }], isBrief: true }

it('keeps brief answers for a held point apart, until the whole one for where it was let go', () => {
  const whole = engine.walkStore.get().answer
  held.heldPointStore.set({ lon: 113.95, lat: 30.4 })
  engine.ask(brief)
  answerNext()
  expect(held.heldAnswerStore.get()?.question).toBe(brief)
  expect(engine.walkStore.get().answer).toBe(whole)
  // It rests for a moment: the lists follow, and what is drawn of the held point stays.
  const resting = { ...question, points: brief.points }
  engine.ask(resting)
  answerNext()
  expect(engine.walkStore.get().answer?.question).toBe(resting)
  expect(held.heldAnswerStore.get()?.question).toBe(brief)
  held.heldPointStore.set(null)
  engine.ask({ ...question, points: [{ lon: 113.9501, lat: 30.4 }] })
  answerNext()
  expect(held.heldAnswerStore.get()).toBeNull()
})

it('drops the brief answers of a point that is gone', () => {
  held.heldPointStore.set({ lon: 113.95, lat: 30.4 })
  engine.ask(brief)
  held.heldPointStore.set(null)
  engine.letGo()
  answerNext()
  expect(held.heldAnswerStore.get()).toBeNull()
})

it('answers for a held point without the worker once it has found out that this is fast enough', async () => {
  const town = new DrawnTown({ ways: [way('residential', [0, 0], [2000, 0])] })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(encodeNetwork(town.network).slice())))
  const [lon, lat] = lonLat([700, 0])
  const drawn = { ...question, points: [{ lon, lat }] }
  const home = { residents: [3], households: [1], under15: [0], over64: [1], dwellings: [1] }
  engine.openGround(
    {
      hash: 'drawn',
      demand: {
        lonLat: [lon, lat],
        people: home,
        unit: [0],
        isBuilding: [1],
        units: [{ code: 'grid', name: 'Grid' }],
        isEstimate: false,
        isExact: true,
      },
      facilities: { ids: [], names: [], kinds: [], lons: [], lats: [], capacities: [] },
    },
    'now',
  )
  asked.length = 0
  engine.ask(drawn)
  answerNext()
  await vi.waitFor(
    () => {
      const point = { lon: lon + Math.random() * 1e-4, lat }
      engine.ask({ ...drawn, points: [point], isBrief: true })
      expect(held.heldAnswerStore.get()?.question.points).toEqual([point])
    },
    { timeout: 20_000, interval: 100 },
  )
  const answer = held.heldAnswerStore.get()!
  expect(answer.rings.map(({ people }) => people.residents)).toEqual([3, 3, 3])
  expect(answer.rings.every(({ shape }) => shape.length === 1)).toBe(true)
  // What the worker answers to an older question is not shown any more.
  if (asked.length > 0) answerNext()
  expect(held.heldAnswerStore.get()).toBe(answer)
  engine.letGo()
}, 30_000)
