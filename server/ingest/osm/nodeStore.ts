/**
 * Where the nodes are: 16 bytes each in typed arrays, found by binary search. Nodes may come in any order;
 * they are sorted once, when the first one is asked for, if they were not.
 */
import type { MemoryBudget } from './memoryBudget.ts'

const DEGREE_STEPS = 1e7
const NODE_BYTES = 16

export class NodeStore {
  private ids = new Float64Array(1 << 16)
  private xs = new Int32Array(1 << 16)
  private ys = new Int32Array(1 << 16)
  private isSorted = true
  size = 0

  constructor(private readonly budget?: MemoryBudget) {
    budget?.take(this.ids.length * NODE_BYTES)
  }

  /** Longitude and latitude in degrees; kept to 1e-7. */
  add(id: number, lon: number, lat: number): void {
    if (this.size === this.ids.length) this.grow()
    if (this.size > 0 && id <= this.ids[this.size - 1]!) this.isSorted = false
    this.ids[this.size] = id
    this.xs[this.size] = Math.round(lon * DEGREE_STEPS)
    this.ys[this.size] = Math.round(lat * DEGREE_STEPS)
    this.size++
  }

  private grow(): void {
    const length = this.ids.length * 2
    this.budget?.take(length * NODE_BYTES)
    const ids = new Float64Array(length)
    const xs = new Int32Array(length)
    const ys = new Int32Array(length)
    ids.set(this.ids)
    xs.set(this.xs)
    ys.set(this.ys)
    this.budget?.giveBack(this.ids.length * NODE_BYTES)
    this.ids = ids
    this.xs = xs
    this.ys = ys
  }

  private sort(): void {
    const order = new Uint32Array(this.size)
    for (let i = 0; i < this.size; i++) order[i] = i
    const ids = this.ids
    order.sort((a, b) => ids[a]! - ids[b]!)
    this.ids = Float64Array.from(order, (i) => ids[i]!)
    const [xs, ys] = [this.xs, this.ys]
    this.xs = Int32Array.from(order, (i) => xs[i]!)
    this.ys = Int32Array.from(order, (i) => ys[i]!)
    this.isSorted = true
  }

  /** @returns longitude, latitude; null when the file does not hold the node */
  find(id: number): [number, number] | null {
    if (!this.isSorted) this.sort()
    let low = 0
    let high = this.size - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = this.ids[middle]!
      if (found === id) return [this.xs[middle]! / DEGREE_STEPS, this.ys[middle]! / DEGREE_STEPS]
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return null
  }

  /** West, south, east, north of all nodes; null without any. */
  box(): [number, number, number, number] | null {
    if (this.size === 0) return null
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < this.size; i++) {
      west = Math.min(west, this.xs[i]!)
      east = Math.max(east, this.xs[i]!)
      south = Math.min(south, this.ys[i]!)
      north = Math.max(north, this.ys[i]!)
    }
    return [west / DEGREE_STEPS, south / DEGREE_STEPS, east / DEGREE_STEPS, north / DEGREE_STEPS]
  }
}
