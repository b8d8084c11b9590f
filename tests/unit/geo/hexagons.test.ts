import { describe, expect, it } from 'vitest'
import { cornersOf, hexagonsOf } from '../../../shared/geo/hexagons.ts'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const LATITUDE = 30
const RADIUS = 90
const random = seededRandom(7)
const POINTS = Array.from({ length: 3_000 }, () => ({
  lon: 114 + random() * 0.03,
  lat: 30 + random() * 0.03,
}))

describe('hexagons', () => {
  const hexagons = hexagonsOf(POINTS, RADIUS, LATITUDE)

  it('hold every point once, the fullest first', () => {
    const held = hexagons.flatMap(({ points }) => points)
    expect(held.toSorted((a, b) => a - b)).toEqual(POINTS.map((_, index) => index))
    const sizes = hexagons.map(({ points }) => points.length)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(hexagons.length).toBeGreaterThan(200)
  })

  it('hold the points whose centre is nearest to them', () => {
    for (const [index, point] of POINTS.slice(0, 300).entries()) {
      const distances = hexagons.map((hexagon) =>
        straightLineMeters(point.lon, point.lat, hexagon.lon, hexagon.lat),
      )
      const own = distances[hexagons.findIndex(({ points }) => points.includes(index))]!
      expect(own).toBeLessThanOrEqual(RADIUS + 0.5)
      // Centimetres: the plane touches the earth at 30° exactly.
      expect(own).toBeLessThanOrEqual(Math.min(...distances) + 0.05)
    }
  })

  it('are regular, and touch their neighbours without a gap', () => {
    const [first] = hexagons
    const corners = cornersOf(first!, RADIUS, LATITUDE)
    expect(corners).toHaveLength(6)
    corners.forEach(([lon, lat], n) => {
      const [nextLon, nextLat] = corners[(n + 1) % 6]!
      expect(straightLineMeters(lon, lat, first!.lon, first!.lat)).toBeCloseTo(RADIUS, 0)
      expect(straightLineMeters(lon, lat, nextLon, nextLat)).toBeCloseTo(RADIUS, 0)
    })
    // Neighbouring centres are √3 radii apart.
    const apart = hexagons
      .slice(1)
      .map(({ lon, lat }) => straightLineMeters(lon, lat, first!.lon, first!.lat))
    expect(Math.min(...apart)).toBeCloseTo(Math.sqrt(3) * RADIUS, 0)
  })

  it('are none without points', () => {
    expect(hexagonsOf([], RADIUS, LATITUDE)).toEqual([])
  })
})
