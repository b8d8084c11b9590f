/** Plans of grids: planners and the office of an area begin and edit them; the office publishes. */
import { z } from 'zod'
import { Day } from '../../shared/domain/dates.ts'
import {
  ChooseSuccessor,
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
  PlanFootprints,
  PlanHead,
  PlanId,
  PlanWithdrawal,
  PublishPlan,
  RenamePlan,
} from '../../shared/plans/planRecord.ts'
import { PlanDocument } from '../../shared/plans/planDocument.ts'
import { LetterLanguage, PlanLetter, SavePlanLetter } from '../../shared/plans/letter.ts'
import { GridInWords } from '../../shared/plans/planFile.ts'
import { MovedAddresses, MovedIssues, PlanMoves } from '../../shared/plans/planMoves.ts'
import { PlanGround } from '../../shared/plans/planGround.ts'
import { WorkloadWeights } from '../../shared/plans/workload.ts'
import { createPlan } from '../services/plans/createPlan.ts'
import { editPlan } from '../services/plans/editPlan.ts'
import { planDivision } from '../services/plans/planDivision.ts'
import { chooseSuccessor } from '../services/plans/planSuccessors.ts'
import { planEffect, planHomes } from '../services/plans/planEffect.ts'
import { boundariesInWords } from '../services/plans/planFiles.ts'
import { planLetter, savePlanLetter } from '../services/plans/planLetter.ts'
import { planAddresses, planIssues, planMoves } from '../services/plans/planMoves.ts'
import { planWithdrawal, publishPlan, withdrawPlan } from '../services/plans/publishPlan.ts'
import { openPlan, planEdits, plans, removePlan, renameKeptPlan } from '../services/plans/plans.ts'
import { planFootprints } from '../services/plans/planFootprints.ts'
import { planGround } from '../services/plans/planGround.ts'
import { setWorkloadWeights, workloadWeights } from '../services/plans/workloadWeights.ts'
import { officeProcedureFor, procedureFor, router } from './trpc.ts'

const procedure = procedureFor('plan.work')
const publishProcedure = procedureFor('plan.publish')
const officeProcedure = officeProcedureFor('plan.publish')
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
  ground: procedure.output(PlanGround).query(({ ctx }) => planGround(ctx.app, ctx.viewer)),
  footprints: procedure
    .input(One)
    .output(PlanFootprints)
    .query(({ ctx, input }) => planFootprints(ctx.app, ctx.viewer, input.id)),
  weights: procedure.output(WorkloadWeights).query(({ ctx }) => workloadWeights(ctx.app.db.pool)),
  setWeights: officeProcedureFor('accounts.manage')
    .input(WorkloadWeights)
    .output(WorkloadWeights)
    .mutation(({ ctx, input }) => setWorkloadWeights(ctx.app, ctx.viewer, input)),
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
  chooseSuccessor: procedure
    .input(ChooseSuccessor)
    .mutation(({ ctx, input }) => chooseSuccessor(ctx.app, ctx.viewer, input)),
  homes: procedure
    .input(HomesOfPlan)
    .output(MovedHomes)
    .query(({ ctx, input }) => planHomes(ctx.app, ctx.viewer, input)),
  moves: procedure
    .input(EffectOfPlan)
    .output(PlanMoves)
    .query(({ ctx, input }) => planMoves(ctx.app, ctx.viewer, input)),
  issues: procedure
    .input(HomesOfPlan)
    .output(MovedIssues)
    .query(({ ctx, input }) => planIssues(ctx.app, ctx.viewer, input)),
  // A look at addresses is written down: no page asks for it in passing. Plans are seen by row-level security.
  addresses: procedureFor('residents.view')
    .input(HomesOfPlan)
    .output(MovedAddresses)
    .mutation(({ ctx, input }) => planAddresses(ctx.app, ctx.viewer, input)),
  boundaries: procedure
    .input(z.object({ id: PlanId, on: Day, language: LetterLanguage }))
    .output(z.array(GridInWords))
    .query(({ ctx, input }) => boundariesInWords(ctx.app, ctx.viewer, input)),
  letter: procedure
    .input(z.object({ language: LetterLanguage }))
    .output(PlanLetter)
    .query(({ ctx, input }) => planLetter(ctx.app, input.language)),
  saveLetter: officeProcedure
    .input(SavePlanLetter)
    .mutation(({ ctx, input }) => savePlanLetter(ctx.app, ctx.viewer, input)),
  publish: publishProcedure
    .input(PublishPlan)
    .output(PlanHead)
    .mutation(({ ctx, input }) => publishPlan(ctx.app, ctx.viewer, input)),
  withdrawal: publishProcedure
    .input(One)
    .output(PlanWithdrawal)
    .query(({ ctx, input }) => planWithdrawal(ctx.app, ctx.viewer, input.id)),
  withdraw: publishProcedure
    .input(One)
    .output(PlanHead)
    .mutation(({ ctx, input }) => withdrawPlan(ctx.app, ctx.viewer, input.id)),
})
