/**
 * What looking after a grid takes: minutes a month, from what it holds and weights that the office sets. The weights
 * that come with the program are guesses to begin from, no standard.
 */
import { z } from 'zod'
import type { AreaFigures } from './planFigures.ts'

/** What is weighed; `walk` are minutes on foot across the grid, `flights` the stairs to all households once. */
export const WORKLOAD_PARTS = [
  'households',
  'over64',
  'openIssues',
  'yearIssues',
  'visits',
  'walk',
  'flights',
] as const
export type WorkloadPart = (typeof WORKLOAD_PARTS)[number]

/** Minutes a month for one of each. */
const Weight = z.number().min(0).max(10_000)
export const WorkloadWeights = z.strictObject({
  households: Weight,
  over64: Weight,
  openIssues: Weight,
  yearIssues: Weight,
  visits: Weight,
  walk: Weight,
  flights: Weight,
})
export type WorkloadWeights = z.infer<typeof WorkloadWeights>

export const DEFAULT_WEIGHTS: WorkloadWeights = {
  households: 8,
  over64: 12,
  openIssues: 60,
  yearIssues: 5,
  visits: 30,
  walk: 40,
  flights: 0.5,
}

/** null: not known, or not to be seen by whoever asks. */
export type WorkloadAmounts = Readonly<Record<WorkloadPart, number | null>>

export interface Workload {
  /** A month. */
  minutes: number
  /** Parts that have a weight, and are not known. */
  without: WorkloadPart[]
}

export function workloadOf(amounts: WorkloadAmounts, weights: WorkloadWeights): Workload {
  let minutes = 0
  const without: WorkloadPart[] = []
  for (const part of WORKLOAD_PARTS) {
    if (weights[part] === 0) continue
    const amount = amounts[part]
    if (amount === null) without.push(part)
    else minutes += weights[part] * amount
  }
  return { minutes, without }
}

/**
 * What of a grid is weighed. Nothing here tells which visits are due: until something does, their weight has no effect,
 * and `workloadOf` says so.
 * @param walkSeconds  across the grid; null: not known
 */
export const amountsOf = (
  { households, over64, openIssues, yearIssues, flights }: AreaFigures,
  walkSeconds: number | null,
): WorkloadAmounts => ({
  households,
  over64,
  openIssues,
  yearIssues,
  visits: null,
  walk: walkSeconds === null ? null : walkSeconds / 60,
  flights,
})

/**
 * Floors from which on a building with flats has a lift (GB 50096-2011, 6.4.1: seven and more). Lifts themselves are in no
 * register here.
 */
export const LIFT_FLOORS = 7

/** Flights of stairs up to the mean flat: half of the floors above the first, none with a lift. */
export const flightsToFlat = (floors: number | null): number =>
  floors === null || floors < 2 || floors >= LIFT_FLOORS ? 0 : (floors - 1) / 2
