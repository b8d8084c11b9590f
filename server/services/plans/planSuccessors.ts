/** Who takes over from grids that a plan ends: chosen and kept with the draft, or given with the question. */
import type { ChooseSuccessor } from '../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { keepSuccessor, keptSuccessors } from '../../db/planSuccessors.ts'
import { unitCodesBelow } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { currentPlan } from './currentPlan.ts'
import type { PlanOutcome } from './planOutcome.ts'
import { lockDraft, tellOf } from './plans.ts'

/**
 * By code. What was kept for a grid that goes on after all, or of a grid that was merged away since, has no effect.
 * @param given  comes before what was kept
 */
export async function chosenSuccessors(
  tx: Queryable,
  planId: string,
  { grids, ended }: PlanOutcome,
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const codes = new Map(grids.map(({ grid, code }) => [grid.key, code]))
  const ends = new Set(ended.map(({ code }) => code as string))
  const kept = [...(await keptSuccessors(tx, planId))].flatMap(([code, key]) => {
    const successor = codes.get(key)
    return successor !== undefined && ends.has(code) ? [[code, successor] as const] : []
  })
  return { ...Object.fromEntries(kept), ...given }
}

/** @throws Refusal `plan.unknown`, `plan.isPublished`, `plan.successorUnknown` */
export const chooseSuccessor = (
  app: App,
  viewer: Viewer,
  { id, ended, key }: ChooseSuccessor,
): Promise<void> =>
  tellOf(app, viewer, 'planSuccessorChosen', async (tx) => {
    const row = await lockDraft(tx, id)
    const { plan } = await currentPlan(app, tx, id, row.version)
    if (!plan.grids.has(key) || !(await unitCodesBelow(tx, row.areaPath)).includes(ended))
      throw new Refusal('BAD_REQUEST', 'plan.successorUnknown', { code: ended, successor: key })
    await keepSuccessor(tx, id, ended, key, viewer.userName)
    return { answer: undefined, plan: row }
  })
