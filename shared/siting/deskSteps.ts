/** Small steps between a question and its problem. */
import type { Rings } from './candidates.ts'
import { type RunnerUp, runnersUp } from './runnersUp.ts'
import type { SiteProblem } from './siteProblem.ts'
import type { SitingQuestion } from './sitingQuestion.ts'
import type { WalkedWays } from './sumOfSites.ts'
import { nearestWays, onlyDemands } from './wayTable.ts'

/** Without demands that nobody reaches: no choice changes anything for them. */
export function without(ways: WalkedWays, left: readonly number[]): WalkedWays {
  if (left.length === 0) return ways
  const { table, existing, before, demands, weights } = ways
  const isLeft = new Set(left)
  const kept = Int32Array.from(Array.from(demands.keys()).filter((i) => !isLeft.has(i)))
  return {
    table: onlyDemands(table, kept),
    existing: Float64Array.from(kept, (i) => existing[i]!),
    ...(before && { before: Float64Array.from(kept, (i) => before[i]!) }),
    demands: kept.map((i) => demands[i]!),
    weights: Float64Array.from(kept, (i) => weights[i]!),
  }
}

/** Of the new ones: existing points that are kept have no other place. */
export const nextBest = (problem: SiteProblem, open: readonly number[], newCount: number): RunnerUp[] =>
  runnersUp(problem, open).filter((_, at) => open[at]! < newCount)

export function furthestOf({ table, existing }: WalkedWays, open: readonly number[]): number {
  return nearestWays(table, open).reduce((most, way, i) => Math.max(most, Math.min(way, existing[i]!)), 0)
}

export const partsOfLimit = ({ budget }: SitingQuestion, parts: number): number =>
  Math.round((budget?.limit ?? 0) * parts)

export function boxOf(rings: Rings): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of rings.flat()) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}
