/**
 * The node lists of all ways in one growing array: relations may ask for any of them, tagged or not,
 * and may come before or after them.
 */
import type { MemoryBudget } from './memoryBudget.ts'

export class WayStore {
  private refs = new Float64Array(1 << 18)
  private used = 0
  private readonly spans = new Map<number, [start: number, length: number]>()

  constructor(private readonly budget?: MemoryBudget) {
    budget?.take(this.refs.byteLength)
  }

  get size(): number {
    return this.spans.size
  }

  add(id: number, refs: readonly number[]): void {
    if (this.used + refs.length > this.refs.length) {
      const length = Math.max(this.refs.length * 2, this.used + refs.length)
      this.budget?.take(length * 8)
      const grown = new Float64Array(length)
      grown.set(this.refs.subarray(0, this.used))
      this.budget?.giveBack(this.refs.byteLength)
      this.refs = grown
    }
    this.refs.set(refs, this.used)
    this.spans.set(id, [this.used, refs.length])
    this.used += refs.length
  }

  /** @returns the way's nodes, undefined when the file does not hold the way */
  find(id: number): Float64Array | undefined {
    const span = this.spans.get(id)
    return span && this.refs.subarray(span[0], span[0] + span[1])
  }
}
