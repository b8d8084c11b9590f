/** Distances as the crow flies: against Turf, and the nearest of many against looking at all. */
import { distance } from '@turf/turf'
import { describe, expect, test } from 'vitest'
import { NearestWithin, straightLineMeters } from '../../../shared/geo/straightLine.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const meters = (a: readonly [number, number], b: readonly [number, number]): number =>
  distance([...a], [...b], { units: 'meters' })

describe('straight lines', () => {
  test('distances agree with Turf to a millimetre, near and far', () => {
    const random = seededRandom(7)
    for (let n = 0; n < 300; n++) {
      const a = [random() * 360 - 180, random() * 178 - 89] as const
      const reach = 10 ** -(n % 5)
      const b = [
        a[0] + (random() - 0.5) * reach,
        Math.max(-90, Math.min(90, a[1] + (random() - 0.5) * reach)),
      ] as const
      expect(straightLineMeters(...a, ...b)).toBeCloseTo(meters(a, b), 3)
    }
  })

  test('a degree of latitude is 111.195 km on the mean sphere', () => {
    // 2 pi 6371.0088 km / 360
    expect(straightLineMeters(114, 30, 114, 31)).toBeCloseTo(111_195.08, 1)
    expect(straightLineMeters(0, 0, 180, 0)).toBeCloseTo(Math.PI * 6_371_008.8, 3)
    expect(straightLineMeters(114, 30, 114, 30)).toBe(0)
  })
})

describe.each([
  ['Wuhan', 114.3, 30.5, 300],
  ['the far north', 20, 69.6, 500],
  ['the equator', -0.01, -0.01, 1_000],
] as const)('the nearest point within a limit, %s', (_, west, south, limit) => {
  const random = seededRandom(limit)
  // About as much ground within reach of some point as out of reach of all.
  const side = (limit / 111_195) * 12
  const somewhere = (): [number, number] => [west + random() * side, south + random() * side]
  const points = Array.from({ length: 40 }, somewhere)
  const nearest = new NearestWithin(points, limit)

  test('is the one that looking at all of them finds', () => {
    let [found, missed] = [0, 0]
    for (let n = 0; n < 300; n++) {
      const [lon, lat] = somewhere()
      const least = Math.min(...points.map((point) => meters([lon, lat], point)))
      const answer = nearest.metersTo(lon, lat)
      if (least > limit) {
        missed++
        expect(answer).toBeNull()
      } else {
        found++
        expect(answer).toBeCloseTo(least, 3)
      }
    }
    expect(Math.min(found, missed)).toBeGreaterThan(5)
  })
})

describe('limits', () => {
  test('a point exactly at the limit is within it', () => {
    const exactly = straightLineMeters(114, 30, 114.003, 30)
    expect(new NearestWithin([[114.003, 30]], exactly).metersTo(114, 30)).toBe(exactly)
    expect(new NearestWithin([[114.003, 30]], exactly - 0.001).metersTo(114, 30)).toBeNull()
  })

  test('no points are within nothing', () => {
    expect(new NearestWithin([], 1_000).metersTo(114, 30)).toBeNull()
  })
})
