/**
 * Questions on a street that can be reckoned by hand: 1,200 m, homes at its west end (10 people), at 300 m (1) and at its
 * east end (20), and 5 people on a street that is connected to nothing.
 */
import { describe, expect, it } from 'vitest'
import type { SitingAnswer, SitingQuestion } from '../../../shared/siting/sitingQuestion.ts'
import { SitingDesk } from '../../../shared/siting/sitingDesk.ts'
import { drawnDemand, placeAt } from '../../fixtures/drawnDemand.ts'
import { DrawnTown, way, type Point } from '../../fixtures/drawnNetwork.ts'

const WEST: Point = [0, 0]
const MIDDLE: Point = [600, 0]
const EAST: Point = [1200, 0]
const town = new DrawnTown({
  ways: [
    way({ highway: 'residential', name: 'Long Road' }, WEST, [300, 0], MIDDLE, EAST),
    way('residential', [0, 5000], [900, 5000]),
  ],
})
const demand = drawnDemand([
  { at: WEST, residents: 10, over64: 2 },
  { at: [300, 0], residents: 1 },
  { at: EAST, residents: 20, over64: 3 },
  { at: [400, 5000], residents: 5 },
])
const desk = new SitingDesk(town.index, demand)

const ask = (change: Partial<SitingQuestion>): SitingAnswer => {
  const steps = desk.answer({
    aim: 'reach',
    group: 'residents',
    count: 1,
    walker: 'standard',
    minutes: 6,
    existing: [],
    candidates: [WEST, MIDDLE, EAST].map(placeAt),
    ...change,
  })
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** Where the sites lie, in metres east. */
const sitesOf = ({ sites }: SitingAnswer): number[] =>
  sites
    .map(({ lon }) => [0, 600, 1200].find((east) => Math.abs(placeAt([east, 0]).lon - lon) < 1e-9)!)
    .sort((a, b) => a - b)

const secondsOf = (from: Point, to: Point): number => town.walk(from, to, 'standard')!

describe('a question about new points', () => {
  it('reaches the most people, and counts those that nothing reaches', () => {
    const one = ask({})
    expect(sitesOf(one)).toEqual([1200])
    expect(one).toMatchObject({
      insideBefore: 0,
      insideAfter: 20,
      total: 36,
      outOfReach: 5,
      bestPossible: 20,
      isProved: true,
      isDone: true,
      meanBefore: null,
    })
    expect(one.sites[0]).toMatchObject({ street: 'Long Road', gained: 20 })
    const two = ask({ count: 2 })
    expect(sitesOf(two)).toEqual([0, 1200])
    expect(two.insideAfter).toBe(31)
    expect(two.outside.map(([, , people]) => people)).toEqual([5])
  })

  it('counts those who walk longer than is looked at with the longest walk, in answer and bound', () => {
    const ends: Point[] = [
      [0, 0],
      [6000, 0],
    ]
    const long = new DrawnTown({ ways: [way('residential', ends[0]!, ends[1]!)] })
    const apart = new SitingDesk(long.index, drawnDemand(ends.map((at) => ({ at, residents: 1 }))))
    const steps = apart.answer({
      aim: 'walk',
      group: 'residents',
      count: 1,
      walker: 'standard',
      minutes: 15,
      existing: [],
      candidates: ends.map(placeAt),
    })
    let step = steps.next()
    while (!step.done) step = steps.next()
    expect(step.value).toMatchObject({ meanAfter: 22.5, bestPossible: 22.5, unreached: 1, furthestAfter: 0 })
  })

  it('names the next best place and what it costs', () => {
    expect(ask({}).sites[0]!.runnerUp).toMatchObject({ ...placeAt(WEST), street: 'Long Road', loss: 9 })
    const walk = ask({ aim: 'walk' }).sites[0]!.runnerUp!
    const seconds = (at: Point): number =>
      10 * secondsOf(WEST, at) + secondsOf([300, 0], at) + 20 * secondsOf(EAST, at)
    expect(walk).toMatchObject(placeAt(MIDDLE))
    expect(walk.loss).toBeCloseTo((seconds(MIDDLE) - seconds(EAST)) / 31 / 60, 1)
  })

  it('of equally good choices takes the one with the shorter walk', () => {
    const near: Point = [1150, 0]
    const answer = ask({ candidates: [MIDDLE, [1000, 0], near].map((at) => placeAt(at as Point)) })
    expect(answer.insideAfter).toBe(20)
    expect(answer.sites[0]).toMatchObject(placeAt(near))
  })

  it('counts only what is added to what exists', () => {
    const answer = ask({ existing: [placeAt(EAST)] })
    expect(sitesOf(answer)).toEqual([0])
    expect(answer).toMatchObject({ insideBefore: 20, insideAfter: 31 })
    expect(answer.byUnit).toEqual([{ code: 'grid', name: 'Grid', gained: 11, outside: 5 }])
  })

  it('makes the walk of all shortest, or the furthest walk', () => {
    const walk = ask({ aim: 'walk' })
    expect(sitesOf(walk)).toEqual([1200])
    const seconds = 10 * secondsOf(WEST, EAST) + secondsOf([300, 0], EAST)
    expect(walk.meanAfter).toBeCloseTo(seconds / 31 / 60, 1)
    const furthest = ask({ aim: 'furthest' })
    expect(sitesOf(furthest)).toEqual([600])
    expect(furthest.furthestAfter).toBeCloseTo(secondsOf(MIDDLE, EAST) / 60, 1)
    expect(furthest.bestPossible).toBeCloseTo(secondsOf(MIDDLE, EAST) / 60, 1)
  })

  it('finds the fewest that reach all who can be reached', () => {
    expect(sitesOf(ask({ aim: 'fewest' }))).toEqual([0, 1200])
    expect(sitesOf(ask({ aim: 'fewest', existing: [placeAt(EAST)] }))).toEqual([0])
    const none = ask({ aim: 'fewest', existing: [placeAt(EAST), placeAt(WEST)] })
    expect([none.sites, none.isProved]).toEqual([[], true])
  })

  it('looks at street corners and ends where no places are given, none nearer than asked', () => {
    const answer = ask({ candidates: { everyMeters: 100 }, count: 2 })
    expect(answer.candidates).toBeGreaterThanOrEqual(4)
    expect(answer.insideAfter).toBe(31)
  })

  it('tells what other places would come to', () => {
    const question: SitingQuestion = {
      aim: 'reach',
      group: 'residents',
      count: 1,
      walker: 'standard',
      minutes: 6,
      existing: [],
      candidates: [WEST, MIDDLE, EAST].map(placeAt),
    }
    expect(desk.tried(question, [placeAt(WEST)])).toMatchObject({ insideAfter: 11, total: 36 })
    expect(desk.tried(question, [placeAt(WEST), placeAt(EAST)])).toMatchObject({ insideAfter: 31 })
    expect(desk.tried({ ...question, existing: [placeAt(EAST)] }, [placeAt(WEST)])).toMatchObject({
      insideBefore: 20,
      insideAfter: 31,
    })
    // at no street: nobody's, and no shorter walk
    expect(desk.tried(question, [placeAt([0, 2000])])).toMatchObject({
      insideAfter: 0,
      meanAfter: null,
      unreached: 31,
    })
  })

  it('moves what exists where that reaches more, and says who loses by it', () => {
    const there = { existing: [{ ...placeAt(WEST), name: 'Old hall' }], count: 0 }
    expect(ask({ ...there, count: 1, closing: { atMost: 1 } })).toMatchObject({ insideAfter: 31, closed: [] })
    const moved = ask({ ...there, closing: { atMost: 1 }, candidates: [placeAt(EAST)] })
    expect(moved).toMatchObject({ insideBefore: 11, insideAfter: 20, lost: 11, isProved: true })
    expect(moved.closed).toMatchObject([{ name: 'Old hall' }])
    expect(sitesOf(moved)).toEqual([1200])
  })

  it('spends no more than the budget, by what each place costs, and takes what must be taken', () => {
    const places = [{ ...placeAt(WEST), cost: 10 }, placeAt(MIDDLE), { ...placeAt(EAST), cost: 30 }]
    const spend = (limit: number, marks: SitingQuestion['marks'] = []): SitingAnswer =>
      ask({ candidates: places, budget: { limit, each: 20 }, marks })
    expect(spend(40)).toMatchObject({ insideAfter: 31, spent: 40 })
    expect(spend(29)).toMatchObject({ insideAfter: 11, spent: 10 })
    expect(sitesOf(spend(30, [{ ...placeAt(EAST), fixed: -1 }]))).toEqual([0])
    expect(sitesOf(spend(30, [{ ...placeAt(MIDDLE), fixed: 1 }]))).toEqual([0, 600])
    expect(() => spend(9)).toThrow('budgetTooSmall')
  })

  it('weighs people, and names places at no street', () => {
    const weights = { others: 0, over64: 3, under15: 2 }
    expect(ask({ weights })).toMatchObject({ total: 15, insideAfter: 9 })
    const astray = { ...placeAt([0, 2000]), name: 'Field' }
    expect(ask({ candidates: [placeAt(EAST), astray] }).off).toMatchObject([{ name: 'Field' }])
    expect(() => ask({ candidates: [astray] })).toThrow('allOff')
  })

  it('says why there is nothing to solve', () => {
    expect(() => ask({ group: 'under15' })).toThrow('nobody')
    expect(() => ask({ count: 4 })).toThrow('tooFew')
    expect(() => ask({ candidates: [] })).toThrow('noCandidates')
    expect(() => ask({ minutes: 1, candidates: [placeAt(MIDDLE)] })).toThrow('nothingReachable')
  })
})
