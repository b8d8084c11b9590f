/**
 * Which wall, opened, would help most: places on two sides of a barrier line within a few metres of each other, and
 * for each the person-minutes that a way through would save on the walk to the nearest destination. Exact: what an
 * opening changes is found by sweeping on from its two ends into what is already known, not by starting again.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { type Nearest, nearestOfPlaces, sweepNearest } from './nearest.ts'
import { CLOSED, type NetworkView, partCost, UNREACHED } from './networkView.ts'
import { alongEdge, type PlaceOnEdge, type SearchStart } from './search.ts'
import { METERS_PER_STEP, narrowingAt } from './segmentGrid.ts'
import { BARRIER_KINDS, type BarrierKind } from './pedestrianRules.ts'
import type { SnapIndex } from './snapping.ts'
import type { WalkNetwork } from './walkNetwork.ts'

export interface Opening {
  from: PlaceOnEdge
  to: PlaceOnEdge
  /** Degrees, where the way crosses the barrier. */
  lon: number
  lat: number
  /** From one side to the other, as the crow flies. */
  meters: number
  /** Persons × minutes saved on one walk each to the nearest destination. */
  personMinutes: number
  /** Persons whose walk gets shorter. */
  persons: number
  /** Persons who had no way at all, or none within the limit; not in `personMinutes`. */
  newlyReached: number
  /** Persons who come within `ringLimit`. */
  gained: number
  /** What is opened. */
  barrier: BarrierKind
}

export interface Demand extends PlaceOnEdge {
  persons: number
}

export interface OpeningOptions {
  /** Both sides lie within this of each other. Default 40. */
  reachMeters?: number
  /** Along a barrier a candidate every so many metres. Default 40. */
  everyMeters?: number
  /** In the view's unit: how far people walk at all. */
  limit: number
  /** In the view's unit: whom this circle gains is counted. Default: `limit`. */
  ringLimit?: number
  /** Told now and then how many of the candidates are done. */
  onProgress?: (done: number, all: number) => void
}

interface Candidate {
  from: PlaceOnEdge
  to: PlaceOnEdge
  lon: number
  lat: number
  meters: number
  barrier: BarrierKind
}

/** A report of progress comes after so many candidates. */
const REPORT_EVERY = 64

/** Kind of every barrier segment, in the order of the index. */
function kindsOfSegments({ barrierStart, barrierKind }: WalkNetwork, count: number): Uint8Array {
  const kinds = new Uint8Array(count)
  let at = 0
  for (let b = 0; b < barrierKind.length; b++)
    for (let i = barrierStart[b]! + 1; i < barrierStart[b + 1]!; i++) kinds[at++] = barrierKind[b]!
  return kinds
}

/**
 * Pairs of places on open edges that face each other across a barrier line and see each other but for it.
 */
function findCandidates(
  index: SnapIndex,
  view: NetworkView,
  { reachMeters = 40, everyMeters = 40 }: Partial<OpeningOptions> = {},
): Candidate[] {
  const { barriers } = index
  const { count, ax, ay, bx, by } = barriers.segments
  const found: Candidate[] = []
  const seen = new Set<string>()
  const kinds = kindsOfSegments(index.network, count)
  for (let b = 0; b < count; b++) {
    const narrowing = narrowingAt(ay[b]!)
    const [dx, dy] = [(bx[b]! - ax[b]!) * narrowing, by[b]! - ay[b]!]
    const size = Math.hypot(dx, dy)
    if (size === 0) continue
    const steps = Math.max(1, Math.round((size * METERS_PER_STEP) / everyMeters))
    for (let k = 0; k < steps; k++) {
      const t = (k + 0.5) / steps
      const [x, y] = [ax[b]! + t * (bx[b]! - ax[b]!), ay[b]! + t * (by[b]! - ay[b]!)]
      const left = nearestOnSide(index, view, x, y, -dy / size, dx / size, reachMeters)
      const right = nearestOnSide(index, view, x, y, dy / size, -dx / size, reachMeters)
      if (!left || !right || left.meters + right.meters > reachMeters) continue
      // one pair for each two edges and stretch of the wall
      const key = `${left.edge} ${right.edge} ${Math.round(left.offset / (everyMeters * 100))}`
      if (seen.has(key)) continue
      seen.add(key)
      found.push({
        from: { edge: left.edge, offset: left.offset },
        to: { edge: right.edge, offset: right.offset },
        lon: x / STEPS_PER_DEGREE,
        lat: y / STEPS_PER_DEGREE,
        meters: left.meters + right.meters,
        barrier: BARRIER_KINDS[kinds[b]!]!,
      })
    }
  }
  return found
}

/** The first open edge that a line straight off the barrier meets, with nothing else in between. */
function nearestOnSide(
  { edges, edgeOf, barriers, network }: SnapIndex,
  { forward, backward }: NetworkView,
  x: number,
  y: number,
  normalX: number,
  normalY: number,
  reachMeters: number,
): { edge: number; offset: number; meters: number } | null {
  const narrowing = narrowingAt(y)
  const reach = reachMeters / METERS_PER_STEP
  // a hand's breadth off the line, so that it is not met itself
  const off = 0.05 / METERS_PER_STEP
  const [px, py] = [x + (normalX * off) / narrowing, y + normalY * off]
  const [qx, qy] = [x + (normalX * reach) / narrowing, y + normalY * reach]
  const box = [Math.min(px, qx), Math.min(py, qy), Math.max(px, qx), Math.max(py, qy)] as const
  const meet = (s: number, { ax, ay, bx, by }: typeof edges.segments): [number, number] | null => {
    const [sx, sy] = [bx[s]! - ax[s]!, by[s]! - ay[s]!]
    const det = (qx - px) * sy - (qy - py) * sx
    if (det === 0) return null
    const t = ((ax[s]! - px) * sy - (ay[s]! - py) * sx) / det
    const u = ((ax[s]! - px) * (qy - py) - (ay[s]! - py) * (qx - px)) / det
    return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [t, u] : null
  }
  let best = 1
  let segment = -1
  let share = 0
  edges.search(...box, (s) => {
    const edge = edgeOf[s]!
    if ((forward[edge] === CLOSED && backward[edge] === CLOSED) || network.edgeLength[edge] === 0) return
    const hit = meet(s, edges.segments)
    if (!hit || hit[0] >= best) return
    best = hit[0]
    segment = s
    share = hit[1]
  })
  if (segment < 0) return null
  const isBarred = barriers.search(...box, (s) => {
    const hit = meet(s, barriers.segments)
    return hit !== null && hit[0] < best
  })
  if (isBarred) return null
  const edge = edgeOf[segment]!
  return {
    edge,
    offset: offsetOf(edges.segments, edgeOf, network.edgeLength[edge]!, segment, share),
    meters: 0.05 + best * (reachMeters - 0.05),
  }
}

function offsetOf(
  { ax, ay, bx, by }: SnapIndex['edges']['segments'],
  edgeOf: Uint32Array,
  length: number,
  segment: number,
  share: number,
): number {
  const edge = edgeOf[segment]!
  const narrowing = narrowingAt(ay[segment]!)
  const sizeOf = (s: number): number => Math.hypot((bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!)
  let first = segment
  while (first > 0 && edgeOf[first - 1] === edge) first--
  let [total, before] = [0, 0]
  for (let s = first; s < edgeOf.length && edgeOf[s] === edge; s++) {
    if (s === segment) before = total + share * sizeOf(s)
    total += sizeOf(s)
  }
  return total === 0 ? 0 : Math.max(0, Math.min(length, Math.round((length * before) / total)))
}

/** Cost of walking the opening itself. */
const openingCost = ({ profile }: NetworkView, meters: number): number =>
  Math.round(profile === null ? meters * 100 : (meters * 1000) / profile.metersPerSecond)

/** The order of openings: most person-minutes first, then most people who had no way. */
export const byPersonMinutes = (a: Opening, b: Opening): number =>
  b.personMinutes - a.personMinutes || b.newlyReached - a.newlyReached

/**
 * Openings ranked by what they save.
 * @param view  reversed, if ways *to* destinations are asked for and there are one-ways for feet
 * @param destinations  where people want to get to
 */
export function rankOpenings(
  index: SnapIndex,
  view: NetworkView,
  destinations: readonly SearchStart[],
  demand: readonly Demand[],
  options: OpeningOptions,
): Opening[] {
  const { limit, ringLimit = limit, onProgress } = options
  const swept = sweepNearest(view, destinations, limit)
  const places = {
    edge: Uint32Array.from(demand, ({ edge }) => edge),
    offset: Uint32Array.from(demand, ({ offset }) => offset),
  }
  const before = nearestOfPlaces(view, destinations, swept, places, limit)
  const demandOn = new Map<number, number[]>()
  demand.forEach(({ edge }, i) => {
    const own = demandOn.get(edge)
    if (own) own.push(i)
    else demandOn.set(edge, [i])
  })
  const perMinute = view.unit === 'milliseconds' ? 60_000 : 6_600
  const costAt = (place: PlaceOnEdge): number =>
    nearestOfPlaces(
      view,
      destinations,
      swept,
      { edge: Uint32Array.of(place.edge), offset: Uint32Array.of(place.offset) },
      limit,
    ).cost[0]!
  const candidates = findCandidates(index, view, options)
  return candidates
    .map((candidate, number): Opening => {
      if (number % REPORT_EVERY === 0) onProgress?.(number, candidates.length)
      const through = openingCost(view, candidate.meters)
      const [left, right] = [costAt(candidate.from), costAt(candidate.to)]
      const starts: SearchStart[] = []
      if (right !== UNREACHED && right + through < left)
        starts.push({ ...candidate.from, cost: right + through })
      if (left !== UNREACHED && left + through < right) starts.push({ ...candidate.to, cost: left + through })
      const saved = { personMinutes: 0, persons: 0, newlyReached: 0, gained: 0 }
      const after = sweepOn(view, swept, starts, limit)
      for (const edge of after.edges)
        for (const i of demandOn.get(edge) ?? []) {
          const { offset, persons } = demand[i]!
          const cost = costOnEdge(view, edge, offset, after.cost, swept, starts)
          if (cost > limit || cost >= before.cost[i]!) continue
          if (cost <= ringLimit && before.cost[i]! > ringLimit) saved.gained += persons
          if (before.cost[i] === UNREACHED) saved.newlyReached += persons
          else {
            saved.persons += persons
            saved.personMinutes += (persons * (before.cost[i]! - cost)) / perMinute
          }
        }
      return { ...candidate, ...saved }
    })
    .filter(({ personMinutes, newlyReached }) => personMinutes > 0 || newlyReached > 0)
    .sort(byPersonMinutes)
}

/** Nodes that get nearer when costs are offered at new starts, with all edges where that can matter. */
function sweepOn(
  view: NetworkView,
  swept: Nearest,
  starts: readonly SearchStart[],
  limit: number,
): { cost: Map<number, number>; edges: Set<number> } {
  const { network, forward, backward, linkStart, links } = view
  const cost = new Map<number, number>()
  const buckets: number[][] = []
  const bits = 12
  const offer = (node: number, own: number): void => {
    if (own > limit || own >= Math.min(swept.cost[node]!, cost.get(node) ?? UNREACHED)) return
    cost.set(node, own)
    ;(buckets[own >> bits] ??= []).push(node)
  }
  const edges = new Set<number>()
  for (const { edge, offset, cost: begin = 0 } of starts) {
    const length = network.edgeLength[edge]!
    edges.add(edge)
    if (forward[edge] !== CLOSED)
      offer(network.edgeTo[edge]!, begin + forward[edge]! - partCost(forward[edge]!, offset, length))
    if (backward[edge] !== CLOSED)
      offer(network.edgeFrom[edge]!, begin + partCost(backward[edge]!, offset, length))
  }
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const own = buckets[bucket]
    for (let node = own?.pop(); node !== undefined; node = own!.pop()) {
      const base = cost.get(node)!
      if (base >> bits !== bucket) continue
      for (let at = linkStart[node]!; at < linkStart[node + 1]!; at += 2)
        offer(links[at]!, base + links[at + 1]!)
    }
  }
  for (const node of cost.keys())
    for (let a = network.arcStart[node]!; a < network.arcStart[node + 1]!; a++)
      edges.add(network.arcs[a]! >>> 1)
  return { cost, edges }
}

/** Least cost of a place over the ends of its edge and the new starts on it. */
function costOnEdge(
  { network, forward, backward }: NetworkView,
  edge: number,
  offset: number,
  cost: ReadonlyMap<number, number>,
  swept: Nearest,
  starts: readonly SearchStart[],
): number {
  const length = network.edgeLength[edge]!
  const [there, back] = [forward[edge]!, backward[edge]!]
  const nodeCost = (node: number): number => cost.get(node) ?? swept.cost[node]!
  let best = Infinity
  const [from, to] = [nodeCost(network.edgeFrom[edge]!), nodeCost(network.edgeTo[edge]!)]
  if (there !== CLOSED && from !== UNREACHED) best = from + partCost(there, offset, length)
  if (back !== CLOSED && to !== UNREACHED) best = Math.min(best, to + back - partCost(back, offset, length))
  for (const start of starts)
    if (start.edge === edge)
      best = Math.min(best, (start.cost ?? 0) + alongEdge(there, back, start.offset, offset, length))
  return best
}
