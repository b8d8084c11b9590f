/** Who serves whom while sites are opened and closed: the nearest and the second nearest open site of each demand. */
import { type CostColumns, LARGEST_TOTAL, type SiteProblem } from './siteProblem.ts'

const NOBODY = -1

export class Serving {
  readonly isOpen: Uint8Array
  readonly first: Int32Array
  readonly firstCost: Float64Array
  readonly secondCost: Float64Array
  private readonly second: Int32Array
  private readonly fallback: Float64Array

  constructor(
    readonly problem: SiteProblem,
    readonly columns: CostColumns,
  ) {
    const { demandCount, siteCount, unserved } = problem
    this.isOpen = new Uint8Array(siteCount)
    // Who must be served and is not costs more than all the rest together, and still less than makes sums inexact.
    // Whole: exchanges whose gains were off by a rounding would follow each other for ever.
    const dear = Math.floor(LARGEST_TOTAL / Math.max(1, demandCount))
    this.fallback = unserved.map((cost) => Math.min(cost, dear))
    this.first = new Int32Array(demandCount).fill(NOBODY)
    this.second = new Int32Array(demandCount).fill(NOBODY)
    this.firstCost = this.fallback.slice()
    this.secondCost = this.fallback.slice()
  }

  open(site: number): void {
    this.isOpen[site] = 1
    const { start, demand, cost } = this.columns
    for (let at = start[site]!; at < start[site + 1]!; at++) {
      const i = demand[at]!
      const c = cost[at]!
      if (c < this.firstCost[i]!) {
        this.secondCost[i] = this.firstCost[i]!
        this.second[i] = this.first[i]!
        this.firstCost[i] = c
        this.first[i] = site
      } else if (c < this.secondCost[i]!) {
        this.secondCost[i] = c
        this.second[i] = site
      }
    }
  }

  close(site: number): void {
    this.isOpen[site] = 0
    const { start, demand } = this.columns
    for (let at = start[site]!; at < start[site + 1]!; at++) {
      const i = demand[at]!
      if (this.first[i] === site || this.second[i] === site) this.lookAgain(i)
    }
  }

  set(open: Iterable<number>): void {
    const wanted = new Set(open)
    for (let site = 0; site < this.isOpen.length; site++) {
      if (this.isOpen[site] === 1 && !wanted.has(site)) this.close(site)
    }
    for (const site of wanted) if (this.isOpen[site] === 0) this.open(site)
  }

  list(): number[] {
    const open: number[] = []
    for (let site = 0; site < this.isOpen.length; site++) if (this.isOpen[site] === 1) open.push(site)
    return open
  }

  /** The objective; larger than {@link LARGEST_TOTAL} divided by the demands when somebody is left who must be served. */
  total(): number {
    let sum = 0
    for (let i = 0; i < this.firstCost.length; i++) sum += this.firstCost[i]!
    for (let site = 0; site < this.isOpen.length; site++) {
      if (this.isOpen[site] === 1) sum += this.problem.price[site]!
    }
    return sum
  }

  private lookAgain(i: number): void {
    const { start, site, cost } = this.problem.rows
    const none = this.fallback[i]!
    let [first, firstCost, second, secondCost] = [NOBODY, none, NOBODY, none]
    for (let at = start[i]!; at < start[i + 1]! && cost[at]! < none; at++) {
      if (this.isOpen[site[at]!] === 0) continue
      if (first === NOBODY) {
        first = site[at]!
        firstCost = cost[at]!
      } else if (site[at] !== first) {
        second = site[at]!
        secondCost = cost[at]!
        break
      }
    }
    this.first[i] = first
    this.firstCost[i] = firstCost
    this.second[i] = second
    this.secondCost[i] = secondCost
  }
}
