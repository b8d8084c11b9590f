/** Two kept plans, or a plan and a day, compared as the page compares them. */
import { demandFrom } from '../../../shared/circles/demand.ts'
import { today } from '../../../shared/domain/dates.ts'
import { comparePlans, type PlanComparison } from '../../../shared/plans/comparePlans.ts'
import { planOf } from '../../../shared/plans/planDocument.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { linkedPoints } from '../../db/planEffects.ts'
import { demandColumns } from '../circleDemand.ts'
import { planDivision } from './planDivision.ts'
import { openPlan, planOrRefuse } from './plans.ts'

export interface ComparedKept {
  before: { id: string } | { on: string }
  after: { id: string }
}

/** @throws Refusal `plan.unknown`, `plan.nothingInForce` */
export async function compareKept(
  app: App,
  viewer: Viewer,
  { before, after }: ComparedKept,
): Promise<PlanComparison> {
  const document =
    'id' in before
      ? (await openPlan(app, viewer, before.id)).document
      : await planDivision(app, viewer, { id: after.id, on: before.on })
  const other = await openPlan(app, viewer, after.id)
  const { unitByCode } = await app.snapshots.at(today())
  const points = await asViewer(app.db, viewer, async (tx) =>
    linkedPoints(tx, 'issue', (await planOrRefuse(tx, after.id)).areaPath),
  )
  return comparePlans(
    planOf(document),
    planOf(other.document),
    {
      demand: demandFrom(await demandColumns(app, viewer)),
      issues: { lons: points.map(({ lon }) => lon), lats: points.map(({ lat }) => lat) },
    },
    (code) => code !== null && unitByCode.get(code)?.kind === 'dedicated',
  )
}
