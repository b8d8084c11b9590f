/**
 * What a plan would make of the units, kept while its lists are read page by page: by plan, version and day, until units
 * change. What is made of an outcome (places in the plan, homes that move) is kept with it.
 */
import { today } from '../../../shared/domain/dates.ts'
import type { App } from '../../app/app.ts'
import { publishedUnits } from '../../db/planPublishing.ts'
import type { PlanRow } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { newestOfKind } from '../../live/events.ts'
import type { CurrentPlan } from './currentPlan.ts'
import { type PlanOutcome, planOutcome } from './planOutcome.ts'

const KEPT = 8

const kept = new WeakMap<App, Map<string, PlanOutcome>>()

/** Another number after every change of units. Read before the transaction: viewers read no events. */
export const unitsRevision = (app: App): Promise<number> => newestOfKind(app.db.pool, 'units')

/**
 * Of a published plan as it was decided, without hindrances.
 * @param on  the day from which it would be in force; of a published plan the day before
 * @param revision  of the units, read before
 */
export async function keptOutcome(
  app: App,
  tx: Queryable,
  row: PlanRow,
  current: CurrentPlan,
  on: string,
  revision: number,
): Promise<PlanOutcome> {
  const key = [row.id, current.version, row.publishOn, on, revision, today()].join(' ')
  const outcomes = kept.get(app) ?? new Map<string, PlanOutcome>()
  kept.set(app, outcomes)
  const outcome = outcomes.get(key) ?? (await makeOutcome(tx, row, current, on))
  // The one that was asked for last goes last.
  outcomes.delete(key)
  outcomes.set(key, outcome)
  if (outcomes.size > KEPT) outcomes.delete(outcomes.keys().next().value!)
  return outcome
}

async function makeOutcome(
  tx: Queryable,
  row: PlanRow,
  { plan }: CurrentPlan,
  on: string,
): Promise<PlanOutcome> {
  if (row.publishOn === null) return planOutcome(tx, row, plan, on)
  const { made } = await publishedUnits(tx, row.id)
  return { ...(await planOutcome(tx, row, plan, on, made)), hindrances: [] }
}
