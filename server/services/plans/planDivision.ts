/** The grids of a plan's scope as they are in force on a day, in the form of a plan: what a plan is compared with. */
import { type PlanDocument } from '../../../shared/plans/planDocument.ts'
import type { DivisionOn } from '../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asViewer } from '../../db/database.ts'
import { uncoveredParts, unitAreas } from '../../db/unitAreas.ts'
import { fromGrids, GAP_METERS } from './createPlan.ts'
import { planOrRefuse } from './plans.ts'

/** @throws Refusal `plan.unknown`, `plan.nothingInForce` */
export const planDivision = (app: App, viewer: Viewer, { id, on }: DivisionOn): Promise<PlanDocument> =>
  asViewer(app.db, viewer, async (tx) => {
    const { areaPath, scope } = await planOrRefuse(tx, id)
    const units = await unitAreas(tx, areaPath, on)
    if (!units.some(({ level }) => level === 'grid'))
      throw new Refusal('BAD_REQUEST', 'plan.nothingInForce', { name: scope.name, day: on })
    return fromGrids(units, await uncoveredParts(tx, areaPath, on, GAP_METERS)).document
  })
