/**
 * The Lagrangian bound of a capacitated problem: that each demand is served once is given up for its multiplier; what is
 * left is a knapsack for each site, and how many may be open (Sridharan 1993; Lorena and Senne 2004). Raised by
 * subgradient steps.
 */
import { toGrain } from '../multipliers.ts'
import { LARGEST_TOTAL } from '../siteProblem.ts'
import { NO_SITE } from './capacityProblem.ts'
import { Knapsack } from './knapsack.ts'
import type { Settled } from './settled.ts'

export interface CapacityEvaluation {
  bound: number
  /** By site: price less what it earns, or less than that. Of open and free sites only. */
  reduced: Float64Array
  /** Free sites that the bound opens. */
  chosen: number[]
  /** By demand: how many of the open and chosen serve it. */
  served: Int16Array
  /** Who is served, of open and chosen sites: demand and site in turn. */
  pairs: number[]
}

export function evaluateCapacity(
  { problem, open, free, left, room, paid, start, demand, cost, decisions }: Settled,
  multipliers: Float64Array,
  knapsack: Knapsack,
): CapacityEvaluation {
  const { siteCount, demandCount, load, price } = problem
  const reduced = new Float64Array(siteCount)
  const taken = new Map<number, number[]>()
  const fill = (j: number): void => {
    knapsack.clear(room[j]!)
    for (let at = start[j]!, end = start[j + 1]!; at < end; at++) {
      const i = demand[at]!
      const earns = multipliers[i]! - cost[at]!
      if (earns > 0) knapsack.add(i, earns, load[i]!)
    }
  }
  /** The knapsack is that of the site. */
  const exactly = (j: number): number => {
    const best = knapsack.best()
    const list: number[] = []
    for (let k = 0; k < knapsack.count; k++) if (knapsack.isTaken[k] === 1) list.push(knapsack.item[k]!)
    taken.set(j, list)
    return best
  }
  let bound = paid
  for (let i = 0; i < demandCount; i++) if (decisions.servedBy[i] === NO_SITE) bound += multipliers[i]!
  for (const j of open) {
    fill(j)
    reduced[j] = -exactly(j)
    bound += reduced[j]!
  }
  for (const j of free) {
    fill(j)
    reduced[j] = price[j]! - knapsack.most()
  }
  const byReduced = free.slice().sort((a, b) => reduced[a]! - reduced[b]!)
  // exact ones, least first, as long as one that is not could be among the least
  const exact: number[] = []
  const place = (j: number): void => {
    let at = exact.length
    while (at > 0 && reduced[exact[at - 1]!]! > reduced[j]!) at--
    exact.splice(at, 0, j)
  }
  for (const j of byReduced) {
    if (left === null ? reduced[j]! >= 0 : left === 0) break
    if (left !== null && exact.length >= left && reduced[exact[left - 1]!]! <= reduced[j]!) break
    fill(j)
    reduced[j] = price[j]! - exactly(j)
    place(j)
  }
  const chosen = left === null ? exact.filter((j) => reduced[j]! < 0) : exact.slice(0, left)
  for (const j of chosen) bound += reduced[j]!
  const served = new Int16Array(demandCount)
  const pairs: number[] = []
  for (const sites of [open, chosen]) {
    for (const j of sites) {
      for (const i of taken.get(j)!) {
        served[i]!++
        pairs.push(i, j)
      }
    }
  }
  return { bound, reduced, chosen, served, pairs }
}

export interface CapacityRaised {
  multipliers: Float64Array
  evaluation: CapacityEvaluation
  /** By site, and by demand × sites + site: in what share of the late steps the bound opened it, or let it serve. */
  openness: Float64Array
  serving: Map<number, number>
}

export interface CapacityRaiseOptions {
  steps: number
  /** The bound need not be higher. */
  target: number
  stretch?: number
}

const PATIENCE = 15
const LEAST_STEP = 0.004
const FORGET = 0.08
const KEEP = 0.4
const LATE_STEPS = 40

/** @yields the best so far, after every few steps */
export function* raiseCapacity(
  settled: Settled,
  from: Float64Array,
  { steps, target, stretch = 1.6 }: CapacityRaiseOptions,
): Generator<CapacityRaised, CapacityRaised> {
  const { problem, decisions, free } = settled
  const { demandCount, siteCount, unserved } = problem
  const knapsack = new Knapsack(Math.max(1, demandCount))
  const now = from.map((value, i) => Math.min(value, unserved[i]!))
  const direction = new Float64Array(demandCount)
  const openness = new Float64Array(siteCount)
  const late: number[][] = []
  let best: CapacityRaised | null = null
  let since = 0
  for (let step = 0; step < steps; step++) {
    const evaluation = evaluateCapacity(settled, now, knapsack)
    const { bound, chosen, served } = evaluation
    if (!(Math.abs(bound) < LARGEST_TOTAL)) {
      if (best) break
      if (step > 0) throw new RangeError('costs: their sums are too large to be exact')
      now.fill(0)
      continue
    }
    for (const j of free) openness[j]! *= 1 - FORGET
    for (const j of chosen) openness[j]! += FORGET
    late.push(evaluation.pairs)
    if (late.length > LATE_STEPS) late.shift()
    if (!best || bound > best.evaluation.bound) {
      if (!best || bound > best.evaluation.bound + 1e-5 * Math.abs(bound)) since = 0
      best = { multipliers: now.slice(), evaluation, openness, serving: new Map() }
      if (bound >= target) break
    }
    if (step % 10 === 9) yield best
    if (++since > PATIENCE) {
      stretch /= 1.6
      since = 0
      if (stretch < LEAST_STEP) break
      now.set(best.multipliers)
      direction.fill(0)
      continue
    }
    let square = 0
    for (let i = 0; i < demandCount; i++) {
      if (decisions.servedBy[i] !== NO_SITE) continue
      let slope = 1 - served[i]!
      if (slope > 0 && now[i]! >= unserved[i]!) slope = 0
      const wanted = slope + KEEP * direction[i]!
      direction[i] = wanted
      square += wanted * wanted
    }
    if (square < 1e-9) break
    const length = (stretch * (target - bound + 1)) / square
    for (let i = 0; i < demandCount; i++) {
      if (direction[i] !== 0)
        now[i] = Math.max(0, Math.min(unserved[i]!, toGrain(now[i]! + length * direction[i]!)))
    }
  }
  const serving = best!.serving
  for (const pairs of late) {
    for (let k = 0; k < pairs.length; k += 2) {
      const key = pairs[k]! * siteCount + pairs[k + 1]!
      serving.set(key, (serving.get(key) ?? 0) + 1 / late.length)
    }
  }
  return best!
}
