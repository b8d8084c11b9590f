/**
 * How good the suggestions of who were: of the dispatches of a period, how many were returned before anybody was given the
 * issue anew, by whether the first suggestion was taken, another of them, or none. From the events alone.
 */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { Count, DayRange } from './figures.ts'

export const AccuracyInput = z.object({
  span: z.union([z.enum(['day', 'week', 'month']), DayRange]),
  at: Day.optional(),
})

/** `first` suggestion, another of those (`further`), or somebody who was not suggested (`own`). */
export const FOLLOWED = ['first', 'further', 'own'] as const
export type FollowedKind = (typeof FOLLOWED)[number]

export const AccuracyRow = z.object({
  /** Class, or code of the community; '' for what has none. */
  key: z.string(),
  /** Returned, of those dispatched. */
  counts: z.record(z.enum(FOLLOWED), Count),
})
export type AccuracyRow = z.infer<typeof AccuracyRow>

export const Accuracy = z.object({
  period: DayRange,
  total: z.record(z.enum(FOLLOWED), Count),
  byClass: z.array(AccuracyRow),
  byCommunity: z.array(AccuracyRow),
  /** Dispatched when nothing was suggested, or before suggestions were kept. */
  without: z.number(),
})
export type Accuracy = z.infer<typeof Accuracy>

/** Dispatches of one class, community and kind. */
export interface DispatchCount {
  class: string
  community: string
  kind: FollowedKind
  returned: number
  dispatched: number
}

const none = (): AccuracyRow['counts'] => ({ first: [0, 0], further: [0, 0], own: [0, 0] })

const dispatchedIn = ({ counts }: AccuracyRow): number =>
  FOLLOWED.reduce((sum, kind) => sum + counts[kind][1], 0)

/** Rows of the most dispatches first. */
export function sumAccuracy(
  found: readonly DispatchCount[],
): Pick<Accuracy, 'total' | 'byClass' | 'byCommunity'> {
  const total = none()
  const rows = { class: new Map<string, AccuracyRow>(), community: new Map<string, AccuracyRow>() }
  for (const one of found) {
    const sums = [total]
    for (const by of ['class', 'community'] as const) {
      const row = rows[by].get(one[by]) ?? { key: one[by], counts: none() }
      rows[by].set(one[by], row)
      sums.push(row.counts)
    }
    for (const counts of sums) {
      counts[one.kind][0] += one.returned
      counts[one.kind][1] += one.dispatched
    }
  }
  const sorted = (of: ReadonlyMap<string, AccuracyRow>): AccuracyRow[] =>
    [...of.values()].sort((a, b) => dispatchedIn(b) - dispatchedIn(a) || a.key.localeCompare(b.key))
  return { total, byClass: sorted(rows.class), byCommunity: sorted(rows.community) }
}
