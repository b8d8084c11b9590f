/**
 * What a question of siting is made of, apart from how it is solved: ways and weights in whole parts of a unit, a model
 * and its numbers. Answers are told in the same parts, and can be checked from this alone.
 */
import { type CapacityProblem, missingCapacity } from './capacitated/capacityProblem.ts'
import {
  COVERAGE_PARTS,
  maximalCovering,
  outOfReach,
  pMedian,
  setCovering,
  type SiteRules,
} from './models.ts'
import type { SiteProblem } from './siteProblem.ts'
import type { WayTable } from './wayTable.ts'

/**
 * Shortest total walk; most people within reach; fewest points that reach all; shortest furthest walk; the first two with
 * capacities; shortest furthest walk and then shortest total; shortest mean walk of the worst-off.
 */
export const SITE_MODELS = [
  'pmedian',
  'mclp',
  'lscp',
  'pcenter',
  'cpmedian',
  'cmclp',
  'fair',
  'worst',
] as const
export type SiteModel = (typeof SITE_MODELS)[number]

/** A limit on a sum over the open sites: of money, or of how many of them are new. */
export interface SiteBudget {
  /** By site, whole numbers of `1 / parts` of the unit. */
  spend: Float64Array
  limit: number
  unit: string
  parts: number
}

export interface SiteInput {
  model: SiteModel
  /** Sites to open; null for `lscp`, and where a budget alone says how many. */
  count: number | null
  /** In parts of ways, for `mclp`, `lscp` and `cmclp`, and where wanted for `cpmedian`; null otherwise. */
  reach: number | null
  table: WayTable
  /** By demand, whole numbers over 0. */
  weights: Float64Array
  /** By demand: the way to the nearest point that exists and stays; null where there are none at all. */
  existing: Float64Array | null
  /** By site: must be open (1), must not (-1), to be decided (0); all are to be decided when left out. */
  fixed?: Int8Array | null
  /** For `worst`: who are the worst-off, in thousandths of all weights; a tenth when left out. */
  share?: number | null
  /** What the open sites may spend together; no limit when left out. */
  budget?: SiteBudget | null
  /** By site, for `cpmedian` and `cmclp`: how much it can hold; Infinity without a limit. */
  capacity?: Float64Array | null
  /** By demand, whole numbers: what it takes of a capacity; its weight when left out. */
  load?: Float64Array | null
  /** Unit of ways, and how many parts of it a whole one has. */
  unit: string
  wayParts: number
  weightParts: number
  /** Names of rows and columns. */
  demands: readonly string[]
  sites: readonly string[]
}

/** Why there is no answer, with what would make one possible. */
export class NoAnswer extends Error {}

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b))

/** All costs are multiples of this: a better choice is better by as much. */
function stepOf({ rows, unserved, price }: SiteProblem): number {
  let step = 0
  for (const values of [price, unserved, rows.cost]) {
    for (const value of values) {
      if (step === 1) return 1
      if (value < Infinity) step = greatestCommon(step, value)
    }
  }
  return step === 0 ? 1 : step
}

export interface WholeProblem {
  problem: SiteProblem
  /** How the model tells what the problem comes to; the bound is told alike. */
  told: (cost: number) => number
}

/** What exists, what is decided beforehand, and what may be spent, divided by what all spending is a multiple of. */
export const rulesOf = ({
  existing,
  fixed,
  budget,
}: Pick<SiteInput, 'existing' | 'fixed' | 'budget'>): Omit<SiteRules, 'count'> => ({
  ...(existing && { existing }),
  ...(fixed && { fixed }),
  ...(budget && { budget: dividedBudget(budget) }),
})

function dividedBudget({ spend, limit }: SiteBudget): { spend: Float64Array; limit: number } {
  const step = spend.reduce((all, one) => greatestCommon(all, one), 0) || 1
  return { spend: spend.map((one) => one / step), limit: Math.floor(limit / step) }
}

/** The share of the worst-off, in thousandths. */
export const TENTH = 100

/** How many are the worst-off, in parts of weights: at least one. */
export function worstOff({ weights, share }: Pick<SiteInput, 'weights' | 'share'>): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Math.max(1, Math.ceil((total * (share ?? TENTH)) / 1000))
}

export const isCapacitated = (model: SiteModel): boolean => model === 'cpmedian' || model === 'cmclp'

/** What one unit is told in: parts of ways, of weights, or both. */
export function partsOf({
  model,
  wayParts,
  weightParts,
  weights,
  share,
}: Pick<SiteInput, 'model' | 'wayParts' | 'weightParts' | 'weights' | 'share'>): number {
  switch (model) {
    case 'pmedian':
    case 'cpmedian':
      return wayParts * weightParts
    case 'mclp':
    case 'cmclp':
      return weightParts
    case 'lscp':
      return 1
    case 'pcenter':
    case 'fair':
      return wayParts
    case 'worst':
      // a mean of so many
      return wayParts * worstOff({ weights, share })
  }
}

/** The problem of every model but `pcenter`, with its costs divided by what all are multiples of. */
export function problemOf(input: SiteInput): WholeProblem {
  const { model, count, table, weights } = input
  const rules = { count, ...rulesOf(input) }
  const reach = input.reach ?? Infinity
  const problem =
    model === 'mclp' || model === 'cmclp'
      ? maximalCovering(table, weights, rules, { full: reach, none: reach + 1 })
      : model === 'lscp'
        ? setCovering(table, reach, rules)
        : model === 'cpmedian'
          ? pMedian(withinReach(table, reach), weights, rules)
          : pMedian(table, weights, rules)
  const step = stepOf(problem)
  const divided = (values: Float64Array): Float64Array => values.map((value) => value / step)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return {
    problem: {
      ...problem,
      rows: { ...problem.rows, cost: divided(problem.rows.cost) },
      unserved: divided(problem.unserved),
      price: divided(problem.price),
    },
    told:
      model === 'mclp' || model === 'cmclp'
        ? (cost) => total - (cost * step) / COVERAGE_PARTS
        : (cost) => cost * step,
  }
}

/** Ways up to the reach. */
export function withinReach(table: WayTable, reach: number): WayTable {
  if (reach === Infinity) return table
  const start = new Int32Array(table.demandCount + 1)
  const kept: number[] = []
  for (let i = 0; i < table.demandCount; i++) {
    for (let at = table.start[i]!; at < table.start[i + 1]! && table.way[at]! <= reach; at++) kept.push(at)
    start[i + 1] = kept.length
  }
  return {
    ...table,
    start,
    site: Int32Array.from(kept, (at) => table.site[at]!),
    way: Float64Array.from(kept, (at) => table.way[at]!),
  }
}

/** The same with what each demand takes and each site holds. */
export function capacityProblemOf(input: SiteInput): WholeProblem & { problem: CapacityProblem } {
  const { problem, told } = problemOf(input)
  const capacity = input.capacity ?? new Float64Array(problem.siteCount).fill(Infinity)
  return { problem: { ...problem, load: input.load ?? input.weights, capacity }, told }
}

/** What makes a question without any answer one that has one. @throws NoAnswer */
export function mustBeAnswerable(input: SiteInput): void {
  const { model, count, table, existing, sites, demands, unit, wayParts } = input
  if (demands.length === 0) throw new NoAnswer('found nobody to serve, expected at least one demand over 0')
  if (sites.length === 0) throw new NoAnswer('found no sites, expected at least one')
  if (count !== null && count > sites.length)
    throw new NoAnswer(`found p ${count} and ${sites.length} sites, expected p from 1 to ${sites.length}`)
  const mayOpen = sites.length - (input.fixed?.filter((how) => how === -1).length ?? 0)
  if (count !== null && count > mayOpen)
    throw new NoAnswer(
      `found p ${count} and ${mayOpen} sites that may be opened, expected p from 1 to ${mayOpen}`,
    )
  const limit = (model === 'lscp' || model === 'cpmedian' ? input.reach : null) ?? Infinity
  if (model === 'mclp' || model === 'cmclp') return
  if (model === 'cpmedian') mustHold(input)
  const left = table.way.length === 0 && !existing ? demands.map((_, i) => i) : lost(input, limit)
  if (left.length === 0) return
  const needed = left.map((i) =>
    Math.min(
      table.start[i]! < table.start[i + 1]! ? table.way[table.start[i]!]! : Infinity,
      existing?.[i] ?? Infinity,
    ),
  )
  const most = Math.max(...needed)
  const whom = `${left.length} of ${demands.length} demands (first: ${demands[left[0]!]})`
  throw new NoAnswer(
    limit === Infinity
      ? `${whom} are connected to no site; expected a site that each can reach, or such demands left out`
      : `${whom} are within ${limit / wayParts} ${unit} of no site; ${most === Infinity ? 'some are connected to none' : `all are from ${most / wayParts} on`}`,
  )
}

function lost({ table, existing }: SiteInput, limit: number): number[] {
  const never = outOfReach(table, Math.min(limit, Number.MAX_VALUE), existing ?? undefined)
  return never
}

/** Capacities that cannot hold all, by how much, and how many sites would. @throws NoAnswer */
function mustHold(input: SiteInput): void {
  const { count, weightParts, demands, sites } = input
  const { problem } = capacityProblemOf(input)
  const { load, capacity, rows, unserved } = problem
  const missing = missingCapacity(problem)
  if (missing > 0) {
    const needed = load.reduce((sum, one, i) => (unserved[i] === Infinity ? sum + one : sum), 0)
    let [held, few] = [0, 0]
    for (const one of Array.from(capacity).sort((a, b) => b - a)) {
      if (held >= needed) break
      held += one
      few++
    }
    throw new NoAnswer(
      `found ${needed / weightParts} to be served, and ${(needed - missing) / weightParts} that the ${count} largest sites hold: ${missing / weightParts} too few; expected ${held >= needed ? `p ${few} or more, or larger sites` : `larger sites: all ${sites.length} together hold ${held / weightParts}`}`,
    )
  }
  for (let i = 0; i < problem.demandCount; i++) {
    if (unserved[i]! < Infinity || rows.start[i] === rows.start[i + 1]) continue
    let largest = 0
    for (let at = rows.start[i]!; at < rows.start[i + 1]!; at++)
      largest = Math.max(largest, capacity[rows.site[at]!]!)
    if (largest < load[i]!)
      throw new NoAnswer(
        `found ${load[i]! / weightParts} at ${demands[i]!}, and ${largest / weightParts} that the largest site it reaches holds: ${(load[i]! - largest) / weightParts} too few; expected it in smaller parts, or a larger site`,
      )
  }
}
