/**
 * What a search reached, edge by edge, cut exactly where each limit ends: several nested limits from one search. An
 * edge can be reached from both ends, with a part in the middle that is not.
 */
import { CLOSED } from './networkView.ts'
import type { WalkSearch } from './search.ts'

/** How far one gets along an edge of a length with what is left of the limit, in whole centimetres. */
const reachAlong = (rest: number, cost: number, length: number): number =>
  rest >= cost ? length : Math.floor((rest * length) / cost)

/** Edges that a search can have touched: those at its nodes, and those of its starts. */
export function touchedEdges(search: WalkSearch): Uint32Array {
  const { network } = search.view
  const edges: number[] = search.lastStarts.map(({ edge }) => edge)
  for (let i = 0; i < search.reachedCount; i++) {
    const node = search.reached[i]!
    for (let a = network.arcStart[node]!; a < network.arcStart[node + 1]!; a++)
      edges.push(network.arcs[a]! >>> 1)
  }
  const sorted = Uint32Array.from(edges).sort()
  let count = 0
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!
  return sorted.slice(0, count)
}

/** The parts of one edge within a limit, as pairs of offsets in centimetres, ascending and apart. */
export function partsOfEdge(search: WalkSearch, edge: number, limit: number, into: number[]): void {
  const { network, forward, backward } = search.view
  const length = network.edgeLength[edge]!
  const [there, back] = [forward[edge]!, backward[edge]!]
  into.length = 0
  const add = (from: number, to: number): void => void into.push(from, to)
  const fromCost = search.nodeCost(network.edgeFrom[edge]!)
  const toCost = search.nodeCost(network.edgeTo[edge]!)
  if (there !== CLOSED && fromCost <= limit) add(0, reachAlong(limit - fromCost, there, length))
  if (back !== CLOSED && toCost <= limit) add(length - reachAlong(limit - toCost, back, length), length)
  for (const start of search.lastStarts) {
    const rest = limit - (start.cost ?? 0)
    if (start.edge !== edge || rest < 0) continue
    const ahead = there === CLOSED ? 0 : reachAlong(rest, there, length)
    const behind = back === CLOSED ? 0 : reachAlong(rest, back, length)
    add(Math.max(0, start.offset - behind), Math.min(length, start.offset + ahead))
  }
  mergeParts(into)
}

function mergeParts(parts: number[]): void {
  if (parts.length <= 2) return
  const pairs: [number, number][] = []
  for (let i = 0; i < parts.length; i += 2) pairs.push([parts[i]!, parts[i + 1]!])
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  parts.length = 0
  for (const [from, to] of pairs) {
    if (parts.length > 0 && from <= parts.at(-1)!) parts[parts.length - 1] = Math.max(parts.at(-1)!, to)
    else parts.push(from, to)
  }
}

/**
 * Street reached within each limit.
 * @param limits  in the view's unit, none over the limit of the search
 * @returns metres for each limit, in the order given
 */
export function reachedMeters(search: WalkSearch, limits: readonly number[]): number[] {
  const { network, forward, backward } = search.view
  for (const limit of limits)
    if (!(limit >= 0 && limit <= search.lastLimit))
      throw new RangeError(`limit: ${limit}, the search went to ${search.lastLimit}`)
  const centimeters = limits.map(() => 0)
  const starts = new Set(search.lastStarts.map(({ edge }) => edge))
  const own: number[] = []
  for (const edge of touchedEdges(search)) {
    const length = network.edgeLength[edge]!
    const [there, back] = [forward[edge]!, backward[edge]!]
    const fromCost = there === CLOSED ? Infinity : search.nodeCost(network.edgeFrom[edge]!)
    const toCost = back === CLOSED ? Infinity : search.nodeCost(network.edgeTo[edge]!)
    limits.forEach((limit, index) => {
      if (starts.has(edge)) {
        partsOfEdge(search, edge, limit, own)
        for (let i = 0; i < own.length; i += 2) centimeters[index]! += own[i + 1]! - own[i]!
        return
      }
      // From both ends, at most all of it.
      const ahead = fromCost <= limit ? reachAlong(limit - fromCost, there, length) : 0
      const behind = toCost <= limit ? reachAlong(limit - toCost, back, length) : 0
      centimeters[index]! += Math.min(length, ahead + behind)
    })
  }
  return centimeters.map((sum) => sum / 100)
}

/** Nodes within each limit. */
export function reachedNodes(search: WalkSearch, limits: readonly number[]): number[] {
  return limits.map((limit) => {
    let count = 0
    for (let i = 0; i < search.reachedCount; i++) if (search.nodeCost(search.reached[i]!) <= limit) count++
    return count
  })
}
