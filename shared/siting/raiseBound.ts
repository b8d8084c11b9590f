/**
 * Multipliers for a high bound, by subgradient steps (Held, Wolfe and Crowder 1974): towards those that are served by
 * nobody up, where several serve down.
 */
import { canBeCompleted, type Decided, evaluate, type Evaluation, toGrain } from './multipliers.ts'
import type { Multipliers } from './proof.ts'
import { LARGEST_TOTAL } from './siteProblem.ts'

export interface Raised {
  multipliers: Multipliers
  evaluation: Evaluation
  /** By site: in what share of the late steps the bound opened it. */
  openness: Float64Array
}

export interface RaiseOptions {
  steps: number
  /** The bound need not be higher; steps are measured by what is missing to it. */
  target: number
  /** Told what a step opens, now and then. */
  onChosen?: (chosen: readonly number[]) => number
}

const PATIENCE = 15
const LEAST_STEP = 0.002
const FORGET = 0.08
/** Of the last direction, kept in the next: less zigzag (Crowder 1976). */
const KEEP = 0.4

/** Null when the rules leave no choice, or somebody nobody can serve. @throws RangeError for costs whose sums are not exact */
export function raiseBound(decided: Decided, from: Multipliers, options: RaiseOptions): Raised | null {
  if (!canBeCompleted(decided)) return null
  const { rows, fallback, budgetLeft, problem } = decided
  const { start, site, cost } = rows
  const n = fallback.length
  const { budget, siteCount } = problem
  for (let i = 0; i < n; i++) {
    // Somebody whom none of what is left can serve.
    if (fallback[i] === Infinity && start[i] === start[i + 1]) return null
  }
  let target = options.target
  const now = from.demand.map((value, i) => Math.min(value, fallback[i]!))
  let ofBudget = budget ? from.budget : 0
  const direction = new Float64Array(n)
  let budgetDirection = 0
  const isChosen = new Uint8Array(siteCount)
  const openness = new Float64Array(siteCount)
  let best: Raised | null = null
  let stretch = 1.6
  let since = 0
  for (let step = 0; step < options.steps; step++) {
    const evaluation = evaluate(decided, now, ofBudget)
    const { bound, chosen } = evaluation
    if (!(Math.abs(bound) < LARGEST_TOTAL)) {
      // Sums this large are not exact: from the best, or from multipliers that promise nothing.
      if (best) break
      now.fill(0)
      ofBudget = 0
      direction.fill(0)
      if (step > 0) throw new RangeError('costs: their sums are too large to be exact')
      continue
    }
    for (const j of decided.free) openness[j]! *= 1 - FORGET
    isChosen.fill(0)
    for (const j of chosen) {
      isChosen[j] = 1
      openness[j]! += FORGET
    }
    if (!best || bound > best.evaluation.bound) {
      const isMuch = !best || bound > best.evaluation.bound + 1e-5 * Math.abs(bound)
      best = { multipliers: { demand: now.slice(), budget: ofBudget }, evaluation, openness }
      if (isMuch) since = 0
      if (bound >= target) break
    }
    if (options.onChosen && step % 20 === 19) target = Math.min(target, options.onChosen(chosen))
    if (++since > PATIENCE) {
      stretch /= 1.6
      since = 0
      if (stretch < LEAST_STEP) break
      now.set(best.multipliers.demand)
      ofBudget = best.multipliers.budget
      direction.fill(0)
      continue
    }
    let square = 0
    for (let i = 0; i < n; i++) {
      const multiplier = now[i]!
      let served = 0
      for (let at = start[i]!, end = start[i + 1]!; at < end && cost[at]! < multiplier; at++)
        served += isChosen[site[at]!]!
      let slope = 1 - served
      if (slope > 0 && multiplier >= fallback[i]!) slope = 0
      const wanted = slope + KEEP * direction[i]!
      direction[i] = wanted
      square += wanted * wanted
    }
    let scale = 1
    if (budget) {
      // the budget's unit in the measure of the rest
      scale = Math.max(1, budget.limit)
      let spent = 0
      for (const j of chosen) spent += budget.spend[j]!
      budgetDirection = (spent - budgetLeft) / scale + KEEP * budgetDirection
      if (ofBudget === 0 && budgetDirection < 0) budgetDirection = 0
      square += budgetDirection * budgetDirection
    }
    if (square < 1e-9) break
    const length = (stretch * (target - bound + 1)) / square
    for (let i = 0; i < n; i++) {
      if (direction[i] === 0) continue
      now[i] = Math.max(0, Math.min(fallback[i]!, toGrain(now[i]! + length * direction[i]!)))
    }
    if (budget) ofBudget = Math.max(0, toGrain(ofBudget + (length * budgetDirection) / scale))
  }
  return best
}
