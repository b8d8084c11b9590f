/**
 * Siting where a point can hold only so many: every demand goes whole to one open site, or to none where that is allowed,
 * and no site holds more than its capacity (single source).
 *
 *     minimise  Σ_j price_j · open_j  +  Σ_i cost_i,site(i)      where  Σ_i load_i of a site  ≤  capacity_j
 *
 * The capacitated p-median (Mulvey and Beck 1984) has cost people × way; capacitated maximal covering (Current and Storbeck
 * 1988) has cost 0 within reach, and people who are left out. What is not in the rows is no place for that demand.
 */
import type { SiteProblem } from '../siteProblem.ts'

export interface CapacityProblem extends SiteProblem {
  /** By demand, whole numbers: what it takes of a capacity. */
  load: Float64Array
  /** By site, whole numbers; Infinity where there is no limit. */
  capacity: Float64Array
}

/** Served by none of the sites. */
export const NO_SITE = -1

export interface Allocation {
  open: number[]
  /** By demand: the site that serves it, or {@link NO_SITE}. */
  serves: Int32Array
}

/** What an allocation costs; Infinity where it breaks a rule. */
export function allocationCost(problem: CapacityProblem, { open, serves }: Allocation): number {
  const { rows, demandCount, siteCount, unserved, price, load, capacity } = problem
  const room = new Float64Array(siteCount).fill(-1)
  let total = 0
  for (const site of open) {
    room[site] = capacity[site]!
    total += price[site]!
  }
  for (let i = 0; i < demandCount; i++) {
    const by = serves[i]!
    if (by === NO_SITE) {
      total += unserved[i]!
      continue
    }
    let own = Infinity
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) {
      if (rows.site[at] === by) {
        own = rows.cost[at]!
        break
      }
    }
    if (room[by]! < load[i]!) return Infinity
    room[by]! -= load[i]!
    total += own
  }
  return total
}

/** By how much all that must be served is more than so many of the largest sites hold; 0 or less when they hold it. */
export function missingCapacity({ unserved, load, capacity, count, fixed }: CapacityProblem): number {
  const needed = load.reduce((sum, one, i) => (unserved[i] === Infinity ? sum + one : sum), 0)
  const [open, free]: [number[], number[]] = [[], []]
  capacity.forEach((one, j) => {
    if (fixed[j] === 1) open.push(one)
    else if (fixed[j] === 0) free.push(one)
  })
  free.sort((a, b) => b - a)
  const chosen = count === null ? free : free.slice(0, Math.max(0, count - open.length))
  return needed - [...open, ...chosen].reduce((sum, one) => sum + one, 0)
}
