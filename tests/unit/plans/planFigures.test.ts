/** What areas of a plan hold: reckoned by hand on a tiny street, and after any change as by a count from the start. */
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { demandFrom } from '../../../shared/circles/demand.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { changeBetween, type Coverage, replaceArcs, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { loadClass } from '../../../shared/plans/norm.ts'
import { PlanCounter, planTotals, touchedAreas } from '../../../shared/plans/planFigures.ts'
import { randomPartition } from '../../fixtures/randomPartition.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const box = (west: number, east: number, south = 30, north = 30.01): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})
const coverageOf = (areas: Record<string, Polygon>): Coverage =>
  buildCoverage(
    Object.entries(areas).map(([key, geometry]) => ({ key, geometry })),
    { gapMeters: 0 },
  ).coverage

const homes = (
  places: [lon: number, lat: number, households: number, residents: number, over64: number, unit: number][],
) =>
  demandFrom({
    lonLat: places.flatMap(([lon, lat]) => [lon, lat]),
    people: {
      households: places.map((place) => place[2]),
      residents: places.map((place) => place[3]),
      over64: places.map((place) => place[4]),
      under15: places.map(() => 0),
      dwellings: places.map(() => 0),
    },
    unit: places.map((place) => place[5]),
    isBuilding: places.map(() => 1 as const),
    units: [
      { code: 'a', name: '甲' },
      { code: 'b', name: '乙' },
    ],
    isEstimate: false,
    isExact: true,
  })

const demand = homes([
  [114.002, 30.005, 300, 800, 100, 0],
  [114.008, 30.005, 60, 150, 20, 0],
  [114.015, 30.005, 200, 500, 90, 1],
])
const places = { demand, issues: { lons: [114.008, 114.009, 114.016], lats: [30.002, 30.003, 30.004] } }
const own = (key: string): string => key

describe('the figures of a plan', () => {
  it('are those of the homes and issues that lie in each area', () => {
    const { figures } = new PlanCounter(places).count(
      coverageOf({ a: box(114, 114.01), b: box(114.01, 114.02) }),
      null,
      own,
    )
    expect(figures.get('a')).toMatchObject({
      households: 360,
      residents: 950,
      over64: 120,
      openIssues: 2,
      movers: 0,
      pieces: 1,
    })
    expect(figures.get('b')).toMatchObject({ households: 200, residents: 500, openIssues: 1, movers: 0 })
    // 0.01° by 0.01° at 30.005° N on the sphere of 6,371,008.8 m.
    const side = (6_371_008.8 * Math.PI) / 18_000
    const narrow = Math.cos((30.005 * Math.PI) / 180)
    expect(figures.get('a')!.squareMeters / (side * side * narrow)).toBeCloseTo(1, 3)
    expect(figures.get('a')!.compactness).toBeCloseTo((Math.PI * narrow) / (1 + narrow) ** 2, 3)
  })

  it('count who comes into another grid, and leave issues out where they may not be seen', () => {
    const { figures } = new PlanCounter({ demand, issues: null }).count(
      coverageOf({ a: box(114, 114.005), b: box(114.005, 114.02) }),
      null,
      own,
    )
    expect(figures.get('b')).toMatchObject({ residents: 650, movers: 150, openIssues: null })
    const isNew = (key: string): string | null => (key === 'a' ? 'a' : null)
    const { figures: others } = new PlanCounter({ demand, issues: null }).count(
      coverageOf({ a: box(114, 114.005), b: box(114.005, 114.02) }),
      null,
      isNew,
    )
    expect(others.get('b')!.movers).toBe(650)
  })

  it('never count ground that is nobody’s as a grid', () => {
    const whole = coverageOf({ a: box(114, 114.01), [UNASSIGNED]: box(114.01, 114.02) })
    const { figures } = new PlanCounter(places).count(whole, null, own)
    expect(figures.get(UNASSIGNED)).toMatchObject({ households: 200, movers: 0 })
    expect(planTotals(figures)).toMatchObject({
      areas: 1,
      households: 360,
      movers: 0,
      unassigned: { households: 200, residents: 500 },
    })
  })

  it('are after any change those of a count from the start, and after taking it back the first ones', () => {
    const random = seededRandom(6)
    const make = (): Coverage => {
      const { faces } = randomPartition(random, {
        columns: 5,
        rows: 4,
        west: 114,
        south: 30,
        cellDegrees: 0.002,
      })
      return buildCoverage(
        faces.map((geometry, index) => ({ key: String(index % 17), geometry })),
        { gapMeters: 0 },
      ).coverage
    }
    const many = homes(
      Array.from({ length: 400 }, () => [
        114 + random() * 0.01,
        30 + random() * 0.008,
        Math.round(random() * 50) / 10,
        Math.round(random() * 120) / 10,
        1,
        0,
      ]),
    )
    const states = Array.from({ length: 6 }, make)
    const counter = new PlanCounter({ demand: many, issues: { lons: [114.003], lats: [30.003] } })
    const first = counter.count(states[0]!, null, own)
    let now = states[0]!
    for (const state of [...states.slice(1), states[0]!]) {
      const touched = touchedAreas(changeBetween(now, state))
      const { figures, shapes } = counter.count(state, touched, own)
      const fresh = new PlanCounter({ demand: many, issues: { lons: [114.003], lats: [30.003] } }).count(
        state,
        null,
        own,
      )
      expect(new Map([...figures].sort())).toEqual(new Map([...fresh.figures].sort()))
      expect(new Map([...shapes].sort())).toEqual(new Map([...fresh.shapes].sort()))
      now = state
    }
    expect(planTotals(counter.count(now, new Set(), own).figures)).toEqual(planTotals(first.figures))
  })

  it('are counted anew for both where one takes all of another, along lines that stay', () => {
    const three = coverageOf({ a: box(114, 114.01), b: box(114.01, 114.02), c: box(114.02, 114.03) })
    const counter = new PlanCounter(places)
    counter.count(three, null, own)
    // Its lines stay; they are somebody else's.
    const { coverage, change } = replaceArcs(
      three,
      [...three.arcs.values()],
      [...three.arcs.values()].map(({ line, left, right }) => ({
        line,
        left: left === 'b' ? 'd' : left,
        right: right === 'b' ? 'd' : right,
      })),
    )
    const touched = touchedAreas(change)
    expect([...touched].sort()).toEqual(['b', 'd'])
    const line = [0, 0, 0, 5]
    for (const [before, after] of [
      [
        { line, left: 'b', right: 'c' },
        { line, left: 'd', right: 'c' },
      ],
      [
        { line, left: 'c', right: 'b' },
        { line, left: 'c', right: 'd' },
      ],
    ] as const)
      expect([...touchedAreas([{ name: '', before, after }])].sort()).toEqual(['b', 'd'])
    const { figures } = counter.count(coverage, touched, own)
    const fresh = new PlanCounter(places).count(coverage, null, own)
    expect(new Map([...figures].sort())).toEqual(new Map([...fresh.figures].sort()))
  })

  it('sum up to the load of the whole against the norm', () => {
    const figures = (households: number) => ({
      key: 'x',
      households,
      residents: 2 * households,
      over64: 0,
      openIssues: 0,
      yearIssues: 0,
      flights: 0,
      movers: 1,
      squareMeters: 1,
      compactness: 1,
      pieces: households === 100 ? 2 : 1,
    })
    const totals = planTotals(
      new Map([100, 300, 500, 501, 800].map((households, index) => [String(index), figures(households)])),
    )
    expect(totals).toMatchObject({ areas: 5, households: 2201, least: 100, most: 800, movers: 5, broken: 1 })
    expect(totals.classes).toEqual({ farBelow: 1, below: 0, within: 2, above: 1, farAbove: 1 })
    // Mean 440.2; squares of the differences: 115736.04, 19656.04, 3576.04, 3696.64, 129456.04.
    expect(totals.spread).toBeCloseTo(Math.sqrt(272120.8 / 5) / 440.2, 6)
    // A school is no small grid.
    const rows = new Map(['school', 'x'].map((key, index) => [key, { ...figures(400 * index), key }]))
    expect(planTotals(rows, (key) => key === 'school')).toMatchObject({
      areas: 1,
      exempt: 1,
      least: 400,
      spread: 0,
      classes: { farBelow: 0, within: 1 },
    })
    expect(planTotals(new Map())).toMatchObject({ areas: 0, least: null, spread: null, unassigned: null })
    expect([149, 150, 299, 300, 500, 501, 750, 751].map((one) => loadClass(one))).toEqual([
      'farBelow',
      'below',
      'below',
      'within',
      'within',
      'above',
      'above',
      'farAbove',
    ])
  })
})
