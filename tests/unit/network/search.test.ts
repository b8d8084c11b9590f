/** Searches, sweeps, tables and routes against Dijkstra written the slow, obvious way; on random and real networks. */
import { describe, expect, test } from 'vitest'
import { readNetworkWays } from '../../../server/ingest/osm/networkWays.ts'
import { buildNetwork } from '../../../shared/network/buildNetwork.ts'
import { costTable, nearestOfPlaces, NO_SOURCE, sweepNearest } from '../../../shared/network/nearest.ts'
import {
  CLOSED,
  limitOf,
  partCost,
  reversed,
  UNREACHED,
  viewNetwork,
  type NetworkView,
} from '../../../shared/network/networkView.ts'
import { PROFILES } from '../../../shared/network/profiles.ts'
import { reachedMeters } from '../../../shared/network/reach.ts'
import { reachedParts } from '../../fixtures/reachedParts.ts'
import { routeLine, routeTo } from '../../../shared/network/route.ts'
import { LARGEST_LIMIT, WalkSearch, type PlaceOnEdge } from '../../../shared/network/search.ts'
import { metersOf, sourceOf, way, type DrawnWay, type Point } from '../../fixtures/drawnNetwork.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'
import { itWithShared } from '../../fixtures/sharedData.ts'

/** Costs from one place to every node: edges as a list, the nearest open node found by looking at all of them. */
function slowDijkstra(view: NetworkView, start: PlaceOnEdge): number[] {
  const { network, forward, backward } = view
  const arcs = new Map<number, [to: number, cost: number][]>()
  for (let e = 0; e < network.edgeCount; e++) {
    const [from, to] = [network.edgeFrom[e]!, network.edgeTo[e]!]
    if (forward[e] !== CLOSED) arcs.set(from, [...(arcs.get(from) ?? []), [to, forward[e]!]])
    if (backward[e] !== CLOSED) arcs.set(to, [...(arcs.get(to) ?? []), [from, backward[e]!]])
  }
  const cost = Array.from({ length: network.nodeCount }, () => Infinity)
  const { edge, offset } = start
  const length = network.edgeLength[edge]!
  if (forward[edge] !== CLOSED)
    cost[network.edgeTo[edge]!] = forward[edge]! - partCost(forward[edge]!, offset, length)
  if (backward[edge] !== CLOSED) {
    const node = network.edgeFrom[edge]!
    cost[node] = Math.min(cost[node]!, partCost(backward[edge]!, offset, length))
  }
  const open = new Set(cost.flatMap((c, node) => (c < Infinity ? [node] : [])))
  const done = new Set<number>()
  while (open.size > 0) {
    let nearest = -1
    for (const node of open) if (nearest < 0 || cost[node]! < cost[nearest]!) nearest = node
    open.delete(nearest)
    done.add(nearest)
    for (const [to, own] of arcs.get(nearest) ?? [])
      if (cost[nearest]! + own < cost[to]!) {
        cost[to] = cost[nearest]! + own
        open.add(to)
      }
  }
  return cost
}

function slowCostTo(view: NetworkView, costs: number[], start: PlaceOnEdge, target: PlaceOnEdge): number {
  const { network, forward, backward } = view
  const { edge, offset } = target
  const length = network.edgeLength[edge]!
  const [there, back] = [forward[edge]!, backward[edge]!]
  const options = [Infinity]
  if (there !== CLOSED) options.push(costs[network.edgeFrom[edge]!]! + partCost(there, offset, length))
  if (back !== CLOSED) options.push(costs[network.edgeTo[edge]!]! + back - partCost(back, offset, length))
  if (start.edge === edge) {
    if (offset >= start.offset && there !== CLOSED)
      options.push(partCost(there, offset, length) - partCost(there, start.offset, length))
    if (offset <= start.offset && back !== CLOSED)
      options.push(partCost(back, start.offset, length) - partCost(back, offset, length))
  }
  return Math.min(...options)
}

/** A raster of ways with bends, gaps, one-ways for feet, steps, gates and places on one spot. */
function randomNetwork(seed: number): ReturnType<typeof buildNetwork>['network'] {
  const random = seededRandom(seed)
  const size = 7
  const at: Point[][] = Array.from({ length: size }, (_, x) =>
    Array.from({ length: size }, (_, y): Point => [x * 60 + random() * 50, y * 60 + random() * 50]),
  )
  const ways: DrawnWay[] = []
  const places: { at: Point; tags: Record<string, string> }[] = []
  for (let x = 0; x < size; x++)
    for (let y = 0; y < size; y++)
      for (const [dx, dy] of [
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const to = at[x + dx]?.[y + dy]
        const from = at[x]![y]!
        if (!to || random() < (dx && dy ? 0.8 : 0.2)) continue
        const tags: Record<string, string> = { highway: random() < 0.1 ? 'steps' : 'footway' }
        if (random() < 0.2) tags['oneway:foot'] = random() < 0.5 ? 'yes' : '-1'
        const bend: Point = [(from[0] + to[0]) / 2 + random() * 20, (from[1] + to[1]) / 2 + random() * 20]
        ways.push(way(tags, from, bend, to))
        if (random() < 0.1) places.push({ at: bend, tags: { barrier: 'gate' } })
      }
  return buildNetwork(sourceOf({ ways, places })).network
}

function randomPlaces(view: NetworkView, random: () => number, count: number): PlaceOnEdge[] {
  const { network, forward, backward } = view
  const places: PlaceOnEdge[] = []
  while (places.length < count) {
    const edge = Math.floor(random() * network.edgeCount)
    if (forward[edge] === CLOSED && backward[edge] === CLOSED) continue
    places.push({ edge, offset: Math.floor(random() * (network.edgeLength[edge]! + 1)) })
  }
  return places
}

const withinLimit = (cost: number, limit: number): number => (cost <= limit ? cost : UNREACHED)

describe.each([1, 2, 3, 4, 5])('a random network of seed %i', (seed) => {
  const network = randomNetwork(seed)
  const random = seededRandom(seed + 100)
  const views = [
    viewNetwork(network, null),
    viewNetwork(network, PROFILES.standard),
    viewNetwork(network, PROFILES.pram, { slowness: 1.13 }),
  ]

  test('costs nodes and places as Dijkstra does, within every limit', () => {
    for (const view of views) {
      const search = new WalkSearch(view)
      for (const start of randomPlaces(view, random, 12)) {
        const costs = slowDijkstra(view, start)
        for (const limit of [0, 3_000, 17_001, 120_000, 10_000_000]) {
          search.run([start], limit)
          const found = costs.map((_, node) => search.nodeCost(node))
          expect(found).toEqual(costs.map((cost) => withinLimit(cost, limit)))
          expect([...search.reached.slice(0, search.reachedCount)].sort((a, b) => a - b)).toEqual(
            found.flatMap((cost, node) => (cost === UNREACHED ? [] : [node])),
          )
          for (const target of [start, ...randomPlaces(view, random, 10), { edge: start.edge, offset: 0 }])
            expect(search.costTo(target.edge, target.offset)).toBe(
              withinLimit(slowCostTo(view, costs, start, target), limit),
            )
        }
      }
    }
  })

  test('takes the nearest of several starts, as the least of the single ones', () => {
    for (const view of views) {
      const sources = randomPlaces(view, random, 4).map((place, i) => ({ ...place, cost: i * 700 }))
      const singles = sources.map((source) => slowDijkstra(view, source).map((cost) => cost + source.cost))
      const limit = 150_000
      const swept = sweepNearest(view, sources, limit)
      const search = new WalkSearch(view)
      search.run(sources, limit)
      for (let node = 0; node < network.nodeCount; node++) {
        const costs = singles.map((single) => single[node]!)
        const least = withinLimit(Math.min(...costs), limit)
        expect(swept.cost[node]).toBe(least)
        expect(search.nodeCost(node)).toBe(least)
        expect(swept.source[node]).toBe(least === UNREACHED ? NO_SOURCE : costs.indexOf(least))
      }
      const targets = randomPlaces(view, random, 30)
      const found = nearestOfPlaces(
        view,
        sources,
        swept,
        {
          edge: Uint32Array.from(targets, ({ edge }) => edge),
          offset: Uint32Array.from(targets, ({ offset }) => offset),
        },
        limit,
      )
      targets.forEach((target, i) => {
        const each = sources.map((source, k) => {
          const plain = slowDijkstra(view, source)
          return slowCostTo(view, plain, source, target) + sources[k]!.cost
        })
        const least = withinLimit(Math.min(...each), limit)
        expect(found.cost[i]).toBe(least)
        expect(found.source[i]).toBe(least === UNREACHED ? NO_SOURCE : each.indexOf(least))
      })
    }
  })

  test('reversed, costs the ways to a place', () => {
    const view = views[1]!
    const back = reversed(view)
    const [home, ...others] = randomPlaces(view, random, 12)
    const search = new WalkSearch(back)
    search.run([home!], LARGEST_LIMIT)
    for (const other of others) {
      const there = slowCostTo(view, slowDijkstra(view, other), other, home!)
      // a part of an edge is rounded from its own end: off by one each way at most
      const found = search.costTo(other.edge, other.offset)
      if (there === Infinity) expect(found).toBe(UNREACHED)
      else expect(Math.abs(found - there)).toBeLessThanOrEqual(2)
    }
  })

  test('fills a table with the same costs, and with the mark for no way', () => {
    const view = views[2]!
    const places = [...randomPlaces(view, random, 6), null]
    const table = costTable(view, places, places, 90_000)
    places.forEach((from, row) => {
      const costs = from ? slowDijkstra(view, from) : []
      places.forEach((to, column) => {
        const expected = from && to ? withinLimit(slowCostTo(view, costs, from, to), 90_000) : UNREACHED
        expect(table[row * places.length + column]).toBe(expected)
      })
    })
  })

  test('leads there by stretches that join, cost what they cost and keep to one-ways', () => {
    for (const view of views) {
      const search = new WalkSearch(view)
      const starts = randomPlaces(view, random, 2)
      search.run(starts, 400_000)
      for (const target of [...randomPlaces(view, random, 25), starts[0]!]) {
        const cost = search.costTo(target.edge, target.offset)
        const route = routeTo(search, target)
        expect(route === null).toBe(cost === UNREACHED)
        if (!route) continue
        expect(route.cost).toBe(cost)
        expect(route.stretches.reduce((sum, stretch) => sum + stretch.cost, 0)).toBe(cost)
        for (const { edge, fromOffset, toOffset } of route.stretches)
          expect((toOffset > fromOffset ? view.forward : view.backward)[edge]).not.toBe(CLOSED)
        const line = routeLine(network, route).map(([lon, lat]) => metersOf(lon, lat))
        let drawn = 0
        for (let i = 1; i < line.length; i++)
          drawn += Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1])
        // a gap between stretches would be drawn as a jump
        expect(Math.abs(drawn - route.meters)).toBeLessThan(0.5)
      }
    }
  })

  test('cuts edges exactly where each limit ends, the smaller within the larger', () => {
    const view = views[1]!
    const search = new WalkSearch(view)
    for (const start of randomPlaces(view, random, 5)) {
      const limits = [20_000, 20_001, 60_000, 150_000]
      search.run([start], 150_000)
      const [all, costs] = [reachedParts(search, limits), slowDijkstra(view, start)]
      expect(reachedMeters(search, limits)).toEqual(all.map(({ meters }) => meters))
      for (let edge = 0; edge < network.edgeCount; edge++) {
        const length = network.edgeLength[edge]!
        const inside = all.map(
          ({ edge: edges, fromOffset, toOffset }) =>
            (offset: number) =>
              edges.some((e, i) => e === edge && offset >= fromOffset[i]! && offset <= toOffset[i]!),
        )
        for (let offset = 0; offset <= length; offset += 97) {
          const cost = slowCostTo(view, costs, start, { edge, offset })
          limits.forEach((limit, i) => {
            // a centimetre is 9 ms: within that of the limit, either answer is right
            if (Math.abs(cost - limit) > 10) expect(inside[i]!(offset)).toBe(cost <= limit)
            if (i > 0 && inside[i - 1]!(offset)) expect(inside[i]!(offset)).toBe(true)
          })
        }
      }
    }
  })
})

describe('a workspace', () => {
  const network = randomNetwork(42)
  const view = viewNetwork(network, PROFILES.standard)

  test('forgets its last search, over thousands of them and the largest limits', () => {
    const search = new WalkSearch(view)
    const random = seededRandom(9)
    const [start, other] = randomPlaces(view, random, 2) as [PlaceOnEdge, PlaceOnEdge]
    const expected = slowDijkstra(view, start)
    for (let n = 0; n < 5000; n++) {
      search.run([n % 3 === 0 ? other : start], n % 7 === 0 ? LARGEST_LIMIT : 1_000_000)
      if (n % 500 !== 1) continue
      search.run([start], LARGEST_LIMIT)
      expect(expected.map((_, node) => search.nodeCost(node))).toEqual(
        expected.map((cost) => withinLimit(cost, LARGEST_LIMIT)),
      )
    }
  })

  test.each([-1, NaN, Infinity, LARGEST_LIMIT + 1])('refuses the limit %d', (limit) => {
    expect(() => new WalkSearch(view).run([{ edge: 0, offset: 0 }], limit)).toThrow(RangeError)
  })

  test.each([
    { edge: -1, offset: 0 },
    { edge: 1e9, offset: 0 },
    { edge: 0, offset: -1 },
    { edge: 0, offset: 1e9 },
    { edge: 0, offset: NaN },
  ])('refuses a start at $edge, $offset', (start) => {
    expect(() => new WalkSearch(view).run([start], 1000)).toThrow(RangeError)
  })

  test('answers nothing before it ran and for no start', () => {
    const search = new WalkSearch(view)
    expect(search.costTo(0, 0)).toBe(UNREACHED)
    search.run([], 1000)
    expect(search.reachedCount).toBe(0)
    expect(search.costTo(0, 0)).toBe(UNREACHED)
  })

  test('reckons minutes and metres as limits, and refuses what is none', () => {
    expect(limitOf(view, 15)).toBe(900_000)
    expect(limitOf(viewNetwork(network, null), 1000)).toBe(100_000)
    expect(limitOf(view, 10_000)).toBeLessThanOrEqual(LARGEST_LIMIT)
    for (const wrong of [-5, NaN, Infinity]) expect(() => limitOf(view, wrong)).toThrow(RangeError)
  })

  test.each([{ slowness: 0 }, { slowness: NaN }, { signalSeconds: -1 }, { closedEdges: [1e9] }])(
    'refuses the change %j',
    (changes) => {
      expect(() => viewNetwork(network, PROFILES.standard, changes)).toThrow(RangeError)
    },
  )
})

describe('real networks', () => {
  const files = [
    'baltimore-southeast.osm.pbf',
    'beijing-tsinghua.osm.gz',
    'manhattan-west-village.osm.pbf',
    'monaco-2012.osm.gz',
    'porto.osm.pbf',
    'shenzhen-longgang.osm.gz',
    'west-oakland.osm.bz2',
  ]
  for (const file of files)
    itWithShared(`${file}: costs as Dijkstra does`, `networks/${file}`, async (path) => {
      const { network } = buildNetwork(await readNetworkWays(path, file))
      const random = seededRandom(11)
      // the slow way takes seconds on the large one: one start there
      const isLarge = network.nodeCount > 20_000
      const starts = isLarge ? 1 : 4
      for (const profile of isLarge ? [PROFILES.standard] : [PROFILES.standard, PROFILES.pram, null]) {
        const view = viewNetwork(network, profile)
        const search = new WalkSearch(view)
        for (const start of randomPlaces(view, random, starts)) {
          const costs = slowDijkstra(view, start)
          search.run([start], LARGEST_LIMIT)
          let wrong = 0
          for (let node = 0; node < network.nodeCount; node++)
            if (search.nodeCost(node) !== withinLimit(costs[node]!, LARGEST_LIMIT)) wrong++
          expect(wrong).toBe(0)
          expect(search.reachedCount).toBe(costs.filter((cost) => cost < Infinity).length)
        }
      }
    })
})
