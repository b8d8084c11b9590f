/**
 * The way to a place after a search, stretch by stretch: which edges, which part of each, what each costs. Nothing is
 * stored while searching; the way is found backwards from the costs, which are exact.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { CLOSED, partCost } from './networkView.ts'
import { alongEdge, type PlaceOnEdge, type SearchStart, type WalkSearch } from './search.ts'
import { narrowingAt } from './segmentGrid.ts'
import { edgeLine, headOf, NO_GATE, type WalkNetwork } from './walkNetwork.ts'
import { WAY_KINDS, type WayKind } from './pedestrianRules.ts'

/** A part of one edge, walked from one offset to the other. */
export interface Stretch {
  edge: number
  /** Centimetres from the edge's `from` node; the first over the second when walked against it. */
  fromOffset: number
  toOffset: number
  /** In the view's unit. */
  cost: number
}

export interface Route {
  /** Index into the starts of the search. */
  start: number
  cost: number
  /** Cost before the first step, of the start. */
  startCost: number
  meters: number
  stretches: Stretch[]
}

/** @returns null when the place was not reached */
export function routeTo(search: WalkSearch, target: PlaceOnEdge): Route | null {
  const { view } = search
  const { network, forward, backward } = view
  const { edgeFrom, edgeTo, edgeLength } = network
  const { edge, offset } = target
  const cost = search.costTo(edge, offset)
  if (cost > search.lastLimit) return null
  const length = edgeLength[edge]!
  const [there, back] = [forward[edge]!, backward[edge]!]
  const direct = search.lastStarts.findIndex(
    (start) =>
      start.edge === edge &&
      (start.cost ?? 0) + alongEdge(there, back, start.offset, offset, length) === cost,
  )
  if (direct >= 0) {
    const start = search.lastStarts[direct]!
    const own = { edge, fromOffset: start.offset, toOffset: offset, cost: cost - (start.cost ?? 0) }
    return finish(direct, start, cost, start.offset === offset ? [] : [own])
  }
  const fromCost = there === CLOSED ? CLOSED : partCost(there, offset, length)
  const viaFrom = there !== CLOSED && search.nodeCost(edgeFrom[edge]!) + fromCost === cost
  const last: Stretch = viaFrom
    ? { edge, fromOffset: 0, toOffset: offset, cost: fromCost }
    : { edge, fromOffset: length, toOffset: offset, cost: back - partCost(back, offset, length) }
  const walked = walkBack(search, viaFrom ? edgeFrom[edge]! : edgeTo[edge]!)
  const start = search.lastStarts[walked.start]!
  const stretches = [...walked.stretches, ...(last.fromOffset === last.toOffset ? [] : [last])]
  return finish(walked.start, start, cost, stretches)
}

const finish = (start: number, { cost = 0 }: SearchStart, total: number, stretches: Stretch[]): Route => ({
  start,
  cost: total,
  startCost: cost,
  meters: stretches.reduce((sum, { fromOffset, toOffset }) => sum + Math.abs(toOffset - fromOffset), 0) / 100,
  stretches,
})

const NO_WAY = -1
const GO_ON = -2

/** From a reached node back to a start. Edges without length may form rings: a node is left only once. */
function walkBack(search: WalkSearch, node: number): { start: number; stretches: Stretch[] } {
  const seen = new Set<number>()
  const path: Stretch[] = []
  const visit = (at: number): number => {
    const begin = startAt(search, at)
    if (begin) {
      if (begin.stretch.fromOffset !== begin.stretch.toOffset) path.push(begin.stretch)
      return begin.start
    }
    seen.add(at)
    for (const before of stepsBefore(search, at)) {
      if (seen.has(before.node)) continue
      path.push(before.stretch)
      const depth = path.length
      if (!before.isFree) {
        next = before.node
        return GO_ON
      }
      const found = visit(before.node)
      if (found !== NO_WAY) return found
      path.length = depth - 1
    }
    return NO_WAY
  }
  let next = node
  for (;;) {
    const found = visit(next)
    if (found >= 0) return { start: found, stretches: path.reverse() }
    if (found === NO_WAY) throw new Error(`no way back from node ${next} to a start`)
  }
}

/** A start from which this node is reached at once. */
function startAt(search: WalkSearch, node: number): { start: number; stretch: Stretch } | null {
  const { network, forward, backward } = search.view
  const cost = search.nodeCost(node)
  for (const [index, start] of search.lastStarts.entries()) {
    const { edge, offset } = start
    const length = network.edgeLength[edge]!
    const own = cost - (start.cost ?? 0)
    if (network.edgeTo[edge] === node && forward[edge] !== CLOSED)
      if (own === forward[edge]! - partCost(forward[edge]!, offset, length))
        return { start: index, stretch: { edge, fromOffset: offset, toOffset: length, cost: own } }
    if (network.edgeFrom[edge] === node && backward[edge] !== CLOSED)
      if (own === partCost(backward[edge]!, offset, length))
        return { start: index, stretch: { edge, fromOffset: offset, toOffset: 0, cost: own } }
  }
  return null
}

/** The steps by which a node can have been reached; those that cost something first. */
function stepsBefore(
  search: WalkSearch,
  node: number,
): { node: number; stretch: Stretch; isFree: boolean }[] {
  const { network, forward, backward } = search.view
  const cost = search.nodeCost(node)
  const found: { node: number; stretch: Stretch; isFree: boolean }[] = []
  for (let i = network.arcStart[node]!; i < network.arcStart[node + 1]!; i++) {
    const arc = network.arcs[i]!
    const edge = arc >>> 1
    const isAgainst = (arc & 1) === 1
    const own = isAgainst ? forward[edge]! : backward[edge]!
    const before = headOf(network, arc)
    if (own === CLOSED || search.nodeCost(before) + own !== cost) continue
    const length = network.edgeLength[edge]!
    const [fromOffset, toOffset] = isAgainst ? [0, length] : [length, 0]
    found.push({ node: before, stretch: { edge, fromOffset, toOffset, cost: own }, isFree: own === 0 })
  }
  return found.sort((a, b) => Number(a.isFree) - Number(b.isFree))
}

/** The line of a part of an edge in degrees, in the order of walking. */
function stretchLine(network: WalkNetwork, { edge, fromOffset, toOffset }: Stretch): [number, number][] {
  const line = edgeLine(network, edge)
  const narrowing = narrowingAt(line[1]!)
  const along = [0]
  for (let i = 2; i < line.length; i += 2)
    along.push(along.at(-1)! + Math.hypot((line[i]! - line[i - 2]!) * narrowing, line[i + 1]! - line[i - 1]!))
  const total = along.at(-1)!
  const length = network.edgeLength[edge]!
  const place = (offset: number): number => (length === 0 ? 0 : (offset / length) * total)
  const [low, high] = [place(Math.min(fromOffset, toOffset)), place(Math.max(fromOffset, toOffset))]
  const at = (where: number): [number, number] => {
    let i = 1
    while (i < along.length - 1 && along[i]! < where) i++
    const size = along[i]! - along[i - 1]!
    const t = size === 0 ? 0 : Math.max(0, Math.min(1, (where - along[i - 1]!) / size))
    return [
      (line[2 * i - 2]! + t * (line[2 * i]! - line[2 * i - 2]!)) / STEPS_PER_DEGREE,
      (line[2 * i - 1]! + t * (line[2 * i + 1]! - line[2 * i - 1]!)) / STEPS_PER_DEGREE,
    ]
  }
  const points = [at(low)]
  for (let i = 1; i < along.length - 1; i++)
    if (along[i]! > low && along[i]! < high)
      points.push([line[2 * i]! / STEPS_PER_DEGREE, line[2 * i + 1]! / STEPS_PER_DEGREE])
  points.push(at(high))
  return fromOffset <= toOffset ? points : points.reverse()
}

/** The whole way as one line, degrees. */
export function routeLine(network: WalkNetwork, route: Route): [number, number][] {
  const line: [number, number][] = []
  for (const stretch of route.stretches)
    for (const point of stretchLine(network, stretch)) {
      const last = line.at(-1)
      if (!last || last[0] !== point[0] || last[1] !== point[1]) line.push(point)
    }
  return line
}

/** A part of a way as it is told to people: one name and kind, or one gate. */
export interface RouteLeg {
  kind: WayKind
  name: string
  /** Index of the gate that is passed; null on a street. */
  gate: number | null
  meters: number
  cost: number
}

/** Stretches of the same street put together, in order. */
export function routeLegs(network: WalkNetwork, route: Route): RouteLeg[] {
  const legs: RouteLeg[] = []
  for (const { edge, fromOffset, toOffset, cost } of route.stretches) {
    const kind = WAY_KINDS[network.edgeKind[edge]!]!
    const name = network.names[network.edgeName[edge]!]!
    const gate = network.edgeGate[edge] === NO_GATE ? null : network.edgeGate[edge]!
    const meters = Math.abs(toOffset - fromOffset) / 100
    const last = legs.at(-1)
    // A street keeps its name over its crossings; without a name the kind tells it.
    const isSame = last?.name === name && (name !== '' || last.kind === kind)
    if (last && isSame && last.gate === null && gate === null) {
      last.meters += meters
      last.cost += cost
    } else legs.push({ kind, name, gate, meters, cost })
  }
  return legs
}
