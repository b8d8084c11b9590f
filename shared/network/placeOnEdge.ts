/** Where on the map a place on an edge is. */
import { narrowingAt } from './segmentGrid.ts'
import { edgeLine, type WalkNetwork } from './walkNetwork.ts'

/**
 * @param offset  centimetres from the edge's `from` node
 * @returns longitude and latitude in 1e-7 degree, not rounded
 */
export function placeOnEdge(network: WalkNetwork, edge: number, offset: number): [number, number] {
  const line = edgeLine(network, edge)
  const length = network.edgeLength[edge]!
  const narrowing = narrowingAt(line[1]!)
  const sizes: number[] = []
  for (let i = 2; i < line.length; i += 2)
    sizes.push(Math.hypot((line[i]! - line[i - 2]!) * narrowing, line[i + 1]! - line[i - 1]!))
  let rest = length === 0 ? 0 : (offset / length) * sizes.reduce((sum, size) => sum + size, 0)
  for (let i = 0; i < sizes.length; i++) {
    if (rest <= sizes[i]! || i === sizes.length - 1) {
      const t = sizes[i] === 0 ? 0 : Math.max(0, Math.min(1, rest / sizes[i]!))
      return [
        line[2 * i]! + t * (line[2 * i + 2]! - line[2 * i]!),
        line[2 * i + 1]! + t * (line[2 * i + 3]! - line[2 * i + 1]!),
      ]
    }
    rest -= sizes[i]!
  }
  return [line[0]!, line[1]!]
}
