/**
 * The furthest walk as short as can be (p-center; Hakimi 1964, solved by covering as in Minieka 1970): the shortest
 * reach with which so many points reach all, found by halving the list of ways. Proved by the covering problem with the
 * next shorter reach, which needs more points.
 */
import { covering } from './covering.ts'
import type { SiteRules } from './models.ts'
import type { Proof } from './proof.ts'
import type { WayTable } from './wayTable.ts'

export interface CenterFound {
  open: number[]
  /** The furthest way with what is open; Infinity while none is known. */
  objective: number
  /** No choice has a shorter furthest way. */
  bound: number
  /** That the way before `bound` needs more points; null while nothing is excluded, or there is no shorter way. */
  proof: { reach: number; proof: Proof } | null
  phase: 'branch' | 'done'
}

/**
 * The covering problem of a reach: the fewest sites, or with a budget and no number what the cheapest choice spends; and
 * how many, or how much, there may be.
 */
export function coveringRules({ count, budget, ...rest }: SiteRules): {
  rules: Omit<SiteRules, 'count'>
  prices: Float64Array | undefined
  most: number
} {
  if (count !== null) return { rules: { ...rest, ...(budget && { budget }) }, prices: undefined, most: count }
  return { rules: rest, prices: budget?.spend, most: budget?.limit ?? Infinity }
}

/** The ways that can be the furthest one, shortest first. */
function waysOf({ way }: WayTable, existing: Float64Array | undefined, least: number): Float64Array {
  const all = [...way, ...(existing ?? [])].filter((one) => one >= least && one < Infinity)
  return Float64Array.from(new Set(all)).sort()
}

/** No reach below this one can do: somebody's nearest point of all lies so far away. */
function leastReach({ demandCount, start, way }: WayTable, existing?: Float64Array): number {
  let most = 0
  for (let i = 0; i < demandCount; i++) {
    const nearest = start[i]! < start[i + 1]! ? way[start[i]!]! : Infinity
    most = Math.max(most, Math.min(nearest, existing?.[i] ?? Infinity))
  }
  return most
}

export function* solveCenter(
  table: WayTable,
  rules: SiteRules,
  seed = 1,
): Generator<CenterFound, CenterFound> {
  const ways = waysOf(table, rules.existing, leastReach(table, rules.existing))
  let best: CenterFound = {
    open: [],
    objective: Infinity,
    bound: ways[0] ?? Infinity,
    proof: null,
    phase: 'branch',
  }
  // all below `low` is excluded; `high` is known to do, or lies past the end
  let [low, high] = [0, ways.length]
  const { rules: asked, prices, most } = coveringRules(rules)
  while (low < high) {
    const middle = (low + high) >> 1
    const reach = ways[middle]!
    const { search, proofOf } = covering(table, reach, asked, prices, { seed, kicks: 4 })
    for (let step = search.next(); ; step = search.next()) {
      const { objective, bound, open } = step.value
      if (objective <= most) {
        high = middle
        best = { ...best, open, objective: reach }
        break
      }
      if (bound > most || step.done) {
        low = middle + 1
        best = { ...best, bound: ways[low] ?? Infinity, proof: { reach, proof: proofOf(step.value) } }
        break
      }
      yield best
    }
    yield best
  }
  return { ...best, phase: 'done' }
}
