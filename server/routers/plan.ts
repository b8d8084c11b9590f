/** Plans of grids: planners and the office of an area begin and edit them; the office publishes. */
import { z } from 'zod'
import {
  CreatePlan,
  CreatedPlan,
  DivisionOn,
  EditPlan,
  EditsAfter,
  EffectOfPlan,
  HomesOfPlan,
  MovedHomes,
  OpenPlan,
  PlanEdits,
  PlanEffect,
  PlanHead,
  PlanId,
  PublishPlan,
  RenamePlan,
} from '../../shared/plans/planRecord.ts'
import { PlanDocument } from '../../shared/plans/planDocument.ts'
import { createPlan } from '../services/plans/createPlan.ts'
import { editPlan } from '../services/plans/editPlan.ts'
import { planDivision } from '../services/plans/planDivision.ts'
import { planEffect, planHomes } from '../services/plans/planEffect.ts'
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
  division: procedure
    .input(DivisionOn)
    .output(PlanDocument)
    .query(({ ctx, input }) => planDivision(ctx.app, ctx.viewer, input)),
  effect: procedure
    .input(EffectOfPlan)
    .output(PlanEffect)
    .query(({ ctx, input }) => planEffect(ctx.app, ctx.viewer, input)),
  homes: procedure
    .input(HomesOfPlan)
    .output(MovedHomes)
    .query(({ ctx, input }) => planHomes(ctx.app, ctx.viewer, input)),
  publish: publishProcedure
    .input(PublishPlan)
    .output(PlanHead)
    .mutation(({ ctx, input }) => publishPlan(ctx.app, ctx.viewer, input)),
  withdraw: publishProcedure
    .input(One)
    .output(PlanHead)
    .mutation(({ ctx, input }) => withdrawPlan(ctx.app, ctx.viewer, input.id)),
})
