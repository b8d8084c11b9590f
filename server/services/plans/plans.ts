/** Plans of grids as they are listed, opened, named, removed. Rows are read and written as the viewer. */
import { today } from '../../../shared/domain/dates.ts'
import type { OpenPlan, PlanEdits, PlanHead, RenamePlan } from '../../../shared/plans/planRecord.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { countAnswers, lockSurveysOf } from '../../db/planOpinions.ts'
import { publishedDespite } from '../../db/planReview.ts'
import {
  type PlanRow,
  deletePlan,
  editsAfter,
  findPlan,
  importReport,
  lockPlan,
  newestEdits,
  planRows,
  renamePlan,
} from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { announce } from '../../live/events.ts'
import { documentNow } from './currentPlan.ts'

export const plans = (app: App, viewer: Viewer): Promise<PlanHead[]> =>
  asViewer(app.db, viewer, (tx) => planRows(tx, today()))

/** @throws Refusal `plan.unknown` */
export async function planOrRefuse(on: Queryable, id: string): Promise<PlanRow> {
  const found = await findPlan(on, id, today())
  if (!found) throw new Refusal('NOT_FOUND', 'plan.unknown')
  return found
}

/** A plan that can be worked on, and that nobody else changes until the transaction ends. */
export async function lockDraft(tx: Queryable, id: string): Promise<PlanRow> {
  if (!(await lockPlan(tx, id))) throw new Refusal('NOT_FOUND', 'plan.unknown')
  const plan = await planOrRefuse(tx, id)
  if (plan.publishOn !== null)
    throw new Refusal('CONFLICT', 'plan.isPublished', { name: plan.name, day: plan.publishOn })
  return plan
}

/** @throws Refusal `plan.unknown` */
export const openPlan = (app: App, viewer: Viewer, id: string): Promise<OpenPlan> =>
  asViewer(app.db, viewer, async (tx) => {
    const head = await planOrRefuse(tx, id)
    return {
      ...head,
      ...(await documentNow(app, tx, id, head.version)),
      report: await importReport(tx, id),
      edits: await newestEdits(tx, id),
    }
  })

/** @throws Refusal `plan.unknown` */
export const planEdits = (app: App, viewer: Viewer, id: string, after: number): Promise<PlanEdits> =>
  asViewer(app.db, viewer, async (tx) => {
    const { version } = await planOrRefuse(tx, id)
    return { version, edits: await editsAfter(tx, id, after) }
  })

/** @throws Refusal `plan.unknown`, `plan.isPublished` */
export const renameKeptPlan = (app: App, viewer: Viewer, input: RenamePlan): Promise<PlanHead> =>
  tellOf(app, viewer, 'planRenamed', async (tx) => {
    await lockDraft(tx, input.id)
    await renamePlan(tx, input, viewer.userName)
    const renamed = await planOrRefuse(tx, input.id)
    return { answer: renamed, plan: renamed }
  })

/**
 * What people said of a plan, and why it was published unchecked, stays: such a plan is not deleted.
 * @throws Refusal `plan.unknown`, `plan.isPublished`, `plan.hasAnswers`, `plan.hasReasons`
 */
export const removePlan = (app: App, viewer: Viewer, id: string): Promise<void> =>
  tellOf(app, viewer, 'planRemoved', async (tx) => {
    const plan = await lockDraft(tx, id)
    await lockSurveysOf(tx, id)
    const count = await countAnswers(tx, id)
    if (count > 0) throw new Refusal('CONFLICT', 'plan.hasAnswers', { name: plan.name, count })
    if ((await publishedDespite(tx, id)).length > 0)
      throw new Refusal('CONFLICT', 'plan.hasReasons', { name: plan.name })
    await deletePlan(tx, id)
    return { answer: undefined, plan }
  })

/** The rows as the viewer; then, as the office, the trace: the log is closed to viewers. */
export async function tellOf<Answer>(
  app: App,
  viewer: Viewer,
  action: string,
  work: (tx: Queryable) => Promise<{ answer: Answer; plan: Pick<PlanRow, 'id' | 'name' | 'areaPath'> }>,
): Promise<Answer> {
  const answer = await asViewer(app.db, viewer, async (tx) => {
    const { answer: done, plan } = await work(tx)
    await asOffice(tx)
    await appendAudit(tx, viewer, {
      action,
      subjectKind: 'plan',
      subjectId: plan.id,
      note: plan.name,
      areaPath: plan.areaPath,
    })
    await announce(tx, 'plans', 1)
    return done
  })
  void app.live.look()
  return answer
}
