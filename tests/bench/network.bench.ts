/**
 * Question: how fast is a walking circle: one search, its shape, a snap, a sweep for every kind of facility?
 * Input: Porto where the real data is at hand (1,000 m and 15 minutes from seeded random nodes), and the demo town and
 * district.
 * Peers on the same graph: pgRouting's `pgr_drivingDistance` (its edges already in an indexed table; a server in the
 * same run), graphology's Dijkstra and ngraph.path in this process. A plain sweep over the same arrays says how near
 * the machine's limit the search is. Answers are compared before anything is timed.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Graph from 'graphology'
import { dijkstra } from 'graphology-shortest-path'
import createGraph from 'ngraph.graph'
import { aStar } from 'ngraph.path'
import pg from 'pg'
import { generateTown } from '../../geodata/town/generateTown.ts'
import { readNetworkWays } from '../../server/ingest/osm/networkWays.ts'
import { buildNetwork } from '../../shared/network/buildNetwork.ts'
import { CircleShaper } from '../../shared/network/circleShape.ts'
import { nearestOfPlaces, sweepNearest } from '../../shared/network/nearest.ts'
import { CLOSED, type NetworkView, UNREACHED, viewNetwork } from '../../shared/network/networkView.ts'
import { PROFILES } from '../../shared/network/profiles.ts'
import { LARGEST_LIMIT, type SearchStart, WalkSearch } from '../../shared/network/search.ts'
import { SnapIndex, Snapper } from '../../shared/network/snapping.ts'
import { graphBytes, type WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { distancesFromNode, loadGraph } from '../fixtures/pgRouting.ts'
import { machine, report, seededRandom, takeTurns } from './measure.ts'

const QUARTER_HOUR = 900_000
const ROUNDS = 7

/** Starts at nodes, as other tools begin: an end of an edge that may be walked. */
function startsAtNodes({ network, forward, backward }: NetworkView, count: number): SearchStart[] {
  const random = seededRandom(8415)
  const starts: SearchStart[] = []
  while (starts.length < count) {
    const node = Math.floor(random() * network.nodeCount)
    for (let i = network.arcStart[node]!; i < network.arcStart[node + 1]!; i++) {
      const arc = network.arcs[i]!
      const edge = arc >>> 1
      if (forward[edge] === CLOSED || backward[edge] === CLOSED) continue
      starts.push({ edge, offset: arc & 1 ? network.edgeLength[edge]! : 0 })
      break
    }
  }
  return starts
}

const nodeOf = ({ edgeFrom, edgeTo }: WalkNetwork, { edge, offset }: SearchStart): number =>
  offset === 0 ? edgeFrom[edge]! : edgeTo[edge]!

const quantile = (sorted: ArrayLike<number>, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

function searches(title: string, view: NetworkView, limit: number): void {
  const starts = startsAtNodes(view, 5000)
  const search = new WalkSearch(view)
  for (const start of starts) search.run([start], limit)
  const micros = new Float64Array(starts.length).fill(Infinity)
  const settled = new Float64Array(starts.length)
  let [arcs, nodes] = [0, 0]
  // the least of several rounds: other work on the machine only ever adds
  for (let round = 0; round < ROUNDS; round++)
    starts.forEach((start, i) => {
      const begin = performance.now()
      search.run([start], limit)
      micros[i] = Math.min(micros[i]!, (performance.now() - begin) * 1000)
      if (round > 0) return
      settled[i] = search.reachedCount
      nodes += search.reachedCount
      for (let k = 0; k < search.reachedCount; k++)
        arcs += (view.linkStart[search.reached[k]! + 1]! - view.linkStart[search.reached[k]!]!) / 2
    })
  const total = micros.reduce((sum, one) => sum + one, 0)
  micros.sort()
  settled.sort()
  let [sweep, checksum] = [Infinity, 0]
  for (let round = 0; round < 10 * ROUNDS; round++) {
    const begin = performance.now()
    checksum ^= plainSweep(view)
    sweep = Math.min(sweep, performance.now() - begin)
  }
  const sweepNanos = (sweep * 1e6) / (view.links.length / 2)
  const arcNanos = (total * 1000) / arcs
  console.log(`\n${title}: ${starts.length} searches, the least of ${ROUNDS} rounds each`)
  console.log(
    `  settled median ${quantile(settled, 0.5)}, mean ${(nodes / starts.length).toFixed(0)}; median ${quantile(micros, 0.5).toFixed(1)} µs, p95 ${quantile(micros, 0.95).toFixed(1)} µs`,
  )
  console.log(
    `  ${((total * 1000) / nodes).toFixed(1)} ns a settled node (65 ns: the C++ search named in the issue)`,
  )
  console.log(
    `  ${(1000 / arcNanos).toFixed(0)} million arcs/s, ${((100 * sweepNanos) / arcNanos).toFixed(0)}% of a plain sweep over the same arrays (sum ${checksum})`,
  )
}

/** Every link read once, in the order of the nodes, with a look at each head: what a search cannot do without. */
function plainSweep({ network, links, linkStart }: NetworkView): number {
  const { nodeLon } = network
  let sum = 0
  for (let node = 0; node < network.nodeCount; node++)
    for (let at = linkStart[node]!; at < linkStart[node + 1]!; at += 2)
      sum = (sum + nodeLon[links[at]!]! + links[at + 1]!) | 0
  return sum
}

async function againstPeers(title: string, view: NetworkView, client: pg.Client | undefined): Promise<void> {
  const { network } = view
  const starts = startsAtNodes(view, 20)
  const graphology = new Graph({ type: 'directed', multi: true })
  const ngraph = createGraph<undefined, number>()
  for (let n = 0; n < network.nodeCount; n++) graphology.addNode(n)
  // of parallel links the cheapest: ngraph keeps one
  const cheapest = new Map<string, number>()
  for (let n = 0; n < network.nodeCount; n++)
    for (let a = view.linkStart[n]!; a < view.linkStart[n + 1]!; a += 2) {
      const key = `${n} ${view.links[a]!}`
      cheapest.set(key, Math.min(cheapest.get(key) ?? Infinity, view.links[a + 1]!))
    }
  for (const [key, cost] of cheapest) {
    const [from, to] = key.split(' ').map(Number) as [number, number]
    graphology.addDirectedEdge(from, to, { cost })
    ngraph.addLink(from, to, cost)
  }
  const search = new WalkSearch(view)
  const farthest = starts.map((start) => {
    search.run([start], QUARTER_HOUR)
    let best = nodeOf(network, start)
    for (let i = 0; i < search.reachedCount; i++)
      if (search.nodeCost(search.reached[i]!) > search.nodeCost(best)) best = search.reached[i]!
    return best
  })
  const weight = (_: string, { cost }: { cost?: number }): number => cost!
  const byGraphology = (start: SearchStart): Record<string, unknown> =>
    dijkstra.singleSource(graphology, nodeOf(network, start), weight as never)
  const finder = aStar(ngraph, { distance: (_a, _b, link) => link.data })
  // the one peer that can stop early asks for the way to the farthest node of the circle only
  const length = (path: { id: unknown }[]): number => {
    let cost = 0
    for (let i = 1; i < path.length; i++)
      cost += cheapest.get(`${String(path[i]!.id)} ${String(path[i - 1]!.id)}`) ?? Infinity
    return cost
  }
  let differences = 0
  starts.slice(0, 5).forEach((start, i) => {
    search.run([start], LARGEST_LIMIT)
    const node = farthest[i]!
    const path = finder.find(nodeOf(network, start), node).map(({ id }) => ({ id }))
    const found = Math.min(length(path), length([...path].reverse()))
    if (found !== search.nodeCost(node)) differences++
    if (Object.keys(byGraphology(start)).length !== search.reachedCount) differences++
  })
  console.log(`\n${title}: peers, ${starts.length} starts; answers that differ: ${differences}`)
  const contenders = [
    {
      name: `ours, 15 minutes (${starts.length} × 200)`,
      run: () => {
        for (let n = 0; n < 200; n++) for (const start of starts) search.run([start], QUARTER_HOUR)
      },
    },
    {
      name: 'ngraph.path, to the farthest node (× 1)',
      run: () => starts.forEach((start, i) => finder.find(nodeOf(network, start), farthest[i]!)),
    },
    {
      name: 'graphology singleSource, no limit to set (1 of them)',
      run: () => void byGraphology(starts[0]!),
    },
  ]
  if (client) {
    await loadGraph(client, view)
    const ask = (start: SearchStart) => distancesFromNode(client, nodeOf(network, start), QUARTER_HOUR)
    let wrong = 0
    for (const start of starts.slice(0, 5)) {
      const found = await ask(start)
      search.run([start], QUARTER_HOUR)
      if (found.size !== search.reachedCount) wrong++
      for (const [node, cost] of found) if (search.nodeCost(node) !== cost) wrong++
    }
    console.log(`  nodes that pgRouting costs otherwise: ${wrong}`)
    contenders.push({
      name: 'pgRouting pgr_drivingDistance (1 of them)',
      run: () => ask(starts[0]!) as never,
    })
  } else console.log('  pgRouting is not measured: no server with the extension.')
  const timings = await takeTurns(contenders, ROUNDS)
  report(title, timings)
  const one = timings[0]!.median / (200 * starts.length)
  const each = [1, starts.length, 1, 1]
  timings.slice(1).forEach(({ name, median }, i) => {
    console.log(
      `  one search: ${name}: ${(median / each[i + 1]! / one).toFixed(0)} × ours (${one.toFixed(3)} ms)`,
    )
  })
}

/** Snaps and circles while a point is dragged about: steps of a few metres, as a pointer moves. */
function drag(title: string, network: WalkNetwork, places: readonly (readonly number[])[]): void {
  const view = viewNetwork(network, PROFILES.standard)
  const index = new SnapIndex(network)
  const snapper = new Snapper(index, view)
  const random = seededRandom(1)
  const points = Float64Array.from({ length: 40_000 }, (_, i) => {
    const place = places[Math.floor(i / 2) % places.length]!
    return place[i & 1]! + (random() - 0.5) * 0.0008
  })
  snapper.snapAll(points)
  let begin = performance.now()
  const snapped = snapper.snapAll(points)
  const snapMicros = ((performance.now() - begin) * 1000) / (points.length / 2)
  const unsnapped = snapped.edge.filter((edge) => edge === 0xffffffff).length
  const shaper = new CircleShaper(index, view)
  const search = new WalkSearch(view)
  const limits = [QUARTER_HOUR / 3, (QUARTER_HOUR * 2) / 3, QUARTER_HOUR]
  const times: number[] = []
  let first = 0
  for (let way = 0; way < 6; way++) {
    const [lon, lat] = places[Math.floor(random() * places.length)]! as [number, number]
    for (let step = 0; step < 60; step++) {
      begin = performance.now()
      const snap = snapper.snap(lon + step * 3e-5, lat + step * 2e-5)
      if (snap) {
        search.run([snap], QUARTER_HOUR)
        shaper.shapes(search, limits)
      }
      const time = performance.now() - begin
      if (way === 0 && step === 0) first = time
      else times.push(time)
    }
  }
  times.sort((a, b) => a - b)
  console.log(
    `\n${title}: snap ${snapMicros.toFixed(1)} µs (${unsnapped} of ${points.length / 2} not connected)`,
  )
  console.log(
    `  drag: snap, search and shapes of 5, 10, 15 minutes: median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, first ${first.toFixed(0)} ms (tiles of the raster made when first needed)`,
  )
}

/** The nearest of every kind for 100,000 homes: a sweep a kind. */
function nearestOfKinds(title: string, network: WalkNetwork): void {
  const view = viewNetwork(network, PROFILES.standard)
  const random = seededRandom(2)
  const place = (): SearchStart => {
    const edge = Math.floor(random() * network.edgeCount)
    return { edge, offset: Math.floor(random() * network.edgeLength[edge]!) }
  }
  const homes = Array.from({ length: 100_000 }, place)
  const targets = {
    edge: Uint32Array.from(homes, ({ edge }) => edge),
    offset: Uint32Array.from(homes, ({ offset }) => offset),
  }
  const kinds = Array.from({ length: 20 }, () => Array.from({ length: 40 }, place))
  const begin = performance.now()
  let reached = 0
  for (const sources of kinds) {
    const swept = sweepNearest(view, sources, LARGEST_LIMIT)
    const found = nearestOfPlaces(view, sources, swept, targets, LARGEST_LIMIT)
    reached += found.cost.filter((cost) => cost !== UNREACHED).length
  }
  const time = performance.now() - begin
  console.log(
    `\n${title}: nearest of 20 kinds (40 places each) for 100,000 homes: ${time.toFixed(0)} ms, ${((100 * reached) / 2e6).toFixed(1)}% reached`,
  )
}

console.log(machine())
const url = process.env.QUARTERHOUR_TEST_POSTGRES
const server = url ? new pg.Client(url) : undefined
let client: pg.Client | undefined
if (server) {
  await server.connect()
  try {
    await server.query('create extension if not exists postgis; create extension if not exists pgrouting')
    client = server
  } catch (error) {
    console.log(`pgRouting is not there: ${(error as Error).message}`)
  }
}
for (const size of ['town', 'district'] as const) {
  const town = generateTown({ seed: 8415, size, today: '2026-11-24' })
  const { network } = buildNetwork(town.network)
  console.log(
    `\nDemo ${size}: ${network.nodeCount} nodes, ${2 * network.edgeCount} arcs, ${(graphBytes(network) / (2 * network.edgeCount)).toFixed(1)} bytes an arc`,
  )
  searches(`Demo ${size}, 15 minutes`, viewNetwork(network, PROFILES.standard), QUARTER_HOUR)
  drag(
    `Demo ${size}`,
    network,
    town.buildings.map(({ entrance }) => entrance),
  )
}
const file = fileURLToPath(new URL('../../../shared/data/networks/porto.osm.pbf', import.meta.url))
if (existsSync(file)) {
  const { network } = buildNetwork(await readNetworkWays(file, 'porto.osm.pbf'))
  console.log(
    `\nPorto: ${network.nodeCount} nodes, ${2 * network.edgeCount} arcs, ${(graphBytes(network) / (2 * network.edgeCount)).toFixed(1)} bytes an arc`,
  )
  searches('Porto, 1,000 m', viewNetwork(network, null), 100_000)
  searches('Porto, 15 minutes', viewNetwork(network, PROFILES.standard), QUARTER_HOUR)
  await againstPeers('Porto', viewNetwork(network, PROFILES.standard), client)
  const random = seededRandom(7)
  const nodes = Array.from({ length: 3000 }, () => {
    const node = Math.floor(random() * network.nodeCount)
    return [network.nodeLon[node]! / 1e7, network.nodeLat[node]! / 1e7] as const
  })
  drag('Porto', network, nodes)
  nearestOfKinds('Porto', network)
} else console.log('Porto is not measured: no ../shared/data here.')
await server?.end()
