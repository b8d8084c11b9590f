/**
 * Steps on issues: one transaction each, under the issue's own lock. Whoever acts says which event was the newest that
 * they saw, so that two people at one issue meet a clear conflict; the same key twice is one step.
 */
import type { z } from 'zod'
import { today } from '../../../shared/domain/dates.ts'
import type { IssueState } from '../../../shared/domain/place.ts'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import {
  type StepDone,
  type StepInput,
  type UndoInput,
  UNDO_MILLISECONDS,
} from '../../../shared/issues/desk.ts'
import { needsOf } from '../../../shared/issues/evidence.ts'
import type { StepDetails } from '../../../shared/issues/progress.ts'
import { type Need, ruleOf, type RuledStep } from '../../../shared/issues/steps.ts'
import { DEPARTMENTS } from '../../../shared/standards/departments.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asViewer } from '../../db/database.ts'
import { reportOf } from '../../db/alikeIssues.ts'
import { eventByKey, insertEvent, type KnownEvent, type SteppedIssue } from '../../db/issueEvents.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'
import { announce } from '../../live/events.ts'
import { givePhotos } from '../photos/photos.ts'
import { evaluateIssue } from './evaluateIssue.ts'
import { closingEvidence } from './closing.ts'
import { adopt, hold, settle } from './heldIssue.ts'
import { dueFromNow } from './issueDue.ts'
import { refusalOf, undoableEvent } from './issueFile.ts'
import { followedBy } from './suggestion.ts'

/** Three years, milliseconds: whatever is due later is hung, or a slip of the pen. */
const FARTHEST_DUE = 3 * 366 * 86_400_000

/** A difference of clocks is no delay. Milliseconds. */
const LATER = 60_000

/** When it was written, where it came later than that: by the clock of the phone, kept beside our own. */
export const writtenBefore = ({ writtenAt }: { writtenAt?: string }): Pick<StepDetails, 'writtenAt'> =>
  writtenAt !== undefined && Date.now() - Date.parse(writtenAt) > LATER ? { writtenAt } : {}

const actorOf = ({ accountId, userName }: Viewer): { accountId: string; userName: string } => ({
  accountId,
  userName,
})

/** What a step has been given, as far as it needs it. @throws Refusal for what is missing or wrong */
async function requireNeeds(
  tx: Queryable,
  viewer: Viewer,
  issue: SteppedIssue,
  needs: readonly Need[],
  { reason, details, photos }: Pick<StepInput, 'reason' | 'details' | 'photos'>,
): Promise<StepDetails> {
  const given: StepDetails = {}
  for (const need of needs) {
    if (need === 'reason' && reason === '') throw new Refusal('BAD_REQUEST', 'issue.needsReason')
    if (need === 'target') given.target = await requireTarget(tx, viewer, issue, details.target)
    if (need === 'due') {
      const due = details.due === undefined ? 0 : Date.parse(details.due)
      if (!details.due || due <= Date.now() || due > Date.now() + FARTHEST_DUE)
        throw new Refusal('BAD_REQUEST', 'issue.needsLaterDue')
      given.due = new Date(details.due).toISOString()
    }
    if (need === 'reviewDate') {
      if (!details.reviewDate || details.reviewDate <= today())
        throw new Refusal('BAD_REQUEST', 'issue.needsReviewDate')
      given.reviewDate = details.reviewDate
    }
    if (need === 'other') given.other = await requireOther(tx, viewer, issue, details.other)
    if (need === 'answer') {
      if (!details.answer) throw new Refusal('BAD_REQUEST', 'issue.needsAnswer')
      // It is opened again with it.
      if (!details.answer.isSolved && reason === '') throw new Refusal('BAD_REQUEST', 'issue.needsReason')
      given.answer = details.answer
    }
    if (need === 'photo' && photos.length === 0) throw new Refusal('BAD_REQUEST', 'issue.needsPhoto')
  }
  return given
}

async function requireTarget(
  tx: Queryable,
  viewer: Viewer,
  issue: SteppedIssue,
  target: StepDetails['target'],
): Promise<NonNullable<StepDetails['target']>> {
  if (!target) throw new Refusal('BAD_REQUEST', 'issue.needsTarget')
  if ('department' in target) {
    if (!DEPARTMENTS.some(({ department }) => department === target.department))
      throw new Refusal('BAD_REQUEST', 'issue.departmentUnknown', { department: target.department })
    return target
  }
  const day = today()
  const unit = await row<{ path: string }>(
    tx,
    sql`select path from unit_version where unit_code = ${target.unit} and valid_from <= ${day}::date
      and (valid_to is null or valid_to > ${day}::date)`,
  )
  if (!unit) throw new Refusal('BAD_REQUEST', 'unit.unknown', { code: target.unit, day })
  if (!seesPath(viewer, unit.path)) throw new Refusal('FORBIDDEN', 'access.outsideArea')
  // Whoever is given it has to see it.
  if (!issue.areaPath.startsWith(unit.path)) throw new Refusal('BAD_REQUEST', 'issue.targetElsewhere')
  return target
}

async function requireOther(
  tx: Queryable,
  viewer: Viewer,
  issue: SteppedIssue,
  other: string | undefined,
): Promise<string> {
  if (other === undefined || other === issue.id) throw new Refusal('BAD_REQUEST', 'issue.needsOther')
  const found = await row<{ state: string; areaPath: string }>(
    tx,
    sql`select state, area_path as "areaPath" from issue where id = ${other}`,
  )
  if (!found || !seesPath(viewer, found.areaPath))
    throw new Refusal('NOT_FOUND', 'issue.unknown', { id: other, day: today() })
  if (found.state === 'closed') throw new Refusal('BAD_REQUEST', 'issue.otherIsClosed')
  return other
}

/** What was written without signal is sent later: by nobody else who is signed in by then. @throws Refusal */
export function requireWriter(viewer: Viewer, by: string | undefined): void {
  if (by !== undefined && by !== viewer.accountId) throw new Refusal('FORBIDDEN', 'issue.writtenByAnother')
}

/** How far from the issue somebody is; undefined where one of the places is not known. */
async function awayFrom(tx: Queryable, id: string, here: StepInput['here']): Promise<StepDetails['away']> {
  const place = here && (await reportOf(tx, id))
  if (!here || !place || place.lon === null || place.lat === null) return undefined
  return {
    meters: Math.round(straightLineMeters(here.lon, here.lat, place.lon, place.lat)),
    accuracyMeters: Math.round(here.accuracyMeters),
  }
}

/** Takes one step. @throws Refusal where the table of steps, a need or another person's step says no */
export async function takeStep(app: App, viewer: Viewer, input: StepInput): Promise<StepDone> {
  requireWriter(viewer, input.by)
  const done = await asViewer(app.db, viewer, async (tx) => {
    const held = await hold(tx, input.id, input.details.other)
    const known = await eventByKey(tx, viewer.accountId, input.key)
    if (known) return repeated(known, input.id, input.step)
    const { issue, progress } = held
    if (issue.lastEvent !== input.seen) {
      const last = held.events.at(-1)
      throw new Refusal('CONFLICT', 'issue.changedMeanwhile', {
        by: last?.userName ?? '',
        step: last?.step ?? '',
      })
    }
    const refusal = refusalOf(input.step, progress, viewer)
    if (refusal) {
      const isRight = refusal === 'issue.stepNotYours' || refusal === 'issue.verifyByAnother'
      throw new Refusal(isRight ? 'FORBIDDEN' : 'CONFLICT', refusal, {
        step: input.step,
        state: progress.state,
      })
    }
    const rule = ruleOf(input.step)
    const needs = needsOf(input.step, await closingEvidence(tx, issue, held.events))
    const details = { ...(await requireNeeds(tx, viewer, issue, needs, input)), ...writtenBefore(input) }
    if (input.step === 'evaluate') {
      const { answered, event, state } = await evaluateIssue(tx, held, {
        answer: details.answer!,
        words: input.reason,
        actor: actorOf(viewer),
        key: input.key,
      })
      await givePhotos(tx, viewer, issue.id, answered, input.photos)
      await announce(tx, 'issues', 1, issue.id)
      return { id: issue.id, event, state, undoUntil: null }
    }
    const renewed = input.step === 'reopen' ? dueFromNow(issue, Date.now()) : null
    if (renewed !== null) details.due = renewed
    if (input.step === 'dispatch' && details.target) {
      const suggested = await followedBy(tx, issue, viewer, details.target)
      if (suggested) details.suggested = suggested
    }
    const away = await awayFrom(tx, issue.id, input.here)
    if (away) details.away = away
    await adopt(tx, held)
    const to =
      rule.to === 'same' ? progress.state : rule.to === 'before' ? (progress.before ?? 'inHand') : rule.to
    const event = await insertEvent(tx, {
      issueId: issue.id,
      step: input.step,
      from: progress.state,
      to,
      at: new Date(),
      actor: actorOf(viewer),
      reason: input.reason,
      details,
      key: input.key,
    })
    await givePhotos(tx, viewer, issue.id, event, input.photos)
    await settle(tx, issue.id)
    await announce(tx, 'issues', 1, issue.id)
    const undoUntil = rule.isUndoable ? new Date(Date.now() + UNDO_MILLISECONDS).toISOString() : null
    return { id: issue.id, event, state: to as IssueState, undoUntil }
  })
  void app.live.look()
  return done
}

/** The first answer again to a step that was taken before. @throws Refusal where the key was that of something else */
function repeated(known: KnownEvent, id: string, step: RuledStep | 'undo'): StepDone {
  if (known.issueId !== id || known.step !== step) throw new Refusal('CONFLICT', 'issue.keyOfAnother')
  const isUndoable = step !== 'undo' && ruleOf(step).isUndoable
  const undoUntil = isUndoable ? new Date(Date.parse(known.at) + UNDO_MILLISECONDS).toISOString() : null
  return { id, event: known.id, state: known.to as IssueState, undoUntil }
}

/** Takes back the newest step, within a minute, by who took it. @throws Refusal `issue.undoTooLate` */
export async function undoStep(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof UndoInput>,
): Promise<StepDone> {
  const done = await asViewer(app.db, viewer, async (tx) => {
    const { issue, events } = await hold(tx, input.id)
    const known = await eventByKey(tx, viewer.accountId, input.key)
    if (known) return repeated(known, input.id, 'undo')
    const undo = undoableEvent(events, viewer, Date.now())
    if (!undo || undo.event.id !== input.event) throw new Refusal('CONFLICT', 'issue.undoTooLate')
    const to = undo.event.from as IssueState
    const event = await insertEvent(tx, {
      issueId: issue.id,
      step: 'undo',
      from: issue.state,
      to,
      at: new Date(),
      actor: actorOf(viewer),
      undoes: undo.event.id,
      key: input.key,
    })
    await settle(tx, issue.id)
    await announce(tx, 'issues', 1, issue.id)
    return { id: issue.id, event, state: to, undoUntil: null }
  })
  void app.live.look()
  return done
}
