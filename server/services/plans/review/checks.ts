/**
 * The four checks before a plan is published: lawful, reasonable, feasible, controllable. People give the verdicts, with
 * name and reason; what the program knows stands beside. A verdict is on the plan as it was looked at.
 */
import {
  CHECK_KINDS,
  type CheckKind,
  type CheckPlan,
  LONGEST_REASON,
  missingChecks,
  type PlanChecks,
} from '../../../../shared/plans/reviewRecord.ts'
import type { DivisionOn } from '../../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../../access/viewer.ts'
import type { App } from '../../../app/app.ts'
import { Refusal } from '../../../app/refusal.ts'
import { asViewer } from '../../../db/database.ts'
import { insertCheck, newestChecks, noteDespite, publishedDespite } from '../../../db/planReview.ts'
import type { PlanRow } from '../../../db/plans.ts'
import type { Queryable } from '../../../db/sql.ts'
import { lockDraft, planOrRefuse, tellOf } from '../plans.ts'
import { checkFacts } from './checkFacts.ts'

type Given = PlanChecks['checks'][number]['given']

async function givenChecks(tx: Queryable, { id, version }: Pick<PlanRow, 'id' | 'version'>) {
  const newest = new Map((await newestChecks(tx, id)).map((check) => [check.kind, check]))
  return CHECK_KINDS.map((kind): { kind: CheckKind; given: Given } => {
    const found = newest.get(kind)
    if (!found) return { kind, given: null }
    const { verdict, reason, by, at } = found
    return { kind, given: { verdict, reason, by, at, isStale: found.version !== version } }
  })
}

/**
 * The version is read first: what is known may be newer, and is then asked for again, but never older than it says.
 * @throws Refusal `plan.unknown`
 */
export async function planChecks(app: App, viewer: Viewer, input: DivisionOn): Promise<PlanChecks> {
  const plan = await asViewer(app.db, viewer, (tx) => planOrRefuse(tx, input.id))
  const facts = await checkFacts(app, viewer, input)
  return asViewer(app.db, viewer, async (tx) => ({
    version: plan.version,
    checks: (await givenChecks(tx, plan)).map((check) => ({ ...check, facts: facts[check.kind] })),
    despite: await publishedDespite(tx, input.id),
  }))
}

/** @throws Refusal `plan.unknown`, `plan.isPublished`, `plan.changedMeanwhile` */
export const checkPlan = (app: App, viewer: Viewer, input: CheckPlan): Promise<void> =>
  tellOf(app, viewer, 'planChecked', async (tx) => {
    const plan = await lockDraft(tx, input.id)
    if (plan.version !== input.version)
      throw new Refusal('CONFLICT', 'plan.changedMeanwhile', { by: plan.by, name: plan.name })
    await insertCheck(tx, input, viewer.accountId, viewer.userName)
    return { answer: undefined, plan }
  })

/**
 * Before a plan is published: what is missing needs a reason, which is kept.
 * @param tx  as the office, within the transaction that publishes
 * @returns what is missing, and the reason given; null where nothing is
 * @throws Refusal `plan.checksMissing` where checks are missing and no reason is given
 */
export async function passChecks(
  tx: Queryable,
  plan: Pick<PlanRow, 'id' | 'version'>,
  on: string,
  { by, despite }: { by: string; despite: string | undefined },
): Promise<{ missing: readonly CheckKind[]; reason: string } | null> {
  const missing = missingChecks(await givenChecks(tx, plan))
  if (missing.length === 0) return null
  const reason = despite?.trim().slice(0, LONGEST_REASON) ?? ''
  if (reason === '') throw new Refusal('CONFLICT', 'plan.checksMissing', { count: missing.length })
  await noteDespite(tx, plan.id, { on, missing, reason, by })
  return { missing, reason }
}
