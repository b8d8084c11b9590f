/** Lines that people see as borders: streets for cars, and what nobody walks through. */
import { WAY_KINDS, type WayKind } from '../network/pedestrianRules.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'

/** Paths inside of blocks part no neighbourhood. */
const INNER: ReadonlySet<WayKind> = new Set([
  'track',
  'footway',
  'pavement',
  'crossing',
  'path',
  'steps',
  'indoor',
  'platform',
  'area',
  'gate',
  'opening',
] as const)

/** @returns lines in whole steps, x0, y0, x1, y1 … */
export function linesOfNetwork(network: WalkNetwork): number[][] {
  const lines: number[][] = []
  const { edgeFrom, edgeTo, nodeLon, nodeLat, vertexStart, vertexLon, vertexLat } = network
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (INNER.has(WAY_KINDS[network.edgeKind[edge]!]!)) continue
    const line = [nodeLon[edgeFrom[edge]!]!, nodeLat[edgeFrom[edge]!]!]
    for (let v = vertexStart[edge]!; v < vertexStart[edge + 1]!; v++) line.push(vertexLon[v]!, vertexLat[v]!)
    line.push(nodeLon[edgeTo[edge]!]!, nodeLat[edgeTo[edge]!]!)
    lines.push(line)
  }
  const { barrierStart, barrierLon, barrierLat } = network
  for (let barrier = 0; barrier + 1 < barrierStart.length; barrier++) {
    const line: number[] = []
    for (let v = barrierStart[barrier]!; v < barrierStart[barrier + 1]!; v++)
      line.push(barrierLon[v]!, barrierLat[v]!)
    if (line.length >= 4) lines.push(line)
  }
  return lines
}
