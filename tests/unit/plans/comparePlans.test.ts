/** Two divisions of a tiny street beside each other: who goes from where to where, reckoned by hand. */
import area from '@turf/area'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { demandFrom } from '../../../shared/circles/demand.ts'
import { areaGeometry } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { commonParts } from '../../../shared/coverage/overlay.ts'
import { comparePlans, handedOverGround, matchGrids } from '../../../shared/plans/comparePlans.ts'
import type { Plan, PlanGrid } from '../../../shared/plans/planDocument.ts'
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

/** Grids by key; a key that begins with n is new. */
const planOf = (areas: Record<string, Polygon>): Plan => ({
  coverage: buildCoverage(
    Object.entries(areas).map(([key, geometry]) => ({ key, geometry })),
    { gapMeters: 0 },
  ).coverage,
  grids: new Map(
    Object.keys(areas)
      .filter((key) => key !== UNASSIGNED)
      .map((key) => [
        key,
        { key, code: key.startsWith('n') ? null : key, name: key, parent: 'p', isLocked: false } as PlanGrid,
      ]),
  ),
})

const demand = demandFrom({
  lonLat: [114.002, 30.005, 114.008, 30.005, 114.015, 30.005],
  people: {
    households: [300, 60, 200],
    residents: [800, 150, 500],
    over64: [0, 0, 0],
    under15: [0, 0, 0],
    dwellings: [0, 0, 0],
  },
  unit: [0, 0, 1],
  isBuilding: [1, 1, 0],
  units: [
    { code: 'a', name: '甲' },
    { code: 'b', name: '乙' },
  ],
  isEstimate: false,
  isExact: true,
})
const places = { demand, issues: { lons: [114.008, 114.009, 114.016], lats: [30.002, 30.003, 30.004] } }
const today = planOf({ a: box(114, 114.01), b: box(114.01, 114.02) })
/** The border moves west: the second home and two issues go to b. */
const moved = planOf({ a: box(114, 114.005), b: box(114.005, 114.02) })

describe('two divisions compared', () => {
  it('tell who goes from where to where', () => {
    const { ways, whole, homes, grids } = comparePlans(today, moved, places)
    expect(ways).toEqual([{ from: 'a', to: 'b', homes: 1, households: 60, residents: 150, openIssues: 2 }])
    expect(whole).toEqual({ homes: 1, households: 60, residents: 150, openIssues: 2 })
    expect(homes).toEqual([{ place: 1, way: 0 }])
    expect(
      grids.map(({ name, figuresBefore, figuresAfter, come, go }) => [
        name,
        figuresBefore?.households,
        figuresAfter?.households,
        come,
        go,
      ]),
    ).toEqual([
      ['a', 360, 300, 0, 150],
      ['b', 200, 260, 150, 0],
    ])
  })

  it('are the same the other way round, with the ways turned', () => {
    const { ways, before, after } = comparePlans(moved, today, places)
    expect(ways.map(({ from, to, households }) => [from, to, households])).toEqual([['b', 'a', 60]])
    expect([before.totals.most, after.totals.most]).toEqual([300, 360])
  })

  it('of one and the same tell that nothing changes', () => {
    const { ways, whole, homes } = comparePlans(today, today, places)
    expect([ways, whole.residents, homes]).toEqual([[], 0, []])
    expect(handedOverGround(today, today)).toEqual([])
  })

  it('hold dedicated grids out of the norm on both sides', () => {
    const { before, after } = comparePlans(today, moved, places, (code) => code === 'b')
    expect([before.totals.areas, after.totals.areas, before.totals.exempt]).toEqual([1, 1, 1])
  })

  it('know a new grid by its key, or by its area', () => {
    const one = planOf({ a: box(114, 114.01), n1: box(114.01, 114.02) })
    const other = planOf({ a: box(114, 114.01), nx: box(114.01, 114.02) })
    expect([...matchGrids(one, other)]).toEqual([
      ['a', 'a'],
      ['nx', 'n1'],
    ])
    expect(comparePlans(one, other, places).ways).toEqual([])
    // One that ends and a new one of other ground are two.
    const smaller = planOf({ a: box(114, 114.012), n2: box(114.012, 114.02) })
    expect(comparePlans(today, smaller, places).ways.map(({ from, to }) => [from, to])).toEqual([['b', 'n2']])
  })

  it('say of ground in no grid that it is nobody’s', () => {
    const part = planOf({ a: box(114, 114.01), [UNASSIGNED]: box(114.01, 114.02) })
    expect(comparePlans(today, part, places).ways).toEqual([
      { from: 'b', to: UNASSIGNED, homes: 0, households: 200, residents: 500, openIssues: 1 },
    ])
  })

  it('leave out what only one of them divides', () => {
    const smaller = planOf({ a: box(114, 114.01) })
    expect(comparePlans(today, smaller, places).ways).toEqual([])
    expect(handedOverGround(today, smaller)).toEqual([])
  })
})

describe('ground that changes hands', () => {
  it('is what lies in another grid, and no more', () => {
    const [part, ...rest] = handedOverGround(today, moved)
    expect(rest).toEqual([])
    expect([part!.one, part!.other]).toEqual(['a', 'b'])
    expect(part!.squareMeters).toBeCloseTo(area(box(114.005, 114.01)), -2)
  })

  it('tiles the ground with all other parts, in random partitions', () => {
    const random = seededRandom(20)
    const drawn = () =>
      buildCoverage(
        randomPartition(random, {
          columns: 4,
          rows: 3,
          west: 114,
          south: 30,
          cellDegrees: 0.01,
        }).faces.map((geometry, i) => ({ key: String(i + 1), geometry })),
        { gapMeters: 0 },
      ).coverage
    const [one, other] = [drawn(), drawn()]
    const parts = commonParts(one, other, () => true, 0)
    const sum = (list: readonly { squareMeters: number }[]): number =>
      list.reduce((total, { squareMeters }) => total + squareMeters, 0)
    for (const key of new Set(parts.flatMap((part) => (part.one === '' ? [] : [part.one])))) {
      const own = area(areaGeometry(one, key))
      expect(sum(parts.filter((part) => part.one === key)) / own).toBeCloseTo(1, 4)
    }
  })
})
