/**
 * Connected parts of a network: which edges hang together, how large each part is, and where the small ones lie. Small
 * parts are shown, never dropped. Foot one-ways join both their ends: a part is what hangs together, not what can be
 * reached both ways.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import type { WalkNetwork } from './walkNetwork.ts'

export interface Component {
  nodes: number
  edges: number
  meters: number
  /** Degrees: the middle of its box, and how far it reaches. */
  lon: number
  lat: number
  box: [west: number, south: number, east: number, north: number]
}

export interface Components {
  /** Index into `list` of every node; nodes without an open edge are parts of their own and stand last. */
  ofNode: Uint32Array
  /** Largest first, by nodes, then edges. */
  list: Component[]
}

/** Sets with union by size and path halving (Tarjan 1975). */
export class UnionFind {
  readonly parent: Uint32Array
  private readonly size: Uint32Array

  constructor(count: number) {
    this.parent = Uint32Array.from({ length: count }, (_, i) => i)
    this.size = new Uint32Array(count).fill(1)
  }

  find(item: number): number {
    let at = item
    while (this.parent[at] !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!
      at = this.parent[at]!
    }
    return at
  }

  union(a: number, b: number): void {
    const [p, q] = [this.find(a), this.find(b)]
    if (p === q) return
    const [large, small] = this.size[p]! >= this.size[q]! ? [p, q] : [q, p]
    this.parent[small] = large
    this.size[large]! += this.size[small]!
  }
}

/** @param isOpen  edges that count; all when left out */
export function findComponents(network: WalkNetwork, isOpen?: (edge: number) => boolean): Components {
  const { nodeCount, edgeCount, edgeFrom, edgeTo, edgeLength, nodeLon, nodeLat } = network
  const sets = new UnionFind(nodeCount)
  for (let e = 0; e < edgeCount; e++) if (!isOpen || isOpen(e)) sets.union(edgeFrom[e]!, edgeTo[e]!)
  const indexOfRoot = new Map<number, number>()
  const found: (Component & { root: number })[] = []
  const ofRoot = (node: number): (typeof found)[number] => {
    const root = sets.find(node)
    let index = indexOfRoot.get(root)
    if (index === undefined) {
      index = found.length
      indexOfRoot.set(root, index)
      const box: Component['box'] = [Infinity, Infinity, -Infinity, -Infinity]
      found.push({ root, nodes: 0, edges: 0, meters: 0, lon: 0, lat: 0, box })
    }
    return found[index]!
  }
  for (let n = 0; n < nodeCount; n++) {
    const { box } = ofRoot(n)
    found[indexOfRoot.get(sets.find(n))!]!.nodes++
    box[0] = Math.min(box[0], nodeLon[n]!)
    box[1] = Math.min(box[1], nodeLat[n]!)
    box[2] = Math.max(box[2], nodeLon[n]!)
    box[3] = Math.max(box[3], nodeLat[n]!)
  }
  for (let e = 0; e < edgeCount; e++) {
    if (isOpen && !isOpen(e)) continue
    const part = ofRoot(edgeFrom[e]!)
    part.edges++
    part.meters += edgeLength[e]! / 100
  }
  found.sort((a, b) => b.nodes - a.nodes || b.edges - a.edges || a.root - b.root)
  const rankOfRoot = new Map(found.map(({ root }, rank) => [root, rank]))
  return {
    ofNode: Uint32Array.from({ length: nodeCount }, (_, n) => rankOfRoot.get(sets.find(n))!),
    list: found.map(({ root: _root, ...part }) => ({
      ...part,
      lon: (part.box[0] + part.box[2]) / 2 / STEPS_PER_DEGREE,
      lat: (part.box[1] + part.box[3]) / 2 / STEPS_PER_DEGREE,
      box: part.box.map((steps) => steps / STEPS_PER_DEGREE) as Component['box'],
    })),
  }
}
