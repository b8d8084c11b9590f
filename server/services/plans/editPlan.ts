/**
 * One edit of a plan. Whoever edits says which version they saw: edits of others since then stay, and this one is put on
 * top of them where both touch different borders and grids; else it is refused and nothing is lost.
 */
import { ChangeConflict } from '../../../shared/coverage/coverage.ts'
import { faultOfChange } from '../../../shared/plans/checkPlan.ts'
import { type Plan, type PlanChange, applyPlanChange } from '../../../shared/plans/planDocument.ts'
import type { EditPlan } from '../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { editsAfter, insertEdit } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { announce } from '../../live/events.ts'
import { type CurrentPlan, currentPlan, keepPlan, writeNowAndThen } from './currentPlan.ts'
import { lockDraft } from './plans.ts'

/**
 * @returns the plan's version with the edit
 * @throws Refusal `plan.unknown`, `plan.isPublished`, `plan.conflict`, `plan.stale`, and `plan.` with a `PlanFaultKey`
 */
export async function editPlan(
  app: App,
  viewer: Viewer,
  { id, base, change, of }: EditPlan,
): Promise<{ version: number }> {
  const next = await asViewer(app.db, viewer, async (tx): Promise<CurrentPlan> => {
    const { version } = await lockDraft(tx, id)
    if (base > version || (of !== undefined && of > version)) throw new Refusal('BAD_REQUEST', 'plan.stale')
    const now = await currentPlan(app, tx, id, version)
    let plan: Plan
    try {
      plan = changedPlan(now.plan, change)
    } catch (error) {
      if (base < version) throw await conflict(tx, id, base, change)
      throw error
    }
    const made = { version: version + 1, plan }
    await insertEdit(tx, {
      id,
      number: made.version,
      change,
      of: of ?? null,
      by: viewer.userName,
      gridCount: plan.grids.size,
    })
    await writeNowAndThen(tx, id, made)
    await asOffice(tx)
    await announce(tx, 'plans', 1)
    return made
  })
  keepPlan(app, id, next)
  void app.live.look()
  return { version: next.version }
}

/** @throws Refusal where the change was made on something else, or breaks the plan */
function changedPlan(before: Plan, change: PlanChange): Plan {
  let after: Plan
  try {
    after = applyPlanChange(before, change)
  } catch (error) {
    if (error instanceof ChangeConflict) throw new Refusal('CONFLICT', 'plan.stale')
    throw error
  }
  const fault = faultOfChange(before, after, change)
  if (fault) throw new Refusal('BAD_REQUEST', `plan.${fault}`)
  return after
}

/** Who changed the same since: the newest edit that touches it, else the newest of all. */
async function conflict(tx: Queryable, id: string, base: number, change: PlanChange): Promise<Refusal> {
  const since = (await editsAfter(tx, id, base)).reverse()
  const arcs = new Set(change.arcs.map(({ name }) => name))
  const keys = new Set(change.grids.map(({ key }) => key))
  const other =
    since.find(
      (edit) =>
        edit.change.arcs.some(({ name }) => arcs.has(name)) ||
        edit.change.grids.some(({ key }) => keys.has(key)),
    ) ?? since[0]!
  return new Refusal('CONFLICT', 'plan.conflict', { by: other.by, at: other.at, what: other.what })
}
