/**
 * The Lagrangian bound. The rule that each demand is served once is given up for a price, the demand's multiplier: a
 * site then earns, for each demand, what the multiplier exceeds its cost, and the dearest rule left is how many may be
 * open. Whatever the multipliers, no solution costs less (Geoffrion 1974; Cornuéjols, Fisher and Nemhauser 1977).
 */
import type { CostRows, SiteProblem } from './siteProblem.ts'

/** Multipliers are whole numbers of this, so that their sums are exact. */
export const GRAIN = 1 / 1024

export const toGrain = (value: number): number => Math.round(value / GRAIN) * GRAIN

/** A problem with some sites decided: the open ones have become part of what demands fall back on. */
export interface Decided {
  problem: SiteProblem
  /** 1 open, -1 closed, 0 to be decided. */
  fixed: Int8Array
  free: Int32Array
  /** By demand: the least of `unserved` and the costs of what is decided to be open. */
  fallback: Float64Array
  /** Entries of free sites that cost less than the fallback. */
  rows: CostRows
  /** Prices of what is decided to be open. */
  paid: number
  /** How many are still to be opened; null for any number. */
  left: number | null
  /** What is left of the budget; Infinity without one. */
  budgetLeft: number
}

/** @param from  rows to keep from; the problem's own, or those of a problem with fewer sites decided */
export function decide(problem: SiteProblem, fixed: Int8Array, from: CostRows = problem.rows): Decided {
  const { demandCount, siteCount, unserved, price, count, budget } = problem
  const fallback = unserved.slice()
  for (let i = 0; i < demandCount; i++) {
    const { start, site, cost } = problem.rows
    for (let at = start[i]!; at < start[i + 1]! && cost[at]! < fallback[i]!; at++) {
      if (fixed[site[at]!] === 1) {
        fallback[i] = cost[at]!
        break
      }
    }
  }
  let kept = 0
  const start = new Int32Array(demandCount + 1)
  const eachKept = (take: (at: number) => void): void => {
    for (let i = 0; i < demandCount; i++) {
      for (let at = from.start[i]!; at < from.start[i + 1]! && from.cost[at]! < fallback[i]!; at++) {
        if (fixed[from.site[at]!] === 0) take(at)
      }
      start[i + 1] = kept
    }
  }
  eachKept(() => kept++)
  const site = new Int32Array(kept)
  const cost = new Float64Array(kept)
  kept = 0
  eachKept((at) => {
    site[kept] = from.site[at]!
    cost[kept++] = from.cost[at]!
  })
  const free: number[] = []
  let [paid, opened, spent] = [0, 0, 0]
  for (let j = 0; j < siteCount; j++) {
    if (fixed[j] === 0) free.push(j)
    if (fixed[j] !== 1) continue
    paid += price[j]!
    spent += budget?.spend[j] ?? 0
    opened++
  }
  return {
    problem,
    fixed,
    free: Int32Array.from(free),
    fallback,
    rows: { start, site, cost },
    paid,
    left: count === null ? null : count - opened,
    budgetLeft: budget ? budget.limit - spent : Infinity,
  }
}

/** Whether any choice of the free sites keeps to the rules, as far as numbers and budget tell. */
export function canBeCompleted({ left, free, budgetLeft, problem: { budget } }: Decided): boolean {
  if (budgetLeft < 0) return false
  if (left === null) return true
  if (left < 0 || left > free.length) return false
  if (!budget) return true
  const cheapest = Float64Array.from(free, (site) => budget.spend[site]!).sort()
  let sum = 0
  for (let k = 0; k < left; k++) sum += cheapest[k]!
  return sum <= budgetLeft
}

export interface Evaluation {
  bound: number
  /** By site: what it adds to the bound when opened, its reduced cost. Of free sites only. */
  reduced: Float64Array
  /** The sites that the bound opens. */
  chosen: number[]
}

/**
 * @param multipliers  by demand, each at most the demand's fallback
 * @param budgetMultiplier  of one unit of the budget; 0 without one
 */
export function evaluate(
  { rows, free, paid, left, budgetLeft, problem: { price, budget, siteCount } }: Decided,
  multipliers: Float64Array,
  budgetMultiplier: number,
): Evaluation {
  const reduced = new Float64Array(siteCount)
  let bound = paid
  for (const j of free) reduced[j] = price[j]! + (budget ? budgetMultiplier * budget.spend[j]! : 0)
  const { start, site, cost } = rows
  for (let i = 0; i < multipliers.length; i++) {
    const multiplier = multipliers[i]!
    bound += multiplier
    for (let at = start[i]!, end = start[i + 1]!; at < end; at++) {
      const less = cost[at]! - multiplier
      if (less >= 0) break
      reduced[site[at]!]! += less
    }
  }
  if (budget && budgetMultiplier > 0) bound -= budgetMultiplier * budgetLeft
  let chosen: number[]
  if (left === null) chosen = Array.from(free).filter((j) => reduced[j]! < 0)
  else
    chosen = Array.from(
      free
        .slice()
        .sort((a, b) => reduced[a]! - reduced[b]!)
        .subarray(0, Math.max(0, left)),
    )
  for (const j of chosen) bound += reduced[j]!
  return { bound, reduced, chosen }
}
