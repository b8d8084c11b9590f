/**
 * The node lists of all ways in one growing array: relations may ask for any of them, tagged or not, and may come before
 * or after them. Ways are found by binary search; they are sorted once, when the first one is asked for, if they were not.
 */
import type { MemoryBudget } from './memoryBudget.ts'

const REF_BYTES = 8
const WAY_BYTES = 16

export class WayStore {
  private refs = new Float64Array(1 << 18)
  private used = 0
  private ids = new Float64Array(1 << 14)
  private starts = new Uint32Array(1 << 14)
  private lengths = new Uint32Array(1 << 14)
  private isSorted = true
  size = 0

  constructor(private readonly budget?: MemoryBudget) {
    budget?.take(this.refs.length * REF_BYTES + this.ids.length * WAY_BYTES)
  }

  add(id: number, refs: readonly number[]): void {
    if (this.used + refs.length > this.refs.length) this.growRefs(this.used + refs.length)
    if (this.size === this.ids.length) this.growWays()
    if (this.size > 0 && id <= this.ids[this.size - 1]!) this.isSorted = false
    this.refs.set(refs, this.used)
    this.ids[this.size] = id
    this.starts[this.size] = this.used
    this.lengths[this.size] = refs.length
    this.used += refs.length
    this.size++
  }

  /** @returns the way's nodes, as last given; undefined when the file does not hold the way */
  find(id: number): Float64Array | undefined {
    if (!this.isSorted) this.sort()
    let [low, high] = [0, this.size]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.ids[middle]! <= id) low = middle + 1
      else high = middle
    }
    const way = low - 1
    if (way < 0 || this.ids[way] !== id) return undefined
    return this.refs.subarray(this.starts[way], this.starts[way]! + this.lengths[way]!)
  }

  private growRefs(needed: number): void {
    const length = Math.max(this.refs.length * 2, needed)
    this.budget?.take(length * REF_BYTES)
    const grown = new Float64Array(length)
    grown.set(this.refs.subarray(0, this.used))
    this.budget?.giveBack(this.refs.length * REF_BYTES)
    this.refs = grown
  }

  private growWays(): void {
    const length = this.ids.length * 2
    this.budget?.take(length * WAY_BYTES)
    const [ids, starts, lengths] = [
      new Float64Array(length),
      new Uint32Array(length),
      new Uint32Array(length),
    ]
    ids.set(this.ids)
    starts.set(this.starts)
    lengths.set(this.lengths)
    this.budget?.giveBack(this.ids.length * WAY_BYTES)
    this.ids = ids
    this.starts = starts
    this.lengths = lengths
  }

  /** Of ways given twice the later stays behind the earlier. */
  private sort(): void {
    const { ids, starts, lengths, size } = this
    const order = Uint32Array.from({ length: size }, (_, i) => i)
    order.sort((a, b) => ids[a]! - ids[b]! || a - b)
    this.ids = Float64Array.from(order, (i) => ids[i]!)
    this.starts = Uint32Array.from(order, (i) => starts[i]!)
    this.lengths = Uint32Array.from(order, (i) => lengths[i]!)
    this.isSorted = true
  }
}
