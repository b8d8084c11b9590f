/** Choices beside the one that was found: as good by one measure and better by another, or the next best. */
import { objectiveOf, type SiteProblem } from './siteProblem.ts'

/**
 * By site: the objective when it is opened in place of `left` and the others stay; Infinity where it is open already or
 * may not be. One walk over the costs for all of them.
 */
function objectivesWithOther(problem: SiteProblem, open: readonly number[], left: number): Float64Array {
  const { demandCount, siteCount, rows, unserved, price, budget, fixed } = problem
  const isOpen = new Uint8Array(siteCount)
  for (const site of open) isOpen[site] = 1
  isOpen[left] = 0
  // those whom none of the others serves must be served by the one that is opened: counted, not added up
  let [others, lost] = [0, 0]
  const gains = new Float64Array(siteCount)
  const saved = new Int32Array(siteCount)
  for (let i = 0; i < demandCount; i++) {
    let least = unserved[i]!
    for (let at = rows.start[i]!; at < rows.start[i + 1]! && rows.cost[at]! < least; at++) {
      if (isOpen[rows.site[at]!] === 1) least = rows.cost[at]!
    }
    const isLost = least === Infinity
    if (isLost) lost++
    else others += least
    let before = -1
    for (let at = rows.start[i]!; at < rows.start[i + 1]! && rows.cost[at]! < least; at++) {
      const site = rows.site[at]!
      if (site === before) continue
      before = site
      if (isLost) saved[site]!++
      gains[site]! += isLost ? -rows.cost[at]! : least - rows.cost[at]!
    }
  }
  for (const site of open) if (site !== left) others += price[site]!
  const spent = budget ? open.reduce((sum, site) => sum + (site === left ? 0 : budget.spend[site]!), 0) : 0
  return Float64Array.from({ length: siteCount }, (_, site) => {
    const isAllowed =
      isOpen[site] === 0 && fixed[site] !== -1 && !(budget && spent + budget.spend[site]! > budget.limit)
    return isAllowed && saved[site] === lost ? others + price[site]! - gains[site]! : Infinity
  })
}

export interface RunnerUp {
  /** Null where no other place is allowed. */
  site: number | null
  /** What the objective grows by with it. */
  loss: number
}

/**
 * The next best place for each chosen one, the others staying, and what it would cost to have to take it.
 *
 * @param open  sites; the answer has one entry for each, in their order
 */
export function runnersUp(problem: SiteProblem, open: readonly number[]): RunnerUp[] {
  const best = objectiveOf(problem, open)
  return open.map((left) => {
    if (problem.fixed[left] === 1) return { site: null, loss: 0 }
    const objectives = objectivesWithOther(problem, open, left)
    objectives[left] = Infinity
    const site = leastOf(objectives, () => true)
    return site === null ? { site, loss: 0 } : { site, loss: objectives[site]! - best }
  })
}

function leastOf(values: Float64Array, isMeant: (at: number) => boolean): number | null {
  let least: number | null = null
  for (let at = 0; at < values.length; at++) {
    if (values[at]! < (least === null ? Infinity : values[least]!) && isMeant(at)) least = at
  }
  return least
}

/**
 * Of choices that are equally good by the problem, one that is better by a second measure: sites are exchanged one by
 * one as long as the first stays the same and the second falls.
 *
 * @param second  of the same sites, to be made small
 */
export function settleTies(problem: SiteProblem, open: readonly number[], second: SiteProblem): number[] {
  const first = objectiveOf(problem, open)
  let best = [...open]
  let least = objectiveOf(second, best)
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false
    for (let at = 0; at < best.length; at++) {
      if (problem.fixed[best[at]!] === 1) continue
      const firsts = objectivesWithOther(problem, best, best[at]!)
      const seconds = objectivesWithOther(second, best, best[at]!)
      const site = leastOf(seconds, (one) => firsts[one] === first)
      if (site === null || seconds[site]! >= least) continue
      best = best.with(at, site)
      least = seconds[site]!
      hasChanged = true
    }
  }
  return best
}
