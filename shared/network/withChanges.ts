/**
 * A network with links that are not there yet: a crossing, a footbridge, an opening in a wall. Each end is a place on
 * an edge, which is split there. Edges keep their numbers: the first part of a split edge keeps its own, all others
 * come after the old ones, so that a scenario's closed edges stay right for edges it did not split.
 */
import { EDGE_FLAGS, WAY_KINDS, type WayKind } from './pedestrianRules.ts'
import { placeOnEdge } from './placeOnEdge.ts'
import type { PlaceOnEdge } from './search.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { edgeLine, NO_GATE, type WalkNetwork, withArcs, WHOLE_CROSSING } from './walkNetwork.ts'

export interface AddedLink {
  from: PlaceOnEdge
  to: PlaceOnEdge
  kind?: WayKind
  /** Metres; as the crow flies when left out. */
  meters?: number
  /** A crossing of a road, with lights or without: its wait is charged. */
  crossing?: 'signals' | 'plain'
  hasSteps?: boolean
  name?: string
}

/** The parts that an edge was split into, in its direction: the edge of each and where it begins, in centimetres. */
export type EdgeParts = readonly { edge: number; begin: number }[]

/** The same place after its edge was split; a place at a cut belongs to the part before it. */
export function partAt(parts: ReadonlyMap<number, EdgeParts>, { edge, offset }: PlaceOnEdge): PlaceOnEdge {
  const own = parts.get(edge)
  if (!own) return { edge, offset }
  const part = own.findLast(({ begin }) => begin < offset) ?? own[0]!
  return { edge: part.edge, offset: offset - part.begin }
}

interface Draft {
  from: number
  to: number
  length: number
  /** The old edge whose other traits it has; null for a link. */
  like: number | null
  link?: AddedLink
  crossing: number
  inner: number[]
}

/**
 * @returns a new network, the edge of each link, in order, and the parts of the edges that were split
 * @throws RangeError for an end that is no place on an edge
 */
export function withLinks(
  network: WalkNetwork,
  links: readonly AddedLink[],
): { network: WalkNetwork; linkEdges: number[]; parts: ReadonlyMap<number, EdgeParts> } {
  const nodeLon = Array.from(network.nodeLon)
  const nodeLat = Array.from(network.nodeLat)
  const cuts = new Map<number, Map<number, number>>()
  const nodeAt = ({ edge, offset }: PlaceOnEdge): number => {
    const length = network.edgeLength[edge]
    if (length === undefined || !(offset >= 0 && offset <= length))
      throw new RangeError(`no place on an edge: edge ${edge}, offset ${offset}`)
    if (offset === 0) return network.edgeFrom[edge]!
    if (offset === length) return network.edgeTo[edge]!
    const own = cuts.get(edge) ?? new Map<number, number>()
    cuts.set(edge, own)
    const known = own.get(offset)
    if (known !== undefined) return known
    const [x, y] = placeOnEdge(network, edge, offset)
    nodeLon.push(Math.round(x))
    nodeLat.push(Math.round(y))
    own.set(offset, nodeLon.length - 1)
    return nodeLon.length - 1
  }
  const joined = links.map((link) => ({
    link,
    from: nodeAt({ edge: link.from.edge, offset: Math.round(link.from.offset) }),
    to: nodeAt({ edge: link.to.edge, offset: Math.round(link.to.offset) }),
  }))
  const edges: Draft[] = []
  const later: Draft[] = []
  const parts = new Map<number, EdgeParts>()
  for (let e = 0; e < network.edgeCount; e++) {
    const drafts = splitEdge(network, e, cuts.get(e))
    if (drafts.length > 1) {
      let end = 0
      const own = drafts.map(({ length }, i) => {
        const begin = end
        end += length
        return { edge: i === 0 ? e : network.edgeCount + later.length + i - 1, begin }
      })
      parts.set(e, own)
    }
    edges.push(drafts[0]!)
    later.push(...drafts.slice(1))
  }
  const firstLink = edges.length + later.length
  const metersBetween = (a: number, b: number): number =>
    straightLineMeters(
      nodeLon[a]! / STEPS_PER_DEGREE,
      nodeLat[a]! / STEPS_PER_DEGREE,
      nodeLon[b]! / STEPS_PER_DEGREE,
      nodeLat[b]! / STEPS_PER_DEGREE,
    )
  const drafts = [
    ...edges,
    ...later,
    ...joined.map(({ link, from, to }): Draft => ({
      from,
      to,
      length: Math.round((link.meters ?? metersBetween(from, to)) * 100),
      like: null,
      link,
      crossing: link.crossing ? WHOLE_CROSSING : 0,
      inner: [],
    })),
  ]
  return {
    network: assemble(network, drafts, nodeLon, nodeLat),
    linkEdges: links.map((_, i) => firstLink + i),
    parts,
  }
}

function splitEdge(
  network: WalkNetwork,
  edge: number,
  cuts: ReadonlyMap<number, number> | undefined,
): Draft[] {
  const line = edgeLine(network, edge)
  const inner = line.slice(2, -2)
  const whole: Draft = {
    from: network.edgeFrom[edge]!,
    to: network.edgeTo[edge]!,
    length: network.edgeLength[edge]!,
    like: edge,
    crossing: network.edgeCrossing[edge]!,
    inner,
  }
  if (!cuts) return [whole]
  const sorted = [...cuts].sort((a, b) => a[0] - b[0])
  // where along the line, in centimetres, each inner vertex lies
  const sizes: number[] = []
  for (let i = 2; i < line.length; i += 2)
    sizes.push(
      straightLineMeters(
        line[i - 2]! / STEPS_PER_DEGREE,
        line[i - 1]! / STEPS_PER_DEGREE,
        line[i]! / STEPS_PER_DEGREE,
        line[i + 1]! / STEPS_PER_DEGREE,
      ),
    )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let sum = 0
  const along = sizes.slice(0, -1).map((size) => ((sum += size) / total) * whole.length)
  const parts: Draft[] = []
  let [begin, node, given] = [0, whole.from, 0]
  for (const [offset, cut] of [...sorted, [whole.length, whole.to] as const]) {
    const crossing = Math.round((whole.crossing * offset) / whole.length) - given
    given += crossing
    parts.push({
      from: node,
      to: cut,
      length: offset - begin,
      like: edge,
      crossing,
      inner: along.flatMap((at, i) => (at > begin && at < offset ? [inner[2 * i]!, inner[2 * i + 1]!] : [])),
    })
    ;[begin, node] = [offset, cut]
  }
  return parts
}

function assemble(
  network: WalkNetwork,
  drafts: readonly Draft[],
  nodeLon: readonly number[],
  nodeLat: readonly number[],
): WalkNetwork {
  const names = [...network.names]
  const nameOf = (name: string | undefined): number => {
    if (!name) return 0
    const known = names.indexOf(name)
    return known >= 0 ? known : names.push(name) - 1
  }
  const flagsOf = ({ crossing, hasSteps }: AddedLink): number =>
    EDGE_FLAGS.added |
    (crossing === 'signals' ? EDGE_FLAGS.signal : 0) |
    (hasSteps ? EDGE_FLAGS.steps | EDGE_FLAGS.wheelsUnfit : 0)
  const kindOf = ({ kind }: AddedLink): number => WAY_KINDS.indexOf(kind ?? 'opening')
  const vertexStart = new Uint32Array(drafts.length + 1)
  drafts.forEach(({ inner }, e) => (vertexStart[e + 1] = vertexStart[e]! + inner.length / 2))
  const inner = drafts.flatMap((draft) => draft.inner)
  return withArcs({
    ...network,
    nodeLon: Int32Array.from(nodeLon),
    nodeLat: Int32Array.from(nodeLat),
    edgeFrom: Uint32Array.from(drafts, ({ from }) => from),
    edgeTo: Uint32Array.from(drafts, ({ to }) => to),
    edgeLength: Uint32Array.from(drafts, ({ length }) => length),
    edgeName: Uint32Array.from(drafts, ({ like, link }) =>
      like === null ? nameOf(link?.name) : network.edgeName[like]!,
    ),
    edgeGate: Uint16Array.from(drafts, ({ like }) => (like === null ? NO_GATE : network.edgeGate[like]!)),
    edgeFlags: Uint16Array.from(drafts, ({ like, link }) =>
      like === null ? flagsOf(link!) : network.edgeFlags[like]!,
    ),
    edgeKind: Uint8Array.from(drafts, ({ like, link }) =>
      like === null ? kindOf(link!) : network.edgeKind[like]!,
    ),
    edgeLevel: Int8Array.from(drafts, ({ like }) => (like === null ? 0 : network.edgeLevel[like]!)),
    edgeIncline: Int8Array.from(drafts, ({ like }) => (like === null ? 0 : network.edgeIncline[like]!)),
    edgeCrossing: Uint8Array.from(drafts, ({ crossing }) => crossing),
    vertexStart,
    vertexLon: Int32Array.from({ length: inner.length / 2 }, (_, i) => inner[2 * i]!),
    vertexLat: Int32Array.from({ length: inner.length / 2 }, (_, i) => inner[2 * i + 1]!),
    names,
  })
}
