/** Good allocations fast: sites of the problem without capacities, then moves of sites and of demands, with kicks. */
import { Serving } from '../serving.ts'
import { type CostColumns, columnsOf } from '../siteProblem.ts'
import { openGreedily, substitute } from '../substitution.ts'
import { type Allocation, allocationCost, type CapacityProblem, missingCapacity } from './capacityProblem.ts'
import { Allocating } from './allocating.ts'

/** A worse allocation is gone on from when it costs at most so much more. */
const TOLERATED = 1.01
/** A kick leads to one of so many nearest other sites, more often than to any. */
const NEAR_SITES = 8

export class CapacityClimb {
  best: { cost: number; allocation: Allocation | null } = { cost: Infinity, allocation: null }
  /** Sites that may still be worth opening. */
  isWorth: Uint8Array
  private readonly columns: CostColumns
  private readonly state: Allocating
  private nowCost = Infinity

  constructor(readonly problem: CapacityProblem) {
    this.columns = columnsOf(problem)
    this.state = new Allocating(problem, this.columns)
    this.isWorth = Uint8Array.from(problem.fixed, (how) => (how === -1 ? 0 : 1))
  }

  /** From the sites that would be best without capacities. */
  start(): void {
    const serving = new Serving(this.problem, this.columns)
    openGreedily(serving)
    substitute(serving)
    const open = serving.list()
    const { capacity, fixed, siteCount, count } = this.problem
    if (open.length !== count) return
    // so that together they hold all: the smallest for the largest that is left
    for (let k = 0; k < siteCount; k++) {
      const held = { ...this.problem, fixed: fixed.map((how, j) => (open.includes(j) ? 1 : how)) }
      if (missingCapacity(held) <= 0) break
      const movable = open.filter((j) => fixed[j] === 0)
      const free = Array.from(capacity.keys()).filter((j) => fixed[j] === 0 && !open.includes(j))
      if (movable.length === 0 || free.length === 0) break
      const smallest = movable.reduce((a, b) => (capacity[b]! < capacity[a]! ? b : a))
      const largest = free.reduce((a, b) => (capacity[b]! > capacity[a]! ? b : a))
      if (capacity[largest]! <= capacity[smallest]!) break
      open[open.indexOf(smallest)] = largest
    }
    this.from(open)
  }

  /** Assigns all to these, and improves it. */
  from(open: readonly number[]): void {
    this.state.set(open)
    this.settle()
  }

  fromAllocation(allocation: Allocation): void {
    this.state.restore(allocation)
    this.settle()
  }

  /** Other sites in some places, and what follows. */
  kick(random: () => number): void {
    if (this.best.allocation && !(this.nowCost <= this.best.cost * TOLERATED))
      this.state.restore(this.best.allocation)
    const places = Array.from(this.state.open.keys()).filter((k) => this.isMovable(k))
    if (places.length === 0) return
    const kicks = random() < 0.6 ? 1 : 2
    for (let k = 0; k < kicks; k++) {
      const place = places[Math.floor(random() * places.length)]!
      const site = this.otherSite(place, random)
      if (site >= 0) this.state.replace(place, site)
    }
    this.settle()
  }

  private isMovable(place: number): boolean {
    return this.problem.fixed[this.state.open[place]!] === 0
  }

  private otherSite(place: number, random: () => number): number {
    const isOpen = new Set(this.state.open)
    let others: number[] = []
    for (let j = 0; j < this.problem.siteCount; j++) {
      if (this.isWorth[j] === 1 && !isOpen.has(j)) others.push(j)
    }
    if (others.length === 0) return -1
    if (random() < 0.75) {
      const sums = this.sumsFor(place)
      const near = others.filter((j) => sums[j]! < Infinity).sort((a, b) => sums[a]! - sums[b]!)
      if (near.length > 0) others = near.slice(0, NEAR_SITES)
    }
    return others[Math.floor(random() * others.length)]!
  }

  /** By site: what its members would cost there; Infinity where it does not serve them all. */
  private sumsFor(place: number): Float64Array {
    const { siteCount, rows } = this.problem
    const sums = new Float64Array(siteCount)
    const served = new Int32Array(siteCount)
    const members = this.state.membersOf(place)
    for (const i of members) {
      for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) {
        sums[rows.site[at]!]! += rows.cost[at]!
        served[rows.site[at]!]!++
      }
    }
    return sums.map((sum, j) => (served[j] === members.length ? sum : Infinity))
  }

  private settle(): void {
    let cost = this.state.improve()
    for (let round = 0; round < 30; round++) {
      if (!this.relocate()) break
      const next = this.state.improve()
      this.keep()
      if (!(next < cost)) break
      cost = next
    }
    this.nowCost = this.state.cost()
    this.keep()
  }

  private keep(): void {
    if (!(this.state.cost() < this.best.cost)) return
    this.take(this.state.snapshot())
  }

  /** Keeps an allocation that costs less than the best. */
  take(allocation: Allocation): void {
    const cost = allocationCost(this.problem, allocation)
    if (cost < this.best.cost) this.best = { cost, allocation }
  }

  /** The best site for those who go to a place, for each place. */
  private relocate(): boolean {
    const { load, capacity, price } = this.problem
    let hasMoved = false
    for (let place = 0; place < this.state.open.length; place++) {
      if (!this.isMovable(place)) continue
      const sums = this.sumsFor(place)
      const isOpen = new Set(this.state.open)
      const own = this.state.open[place]!
      const loads = this.state.membersOf(place).reduce((sum, i) => sum + load[i]!, 0)
      let [best, least] = [own, sums[own]! + price[own]!]
      sums.forEach((sum, j) => {
        if (this.isWorth[j] === 0 || isOpen.has(j) || capacity[j]! < loads) return
        if (sum + price[j]! < least) {
          least = sum + price[j]!
          best = j
        }
      })
      if (best === own) continue
      this.state.replace(place, best)
      hasMoved = true
    }
    return hasMoved
  }
}
