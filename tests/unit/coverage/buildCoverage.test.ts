/** Partitions from polygons: clean ones come back as they were, dirty ones whole, with what was decided. */
import { area as squareMeters, union, featureCollection, polygon as feature } from '@turf/turf'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaGeometry, areaSquareMeters } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { areaKeys, type Coverage, OUTSIDE } from '../../../shared/coverage/coverage.ts'

/** Degrees near the equator, where a square of 1e-3 is one. */
const box = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const of = (...rings: number[][][]): Polygon => ({ type: 'Polygon', coordinates: rings })
const build = (areas: Record<string, Polygon>, gapMeters?: number) =>
  buildCoverage(
    Object.entries(areas).map(([key, geometry]) => ({ key, geometry })),
    gapMeters === undefined ? {} : { gapMeters },
  )
const nodesOf = (coverage: Coverage): number =>
  new Set([...coverage.arcs.values()].flatMap(({ line }) => [line.slice(0, 2).join(), line.slice(-2).join()]))
    .size

describe('a clean partition', () => {
  const { coverage, faults } = build({
    a: of(box(0, 0, 0.001, 0.001)),
    b: of(box(0.001, 0, 0.002, 0.001)),
    // Meets both along one side: their corner is a point in the middle of it.
    c: of(box(0, 0.001, 0.002, 0.002)),
  })
  it('is held as its borders, each once', () => {
    expect(faults).toEqual([])
    expect(checkCoverage(coverage)).toEqual([])
    expect(areaKeys(coverage)).toEqual(['a', 'b', 'c'])
    expect(coverage.arcs.size).toBe(6)
    expect(nodesOf(coverage)).toBe(4)
  })
  it('comes back as the same areas', () => {
    for (const key of areaKeys(coverage)) expect(areaGeometry(coverage, key).coordinates).toHaveLength(1)
    expect(areaSquareMeters(coverage, 'a')).toBeCloseTo(squareMeters(of(box(0, 0, 0.001, 0.001))), -1)
    const all = areaKeys(coverage).map((key) => feature(areaGeometry(coverage, key).coordinates[0]!))
    expect(union(featureCollection(all))!.geometry.type).toBe('Polygon')
  })
})

describe('holes, parts and islands', () => {
  it('keeps an enclave, an island and an area in two parts', () => {
    const { coverage, faults } = buildCoverage([
      { key: 'round', geometry: of(box(0, 0, 0.004, 0.004), box(0.001, 0.001, 0.002, 0.002)) },
      { key: 'enclave', geometry: of(box(0.001, 0.001, 0.002, 0.002)) },
      {
        key: 'twice',
        geometry: {
          type: 'MultiPolygon',
          coordinates: [[box(0.005, 0, 0.006, 0.001)], [box(0.007, 0, 0.008, 0.001)]],
        },
      },
    ])
    expect(faults).toEqual([])
    expect(checkCoverage(coverage)).toEqual([])
    expect(areaGeometry(coverage, 'round').coordinates[0]).toHaveLength(2)
    expect(areaGeometry(coverage, 'enclave').coordinates).toHaveLength(1)
    expect(areaGeometry(coverage, 'twice').coordinates).toHaveLength(2)
  })
  it('parts areas that touch themselves in a point', () => {
    // Two holes that share a corner, and an enclave whose corner lies on the outer ring.
    const { coverage } = build({
      a: of(box(0, 0, 0.004, 0.004), box(0.001, 0.001, 0.002, 0.002), box(0.002, 0.002, 0.003, 0.003)),
      b: of(box(0.001, 0.001, 0.002, 0.002)),
      c: of(box(0.002, 0.002, 0.003, 0.003)),
    })
    expect(checkCoverage(coverage)).toEqual([])
    expect(areaGeometry(coverage, 'a').coordinates.map((rings) => rings.length)).toEqual([3])
    expect(areaSquareMeters(coverage, 'a') / areaSquareMeters(coverage, 'b')).toBeCloseTo(14, 3)
  })
})

describe('a dirty partition', () => {
  it('closes a gap, and tells where, how large and whose it is now', () => {
    const { coverage, faults } = build({
      a: of(box(0, 0, 0.001, 0.001)),
      b: of(box(0.00102, 0, 0.002, 0.001)),
      c: of(box(0, 0.001, 0.002, 0.002)),
      d: of(box(0, -0.001, 0.002, 0)),
    })
    expect(faults).toEqual([
      {
        kind: 'gap',
        keys: ['a', 'b', 'c', 'd'],
        at: expect.anything(),
        squareMeters: expect.closeTo(247.3, 0),
        givenTo: 'a',
      },
    ])
    expect(checkCoverage(coverage)).toEqual([])
    expect(
      [...coverage.arcs.values()].filter(({ left, right }) => left === OUTSIDE || right === OUTSIDE),
    ).toHaveLength(4)
  })
  it('leaves a hole that is too wide to be a fault', () => {
    const { faults } = build({ a: of(box(0, 0, 0.004, 0.004), box(0.001, 0.001, 0.002, 0.002)) })
    expect(faults).toMatchObject([{ kind: 'hole', givenTo: null, keys: ['a'] }])
  })
  it('gives an overlap to one of both', () => {
    const { coverage, faults } = build({
      a: of(box(0, 0, 0.00103, 0.001)),
      b: of(box(0.001, 0, 0.002, 0.001)),
    })
    expect(faults).toMatchObject([{ kind: 'overlap', keys: ['a', 'b'] }])
    expect(checkCoverage(coverage)).toEqual([])
  })
  it('leaves what was drawn on top of a larger area where it is', () => {
    const { coverage } = build({
      large: of(box(0, 0, 0.004, 0.004)),
      small: of(box(0.001, 0.001, 0.002, 0.002)),
    })
    expect(areaKeys(coverage)).toEqual(['large', 'small'])
    expect(areaGeometry(coverage, 'large').coordinates[0]).toHaveLength(2)
  })
  it('names an area that covers nothing', () => {
    const line = of([
      [0.001, 0],
      [0.001, 0.001],
      [0.001, 0],
    ])
    const { faults } = build({ a: of(box(0, 0, 0.004, 0.004)), line, twice: of(box(0, 0, 0.004, 0.004)) })
    expect(faults.filter(({ kind }) => kind === 'nothing').map(({ keys }) => keys)).toEqual([
      ['line'],
      ['twice'],
    ])
  })
  it('takes both halves of a ring that crosses itself', () => {
    const { coverage } = build({
      a: of([
        [0, 0],
        [0.002, 0.002],
        [0.002, 0],
        [0, 0.002],
        [0, 0],
      ]),
    })
    expect(areaGeometry(coverage, 'a').coordinates).toHaveLength(2)
    expect(checkCoverage(coverage)).toEqual([])
  })
  it('gives neighbours that miss each other by a few steps one border', () => {
    const { coverage, faults } = build({
      a: of([
        [0, 0],
        [0.001, 0],
        [0.0010004, 0.0005],
        [0.001, 0.001],
        [0, 0.001],
        [0, 0],
      ]),
      b: of(box(0.001, 0, 0.002, 0.001)),
    })
    expect(faults.length).toBeGreaterThan(0)
    expect(checkCoverage(coverage)).toEqual([])
    const border = [...coverage.arcs.values()].filter(
      ({ left, right }) => left !== OUTSIDE && right !== OUTSIDE,
    )
    expect(border).toHaveLength(1)
  })
})
