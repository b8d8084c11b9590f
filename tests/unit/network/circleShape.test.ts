/** The area of a circle: what counts as inside lies in it, what does not lies out of it, and smaller ones lie within. */
import { booleanPointInPolygon } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateTown } from '../../../geodata/town/generateTown.ts'
import type { Town } from '../../../geodata/town/types.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import {
  CircleShaper,
  HALF_WIDTH_METERS,
  SHAPE_TOLERANCE_METERS,
  type MultiPolygonCoordinates,
} from '../../../shared/network/circleShape.ts'
import { viewNetwork } from '../../../shared/network/networkView.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { WalkSearch } from '../../../shared/network/search.ts'
import { SnapIndex, Snapper } from '../../../shared/network/snapping.ts'
import { DrawnTown, lonLat, way, type Point } from '../../fixtures/drawnNetwork.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const area = (coordinates: MultiPolygonCoordinates): MultiPolygon => ({ type: 'MultiPolygon', coordinates })
const holds = (shape: MultiPolygonCoordinates, at: readonly number[]): boolean =>
  booleanPointInPolygon([at[0]!, at[1]!], area(shape))

/** Metres from a place to the nearest line of the outline. */
function metersToOutline(shape: MultiPolygonCoordinates, [lon, lat]: readonly number[]): number {
  const east = Math.cos((lat! * Math.PI) / 180) * 111_195
  let best = Infinity
  for (const ring of shape.flat())
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = [(ring[i - 1]![0] - lon!) * east, (ring[i - 1]![1] - lat!) * 111_195]
      const [bx, by] = [(ring[i]![0] - lon!) * east, (ring[i]![1] - lat!) * 111_195]
      const [dx, dy] = [bx - ax, by - ay]
      const size = dx * dx + dy * dy
      const t = size === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / size))
      best = Math.min(best, Math.hypot(ax + t * dx, ay + t * dy))
    }
  return best
}

function shapesOf(town: DrawnTown, at: Point, limits: number[]): MultiPolygonCoordinates[] {
  const view = town.view('standard')
  const search = new WalkSearch(view)
  search.run([town.snap(at, view)!], Math.max(...limits))
  return new CircleShaper(town.index, view).shapes(search, limits)
}

describe('RB-15: a river between', () => {
  // both banks have a street; the only bridge is 1,500 m down the river, 30 m wide
  const town = new DrawnTown({
    ways: [
      way('residential', [0, 0], [1500, 0]),
      way('residential', [0, 44], [1500, 44]),
      way({ highway: 'footway', bridge: 'yes' }, [1500, 0], [1500, 44]),
    ],
    areas: [
      {
        tags: { natural: 'water' },
        rings: [
          [
            [-200, 7],
            [1700, 7],
            [1700, 37],
            [-200, 37],
          ],
        ],
      },
    ],
  })
  const [shape] = shapesOf(town, [10, 0], [900_000])

  test('keeps the far bank outside, all along', () => {
    for (let x = -20; x <= 1400; x += 3)
      for (const y of [37.5, 44, 60]) expect(holds(shape!, lonLat([x, y]))).toBe(false)
  })
  test('ends where the minutes end, no wider than stated', () => {
    expect(holds(shape!, lonLat([990, -3]))).toBe(true)
    expect(holds(shape!, lonLat([1010, -3]))).toBe(false)
    expect(holds(shape!, lonLat([500, -HALF_WIDTH_METERS + SHAPE_TOLERANCE_METERS]))).toBe(true)
    expect(holds(shape!, lonLat([500, -HALF_WIDTH_METERS - 6]))).toBe(false)
  })
  test('grows onto the bridge and round it when the walk does', () => {
    const [far] = shapesOf(town, [1400, 0], [900_000])
    expect(holds(far!, lonLat([1500, 22]))).toBe(true)
    expect(holds(far!, lonLat([1200, 44]))).toBe(true)
  })
})

describe('a compound behind a wall', () => {
  const town = new DrawnTown({
    ways: [
      way('residential', [0, 0], [500, 0], [600, 0]),
      way('service', [500, 0], [500, 8], [500, 40]),
      way('service', [100, 20], [500, 20]),
      way('service', [500, 20], [500, 40]),
      way({ barrier: 'wall' }, [50, 8], [500, 8], [600, 8], [600, 80], [50, 80], [50, 8]),
    ],
    places: [{ at: [500, 8], tags: { barrier: 'gate' } }],
  })
  test('is outside until the walk gets through the gate', () => {
    const [near, far] = shapesOf(town, [150, 0], [300_000, 800_000])
    expect(holds(near!, lonLat([150, -5]))).toBe(true)
    expect(holds(near!, lonLat([150, 20]))).toBe(false)
    expect(holds(far!, lonLat([150, 20]))).toBe(true)
  })
})

describe('holes and parts', () => {
  test('a block that is walked round but not into is a hole', () => {
    const town = new DrawnTown({
      ways: [way('residential', [0, 0], [150, 0], [150, 150], [0, 150], [0, 0])],
    })
    const [shape] = shapesOf(town, [75, 0], [900_000])
    expect(shape).toHaveLength(1)
    expect(shape![0]).toHaveLength(2)
    expect(holds(shape!, lonLat([75, 75]))).toBe(false)
    expect(holds(shape!, lonLat([75, 20]))).toBe(true)
  })
  test('RB-17: the start lies inside its own area, even with no time at all', () => {
    const town = new DrawnTown({ ways: [way('residential', [0, 0], [2000, 0])] })
    for (const limit of [0, 1, 900, 60_000]) {
      const [shape] = shapesOf(town, [777, 0], [limit])
      expect(holds(shape!, lonLat([777, 0]))).toBe(true)
    }
  })
  test('limits that the search did not go to are refused', () => {
    const town = new DrawnTown({ ways: [way('residential', [0, 0], [2000, 0])] })
    const view = town.view('standard')
    const search = new WalkSearch(view)
    search.run([town.snap([0, 0], view)!], 1000)
    expect(() => new CircleShaper(town.index, view).shapes(search, [2000])).toThrow(RangeError)
  })
})

describe('the demo town', () => {
  let town: Town
  let index: SnapIndex
  beforeAll(() => {
    town = generateTown({ seed: 1, size: 'town', today: '2026-11-24' })
    index = new SnapIndex(buildNetwork(town.network).network)
  }, 60_000)

  test.each([
    ['standard', 1],
    ['pram', 1],
    ['standard', 2],
  ] as const)(
    'no home counted outside lies inside and none inside lies outside: %s, every cell in %i',
    (profile, stride) => {
      const view = viewNetwork(index.network, PROFILES[profile])
      const [snapper, shaper] = [new Snapper(index, view), new CircleShaper(index, view)]
      const search = new WalkSearch(view)
      const random = seededRandom(3)
      const homes = town.buildings.map(({ entrance }) => ({
        at: entrance,
        snap: snapper.snap(entrance[0]!, entrance[1]!),
      }))
      const limits = [300_000, 600_000, 900_000]
      const wrong: string[] = []
      let asked = 0
      for (let n = 0; n < 6; n++) {
        const start = homes[Math.floor(random() * homes.length)]!
        search.run([start.snap!], 900_000)
        const shapes = shaper.shapes(search, limits, stride)
        limits.forEach((limit, i) => {
          for (const { at, snap } of homes) {
            if (!snap || snap.meters > HALF_WIDTH_METERS) continue
            asked++
            const isIn = search.costTo(snap.edge, snap.offset) <= limit
            if (holds(shapes[i]!, at) === isIn) continue
            const off = metersToOutline(shapes[i]!, at)
            if (off > stride * SHAPE_TOLERANCE_METERS) wrong.push(`${limit} ${at.join(' ')} ${isIn} ${off}`)
          }
        })
      }
      expect(asked).toBeGreaterThan(40_000)
      expect(wrong).toEqual([])
    },
    120_000,
  )

  test('RB-16: areas nest, one second apart and five minutes apart, for all starts', () => {
    const view = viewNetwork(index.network, PROFILES.standard)
    const [snapper, shaper] = [new Snapper(index, view), new CircleShaper(index, view)]
    const search = new WalkSearch(view)
    const random = seededRandom(4)
    const limits = [300_000, 599_000, 600_000, 601_000, 900_000]
    for (let n = 0; n < 8; n++) {
      const { entrance } = town.buildings[Math.floor(random() * town.buildings.length)]!
      const start = snapper.snap(entrance[0]!, entrance[1]!)!
      search.run([start], 900_000)
      const shapes = shaper.shapes(search, limits)
      for (let k = 0; k < 1500; k++) {
        const at = [start.lon + (random() - 0.5) * 0.022, start.lat + (random() - 0.5) * 0.019]
        const inside = shapes.map((shape) => holds(shape, at))
        for (let i = 1; i < limits.length; i++) expect(inside[i - 1] && !inside[i]).toBe(false)
      }
      // every corner of a smaller outline lies in the larger area, or on its outline
      for (let i = 1; i < limits.length; i++)
        for (const corner of shapes[i - 1]!.flat(2).filter((_, k) => k % 7 === 0))
          if (!holds(shapes[i]!, corner)) expect(metersToOutline(shapes[i]!, corner)).toBeLessThan(1e-3)
    }
  }, 120_000)
})
