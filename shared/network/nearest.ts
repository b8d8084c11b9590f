/**
 * For every node the nearest of many sources and its cost, in one sweep; and tables from many to many. A facility's
 * distance is asked *from homes to it*: with foot one-ways, sweep a reversed view (see `networkView.ts`).
 */
import { CLOSED, type NetworkView, partCost, UNREACHED } from './networkView.ts'
import { alongEdge, LARGEST_LIMIT, type PlaceOnEdge, type SearchStart, WalkSearch } from './search.ts'

/** No source within the limit. */
export const NO_SOURCE = 0xffffffff
const BUCKET_BITS = 12

export interface Nearest {
  cost: Uint32Array
  /** Index of the source; NO_SOURCE. At equal cost the one of the lower index. */
  source: Uint32Array
}

/**
 * One sweep from all sources at once. Of sources that are equally near the one of the lower index wins, on every
 * platform.
 * @param limit  in the view's unit, inclusive
 * @returns cost and source of every node; UNREACHED and NO_SOURCE beyond the limit
 */
export function sweepNearest(view: NetworkView, sources: readonly SearchStart[], limit: number): Nearest {
  if (!(limit >= 0 && limit <= LARGEST_LIMIT))
    throw new RangeError(`limit: ${limit}, expected 0 to ${LARGEST_LIMIT}`)
  const { network, forward, backward, linkStart, links } = view
  const cost = new Uint32Array(network.nodeCount).fill(UNREACHED)
  const source = new Uint32Array(network.nodeCount).fill(NO_SOURCE)
  const whole = Math.floor(limit)
  const buckets: number[][] = []
  const offer = (node: number, own: number, from: number): void => {
    if (own > whole || own > cost[node]! || (own === cost[node] && from >= source[node]!)) return
    cost[node] = own
    source[node] = from
    ;(buckets[own >> BUCKET_BITS] ??= []).push(node)
  }
  sources.forEach(({ edge, offset, cost: before = 0 }, index) => {
    const length = network.edgeLength[edge]!
    if (forward[edge] !== CLOSED)
      offer(network.edgeTo[edge]!, before + forward[edge]! - partCost(forward[edge]!, offset, length), index)
    if (backward[edge] !== CLOSED)
      offer(network.edgeFrom[edge]!, before + partCost(backward[edge]!, offset, length), index)
  })
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const own = buckets[bucket]
    if (!own) continue
    for (let node = own.pop(); node !== undefined; node = own.pop()) {
      const base = cost[node]!
      if (base >> BUCKET_BITS !== bucket) continue
      const from = source[node]!
      for (let at = linkStart[node]!, end = linkStart[node + 1]!; at < end; at += 2)
        offer(links[at]!, base + links[at + 1]!, from)
    }
    buckets[bucket] = undefined as unknown as number[]
  }
  return { cost, source }
}

/**
 * Cost and nearest source of places on edges, after a sweep of the same view and sources.
 * @param targets  edges (NO_EDGE for what is not connected) and offsets in centimetres
 */
export function nearestOfPlaces(
  view: NetworkView,
  sources: readonly SearchStart[],
  swept: Nearest,
  targets: { edge: Uint32Array; offset: Uint32Array },
  limit: number,
): Nearest {
  const { network, forward, backward } = view
  const { edgeFrom, edgeTo, edgeLength, edgeCount } = network
  const count = targets.edge.length
  const cost = new Uint32Array(count).fill(UNREACHED)
  const source = new Uint32Array(count).fill(NO_SOURCE)
  const onEdge = new Map<number, number[]>()
  sources.forEach(({ edge }, index) => onEdge.set(edge, [...(onEdge.get(edge) ?? []), index]))
  for (let i = 0; i < count; i++) {
    const edge = targets.edge[i]!
    if (edge >= edgeCount) continue
    const offset = targets.offset[i]!
    const length = edgeLength[edge]!
    const [there, back] = [forward[edge]!, backward[edge]!]
    const take = (own: number, from: number): void => {
      if (own > limit || own > cost[i]! || (own === cost[i] && from >= source[i]!)) return
      cost[i] = own
      source[i] = from
    }
    const [from, to] = [edgeFrom[edge]!, edgeTo[edge]!]
    if (there !== CLOSED && swept.cost[from] !== UNREACHED)
      take(swept.cost[from]! + partCost(there, offset, length), swept.source[from]!)
    if (back !== CLOSED && swept.cost[to] !== UNREACHED)
      take(swept.cost[to]! + back - partCost(back, offset, length), swept.source[to]!)
    for (const index of onEdge.get(edge) ?? []) {
      const { offset: begin, cost: before = 0 } = sources[index]!
      take(before + alongEdge(there, back, begin, offset, length), index)
    }
  }
  return { cost, source }
}

/**
 * Costs from every origin to every target, up to a limit.
 * @returns row by row, origins × targets; UNREACHED where there is no way within the limit
 */
export function costTable(
  view: NetworkView,
  origins: readonly (PlaceOnEdge | null)[],
  targets: readonly (PlaceOnEdge | null)[],
  limit: number,
): Uint32Array {
  const table = new Uint32Array(origins.length * targets.length).fill(UNREACHED)
  const search = new WalkSearch(view)
  origins.forEach((origin, row) => {
    if (!origin) return
    search.run([origin], limit)
    targets.forEach((target, column) => {
      if (target) table[row * targets.length + column] = search.costTo(target.edge, target.offset)
    })
  })
  return table
}
