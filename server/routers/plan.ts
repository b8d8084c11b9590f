/** Plans of grids: planners and the office of an area begin and edit them; the office publishes. */
import { z } from 'zod'
import {
  CreatePlan,
  CreatedPlan,
  EditPlan,
  EditsAfter,
  OpenPlan,
  PlanEdits,
  PlanHead,
  PlanId,
  PublishPlan,
  RenamePlan,
} from '../../shared/plans/planRecord.ts'
import { createPlan } from '../services/plans/createPlan.ts'
import { editPlan } from '../services/plans/editPlan.ts'
import { publishPlan, withdrawPlan } from '../services/plans/publishPlan.ts'
import { openPlan, planEdits, plans, removePlan, renameKeptPlan } from '../services/plans/plans.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('plan.work')
const publishProcedure = procedureFor('plan.publish')
const One = z.object({ id: PlanId })

export const planRouter = router({
  list: procedure.output(z.array(PlanHead)).query(({ ctx }) => plans(ctx.app, ctx.viewer)),
  create: procedure
    .input(CreatePlan)
    .output(CreatedPlan)
    .mutation(({ ctx, input }) => createPlan(ctx.app, ctx.viewer, input)),
  open: procedure
    .input(One)
    .output(OpenPlan)
    .query(({ ctx, input }) => openPlan(ctx.app, ctx.viewer, input.id)),
  edit: procedure
    .input(EditPlan)
    .output(z.object({ version: z.number() }))
    .mutation(({ ctx, input }) => editPlan(ctx.app, ctx.viewer, input)),
  edits: procedure
    .input(EditsAfter)
    .output(PlanEdits)
    .query(({ ctx, input }) => planEdits(ctx.app, ctx.viewer, input.id, input.after)),
  rename: procedure
    .input(RenamePlan)
    .output(PlanHead)
    .mutation(({ ctx, input }) => renameKeptPlan(ctx.app, ctx.viewer, input)),
  remove: procedure.input(One).mutation(({ ctx, input }) => removePlan(ctx.app, ctx.viewer, input.id)),
  publish: publishProcedure
    .input(PublishPlan)
    .output(PlanHead)
    .mutation(({ ctx, input }) => publishPlan(ctx.app, ctx.viewer, input)),
  withdraw: publishProcedure
    .input(One)
    .output(PlanHead)
    .mutation(({ ctx, input }) => withdrawPlan(ctx.app, ctx.viewer, input.id)),
})
