/**
 * A walking network in typed arrays. Vertices where nothing is decided are not nodes: they are the inner vertices of
 * an edge's geometry, apart. Edges are undirected and carry what a profile needs to price both directions. Immutable:
 * whoever changes something makes another one.
 *
 * Units: places in 1e-7 degree (Int32), lengths in centimetres (1 cm is 9 ms at 1.1 m/s, so that no edge is free and
 * half a centimetre is the largest error of an edge), levels in storeys.
 */
import { type BarrierKind } from './pedestrianRules.ts'

/** No gate on this edge. */
export const NO_GATE = 0xffff
/** A whole crossing; an edge may carry a share of one (see `edgeCrossing`). */
export const WHOLE_CROSSING = 240

export interface Gate {
  /** Degrees. */
  lon: number
  lat: number
  name: string
  /** `opening_hours` as written; empty: always as `isOpen` says. */
  hours: string
  /** As the data says; a scenario may change it. */
  isOpen: boolean
}

export interface WalkNetwork {
  nodeCount: number
  edgeCount: number
  nodeLon: Int32Array
  nodeLat: Int32Array
  edgeFrom: Uint32Array
  edgeTo: Uint32Array
  /** Centimetres; 0 for gates. */
  edgeLength: Uint32Array
  /** Index into `names`; 0 is the empty name. */
  edgeName: Uint32Array
  /** Index into `gates`, or `NO_GATE`. Closing the gate closes the edge, which has no length. */
  edgeGate: Uint16Array
  /** Bits of `EDGE_FLAGS`. */
  edgeFlags: Uint16Array
  /** Index into `WAY_KINDS`. */
  edgeKind: Uint8Array
  edgeLevel: Int8Array
  /** Percent, up from `from` to `to`; 0 where the source does not say. */
  edgeIncline: Int8Array
  /** Share of one crossing in 1/240: a crossing way cut into edges charges its wait once. */
  edgeCrossing: Uint8Array
  /** Inner vertices of edge e: `vertex*[vertexStart[e] .. vertexStart[e + 1])`, from `from` to `to`. */
  vertexStart: Uint32Array
  vertexLon: Int32Array
  vertexLat: Int32Array
  /** Arcs that leave node n: `arcs[arcStart[n] .. arcStart[n + 1])`; an arc is `2 * edge + (against ? 1 : 0)`. */
  arcStart: Uint32Array
  arcs: Uint32Array
  names: string[]
  gates: Gate[]
  /** Lines nobody walks through: line b is `barrier*[barrierStart[b] .. barrierStart[b + 1])`. */
  barrierStart: Uint32Array
  barrierLon: Int32Array
  barrierLat: Int32Array
  /** Index into `BARRIER_KINDS`. */
  barrierKind: Uint8Array
  dataDate: string
  attribution: string
}

/** Everything but what follows from it. */
export type NetworkParts = Omit<WalkNetwork, 'nodeCount' | 'edgeCount' | 'arcStart' | 'arcs'>

export interface BarrierLine {
  kind: BarrierKind
  /** Longitude, latitude in 1e-7 degree, one after the other. */
  places: number[]
}

/** Node at the head of an arc. */
export const headOf = (network: WalkNetwork, arc: number): number =>
  (arc & 1 ? network.edgeFrom : network.edgeTo)[arc >>> 1]!

/**
 * Adds the arcs to the edge table. A loop has both of its arcs at its one node.
 * @throws RangeError when an edge names a node that is not there
 */
export function withArcs(parts: NetworkParts): WalkNetwork {
  const nodeCount = parts.nodeLon.length
  const edgeCount = parts.edgeFrom.length
  const arcStart = new Uint32Array(nodeCount + 1)
  for (const ends of [parts.edgeFrom, parts.edgeTo])
    for (let e = 0; e < edgeCount; e++) {
      if (!(ends[e]! < nodeCount)) throw new RangeError(`edge ${e}: node ${ends[e]!} of ${nodeCount}`)
      arcStart[ends[e]! + 1]!++
    }
  for (let n = 0; n < nodeCount; n++) arcStart[n + 1]! += arcStart[n]!
  const arcs = new Uint32Array(2 * edgeCount)
  const at = arcStart.slice(0, nodeCount)
  for (let e = 0; e < edgeCount; e++) {
    arcs[at[parts.edgeFrom[e]!]!++] = 2 * e
    arcs[at[parts.edgeTo[e]!]!++] = 2 * e + 1
  }
  return { ...parts, nodeCount, edgeCount, arcStart, arcs }
}

/** Bytes in memory of what a search uses, without geometry, names and barriers. */
export function graphBytes(network: WalkNetwork): number {
  const { nodeLon, nodeLat, edgeFrom, edgeTo, edgeLength, edgeName, edgeGate, edgeFlags } = network
  const { edgeKind, edgeLevel, edgeIncline, edgeCrossing, arcStart, arcs } = network
  return [
    ...[nodeLon, nodeLat, edgeFrom, edgeTo, edgeLength, edgeName, edgeGate, edgeFlags],
    ...[edgeKind, edgeLevel, edgeIncline, edgeCrossing, arcStart, arcs],
  ].reduce((sum, array) => sum + array.byteLength, 0)
}

/** The whole line of an edge in 1e-7 degree, longitude and latitude one after the other, from `from` to `to`. */
export function edgeLine(network: WalkNetwork, edge: number): number[] {
  const { nodeLon, nodeLat, edgeFrom, edgeTo, vertexStart, vertexLon, vertexLat } = network
  const line = [nodeLon[edgeFrom[edge]!]!, nodeLat[edgeFrom[edge]!]!]
  for (let v = vertexStart[edge]!; v < vertexStart[edge + 1]!; v++) line.push(vertexLon[v]!, vertexLat[v]!)
  line.push(nodeLon[edgeTo[edge]!]!, nodeLat[edgeTo[edge]!]!)
  return line
}
