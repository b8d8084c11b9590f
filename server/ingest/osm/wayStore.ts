/**
 * The node lists of all ways in one growing array: relations may ask for any of them, tagged or not,
 * and may come before or after them.
 */
export class WayStore {
  private refs = new Float64Array(1 << 18)
  private used = 0
  private readonly spans = new Map<number, [start: number, length: number]>()

  get size(): number {
    return this.spans.size
  }

  add(id: number, refs: readonly number[]): void {
    if (this.used + refs.length > this.refs.length) {
      const grown = new Float64Array(Math.max(this.refs.length * 2, this.used + refs.length))
      grown.set(this.refs.subarray(0, this.used))
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
