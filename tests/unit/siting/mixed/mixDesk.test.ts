/** A street of 500 m and a row of homes behind its wall, with the way round at the far end: reckoned by hand. */
import { describe, expect, it } from 'vitest'
import { ScenarioDesk } from '../../../../shared/scenario/scenarioDesk.ts'
import { mayBeMixed, type MixAnswer, mixOf } from '../../../../shared/siting/mixed/mixDesk.ts'
import { SitingDesk } from '../../../../shared/siting/sitingDesk.ts'
import type { SitingQuestion } from '../../../../shared/siting/sitingQuestion.ts'
import { drawnDemand, placeAt } from '../../../fixtures/drawnDemand.ts'
import { DrawnTown, way } from '../../../fixtures/drawnNetwork.ts'

const town = new DrawnTown({
  ways: [
    way('residential', [0, 0], [500, 0], [1500, 0]),
    way('service', [500, 0], [500, 20], [0, 20]),
    way({ barrier: 'wall' }, [-50, 10], [480, 10]),
  ],
})
const demand = drawnDemand([
  { at: [20, 20], residents: 100 },
  { at: [1400, 0], residents: 30 },
])
const desk = new SitingDesk(town.index, demand)
const scenarios = new ScenarioDesk(town.index, demand)
const question: SitingQuestion = {
  aim: 'reach',
  group: 'residents',
  count: 1,
  walker: 'standard',
  minutes: 5,
  existing: [placeAt([0, 0])],
  candidates: [placeAt([1400, 0]), placeAt([20, 20])],
}

function mix(change: Partial<SitingQuestion>, costs: { openingCost: number; budget: number }): MixAnswer {
  const steps = mixOf(desk, scenarios, { question: { ...question, ...change }, points: [], ...costs })
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

describe('points and openings for the same money', () => {
  it('are mixed where one of each reaches more than two points could', () => {
    const found = mix({}, { openingCost: 20, budget: 120 })
    expect(found).toMatchObject({ alone: 100, mixed: 130, bestPossible: 130, insideAfter: 130, isDone: true })
    expect(found.sites.map(({ lon }) => lon)).toEqual([placeAt([1400, 0]).lon])
    expect(found.openings).toHaveLength(1)
    // without the wall's opening those behind it walk 1,000 m to the point that exists
    expect(found.openings[0]!.loss).toBe(100)
  })

  it('are points alone where there is no money for both', () => {
    const found = mix({}, { openingCost: 20, budget: 100 })
    expect(found).toMatchObject({ alone: 100, mixed: 100, openings: [] })
  })

  it('are an opening alone where a point is too dear', () => {
    expect(mix({}, { openingCost: 20, budget: 20 })).toMatchObject({ alone: 0, mixed: 100, sites: [] })
  })

  it('shorten the mean walk together', () => {
    const found = mix({ aim: 'walk' }, { openingCost: 20, budget: 120 })
    const meters = (100 * (town.walk([20, 20], [500, 0], 'standard')! / 60)) / 100
    expect(found.openings).toHaveLength(1)
    expect(found.alone - found.mixed).toBeGreaterThan(0)
    expect(found.mixed).toBeLessThan(meters)
    expect(found.bestPossible).toBeCloseTo(found.mixed, 6)
  })
})

it('are weighed in plain questions of a sum over people alone', () => {
  expect(mayBeMixed({ ...question, candidates: { everyMeters: 100 } })).toBe(true)
  const others: Partial<SitingQuestion>[] = [
    {},
    { aim: 'furthest' },
    { aim: 'fewest' },
    { aim: 'worst' },
    { weights: { others: 1, over64: 3, under15: 2 } },
    { budget: { limit: 100, each: 40 } },
    { closing: { atMost: 1 } },
    { capacity: 500 },
    { marks: [{ ...placeAt([20, 20]), fixed: 1 }] },
  ]
  const kept = others.map((change) =>
    mayBeMixed({
      ...question,
      // the first of these has places of its own
      ...(Object.keys(change).length > 0 && { candidates: { everyMeters: 100 } }),
      ...change,
    }),
  )
  expect(kept).toEqual(others.map(() => false))
})
