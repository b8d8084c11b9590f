/** Lines that people see as borders: streets for cars, and what nobody walks through. */
import { WAY_KINDS, type WayKind } from '../network/pedestrianRules.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'

/** Ways that part no neighbourhood, but may part a large block where no street does. */
const PATHS: ReadonlySet<WayKind> = new Set(['track', 'footway', 'path', 'cycleway', 'pedestrian'] as const)
/** Ways beside or inside of something else. */
const NO_BORDER: ReadonlySet<WayKind> = new Set([
  'pavement',
  'crossing',
  'steps',
  'indoor',
  'platform',
  'area',
  'gate',
  'opening',
] as const)

/** What people see a way as, where they see it as a border at all. */
export const borderKindOf = (kind: WayKind): 'street' | 'path' | null =>
  NO_BORDER.has(kind) ? null : PATHS.has(kind) ? 'path' : 'street'

export interface BorderLines {
  /** x0, y0, x1, y1 … in whole steps. */
  streets: number[][]
  paths: number[][]
}

export function linesOfNetwork(network: WalkNetwork): BorderLines {
  const [streets, paths]: [number[][], number[][]] = [[], []]
  const { edgeFrom, edgeTo, nodeLon, nodeLat, vertexStart, vertexLon, vertexLat } = network
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const kind = borderKindOf(WAY_KINDS[network.edgeKind[edge]!]!)
    if (kind === null) continue
    const line = [nodeLon[edgeFrom[edge]!]!, nodeLat[edgeFrom[edge]!]!]
    for (let v = vertexStart[edge]!; v < vertexStart[edge + 1]!; v++) line.push(vertexLon[v]!, vertexLat[v]!)
    line.push(nodeLon[edgeTo[edge]!]!, nodeLat[edgeTo[edge]!]!)
    if (kind === 'path') paths.push(line)
    else streets.push(line)
  }
  const { barrierStart, barrierLon, barrierLat } = network
  for (let barrier = 0; barrier + 1 < barrierStart.length; barrier++) {
    const line: number[] = []
    for (let v = barrierStart[barrier]!; v < barrierStart[barrier + 1]!; v++)
      line.push(barrierLon[v]!, barrierLat[v]!)
    if (line.length >= 4) streets.push(line)
  }
  return { streets, paths }
}
