/** A block of 100 by 60 metres with houses in it, and the ground that each of them gets. */
import { describe, expect, it } from 'vitest'
import { areaSquareMeters } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { cutsThrough } from '../../../shared/plans/cutThrough.ts'
import { makeBuildingGrounds } from '../../../shared/zoning/blocks.ts'
import { cutBetweenBuildings, type Footprint } from '../../../shared/zoning/cutBetweenBuildings.ts'
import { lonLat, type Point } from '../../fixtures/drawnNetwork.ts'

const ring = (...corners: Point[]): number[] =>
  [...corners, corners[0]!].flatMap((at) => lonLat(at).map((value) => Math.round(value * 1e7)))
const house = (west: number, south: number, wide: number, high: number): Footprint => [
  ring([west, south], [west + wide, south], [west + wide, south + high], [west, south + high]),
]
const BLOCK = buildCoverage([
  {
    key: 'a',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [100, 0],
          [100, 60],
          [0, 60],
          [0, 0],
        ].map((at) => lonLat(at as [number, number])),
      ],
    },
  },
]).coverage
const homesAt = (...places: Point[]) => ({
  lonLat: places.flatMap(lonLat),
  households: places.map(() => 10),
  residents: places.map(() => 25),
})
const grounds = (buildings: readonly Footprint[], ...homes: Point[]) =>
  makeBuildingGrounds(BLOCK, new Set(['a']), { streets: [], paths: [] }, homesAt(...homes), buildings)

describe('the ground of buildings', () => {
  it('is parted halfway between two houses', () => {
    const { count, squareMeters, households } = grounds(
      [house(10, 10, 20, 40), house(50, 10, 40, 40)],
      [11, 11],
      [52, 12],
    )
    expect(count).toBe(2)
    const [small, large] = [...squareMeters].sort((a, b) => a - b)
    // Halfway between the walls at 30 and 50 metres.
    expect(small! / 2400).toBeCloseTo(1, 2)
    expect(large! / 3600).toBeCloseTo(1, 2)
    expect([...households]).toEqual([10, 10])
  })
  it('is one for each house of rows and columns, all of the block together', () => {
    const houses = [0, 1, 2].flatMap((i) => [0, 1].map((j) => house(5 + 34 * i, 5 + 30 * j, 22, 18)))
    const { count, squareMeters } = grounds(houses)
    expect(count).toBe(6)
    expect(squareMeters.reduce((sum, one) => sum + one, 0) / areaSquareMeters(BLOCK, 'a')).toBeCloseTo(1, 3)
  })
  it('has no line through a house, where none parts the block from end to end', () => {
    const houses = [house(5, 5, 30, 10), house(5, 20, 10, 35), house(40, 8, 50, 12), house(30, 30, 60, 20)]
    const lines = cutBetweenBuildings(BLOCK, new Map([['a', houses]]))
    expect(lines.length).toBeGreaterThanOrEqual(3)
    const degrees = (line: readonly number[]): number[][] =>
      Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i]! / 1e7, line[2 * i + 1]! / 1e7])
    for (const line of lines)
      for (const building of houses) expect(cutsThrough(degrees(line), building.map(degrees))).toBe(false)
  })
  it('is common to houses that no straight way parts', () => {
    // Two hooks, each with its arm in the other.
    const hooks: Footprint[] = [
      [ring([20, 10], [60, 10], [60, 15], [25, 15], [25, 40], [20, 40])],
      [ring([80, 50], [40, 50], [40, 45], [75, 45], [75, 12], [80, 12])],
      [ring([30, 20], [35, 20], [35, 55], [10, 55], [10, 5], [15, 5], [15, 50], [30, 50])],
    ]
    expect(grounds(hooks).count).toBeLessThan(3)
  })
})
