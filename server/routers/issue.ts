/** Issues: lists, cards and points; the file of one; the steps that people take. All run as the viewer. */
import { z } from 'zod'
import { Day, today } from '../../shared/domain/dates.ts'
import { IssueListInput, IssuePage, IssuePoints, IssueRow } from '../../shared/domain/place.ts'
import { Accuracy, AccuracyInput } from '../../shared/issues/accuracy.ts'
import { Figures, FiguresInput } from '../../shared/issues/figures.ts'
import { Replay, ReplayInput, ReportedInput, ReportedPlaces } from '../../shared/issues/hotSpots.ts'
import { Load, LoadInput } from '../../shared/issues/load.ts'
import {
  AlikeIssue,
  AnswerLink,
  IssueChoice,
  IssueFile,
  MOST_CHOSEN,
  Queues,
  ReportInput,
  StepDone,
  StepInput,
  UndoInput,
} from '../../shared/issues/desk.ts'
import { PresenceInput } from '../../shared/issues/presence.ts'
import { alikeIssues } from '../services/desk/alikeIssues.ts'
import { endAnswerLink, makeAnswerLink } from '../services/desk/answerLinks.ts'
import { issueFile } from '../services/desk/issueFile.ts'
import { takeStep, undoStep } from '../services/desk/issueSteps.ts'
import { openSteps } from '../services/desk/openSteps.ts'
import { sayPresence } from '../services/desk/presence.ts'
import { queues } from '../services/desk/queues.ts'
import { reportIssue } from '../services/desk/reportIssue.ts'
import { accuracy } from '../services/figures/accuracy.ts'
import { replay, reportedPlaces } from '../services/figures/hotSpots.ts'
import { leaderFigures } from '../services/figures/leaderFigures.ts'
import { load } from '../services/figures/load.ts'
import { issueCard, issuePointArrays, issueRows, issues } from '../services/issues.ts'
import { procedureFor, router } from './trpc.ts'

const issueProcedure = procedureFor('issues.view')
const workProcedure = procedureFor('issues.work')

/** As many are given at once. */
const MOST_ROWS = 100

const Id = z.string().min(1).max(128)
const IdAtInput = z.object({ id: Id, at: Day.optional() })

export const issueRouter = router({
  show: issueProcedure
    .input(IdAtInput)
    .output(IssueRow)
    .query(({ ctx, input }) => issueCard(ctx.app, ctx.viewer, input.id, input.at ?? today())),
  rows: issueProcedure
    .input(z.object({ ids: z.array(Id).max(MOST_ROWS), at: Day.optional() }))
    .output(z.array(IssueRow))
    .query(({ ctx, input }) => issueRows(ctx.app, ctx.viewer, input.ids, input.at ?? today())),
  list: issueProcedure
    .input(IssueListInput)
    .output(IssuePage)
    .query(({ ctx, input }) => issues(ctx.app, ctx.viewer, input)),
  points: issueProcedure
    .input(z.object({ at: Day.optional() }))
    .output(IssuePoints)
    .query(({ ctx, input }) => issuePointArrays(ctx.app, ctx.viewer, input.at ?? today())),
  queues: issueProcedure.output(Queues).query(({ ctx }) => queues(ctx.app, ctx.viewer)),
  figures: issueProcedure
    .input(FiguresInput)
    .output(Figures)
    .query(({ ctx, input }) => leaderFigures(ctx.app, ctx.viewer, input)),
  accuracy: issueProcedure
    .input(AccuracyInput)
    .output(Accuracy)
    .query(({ ctx, input }) => accuracy(ctx.app, ctx.viewer, input)),
  reported: issueProcedure
    .input(ReportedInput)
    .output(ReportedPlaces)
    .query(({ ctx, input }) => reportedPlaces(ctx.app, ctx.viewer, input)),
  replay: issueProcedure
    .input(ReplayInput)
    .output(Replay)
    .query(({ ctx, input }) => replay(ctx.app, ctx.viewer, input.day)),
  load: issueProcedure
    .input(LoadInput)
    .output(Load)
    .query(({ ctx, input }) => load(ctx.app, ctx.viewer, input.at)),
  file: issueProcedure
    .input(z.object({ id: Id }))
    .output(IssueFile)
    .query(({ ctx, input }) => issueFile(ctx.app, ctx.viewer, input.id)),
  choices: workProcedure
    .input(z.object({ ids: z.array(Id).max(MOST_CHOSEN) }))
    .output(z.array(IssueChoice))
    .query(({ ctx, input }) => openSteps(ctx.app, ctx.viewer, input.ids)),
  alike: issueProcedure
    .input(z.object({ id: Id }))
    .output(z.array(AlikeIssue))
    .query(({ ctx, input }) => alikeIssues(ctx.app, ctx.viewer, input.id)),
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
  present: issueProcedure
    .input(PresenceInput)
    .mutation(({ ctx, input }) => sayPresence(ctx.app, ctx.viewer, input)),
  makeAnswerLink: workProcedure
    .input(z.object({ id: Id }))
    .output(AnswerLink)
    .mutation(({ ctx, input }) => makeAnswerLink(ctx.app, ctx.viewer, input.id)),
  endAnswerLink: workProcedure
    .input(z.object({ id: Id }))
    .mutation(({ ctx, input }) => endAnswerLink(ctx.app, ctx.viewer, input.id)),
})
