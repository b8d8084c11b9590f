/**
 * The plan as it is now: what was written out whole last, and the edits since. The newest state of a few plans is kept,
 * so that an edit need not read the plan again.
 */
import {
  type Plan,
  type PlanDocument,
  applyPlanChange,
  documentOf,
  planOf,
} from '../../../shared/plans/planDocument.ts'
import type { App } from '../../app/app.ts'
import { editsAfter, writePlan, writtenPlan } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'

export interface CurrentPlan {
  version: number
  plan: Plan
}

const KEPT = 8
/** After so many edits the plan is written out whole. */
const WRITTEN_EVERY = 50

const kept = new WeakMap<App, Map<string, CurrentPlan>>()

/**
 * @param version  of the row, read before in the same transaction; others may have edited since, so what comes is of
 *   this version or, where the plan has just been written out whole, of a newer one
 */
export async function currentPlan(
  app: App,
  on: Queryable,
  id: string,
  version: number,
): Promise<CurrentPlan> {
  const known = kept.get(app)?.get(id)
  if (known?.version === version) return known
  let at: CurrentPlan
  if (known && known.version < version) at = known
  else {
    const written = await writtenPlan(on, id)
    at = { version: written.version, plan: planOf(written.document) }
  }
  let { plan } = at
  let number = at.version
  while (number < version) {
    const edits = await editsAfter(on, id, number)
    if (edits.length === 0) throw new Error(`plan ${id}: edits after ${number} are missing`)
    for (const edit of edits) {
      // What came in since the row was read is not of this version.
      if (edit.number > version) break
      plan = applyPlanChange(plan, edit.change)
      number = edit.number
    }
  }
  return { version: number, plan }
}

/** Keeps a state that the database has; call after the transaction. */
export function keepPlan(app: App, id: string, current: CurrentPlan): void {
  const plans = kept.get(app) ?? new Map<string, CurrentPlan>()
  kept.set(app, plans)
  plans.delete(id)
  plans.set(id, current)
  if (plans.size > KEPT) plans.delete(plans.keys().next().value!)
}

/** Writes the plan out whole now and then, so that few edits have to be read to open it. */
export async function writeNowAndThen(
  tx: Queryable,
  id: string,
  { version, plan }: CurrentPlan,
): Promise<void> {
  if (version % WRITTEN_EVERY === 0) await writePlan(tx, id, version, documentOf(plan))
}

export const documentNow = async (
  app: App,
  on: Queryable,
  id: string,
  version: number,
): Promise<{ version: number; document: PlanDocument }> => {
  const current = await currentPlan(app, on, id, version)
  keepPlan(app, id, current)
  return { version: current.version, document: documentOf(current.plan) }
}
