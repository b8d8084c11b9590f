import { describe, expect, it } from 'vitest'
import { discUnion, type Disc } from '../../../shared/geo/discUnion.ts'

type Polygons = ReturnType<typeof discUnion>

const areaOf = (polygons: Polygons): number =>
  polygons
    .flat()
    .reduce(
      (sum, ring) =>
        sum + ring.slice(1).reduce((part, [x, y], i) => part + (ring[i]![0] * y - x * ring[i]![1]) / 2, 0),
      0,
    )

const disc = (x: number, y: number, radius = 1): Disc => ({ x, y, radius })

/** A rim of 72 corners instead of a circle loses 0.13% of the area. */
const near = (found: number, wanted: number) => expect(Math.abs(found - wanted) / wanted).toBeLessThan(0.003)

/** By counting points of a fine raster. */
function countedArea(discs: readonly Disc[], step = 0.03): number {
  let count = 0
  for (let x = -2; x < 8; x += step) {
    for (let y = -2; y < 8; y += step) {
      if (discs.some((one) => Math.hypot(one.x - x, one.y - y) <= one.radius)) count++
    }
  }
  return count * step * step
}

describe('the union of discs', () => {
  it('leaves discs apart from each other alone', () => {
    const union = discUnion([disc(0, 0), disc(5, 0)])
    expect(union).toHaveLength(2)
    near(areaOf(union), 2 * Math.PI)
  })

  it('counts what two discs share only once', () => {
    const union = discUnion([disc(0, 0), disc(1, 0)])
    expect(union).toHaveLength(1)
    near(areaOf(union), 2 * Math.PI - (2 * Math.acos(0.5) - Math.sqrt(3) / 2))
  })

  it('drops a disc inside another and one given twice', () => {
    const union = discUnion([disc(0, 0, 2), disc(0.3, 0, 1), disc(0, 0, 2)])
    expect(union).toHaveLength(1)
    near(areaOf(union), 4 * Math.PI)
  })

  it('keeps the hole that a ring of discs leaves', () => {
    const ring = Array.from({ length: 12 }, (_, i) =>
      disc(3 + 2 * Math.cos((i * Math.PI) / 6), 3 + 2 * Math.sin((i * Math.PI) / 6)),
    )
    const union = discUnion(ring)
    expect(union).toHaveLength(1)
    expect(union[0]).toHaveLength(2)
    near(areaOf(union), countedArea(ring))
  })

  it('stands a regular grid, where rims meet in threes and fours', () => {
    const grid = Array.from({ length: 25 }, (_, i) => disc(i % 5, Math.floor(i / 5), Math.SQRT1_2))
    near(areaOf(discUnion(grid)), countedArea(grid))
  })

  it('has the area of a raster for scattered discs of several sizes', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    const discs = Array.from({ length: 60 }, () => disc(random() * 6, random() * 6, 0.3 + random() * 0.7))
    near(areaOf(discUnion(discs)), countedArea(discs))
  })
})
