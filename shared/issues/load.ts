/** Work against the people who do it, grid by grid. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { DayRange } from './figures.ts'

export const LoadInput = z.object({ at: Day.optional() })

export const LoadRow = z.object({
  unit: z.string(),
  /** On duty on the day: grid workers, not leaders or specialists. */
  workers: z.number(),
  open: z.number(),
  late: z.number(),
  /** Reported in the year. */
  year: z.number(),
})
export type LoadRow = z.infer<typeof LoadRow>

export const Load = z.object({ year: DayRange, rows: z.array(LoadRow) })
export type Load = z.infer<typeof Load>

export const LOAD_YEAR_DAYS = 365

export const LOADS = ['open', 'year'] as const
export type LoadKind = (typeof LOADS)[number]

/** null where nobody is on duty: then no number says how much is too much. */
export const perWorker = (row: LoadRow, kind: LoadKind): number | null =>
  row.workers === 0 ? null : row[kind] / row.workers

/** Of all grids together: what one of them is compared with. */
export function meanLoad(rows: readonly LoadRow[], kind: LoadKind): number | null {
  const workers = rows.reduce((sum, row) => sum + row.workers, 0)
  return workers === 0 ? null : rows.reduce((sum, row) => sum + row[kind], 0) / workers
}

/** From so many times the mean on, load and people do not match. */
const FAR_FROM_MEAN = 1.5

export const MATCHES = ['nobody', 'over', 'fits', 'under'] as const
export type Match = (typeof MATCHES)[number]

/** Whether the people of a grid fit its work: half as much again as the mean is too much, a share as small too little. */
export function matchOf(row: LoadRow, kind: LoadKind, mean: number | null): Match {
  const own = perWorker(row, kind)
  if (own === null) return row[kind] > 0 ? 'nobody' : 'fits'
  if (mean === null || mean === 0) return 'fits'
  if (own >= FAR_FROM_MEAN * mean) return 'over'
  return own * FAR_FROM_MEAN <= mean ? 'under' : 'fits'
}
