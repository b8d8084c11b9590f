/**
 * The most that one site can earn: which demands to take, of those that earn something, so that its capacity holds them.
 * Earnings are whole numbers of 1/1024. Exact by branching on the order of earnings per load (Horowitz and Sahni 1974)
 * and, where that is long, by a table over the capacity (Bellman 1957); above, by the part of one item that still fits
 * (Dantzig 1957), taken up.
 */
import { GRAIN } from '../multipliers.ts'

/** Larger capacities are bounded by parts of an item: the check does likewise. */
export const EXACT_CAPACITY = 20_000
const MOST_STEPS = 4000

/** Items of one site, filled anew for each. */
export class Knapsack {
  count = 0
  room = 0
  /** What they were before they were put in order. */
  readonly item: Int32Array
  readonly earns: Float64Array
  readonly load: Float64Array
  /** By item in order: 1 when the last exact answer takes it. */
  readonly isTaken: Uint8Array
  private isSorted = false
  private readonly order: Int32Array
  private readonly ratio: Float64Array
  private readonly spare: [Int32Array, Float64Array, Float64Array]
  private table = new Float64Array(0)
  private kept = new Uint8Array(0)

  constructor(most: number) {
    this.item = new Int32Array(most)
    this.earns = new Float64Array(most)
    this.load = new Float64Array(most)
    this.isTaken = new Uint8Array(most)
    this.order = new Int32Array(most)
    this.ratio = new Float64Array(most)
    this.spare = [new Int32Array(most), new Float64Array(most), new Float64Array(most)]
  }

  clear(room: number): void {
    this.count = 0
    this.room = room
    this.isSorted = false
  }

  add(item: number, earns: number, load: number): void {
    const at = this.count++
    this.item[at] = item
    this.earns[at] = earns
    this.load[at] = load
  }

  /** No choice of items earns more; exact when all fit. */
  most(): number {
    let [sum, loads] = [0, 0]
    for (let k = 0; k < this.count; k++) {
      sum += this.earns[k]!
      loads += this.load[k]!
    }
    if (loads <= this.room) return sum
    this.sort()
    return this.mostFrom(0, this.room)
  }

  private mostFrom(from: number, room: number): number {
    let sum = 0
    for (let k = from; k < this.count; k++) {
      const load = this.load[k]!
      if (load > room) {
        // taken up by more than the rounding of a division can lose
        return sum + Math.ceil((this.earns[k]! * room) / load / GRAIN + 0.01) * GRAIN
      }
      sum += this.earns[k]!
      room -= load
    }
    return sum
  }

  /** What the best choice earns, and which it is (`isTaken`); above {@link EXACT_CAPACITY} no more than {@link most}. */
  best(): number {
    this.isTaken.fill(0, 0, this.count)
    let [sum, loads] = [0, 0]
    for (let k = 0; k < this.count; k++) {
      sum += this.earns[k]!
      loads += this.load[k]!
    }
    if (loads <= this.room) {
      this.isTaken.fill(1, 0, this.count)
      return sum
    }
    this.sort()
    if (this.room > EXACT_CAPACITY) {
      let room = this.room
      for (let k = 0; k < this.count; k++) {
        if (this.load[k]! > room) continue
        this.isTaken[k] = 1
        room -= this.load[k]!
      }
      return this.mostFrom(0, this.room)
    }
    return this.branched() ?? this.tabled()
  }

  /** Null when it takes too long. */
  private branched(): number | null {
    const { count, earns, load } = this
    const taken = this.order.subarray(0, count)
    taken.fill(0)
    let [best, now, room, steps, at] = [-1, 0, this.room, 0, 0]
    for (;;) {
      if (++steps > MOST_STEPS) return null
      // forward: take what fits as long as more than the best is possible
      let isCut = false
      while (at < count) {
        if (now + this.mostFrom(at, room) <= best) {
          isCut = true
          break
        }
        if (load[at]! <= room) {
          taken[at] = 1
          now += earns[at]!
          room -= load[at]!
        } else taken[at] = 0
        at++
      }
      if (!isCut && now > best) {
        best = now
        for (let k = 0; k < count; k++) this.isTaken[k] = taken[k]!
      }
      // back: leave the last one that was taken
      at--
      while (at >= 0 && taken[at] === 0) at--
      if (at < 0) return best
      taken[at] = 0
      now -= earns[at]!
      room += load[at]!
      at++
    }
  }

  private tabled(): number {
    const { count, earns, load, room } = this
    const wide = room + 1
    if (this.table.length < wide) this.table = new Float64Array(wide)
    if (this.kept.length < wide * count) this.kept = new Uint8Array(wide * count)
    const { table, kept } = this
    table.fill(0, 0, wide)
    kept.fill(0, 0, wide * count)
    for (let k = 0; k < count; k++) {
      const own = load[k]!
      for (let left = room; left >= own; left--) {
        const other = table[left - own]! + earns[k]!
        if (other > table[left]!) {
          table[left] = other
          kept[k * wide + left] = 1
        }
      }
    }
    let left = room
    for (let k = count - 1; k >= 0; k--) {
      this.isTaken[k] = kept[k * wide + left]!
      if (this.isTaken[k] === 1) left -= load[k]!
    }
    return table[room]!
  }

  /** By what is earned for each unit of load, most first. */
  private sort(): void {
    if (this.isSorted) return
    this.isSorted = true
    const { count, item, earns, load, ratio } = this
    const order = this.order.subarray(0, count)
    for (let k = 0; k < count; k++) {
      order[k] = k
      ratio[k] = load[k] === 0 ? Infinity : earns[k]! / load[k]!
    }
    order.sort((a, b) => (ratio[b] === ratio[a] ? a - b : ratio[b]! - ratio[a]!))
    const [items, earned, loads] = this.spare
    for (let k = 0; k < count; k++) {
      items[k] = item[order[k]!]!
      earned[k] = earns[order[k]!]!
      loads[k] = load[order[k]!]!
    }
    item.set(items.subarray(0, count))
    earns.set(earned.subarray(0, count))
    load.set(loads.subarray(0, count))
  }
}
