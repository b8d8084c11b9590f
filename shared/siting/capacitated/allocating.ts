/**
 * Who goes to which of the open sites, so that no capacity is exceeded: assigned by regret (Martello and Toth 1990), then
 * demands shifted and exchanged as long as that costs less. While it works, capacities may be exceeded at a price.
 */
import type { CostColumns } from '../siteProblem.ts'
import { LARGEST_TOTAL } from '../siteProblem.ts'
import { type Allocation, type CapacityProblem, NO_SITE } from './capacityProblem.ts'

/** Exchanges are tried with so many of a demand's cheapest sites. */
const NEAR = 6
const MOST_ROUNDS = 60

export class Allocating {
  /** Sites that are open, in their places. */
  readonly open: number[] = []
  /** By demand: the place of its site in `open`; their number for none. */
  private readonly at: Int32Array
  private readonly costs: Float64Array[] = []
  private readonly none: Float64Array
  private room: Float64Array = new Float64Array(0)
  private readonly dear: number
  private readonly firstPrice: number

  constructor(
    readonly problem: CapacityProblem,
    readonly columns: CostColumns,
  ) {
    const { demandCount, unserved, load } = problem
    this.dear = LARGEST_TOTAL / Math.max(1, demandCount) / 16
    this.none = unserved.map((cost) => Math.min(cost, this.dear))
    this.at = new Int32Array(demandCount)
    const most = columns.cost.reduce((sum, cost) => Math.max(sum, cost), 1)
    const loads = load.reduce((sum, one) => sum + one, 0)
    this.firstPrice = Math.max(1e-3, (most * demandCount) / Math.max(1, loads) / 8)
  }

  private columnOf(site: number, into: Float64Array): void {
    into.fill(this.dear)
    const { start, demand, cost } = this.columns
    for (let at = start[site]!; at < start[site + 1]!; at++) {
      if (this.problem.load[demand[at]!]! <= this.problem.capacity[site]!) into[demand[at]!] = cost[at]!
    }
  }

  /** Opens these and assigns all anew. */
  set(sites: readonly number[]): void {
    const n = this.problem.demandCount
    this.open.length = 0
    this.open.push(...sites)
    while (this.costs.length < sites.length) this.costs.push(new Float64Array(n))
    sites.forEach((site, k) => this.columnOf(site, this.costs[k]!))
    this.assign()
  }

  /** Another site in a place; demands stay in it until they are moved. */
  replace(place: number, site: number): void {
    this.room[place]! += this.problem.capacity[site]! - this.problem.capacity[this.open[place]!]!
    this.open[place] = site
    this.columnOf(site, this.costs[place]!)
  }

  restore({ open, serves }: Allocation): void {
    this.open.length = 0
    this.open.push(...open)
    const n = this.problem.demandCount
    while (this.costs.length < open.length) this.costs.push(new Float64Array(n))
    open.forEach((site, k) => this.columnOf(site, this.costs[k]!))
    const placeOf = new Map(open.map((site, k) => [site, k]))
    this.emptyRoom()
    serves.forEach((site, i) => {
      const place = site === NO_SITE ? open.length : placeOf.get(site)!
      this.at[i] = place
      this.room[place]! -= this.problem.load[i]!
    })
  }

  snapshot(): Allocation {
    return {
      open: [...this.open],
      serves: this.at.map((place) => (place === this.open.length ? NO_SITE : this.open[place]!)),
    }
  }

  /** Who goes to the place. */
  membersOf(place: number): number[] {
    const members: number[] = []
    for (let i = 0; i < this.at.length; i++) if (this.at[i] === place) members.push(i)
    return members
  }

  private emptyRoom(): void {
    this.room = new Float64Array(this.open.length + 1)
    this.open.forEach((site, k) => (this.room[k] = this.problem.capacity[site]!))
    this.room[this.open.length] = Infinity
  }

  private costAt(i: number, place: number): number {
    return place === this.open.length ? this.none[i]! : this.costs[place]![i]!
  }

  /** Those first who lose most when their cheapest is full. */
  private assign(): void {
    const { load, demandCount } = this.problem
    this.emptyRoom()
    const places = this.open.length + 1
    const [first, second] = [new Int32Array(demandCount), new Int32Array(demandCount)]
    const regret = new Float64Array(demandCount)
    const look = (i: number): void => {
      let [a, b, one, two] = [-1, -1, Infinity, Infinity]
      for (let k = 0; k < places; k++) {
        if (load[i]! > this.room[k]!) continue
        const cost = this.costAt(i, k)
        if (cost < one) {
          b = a
          two = one
          a = k
          one = cost
        } else if (cost < two) {
          b = k
          two = cost
        }
      }
      first[i] = a
      second[i] = b
      regret[i] = two === Infinity ? this.dear : two - one
    }
    const waiting = Array.from({ length: demandCount }, (_, i) => i)
    for (const i of waiting) look(i)
    waiting.sort((a, b) => regret[b]! - regret[a]! || load[b]! - load[a]! || a - b)
    for (const i of waiting) {
      if (load[i]! > this.room[first[i]!]!) look(i)
      const place = first[i]!
      this.at[i] = place
      this.room[place]! -= load[i]!
    }
  }

  /**
   * Shifts and exchanges until nothing is gained.
   *
   * @returns the cost; Infinity when capacities are still exceeded or somebody is left who must be served
   */
  improve(): number {
    let price = this.firstPrice
    for (let round = 0; round < 12; round++) {
      this.descend(price)
      if (this.overload() === 0) break
      price *= 4
    }
    return this.cost()
  }

  cost(): number {
    if (this.overload() > 0) return Infinity
    let sum = 0
    for (let i = 0; i < this.at.length; i++) {
      const cost = this.costAt(i, this.at[i]!)
      if (cost >= this.dear) return Infinity
      sum += cost
    }
    for (const site of this.open) sum += this.problem.price[site]!
    return sum
  }

  private overload(): number {
    let sum = 0
    for (const one of this.room) sum += Math.max(0, -one)
    return sum
  }

  private descend(price: number): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const isShifted = this.shift(price)
      const isSwapped = !isShifted && this.exchange(price)
      if (!isShifted && !isSwapped) return
    }
  }

  private shift(price: number): boolean {
    const { load } = this.problem
    let hasMoved = false
    for (let i = 0; i < this.at.length; i++) {
      const own = this.at[i]!
      const size = load[i]!
      const now = this.costAt(i, own)
      const relief = price * (Math.max(0, -this.room[own]!) - Math.max(0, -(this.room[own]! + size)))
      let [best, to] = [-1e-7, -1]
      for (let k = 0; k <= this.open.length; k++) {
        if (k === own) continue
        const more = this.costAt(i, k) - now - relief
        if (more >= best) continue
        const room = this.room[k]!
        const change = more + price * (Math.max(0, size - room) - Math.max(0, -room))
        if (change < best) {
          best = change
          to = k
        }
      }
      if (to < 0) continue
      this.move(i, to)
      hasMoved = true
    }
    return hasMoved
  }

  private move(i: number, to: number): void {
    const size = this.problem.load[i]!
    this.room[this.at[i]!]! += size
    this.room[to]! -= size
    this.at[i] = to
  }

  private exchange(price: number): boolean {
    const { load, demandCount } = this.problem
    const places = this.open.length + 1
    const members: number[][] = Array.from({ length: places }, () => [])
    for (let i = 0; i < demandCount; i++) members[this.at[i]!]!.push(i)
    const over = (room: number): number => price * Math.max(0, -room)
    let hasMoved = false
    for (let i = 0; i < demandCount; i++) {
      const own = this.at[i]!
      for (const k of this.nearOf(i)) {
        if (k === own || this.at[i] !== own) continue
        const [roomOwn, roomOther] = [this.room[own]!, this.room[k]!]
        const before = over(roomOwn) + over(roomOther)
        const gain = this.costAt(i, k) - this.costAt(i, own) - before
        let [best, with_] = [-1e-7, -1]
        for (const other of members[k]!) {
          if (this.at[other] !== k) continue
          const less = load[i]! - load[other]!
          const change =
            gain +
            this.costAt(other, own) -
            this.costAt(other, k) +
            over(roomOwn + less) +
            over(roomOther - less)
          if (change < best) {
            best = change
            with_ = other
          }
        }
        if (with_ < 0) continue
        this.move(i, k)
        this.move(with_, own)
        members[k]!.push(i)
        members[own]!.push(with_)
        hasMoved = true
      }
    }
    return hasMoved
  }

  /** Its cheapest places. */
  private nearOf(i: number): number[] {
    const near: number[] = []
    for (let k = 0; k <= this.open.length; k++) {
      const cost = this.costAt(i, k)
      if (cost >= this.dear) continue
      let at = near.length
      while (at > 0 && this.costAt(i, near[at - 1]!) > cost) at--
      if (at >= NEAR) continue
      near.splice(at, 0, k)
      if (near.length > NEAR) near.pop()
    }
    return near
  }
}
