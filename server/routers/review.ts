/** What people say of a plan, and the checks before it is published: for those who work on plans. */
import { z } from 'zod'
import { DivisionOn, PlanId } from '../../shared/plans/planRecord.ts'
import {
  AnswerComment,
  CheckPlan,
  CommentId,
  CommentOnPlan,
  PlanChecks,
  PlanComment,
  ResolveComment,
} from '../../shared/plans/reviewRecord.ts'
import { checkPlan, planChecks } from '../services/plans/review/checks.ts'
import {
  answerComment,
  commentOn,
  commentsOn,
  resolveComment,
  withdrawComment,
} from '../services/plans/review/comments.ts'
import { procedureFor, router } from './trpc.ts'

const procedure = procedureFor('plan.work')
const Comments = z.array(PlanComment)

export const reviewRouter = router({
  comments: procedure
    .input(z.object({ id: PlanId }))
    .output(Comments)
    .query(({ ctx, input }) => commentsOn(ctx.app, ctx.viewer, input.id)),
  comment: procedure
    .input(CommentOnPlan)
    .output(Comments)
    .mutation(({ ctx, input }) => commentOn(ctx.app, ctx.viewer, input)),
  answer: procedure
    .input(AnswerComment)
    .output(Comments)
    .mutation(({ ctx, input }) => answerComment(ctx.app, ctx.viewer, input)),
  resolve: procedure
    .input(ResolveComment)
    .output(Comments)
    .mutation(({ ctx, input }) => resolveComment(ctx.app, ctx.viewer, input)),
  withdraw: procedure
    .input(z.object({ id: CommentId }))
    .output(Comments)
    .mutation(({ ctx, input }) => withdrawComment(ctx.app, ctx.viewer, input.id)),
  checks: procedure
    .input(DivisionOn)
    .output(PlanChecks)
    .query(({ ctx, input }) => planChecks(ctx.app, ctx.viewer, input)),
  check: procedure.input(CheckPlan).mutation(({ ctx, input }) => checkPlan(ctx.app, ctx.viewer, input)),
})
