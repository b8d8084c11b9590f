/** Figures of a plan that rest on streets, stairs, compounds and weights, reckoned by hand. */
import { describe, expect, it } from 'vitest'
import { demandFrom } from '../../../shared/circles/demand.ts'
import { changeBetween, coverageOf, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { writtenArc } from '../../../shared/coverage/joinArcs.ts'
import { BesideStreets } from '../../../shared/plans/besideStreets.ts'
import { PlanCounter, spreadOf, touchedAreas } from '../../../shared/plans/planFigures.ts'
import { splitCompounds } from '../../../shared/plans/splitCompounds.ts'
import { GridWalks } from '../../../shared/plans/walkAcross.ts'
import {
  amountsOf,
  DEFAULT_WEIGHTS,
  flightsToFlat,
  workloadOf,
  WorkloadWeights,
} from '../../../shared/plans/workload.ts'
import { DrawnTown, lonLat, type Point, way } from '../../fixtures/drawnNetwork.ts'

const steps = (...line: Point[]): number[] =>
  line.flatMap((point) => lonLat(point).map((value) => Math.round(value * 1e7)))

describe('the walk across a grid', () => {
  const { network } = new DrawnTown({ ways: [way('residential', [0, 0], [600, 0])] })
  const homes: [x: number, y: number, households: number][] = [
    [0, 5, 10],
    [100, 5, 10],
    [300, 5, 10],
    [560, 5, 1],
    [300, 400, 10],
    [400, 5, 0],
  ]
  const walks = new GridWalks(network, {
    lonLat: homes.flatMap(([x, y]) => lonLat([x, y])),
    households: homes.map(([, , households]) => households),
  })

  it('goes from the home nearest to the middle to where 95 % of the households live', () => {
    // The middle of 31 households is at 147 m: from 100 m the first 20 are 100 m away, 30 of 31 (97 %) 200 m.
    const { seconds, unreached } = walks.across([0, 1, 2, 3])
    expect(seconds).toBeCloseTo(200 / 1.1, 1)
    expect(unreached).toBe(0)
  })
  it('is nothing for one home, and not known without any', () => {
    expect(walks.across([0])).toEqual({ seconds: 0, unreached: 0 })
    expect(walks.across([5])).toEqual({ seconds: null, unreached: 0 })
    expect(walks.across([])).toEqual({ seconds: null, unreached: 0 })
  })
  it('is not known where a twentieth of the households is at no street', () => {
    expect(walks.across([0, 1, 2, 4])).toEqual({ seconds: null, unreached: 10 })
    expect(walks.across([4])).toEqual({ seconds: null, unreached: 10 })
  })
})

describe('borders beside streets', () => {
  const streets = new BesideStreets([steps([0, 0], [100, 0])])
  it('are off where every street is farther than 15 m', () => {
    // 10 m beside the street; past its end √(15² − 10²) = 11.2 m more. Looked at every 5 m: 110 of 200 m are beside.
    const { meters, offMeters } = streets.measure(steps([0, 10], [200, 10]))
    expect(meters).toBeCloseTo(200, 1)
    expect(offMeters).toBeCloseTo(90, 1)
    expect(streets.measure(steps([0, 14.9], [100, 14.9])).offMeters).toBe(0)
    expect(streets.measure(steps([0, 15.2], [100, 15.2])).offMeters).toBeCloseTo(100, 1)
  })
  it('are off all along without a street', () => {
    expect(new BesideStreets([]).measure(steps([0, 0], [30, 0])).offMeters).toBeCloseTo(30, 1)
  })
})

describe('compounds, stairs and issues of a year', () => {
  const square = (left: string, west: number, east: number) => [
    writtenArc([east, 0, west, 0, west, 100_000, east, 100_000], '', left),
  ]
  const halves = coverageOf([
    ...square('a', 0, 100_000),
    writtenArc([100_000, 0, 100_000, 100_000], 'a', 'b'),
    writtenArc([100_000, 100_000, 200_000, 100_000, 200_000, 0, 100_000, 0], '', 'b'),
  ])
  const doors = {
    lons: [0.002, 0.004, 0.012, 0.014],
    lats: [0.005, 0.005, 0.005, 0.005],
    households: [10, 20, 30, 5],
    flights: [25, 0, 75, 12.5],
    compound: [0, 1, 1, -1],
  }
  const counter = new PlanCounter({
    demand: demandFrom({
      lonLat: [],
      people: { residents: [], households: [], under15: [], over64: [], dwellings: [] },
      unit: [],
      isBuilding: [],
      units: [],
      isEstimate: false,
      isExact: true,
    }),
    issues: { lons: [0.002], lats: [0.005] },
    yearIssues: { lons: [0.002, 0.003, 0.013], lats: [0.005, 0.006, 0.005] },
    doors,
  })

  it('are counted by place, and found again after a change', () => {
    const count = counter.count(halves, null, (key) => key)
    expect(count.figures.get('a')).toMatchObject({ openIssues: 1, yearIssues: 2, flights: 25 })
    expect(count.figures.get('b')).toMatchObject({ openIssues: 0, yearIssues: 1, flights: 88 })
    expect(splitCompounds(count.compounds)).toEqual([
      {
        compound: 1,
        parts: [
          { key: 'b', households: 30 },
          { key: 'a', households: 20 },
        ],
      },
    ])
    const one = coverageOf([writtenArc([0, 0, 0, 100_000, 200_000, 100_000, 200_000, 0, 0, 0], '', 'a')])
    const merged = counter.count(one, touchedAreas(changeBetween(halves, one)), (key) => key)
    expect(merged.figures.get('a')).toMatchObject({ yearIssues: 3, flights: 113 })
    expect(splitCompounds(merged.compounds)).toEqual([])
    const back = counter.count(halves, touchedAreas(changeBetween(one, halves)), (key) => key)
    expect(new Map([...back.compounds].sort())).toEqual(new Map([...count.compounds].sort()))
  })
  it('are not told where they may not be seen', () => {
    const blind = new PlanCounter({
      demand: demandFrom({
        lonLat: [],
        people: { residents: [], households: [], under15: [], over64: [], dwellings: [] },
        unit: [],
        isBuilding: [],
        units: [],
        isEstimate: false,
        isExact: true,
      }),
      issues: null,
      yearIssues: null,
      doors: null,
    })
    expect(blind.count(halves, null, (key) => key).figures.get('a')).toMatchObject({
      openIssues: null,
      yearIssues: null,
      flights: null,
    })
  })
  it('count a compound as split only between grids, and leave out what is nobody’s', () => {
    const of = (own: [string, number][]) =>
      new Map(own.map(([key, households]) => [key, new Map([[7, households]])]))
    expect(
      splitCompounds(
        of([
          ['a', 3],
          [UNASSIGNED, 9],
        ]),
      ),
    ).toEqual([])
    expect(
      splitCompounds(
        of([
          ['a', 3],
          ['b', 0],
        ]),
      ),
    ).toEqual([])
    expect(
      splitCompounds(
        of([
          ['a', 3],
          ['b', 4],
        ]),
      ).map(({ parts }) => parts.map(({ key }) => key)),
    ).toEqual([['b', 'a']])
  })
})

describe('workload', () => {
  const grid = {
    key: 'a',
    households: 400,
    residents: 1000,
    over64: 100,
    openIssues: 5,
    yearIssues: 60,
    flights: 800,
    movers: 0,
    squareMeters: 1,
    compactness: 1,
    pieces: 1,
  }
  it('is what a grid holds, each times its weight', () => {
    // 400 × 8 + 100 × 12 + 5 × 60 + 60 × 5 + 4 × 40 + 800 × 0.5
    expect(workloadOf(amountsOf(grid, 240), DEFAULT_WEIGHTS)).toEqual({ minutes: 5560, without: ['visits'] })
  })
  it('says which weights have no effect, and leaves those of nought unsaid', () => {
    const weights = { ...DEFAULT_WEIGHTS, visits: 0 }
    expect(workloadOf(amountsOf({ ...grid, openIssues: null }, null), weights)).toEqual({
      minutes: 3200 + 1200 + 300 + 400,
      without: ['openIssues', 'walk'],
    })
    expect(workloadOf(amountsOf(grid, 240), { ...weights, walk: 0 })).toMatchObject({ without: [] })
  })
  it('takes no weight below nought, of another name, or missing', () => {
    for (const wrong of [{ households: -1 }, { more: 1 }, { walk: undefined }, { walk: NaN }])
      expect(WorkloadWeights.safeParse({ ...DEFAULT_WEIGHTS, ...wrong }).success).toBe(false)
  })
  it('counts stairs to the middle flat, and none where there is a lift', () => {
    expect([null, 0, 1, 2, 6, 7, 33].map(flightsToFlat)).toEqual([0, 0, 0, 0.5, 2.5, 0, 0])
  })
  it('is spread as its deviation over its mean', () => {
    // Mean 3; squares 4, 0, 4 of three.
    expect(spreadOf([1, 3, 5])).toBeCloseTo(Math.sqrt(8 / 3) / 3, 12)
    expect(spreadOf([])).toBeNull()
    expect(spreadOf([0, 0])).toBeNull()
  })
})
