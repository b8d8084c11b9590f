/** Snapping against a look at every segment; and networks from lines of other formats. */
import { describe, expect, test } from 'vitest'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { sourceFromLines } from '../../../shared/network/lineSource.ts'
import { CLOSED, viewNetwork } from '../../../shared/network/networkView.ts'
import { placeOnEdge } from '../../../shared/network/placeOnEdge.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { doCross } from '../../../shared/network/segmentGrid.ts'
import { NO_EDGE, SnapIndex, Snapper } from '../../../shared/network/snapping.ts'
import { lonLat, metersOf, sourceOf, way, type DrawnWay, type Point } from '../../fixtures/drawnNetwork.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

function randomDrawing(seed: number, walls: number): DrawnWay[] {
  const random = seededRandom(seed)
  const at = (): Point => [random() * 900, random() * 700]
  const ways = Array.from({ length: 60 }, () => {
    const a = at()
    const b: Point = [a[0] + (random() - 0.5) * 300, a[1] + (random() - 0.5) * 300]
    const c: Point = [b[0] + (random() - 0.5) * 100, b[1] + (random() - 0.5) * 100]
    return way(random() < 0.2 ? 'steps' : 'footway', a, b, c)
  })
  for (let n = 0; n < walls; n++) {
    const a = at()
    ways.push(way({ barrier: 'wall' }, a, [a[0] + (random() - 0.5) * 200, a[1] + (random() - 0.5) * 200]))
  }
  return ways
}

describe.each([
  { seed: 1, walls: 0 },
  { seed: 2, walls: 0 },
  { seed: 3, walls: 40 },
  { seed: 4, walls: 120 },
])('random ways of seed $seed with $walls walls', ({ seed, walls }) => {
  const { network } = buildNetwork(sourceOf({ ways: randomDrawing(seed, walls) }))
  const index = new SnapIndex(network)
  for (const [key, limit] of [
    ['standard', 100],
    ['pram', 45],
  ] as const) {
    test(`snap where a look at every segment finds it: ${key}`, () => {
      const view = viewNetwork(network, PROFILES[key])
      const snapper = new Snapper(index, view, limit)
      const random = seededRandom(seed + 50)
      const { ax, ay, bx, by, count } = index.edges.segments
      const w = index.barriers.segments
      for (let n = 0; n < 400; n++) {
        const [lon, lat] = lonLat([random() * 1100 - 100, random() * 900 - 100])
        const [x, y] = [lon * 1e7, lat * 1e7]
        const options: { meters: number; rank: number }[] = []
        for (let s = 0; s < count; s++) {
          const edge = index.edgeOf[s]!
          if (view.forward[edge] === CLOSED) continue
          const [px, py] = metersOf((x - ax[s]!) / 1e7, (y - ay[s]!) / 1e7)
          const [dx, dy] = metersOf((bx[s]! - ax[s]!) / 1e7, (by[s]! - ay[s]!) / 1e7)
          const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
          const meters = Math.hypot(px - t * dx, py - t * dy)
          if (meters > limit) continue
          const foot = [ax[s]! + t * (bx[s]! - ax[s]!), ay[s]! + t * (by[s]! - ay[s]!)] as const
          const share = meters <= 0.5 ? 0 : 1 - 0.5 / meters
          const [qx, qy] = [x + (foot[0] - x) * share, y + (foot[1] - y) * share]
          let isBarred = false
          for (let b = 0; b < w.count; b++)
            if (doCross(x, y, qx, qy, w.ax[b]!, w.ay[b]!, w.bx[b]!, w.by[b]!)) isBarred = true
          // all parts are islands here or not: those in sight come first, the mainland before islands
          const part = mainland.has(edge) ? 0 : 1
          options.push({ meters, rank: (isBarred ? 2 : 0) + part })
        }
        options.sort((a, b) => a.rank - b.rank || a.meters - b.meters)
        const found = snapper.snap(lon, lat)
        expect(found === null).toBe(options.length === 0)
        if (!found) continue
        expect(found.meters).toBeCloseTo(options[0]!.meters, 2)
        expect(found.isBehindBarrier).toBe(options[0]!.rank >= 2)
        expect(found.isOnIsland).toBe(options[0]!.rank % 2 === 1)
        const [sx, sy] = placeOnEdge(network, found.edge, found.offset)
        expect(Math.hypot(sx / 1e7 - found.lon, sy / 1e7 - found.lat)).toBeLessThan(3e-7)
      }
    })
    const mainland = mainlandOf(key)
  }

  function mainlandOf(key: 'standard' | 'pram'): Set<number> {
    const view = viewNetwork(network, PROFILES[key])
    // parts by spreading along open edges, again and again
    const part = Array.from({ length: network.nodeCount }, (_, n) => n)
    for (let changed = true; changed;) {
      changed = false
      for (let e = 0; e < network.edgeCount; e++) {
        if (view.forward[e] === CLOSED) continue
        const [a, b] = [network.edgeFrom[e]!, network.edgeTo[e]!]
        const least = Math.min(part[a]!, part[b]!)
        if (part[a] !== least || part[b] !== least) changed = true
        part[a] = part[b] = least
      }
    }
    const meters = new Map<number, number>()
    for (let e = 0; e < network.edgeCount; e++)
      if (view.forward[e] !== CLOSED) {
        const own = part[network.edgeFrom[e]!]!
        meters.set(own, (meters.get(own) ?? 0) + network.edgeLength[e]! / 100)
      }
    const found = new Set<number>()
    for (let e = 0; e < network.edgeCount; e++)
      if (meters.get(part[network.edgeFrom[e]!]!)! >= 400) found.add(e)
    return found
  }

  test('snap in a batch as one by one', () => {
    const view = viewNetwork(network, PROFILES.standard)
    const snapper = new Snapper(index, view, 30)
    const random = seededRandom(seed)
    const points = Float64Array.from({ length: 200 }, () => random() * 0.008)
    const table = snapper.snapAll(points)
    for (let i = 0; i < 100; i++) {
      const one = snapper.snap(points[2 * i]!, points[2 * i + 1]!)
      expect(table.edge[i]).toBe(one?.edge ?? NO_EDGE)
      if (one) expect([table.offset[i], table.lonLat[2 * i]]).toEqual([one.offset, one.lon])
    }
  })
})

describe('lines of any format', () => {
  const line = (
    ...points: Point[]
  ): { geometry: { type: 'LineString'; coordinates: number[][] }; properties: null } => ({
    geometry: { type: 'LineString', coordinates: points.map(lonLat) },
    properties: null,
  })
  test('meet at the same coordinates and nowhere else', () => {
    const { report } = buildNetwork(
      sourceFromLines([line([0, 0], [100, 0]), line([100, 0], [100, 100]), line([50, -50], [50, 50])]),
    )
    expect(report.components.map(({ edges }) => edges)).toEqual([1, 1])
    expect(report).toMatchObject({ nodes: 4, meters: expect.closeTo(300, 0) as number })
  })
  test('meet where one ends on the middle of another on its level', () => {
    const main = line([0, 0], [100, 0])
    const end = (...points: Point[]) => line(...points)
    const tagged = (tags: Record<string, string>) => ({ ...end([50, 40], [50, 0.05]), properties: tags })
    const found = (...lines: Parameters<typeof sourceFromLines>[0][]) => {
      const { report } = buildNetwork(sourceFromLines(lines.flatMap((all) => [...all])))
      return [report.components.length, report.nodes, report.joinedEnds]
    }
    expect(found([main, end([50, 40], [50, 0.05])])).toEqual([1, 4, 1])
    // from both sides, in one place: one crossroads
    expect(found([main, end([50, 40], [50, 0]), end([50, 0], [50, -40])])).toEqual([1, 5, 2])
    // two a metre apart on one stretch come in their order
    expect(found([main, end([51, 40], [51, 0]), end([50, 0], [50, -40])])).toEqual([1, 6, 2])
    expect(found([main, end([50, 40], [50, 0.5])])).toEqual([2, 4, 0])
    for (const tags of [{ layer: '1' }, { bridge: 'yes' }, { tunnel: 'yes' }] as Record<string, string>[])
      expect(found([main, tagged(tags)])).toEqual([2, 4, 0])
    expect(found([{ ...main, properties: { layer: '1' } }, tagged({ bridge: 'yes' })])).toEqual([1, 4, 1])
    // two ends a hand's breadth apart: each lies on the other's line, and they are joined once
    expect(found([main, end([100.05, 0], [200, 0])])).toEqual([1, 4, 1])
    // a path that ends at a wall is not part of it
    expect(found([{ ...main, properties: { barrier: 'wall' } }, tagged({})])).toEqual([1, 2, 0])
  })
  test('that only nearly meet are joined within the distance given', () => {
    const lines = [line([0, 0], [100, 0]), line([101.5, 0], [200, 0]), line([204, 0], [300, 0])]
    const parts = (joinMeters: number): number =>
      buildNetwork(sourceFromLines(lines, { joinMeters })).report.components.length
    expect([0, 1, 2, 5].map(parts)).toEqual([3, 3, 2, 1])
  })
  test('use the columns that say what they are, and count what they cannot use', () => {
    const { report, network } = buildNetwork(
      sourceFromLines([
        { ...line([0, 0], [100, 0]), properties: { highway: 'steps', name: '石阶', lanes: 2 } },
        { ...line([0, 9], [100, 9]), properties: { barrier: 'wall' } },
        { geometry: { type: 'Point', coordinates: [0, 0] }, properties: null },
        { geometry: null, properties: null },
        { ...line([0, 0]), properties: null },
        {
          geometry: {
            type: 'LineString',
            coordinates: [
              [NaN, 0],
              [500, 95],
            ],
          },
          properties: null,
        },
      ]),
    )
    expect(report.metersByKind).toEqual({ steps: expect.closeTo(100, 0) as number })
    expect(report.barrierLines).toBe(1)
    expect(report.unread).toEqual({ wayTooShort: 4, placeOutOfRange: 2 })
    expect(network.names).toContain('石阶')
  })
  test.each([-1, NaN, 5000])('refuse to be joined over %d m', (joinMeters) => {
    expect(() => sourceFromLines([], { joinMeters })).toThrow(RangeError)
  })
})
