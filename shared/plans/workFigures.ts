/** How evenly work is spread over the grids of a division, and how far these are on foot: the whole in a few figures. */
import { spreadOf } from './planFigures.ts'
import type { Workload, WorkloadPart } from './workload.ts'

export interface GridWork {
  workload: Workload
  /** Across the grid; null: not known. */
  walkSeconds: number | null
}

export interface WorkFigures {
  /** Standard deviation over the mean. */
  spread: number | null
  /** A month. */
  meanMinutes: number | null
  /** Of grids whose walk is known. */
  walkMeanSeconds: number | null
  walkMostSeconds: number | null
  /** Parts that have a weight, and are not known of some grid. */
  without: ReadonlySet<WorkloadPart>
}

const meanOf = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, one) => sum + one, 0) / values.length : null

/** @param grids  those that are not dedicated */
export function workFigures(grids: readonly GridWork[]): WorkFigures {
  const minutes = grids.map(({ workload }) => workload.minutes)
  const walks = grids.flatMap(({ walkSeconds }) => walkSeconds ?? [])
  return {
    spread: spreadOf(minutes),
    meanMinutes: meanOf(minutes),
    walkMeanSeconds: meanOf(walks),
    walkMostSeconds: walks.length > 0 ? Math.max(...walks) : null,
    without: new Set(grids.flatMap(({ workload }) => workload.without)),
  }
}
