/**
 * Walking costs from places on edges to all that lies within a limit; exact, in whole numbers. One workspace serves
 * any number of searches on its view and allocates nothing while it searches.
 *
 * Method: buckets of equal width (Dial 1969), corrected within a bucket (Meyer & Sanders 2003, delta-stepping).
 * Every search takes keys below those of the one before, so that old entries read as not reached and nothing is
 * cleared.
 */
import { CLOSED, type NetworkView, partCost, UNREACHED } from './networkView.ts'

/** Where a search begins or ends: on an edge, at a length from its `from` node. */
export interface PlaceOnEdge {
  edge: number
  /** Centimetres from the edge's `from` node. */
  offset: number
}

export interface SearchStart extends PlaceOnEdge {
  /** Cost before the first step. Default 0. */
  cost?: number
}

/** The largest limit: 277 hours, or 10,000 km. */
export const LARGEST_LIMIT = 1_000_000_000
const HIGHEST_KEY = 0x7fffffff
/** Width of a bucket as a power of two: 4,096 ms is 4.5 m of walking, less than most edges. See tests/bench. */
const BUCKET_BITS = 12

export class WalkSearch {
  /** Keys: `base` + cost; anything over `base + limit` was not reached. */
  private readonly key: Int32Array
  private base = HIGHEST_KEY
  private limit = 0
  private starts: readonly SearchStart[] = []
  /** First entry of each bucket, -1 without any. */
  private bucketHead = new Int32Array(1 << 9).fill(-1)
  private entryNode = new Int32Array(1 << 12)
  private entryNext = new Int32Array(1 << 12)
  /** Nodes within the limit, in the order in which they were first seen. */
  readonly reached: Int32Array
  reachedCount = 0

  constructor(readonly view: NetworkView) {
    this.key = new Int32Array(view.network.nodeCount).fill(HIGHEST_KEY)
    this.reached = new Int32Array(view.network.nodeCount)
  }

  /** The limit of the last run. */
  get lastLimit(): number {
    return this.limit
  }

  get lastStarts(): readonly SearchStart[] {
    return this.starts
  }

  /**
   * @param limit  in the view's unit, inclusive, 0 to LARGEST_LIMIT
   * @throws RangeError for a limit or a start that cannot be
   */
  run(starts: readonly SearchStart[], limit: number): void {
    if (!(limit >= 0 && limit <= LARGEST_LIMIT))
      throw new RangeError(`limit: ${limit}, expected 0 to ${LARGEST_LIMIT}`)
    const whole = Math.floor(limit)
    this.prepare(whole)
    this.starts = starts
    const { network, forward, backward } = this.view
    const { edgeCount, edgeFrom, edgeTo, edgeLength } = network
    for (const { edge, offset, cost = 0 } of starts) {
      if (!(edge >= 0 && edge < edgeCount)) throw new RangeError(`start: edge ${edge} of ${edgeCount}`)
      const length = edgeLength[edge]!
      if (!(offset >= 0 && offset <= length) || !(cost >= 0))
        throw new RangeError(`start on edge ${edge}: offset ${offset} of ${length} cm, cost ${cost}`)
      if (forward[edge] !== CLOSED)
        this.offer(edgeTo[edge]!, cost + forward[edge]! - partCost(forward[edge]!, offset, length))
      if (backward[edge] !== CLOSED)
        this.offer(edgeFrom[edge]!, cost + partCost(backward[edge]!, offset, length))
    }
    this.sweep()
  }

  /** @returns cost of a node, or UNREACHED */
  nodeCost(node: number): number {
    const cost = this.key[node]! - this.base
    return cost <= this.limit ? cost : UNREACHED
  }

  /** Cost of a place on an edge: over either end, or along the edge from a start on it; or UNREACHED. */
  costTo(edge: number, offset: number): number {
    const { network, forward, backward } = this.view
    const length = network.edgeLength[edge]!
    const [there, back] = [forward[edge]!, backward[edge]!]
    let best = this.limit + 1
    if (there !== CLOSED) {
      const cost = this.key[network.edgeFrom[edge]!]! - this.base + partCost(there, offset, length)
      if (cost < best) best = cost
    }
    if (back !== CLOSED) {
      const cost = this.key[network.edgeTo[edge]!]! - this.base + back - partCost(back, offset, length)
      if (cost < best) best = cost
    }
    for (let i = 0; i < this.starts.length; i++) {
      const start = this.starts[i]!
      if (start.edge !== edge) continue
      const cost = (start.cost ?? 0) + alongEdge(there, back, start.offset, offset, length)
      if (cost < best) best = cost
    }
    return best <= this.limit ? best : UNREACHED
  }

  private prepare(limit: number): void {
    this.limit = limit
    if (this.base - limit - 1 < 0) {
      this.key.fill(HIGHEST_KEY)
      this.base = HIGHEST_KEY
    }
    this.base -= limit + 1
    this.reachedCount = 0
    this.entryCount = 0
    const buckets = (limit >> BUCKET_BITS) + 1
    if (buckets > this.bucketHead.length) this.bucketHead = new Int32Array(buckets * 2).fill(-1)
  }

  private entryCount = 0

  /** Takes a cost for a node if it is the least so far and within the limit. */
  private offer(node: number, cost: number): void {
    if (cost > this.limit) return
    const key = this.base + cost
    const old = this.key[node]!
    if (key >= old) return
    if (old > this.base + this.limit) this.reached[this.reachedCount++] = node
    this.key[node] = key
    const entry = this.entryCount++
    if (entry >= this.entryNode.length) this.growEntries()
    const bucket = cost >> BUCKET_BITS
    this.entryNode[entry] = node
    this.entryNext[entry] = this.bucketHead[bucket]!
    this.bucketHead[bucket] = entry
  }

  private growEntries(): void {
    const node = new Int32Array(this.entryNode.length * 2)
    const next = new Int32Array(this.entryNode.length * 2)
    node.set(this.entryNode)
    next.set(this.entryNext)
    this.entryNode = node
    this.entryNext = next
  }

  private sweep(): void {
    const { key, base, limit, reached, bucketHead } = this
    const { links, linkStart } = this.view
    let { entryNode, entryNext, entryCount, reachedCount } = this
    const last = base + limit
    const buckets = (limit >> BUCKET_BITS) + 1
    for (let bucket = 0; bucket < buckets; bucket++) {
      let entry = bucketHead[bucket]!
      while (entry >= 0) {
        bucketHead[bucket] = entryNext[entry]!
        const node = entryNode[entry]!
        const nodeKey = key[node]!
        // an entry whose node has since moved to an earlier bucket is spent
        if ((nodeKey - base) >> BUCKET_BITS === bucket) {
          const rest = last - nodeKey
          for (let at = linkStart[node]!, end = linkStart[node + 1]!; at < end; at += 2) {
            const cost = links[at + 1]!
            if (cost > rest) continue
            const head = links[at]!
            const headKey = nodeKey + cost
            const old = key[head]!
            if (headKey >= old) continue
            if (old > last) reached[reachedCount++] = head
            key[head] = headKey
            if (entryCount >= entryNode.length) {
              this.growEntries()
              entryNode = this.entryNode
              entryNext = this.entryNext
            }
            const target = (headKey - base) >> BUCKET_BITS
            entryNode[entryCount] = head
            entryNext[entryCount] = bucketHead[target]!
            bucketHead[target] = entryCount++
          }
        }
        entry = bucketHead[bucket]!
      }
    }
    this.reachedCount = reachedCount
    this.entryCount = entryCount
  }
}

/** Cost along one edge from one place on it to another; Infinity where its direction forbids it. */
export function alongEdge(
  forward: number,
  backward: number,
  fromOffset: number,
  toOffset: number,
  length: number,
): number {
  if (fromOffset === toOffset) return 0
  if (toOffset > fromOffset)
    return forward === CLOSED
      ? Infinity
      : partCost(forward, toOffset, length) - partCost(forward, fromOffset, length)
  return backward === CLOSED
    ? Infinity
    : partCost(backward, fromOffset, length) - partCost(backward, toOffset, length)
}
