/**
 * The one problem behind most models of siting: which sites to open, so that the cost of serving everybody and the
 * prices of what is opened come to the least.
 *
 *     minimise  Σ_j price_j · open_j  +  Σ_i min( unserved_i, least cost_ij of an open j )
 *
 * with a number of sites to open, or a budget, or neither. The p-median (Hakimi 1964; ReVelle and Swain 1970) has
 * cost_ij = people × way and unserved = ∞; maximal covering (Church and ReVelle 1974) has cost 0 within reach and
 * unserved = people; the least number of points that reach all (Toregas 1971) has prices 1 and unserved = ∞. Points
 * that exist and stay lower `unserved`; those that may be closed are sites with a price.
 *
 * All costs are whole numbers: sums of them and of multiples of 1/1024 are exact in a double, so a bound is a proof and
 * not a matter of rounding.
 */

/** Costs of serving, by demand and cheapest first. What is not in it, or costs no less than `unserved`, cannot help. */
export interface CostRows {
  /** Where each demand's entries begin, and at the end their number. */
  start: Int32Array
  site: Int32Array
  cost: Float64Array
}

export interface SiteProblem {
  demandCount: number
  siteCount: number
  rows: CostRows
  /** By demand: what it costs to be served by none of the sites; Infinity where it must be served. */
  unserved: Float64Array
  /** By site: what opening it adds to the objective. */
  price: Float64Array
  /** Sites to open, exactly; null for as many as pay. */
  count: number | null
  /** What the opened may cost together, whole numbers; null for no limit. */
  budget: { spend: Float64Array; limit: number } | null
  /** By site: 1 when it must be open, -1 when it must not, 0 when it is to be decided. */
  fixed: Int8Array
}

/** Sums stay exact up to here, with ten binary places behind the point. */
export const LARGEST_TOTAL = 2 ** 43

/** The same costs by site: for each, the demands that it serves. */
export interface CostColumns {
  start: Int32Array
  demand: Int32Array
  cost: Float64Array
}

/** Only of what can help: costs below `unserved`. */
export function columnsOf({ rows, unserved, siteCount, demandCount }: SiteProblem): CostColumns {
  const start = new Int32Array(siteCount + 1)
  const eachUseful = (take: (demand: number, at: number) => void): void => {
    for (let i = 0; i < demandCount; i++) {
      for (let at = rows.start[i]!; at < rows.start[i + 1]! && rows.cost[at]! < unserved[i]!; at++)
        take(i, at)
    }
  }
  eachUseful((_, at) => start[rows.site[at]! + 1]!++)
  for (let j = 0; j < siteCount; j++) start[j + 1]! += start[j]!
  const next = start.slice()
  const demand = new Int32Array(start[siteCount]!)
  const cost = new Float64Array(start[siteCount]!)
  eachUseful((i, at) => {
    const to = next[rows.site[at]!]!++
    demand[to] = i
    cost[to] = rows.cost[at]!
  })
  return { start, demand, cost }
}

/**
 * What it costs when these are open; Infinity when somebody who must be served is not.
 *
 * @param open  sites, in any order
 */
export function objectiveOf(
  { rows, unserved, price, demandCount, siteCount }: SiteProblem,
  open: readonly number[],
): number {
  const isOpen = new Uint8Array(siteCount)
  let total = 0
  for (const site of open) {
    isOpen[site] = 1
    total += price[site]!
  }
  for (let i = 0; i < demandCount; i++) {
    let least = unserved[i]!
    for (let at = rows.start[i]!; at < rows.start[i + 1]! && rows.cost[at]! < least; at++) {
      if (isOpen[rows.site[at]!] === 1) least = rows.cost[at]!
    }
    total += least
  }
  return total
}

/** Why these may not be opened together; null when they may. */
export function whyNotAllowed(
  problem: SiteProblem,
  open: readonly number[],
): 'count' | 'budget' | 'fixed' | 'twice' | 'unknown' | null {
  const { siteCount, count, budget, fixed } = problem
  if (open.some((site) => !Number.isInteger(site) || site < 0 || site >= siteCount)) return 'unknown'
  const chosen = new Set(open)
  if (chosen.size !== open.length) return 'twice'
  if (count !== null && chosen.size !== count) return 'count'
  if (budget && open.reduce((sum, site) => sum + budget.spend[site]!, 0) > budget.limit) return 'budget'
  if (fixed.some((how, site) => (how === 1 && !chosen.has(site)) || (how === -1 && chosen.has(site))))
    return 'fixed'
  return null
}

/** By demand: the cost of the dearest site that serves it, 0 where none does. */
export function dearestServing({ rows, demandCount }: SiteProblem): Float64Array {
  const most = new Float64Array(demandCount)
  for (let i = 0; i < demandCount; i++) {
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++) {
      if (rows.cost[at]! < Infinity) most[i] = Math.max(most[i]!, rows.cost[at]!)
    }
  }
  return most
}

/** No choice that serves all who must be served costs more. @param serving  see `dearestServing` */
export function dearestChoice({ unserved, price }: SiteProblem, serving: Float64Array): number {
  let total = 0
  for (const one of price) total += Math.max(0, one)
  unserved.forEach((cost, i) => (total += cost < Infinity ? cost : serving[i]!))
  return total
}
