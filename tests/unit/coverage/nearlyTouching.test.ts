/**
 * Borders that meet, lie on one line or nearly so: where programs that reckon with floating-point numbers lose rings, find
 * crossings that are none, or see no neighbours. Whole kinds of input, each with the report that it was learnt from.
 */
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areNeighbours, areaGeometry, bordersOf, closedLines } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage, closedSteps } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { UNASSIGNED, type Coverage, type Point } from '../../../shared/coverage/coverage.ts'
import { giveInside } from '../../../shared/coverage/edits.ts'
import { twiceArea } from '../../../shared/coverage/measure.ts'
import { selfCrossing } from '../../../shared/coverage/selfCrossing.ts'
import { PlanCounter, planTotals, touchedAreas } from '../../../shared/plans/planFigures.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const of = (...ring: number[][]): Polygon => ({ type: 'Polygon', coordinates: [[...ring, ring[0]!]] })
const squareDegrees = (coverage: Coverage, key: string): number =>
  closedLines(bordersOf(coverage, new Set([key])).get(key) ?? []).reduce(
    (sum, ring) => sum + twiceArea(ring),
    0,
  ) / 2e14

describe('areas with edges on one line', () => {
  it('are one area together, as large as both (RB-02)', () => {
    const { coverage } = buildCoverage([
      {
        key: 'a',
        geometry: of(
          [-13.659807482533342, 15.000000000000004],
          [-4.619397662556434, -1.9134171618254447],
          [-9.750026667063697, 15.000000000000004],
        ),
      },
      {
        key: 'a',
        geometry: of(
          [-9.750026667063697, 15.000000000000004],
          [-4.903926402016152, -0.9754516100806383],
          [-6.477371050357451, 15.000000000000004],
        ),
      },
    ])
    expect(checkCoverage(coverage)).toEqual([])
    expect(areaGeometry(coverage, 'a').coordinates).toHaveLength(1)
    expect(squareDegrees(coverage, 'a')).toBeCloseTo(59.20495, 4)
  })

  it('whatever their slope and wherever the shorter edge ends', () => {
    const random = seededRandom(2)
    for (let n = 0; n < 200; n++) {
      const [ax, ay] = [113.9 + random() * 0.01, 30.4 + random() * 0.01]
      const [dx, dy] = [(random() - 0.5) * 0.02, (random() - 0.5) * 0.02]
      const [from, to] = [random() * 0.4, 0.6 + random() * 0.4]
      const along = (share: number, off: number): number[] => [
        ax + share * dx - off * dy,
        ay + share * dy + off * dx,
      ]
      // The one on the left of the line, the other on its right with a part of the same line.
      const one = of(along(0, 0), along(1, 0), along(0.5, 0.5))
      const other = of(along(from, 0), along(0.5, -0.3), along(to, 0))
      const apart = buildCoverage([
        { key: 'a', geometry: one },
        { key: 'b', geometry: other },
      ]).coverage
      expect(checkCoverage(apart), String(n)).toEqual([])
      expect(areNeighbours(apart, 'a', 'b'), String(n)).toBe(true)
      const together = buildCoverage([
        { key: 'a', geometry: one },
        { key: 'a', geometry: other },
      ]).coverage
      expect(areaGeometry(together, 'a').coordinates, String(n)).toHaveLength(1)
      expect(
        squareDegrees(together, 'a') / (squareDegrees(apart, 'a') + squareDegrees(apart, 'b')),
      ).toBeCloseTo(1, 6)
    }
  })
})

describe('a common edge written a little differently by both', () => {
  const parcel = (west: number, noise: () => number): Polygon => {
    const ring = [
      [115.9992 + west, -31.8711],
      [115.9994 + west, -31.8711],
      [115.99943 + west, -31.8709],
      [115.99923 + west, -31.8709],
    ]
    return of(...ring.map((point) => point.map((value) => value + noise())))
  }
  it('is one border, and nothing lies in both (RB-04)', () => {
    const random = seededRandom(3)
    const noise = (): number => (random() - 0.5) * 2e-13
    const { coverage, faults } = buildCoverage([
      { key: 'a', geometry: parcel(0, noise) },
      { key: 'b', geometry: parcel(0.0002, noise) },
    ])
    expect(faults).toEqual([])
    expect(areNeighbours(coverage, 'a', 'b')).toBe(true)
  })
})

describe('a ring that does not meet itself', () => {
  it('is not said to, however sharp its corners (RB-06)', () => {
    const triangle = [
      [-92.44456305600066, 63.72868773989918],
      [44.23891326731302, 37.423106625872734],
      [43.63889683363783, 65.33932551389408],
    ]
    expect(selfCrossing(closedSteps(triangle))).toBeNull()
    const random = seededRandom(7)
    for (let n = 0; n < 500; n++) {
      const [a, b] = [0, 1].map(() => [random() * 180, random() * 90]) as [number[], number[]]
      const share = random()
      // A needle: its third corner lies a few steps off the long side.
      const c = [0, 1].map((i) => a[i]! + share * (b[i]! - a[i]!) + (random() - 0.5) * 1e-5)
      const line = closedSteps([a, b, c])
      if (twiceArea(line) !== 0) expect(selfCrossing(line), String(n)).toBeNull()
    }
  })
  it('and one that does is, where it does', () => {
    const bow = closedSteps([
      [0, 0],
      [0.002, 0.002],
      [0.002, 0],
      [0, 0.002],
    ])
    expect(selfCrossing(bow)).not.toBeNull()
    const pinched = closedSteps([
      [0, 0],
      [0.002, 0],
      [0.001, 0.001],
      [0.002, 0.002],
      [0, 0.002],
      [0.001, 0.001],
    ])
    // Two loops that share a corner only: a ring in two parts, but no line is crossed.
    expect(selfCrossing(pinched)).toBeNull()
  })
})

describe('ground that is nobody’s', () => {
  const { coverage } = buildCoverage([
    { key: 'a', geometry: of([0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01]) },
    { key: 'b', geometry: of([0.01, 0], [0.02, 0], [0.02, 0.01], [0.01, 0.01]) },
  ])
  const ones = new Float32Array(3).fill(1)
  const places = {
    demand: {
      count: 3,
      lonLat: Float64Array.from([0.005, 0.005, 0.009, 0.009, 0.015, 0.005]),
      people: { residents: ones, households: ones, under15: ones, over64: ones, dwellings: ones },
      unit: new Uint32Array(3),
      isBuilding: new Uint8Array(3).fill(1),
      units: [{ code: 'a', name: 'a' }],
    },
    issues: null,
  }
  const hole: Point[] = [
    [40_000, 40_000],
    [60_000, 40_000],
    [60_000, 60_000],
    [40_000, 60_000],
  ]

  it('never counts as a grid, in pieces or whole (RB-07)', () => {
    const edit = giveInside(coverage, hole, UNASSIGNED)
    if (!edit.ok) throw new Error(edit.why)
    const { figures } = new PlanCounter(places).count(edit.coverage, null, () => null)
    expect(planTotals(figures)).toMatchObject({
      areas: 2,
      broken: 0,
      least: 1,
      unassigned: { households: 1, residents: 1 },
    })
  })

  it('and given back leaves every figure as a count from the start has it (RB-10)', () => {
    const counter = new PlanCounter(places)
    const first = counter.count(coverage, null, () => null)
    const edit = giveInside(coverage, hole, UNASSIGNED)
    if (!edit.ok) throw new Error(edit.why)
    const touched = touchedAreas(edit.change)
    expect([...touched].sort()).toEqual([UNASSIGNED, 'a'])
    expect(counter.count(edit.coverage, touched, () => null).figures.get(UNASSIGNED)?.households).toBe(1)
    const undone = counter.count(coverage, touched, () => null)
    expect(new Map([...undone.figures].sort())).toEqual(new Map([...first.figures].sort()))
    expect(planTotals(undone.figures)).toEqual(planTotals(first.figures))
  })
})
