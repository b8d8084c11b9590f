/** Issues: lists, cards and points; the file of one; the steps that people take. All run as the viewer. */
import { z } from 'zod'
import { Day, today } from '../../shared/domain/dates.ts'
import { IssueListInput, IssuePage, IssuePoints, IssueRow } from '../../shared/domain/place.ts'
import { IssueFile, Queues, ReportInput, StepDone, StepInput, UndoInput } from '../../shared/issues/desk.ts'
import { issueFile } from '../services/desk/issueFile.ts'
import { takeStep, undoStep } from '../services/desk/issueSteps.ts'
import { queues } from '../services/desk/queues.ts'
import { reportIssue } from '../services/desk/reportIssue.ts'
import { issueCard, issuePointArrays, issues } from '../services/issues.ts'
import { procedureFor, router } from './trpc.ts'

const issueProcedure = procedureFor('issues.view')
const workProcedure = procedureFor('issues.work')

const Id = z.string().min(1).max(128)
const IdAtInput = z.object({ id: Id, at: Day.optional() })

export const issueRouter = router({
  show: issueProcedure
    .input(IdAtInput)
    .output(IssueRow)
    .query(({ ctx, input }) => issueCard(ctx.app, ctx.viewer, input.id, input.at ?? today())),
  list: issueProcedure
    .input(IssueListInput)
    .output(IssuePage)
    .query(({ ctx, input }) => issues(ctx.app, ctx.viewer, input)),
  points: issueProcedure
    .input(z.object({ at: Day.optional() }))
    .output(IssuePoints)
    .query(({ ctx, input }) => issuePointArrays(ctx.app, ctx.viewer, input.at ?? today())),
  queues: issueProcedure.output(Queues).query(({ ctx }) => queues(ctx.app, ctx.viewer)),
  file: issueProcedure
    .input(z.object({ id: Id }))
    .output(IssueFile)
    .query(({ ctx, input }) => issueFile(ctx.app, ctx.viewer, input.id)),
  report: workProcedure
    .input(ReportInput)
    .output(StepDone)
    .mutation(({ ctx, input }) => reportIssue(ctx.app, ctx.viewer, input)),
  step: workProcedure
    .input(StepInput)
    .output(StepDone)
    .mutation(({ ctx, input }) => takeStep(ctx.app, ctx.viewer, input)),
  undo: workProcedure
    .input(UndoInput)
    .output(StepDone)
    .mutation(({ ctx, input }) => undoStep(ctx.app, ctx.viewer, input)),
})
