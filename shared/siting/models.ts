/** The models of siting as problems of one kind (`siteProblem.ts`), made from weights and ways. */
import type { SiteProblem } from './siteProblem.ts'
import type { WayTable } from './wayTable.ts'

/** What all models share. */
export interface SiteRules {
  /** Sites to open; null for as many as pay, or as the budget allows. */
  count: number | null
  /** By site: must be open (1), must not (-1), to be decided (0); all are to be decided when left out. */
  fixed?: Int8Array
  budget?: { spend: Float64Array; limit: number } | null
  /** By demand: the way to the nearest point that exists and stays; Infinity where there is none. */
  existing?: Float64Array
}

const problemOf = (
  { demandCount, siteCount, start, site }: WayTable,
  { count, fixed, budget }: SiteRules,
  parts: { cost: Float64Array; unserved: Float64Array; price?: Float64Array },
): SiteProblem => ({
  demandCount,
  siteCount,
  rows: { start, site, cost: parts.cost },
  unserved: parts.unserved,
  price: parts.price ?? new Float64Array(siteCount),
  count,
  budget: budget ?? null,
  fixed: fixed ?? new Int8Array(siteCount),
})

/** Costs row by row, from a weight and a way; they may not fall along a row. */
function costsOf(
  table: WayTable,
  weights: ArrayLike<number>,
  costOf: (weight: number, way: number) => number,
): Float64Array {
  const cost = new Float64Array(table.way.length)
  for (let i = 0; i < table.demandCount; i++) {
    for (let at = table.start[i]!; at < table.start[i + 1]!; at++)
      cost[at] = costOf(weights[i]!, table.way[at]!)
  }
  return cost
}

/**
 * Shortest total walk (p-median; Hakimi 1964, ReVelle and Swain 1970).
 *
 * @param weights  by demand, whole numbers: people
 * @param furthest  the way that those count with whom nobody reaches; Infinity when all must be reached
 */
export function pMedian(
  table: WayTable,
  weights: ArrayLike<number>,
  rules: SiteRules,
  furthest = Infinity,
): SiteProblem {
  const unserved = Float64Array.from({ length: table.demandCount }, (_, i) => {
    const way = Math.min(furthest, rules.existing?.[i] ?? Infinity)
    return weights[i] === 0 ? 0 : weights[i]! * way
  })
  return problemOf(table, rules, { cost: costsOf(table, weights, (weight, way) => weight * way), unserved })
}

/** Coverage that fades: whole up to `full`, none from `none` on, falling evenly between (Berman, Krass and Drezner 2003). */
export interface Fading {
  full: number
  none: number
}

/** Partial coverage is counted in thousandths of a person. */
export const COVERAGE_PARTS = 1000

export function coveredParts(way: number, { full, none }: Fading): number {
  if (way <= full) return COVERAGE_PARTS
  if (way >= none) return 0
  return Math.round((COVERAGE_PARTS * (none - way)) / (none - full))
}

/**
 * Most people within reach (maximal covering; Church and ReVelle 1974). The objective is what is left out, in
 * thousandths of a person.
 */
export function maximalCovering(
  table: WayTable,
  weights: ArrayLike<number>,
  rules: SiteRules,
  fading: Fading,
): SiteProblem {
  const missed = (weight: number, way: number): number =>
    weight * (COVERAGE_PARTS - coveredParts(way, fading))
  const unserved = Float64Array.from({ length: table.demandCount }, (_, i) =>
    missed(weights[i]!, rules.existing?.[i] ?? Infinity),
  )
  return problemOf(table, rules, { cost: costsOf(table, weights, missed), unserved })
}

/**
 * Fewest points, or the cheapest, that reach all (location set covering; Toregas, Swain, ReVelle and Bergman 1971).
 *
 * @param prices  by site, whole numbers; 1 each when left out
 */
export function setCovering(
  table: WayTable,
  reach: number,
  rules: Omit<SiteRules, 'count'>,
  prices?: Float64Array,
): SiteProblem {
  const unserved = Float64Array.from({ length: table.demandCount }, (_, i) =>
    (rules.existing?.[i] ?? Infinity) <= reach ? 0 : Infinity,
  )
  return problemOf(
    table,
    { ...rules, count: null },
    {
      cost: table.way.map((way) => (way <= reach ? 0 : Infinity)),
      unserved,
      price: prices ?? new Float64Array(table.siteCount).fill(1),
    },
  )
}

/** Demands that none of the sites, and nothing that exists, reaches within the limit. */
export function outOfReach(
  { demandCount, start, way }: WayTable,
  reach: number,
  existing?: Float64Array,
): number[] {
  return Array.from({ length: demandCount }, (_, i) => i).filter(
    (i) =>
      !((existing?.[i] ?? Infinity) <= reach) && !(start[i]! < start[i + 1]! && way[start[i]!]! <= reach),
  )
}
