/**
 * What a question of siting is made of, apart from how it is solved: ways and weights in whole parts of a unit, a model
 * and its numbers. Answers are told in the same parts, and can be checked from this alone.
 */
import { COVERAGE_PARTS, maximalCovering, outOfReach, pMedian, setCovering } from './models.ts'
import type { SiteProblem } from './siteProblem.ts'
import type { WayTable } from './wayTable.ts'

/** Shortest total walk; most people within reach; fewest points that reach all; shortest furthest walk. */
export const SITE_MODELS = ['pmedian', 'mclp', 'lscp', 'pcenter'] as const
export type SiteModel = (typeof SITE_MODELS)[number]

export interface SiteInput {
  model: SiteModel
  /** Sites to open; null for `lscp`. */
  count: number | null
  /** In parts of ways, for `mclp` and `lscp`; null otherwise. */
  reach: number | null
  table: WayTable
  /** By demand, whole numbers over 0. */
  weights: Float64Array
  /** By demand: the way to the nearest point that exists and stays; null where there are none at all. */
  existing: Float64Array | null
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

/** The problem of every model but `pcenter`, with its costs divided by what all are multiples of. */
export function problemOf(input: SiteInput): WholeProblem {
  const { model, count, table, weights } = input
  const rules = { count, ...(input.existing && { existing: input.existing }) }
  const reach = input.reach ?? Infinity
  const problem =
    model === 'mclp'
      ? maximalCovering(table, weights, rules, { full: reach, none: reach + 1 })
      : model === 'lscp'
        ? setCovering(table, reach, rules)
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
    told: model === 'mclp' ? (cost) => total - (cost * step) / COVERAGE_PARTS : (cost) => cost * step,
  }
}

/** What makes a question without any answer one that has one. @throws NoAnswer */
export function mustBeAnswerable(input: SiteInput): void {
  const { model, count, table, existing, sites, demands, unit, wayParts } = input
  if (demands.length === 0) throw new NoAnswer('found nobody to serve, expected at least one demand over 0')
  if (sites.length === 0) throw new NoAnswer('found no sites, expected at least one')
  if (count !== null && count > sites.length)
    throw new NoAnswer(`found p ${count} and ${sites.length} sites, expected p from 1 to ${sites.length}`)
  const limit = model === 'lscp' ? input.reach! : Infinity
  if (model === 'mclp') return
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
