/** Small siting problems at random, and their best answers by looking at every choice. */
import type { SiteRules } from '../../../shared/siting/models.ts'
import { objectiveOf, type SiteProblem, whyNotAllowed } from '../../../shared/siting/siteProblem.ts'
import { type WayEntry, type WayTable, wayTableOf } from '../../../shared/siting/wayTable.ts'

export type Random = () => number

export const whole = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

export interface SmallCase {
  table: WayTable
  weights: number[]
  rules: SiteRules & { count: number }
}

/** Up to 9 sites and 12 demands; some pairs are not connected, some points exist, some sites are decided. */
export function smallCase(random: Random): SmallCase {
  const sites = whole(random, 2, 9)
  const demands = whole(random, 1, 12)
  const connected = random() < 0.5 ? 1 : 0.7
  const entries: WayEntry[] = []
  for (let demand = 0; demand < demands; demand++) {
    for (let site = 0; site < sites; site++) {
      if (random() < connected) entries.push({ demand, site, way: whole(random, 0, 30) })
    }
  }
  const count = whole(random, 1, sites)
  const fixed = new Int8Array(sites)
  if (random() < 0.3) fixed[whole(random, 0, sites - 1)] = 1
  if (random() < 0.3) fixed[whole(random, 0, sites - 1)] = -1
  const existing =
    random() < 0.5
      ? Float64Array.from({ length: demands }, () => (random() < 0.5 ? whole(random, 0, 40) : Infinity))
      : undefined
  return {
    table: wayTableOf(demands, sites, entries),
    weights: Array.from({ length: demands }, () => whole(random, 0, 9)),
    rules: { count, fixed, ...(existing && { existing }) },
  }
}

/** Every set of sites, as lists. */
export function* choices(siteCount: number): Generator<number[]> {
  for (let mask = 0; mask < 1 << siteCount; mask++) {
    yield Array.from({ length: siteCount }, (_, j) => j).filter((j) => (mask >> j) & 1)
  }
}

/** The least objective of all choices that keep to the rules; Infinity where none does. */
export function leastObjective(problem: SiteProblem): number {
  let least = Infinity
  for (const open of choices(problem.siteCount)) {
    if (whyNotAllowed(problem, open) === null) least = Math.min(least, objectiveOf(problem, open))
  }
  return least
}
