/** Everything about one issue that the desk shows: history, what may be done next, why it is due, who is suggested. */
import { today } from '../../../shared/domain/dates.ts'
import { type IssueFile, UNDO_MILLISECONDS } from '../../../shared/issues/desk.ts'
import { needsOf } from '../../../shared/issues/evidence.ts'
import {
  type IssueEvent,
  type Progress,
  progressOf,
  standingEvents,
} from '../../../shared/issues/progress.ts'
import { stepRefusal } from '../../../shared/issues/stepRefusal.ts'
import { ruleOf, RULED_STEPS, type RuledStep } from '../../../shared/issues/steps.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { liveAnswerLink } from '../../db/answerLinks.ts'
import { eventsOf, findIssue, type SteppedIssue } from '../../db/issueEvents.ts'
import { photosOf } from '../../db/photos.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'
import { closing } from './closing.ts'
import { explainDue } from './issueDue.ts'
import { suggestionFor } from './suggestion.ts'

/** Of an issue on which no step was taken here: as it was reported or imported. */
export const untouched = (issue: SteppedIssue): Progress =>
  progressOf([
    {
      id: '0',
      step: 'import',
      from: null,
      to: issue.state,
      at: (issue.closedAt ?? issue.reportedAt).toISOString(),
      accountId: null,
      userName: 'import',
      reason: '',
      details: {},
      undoes: null,
    },
  ])

/** Whether this person may take this step on an issue that has come so far; null when they may, else a message key. */
export const refusalOf = (step: RuledStep, progress: Progress, viewer: Viewer): string | null =>
  stepRefusal(step, progress, viewer)

/** The event that this person can still take back. */
export function undoableEvent(
  events: readonly IssueEvent[],
  viewer: Viewer,
  now: number,
): { event: IssueEvent; until: number } | null {
  const standing = standingEvents(events)
  const [last, before] = [standing.at(-1), standing.at(-2)]
  if (!last || last.step === 'report' || last.step === 'import' || last.step === 'undo') return null
  if (!ruleOf(last.step).isUndoable || last.accountId !== viewer.accountId) return null
  // It goes with the answer "not solved", which stays.
  if (last.step === 'reopen' && before?.step === 'evaluate' && before.details.answer?.isSolved === false)
    return null
  const until = Date.parse(last.at) + UNDO_MILLISECONDS
  return until > now ? { event: last, until } : null
}

async function nameOfUnit(on: Queryable, code: string, day: string): Promise<string | null> {
  const found = await row<{ name: string }>(
    on,
    sql`select name from unit_version where unit_code = ${code} and valid_from <= ${day}::date
      order by valid_from desc limit 1`,
  )
  return found?.name ?? null
}

/** @throws Refusal `issue.unknown` */
export function issueFile(app: App, viewer: Viewer, id: string): Promise<IssueFile> {
  const now = Date.now()
  const day = today()
  return asViewer(app.db, viewer, async (tx) => {
    const issue = await findIssue(tx, id)
    if (!issue) throw new Refusal('NOT_FOUND', 'issue.unknown', { id, day })
    const events = await eventsOf(tx, id)
    const progress = events.length > 0 ? progressOf(events) : untouched(issue)
    const undo = undoableEvent(events, viewer, now)
    const photos = await photosOf(tx, id)
    const { target } = progress
    const targetName = target && 'unit' in target ? await nameOfUnit(tx, target.unit, day) : null
    const {
      acceptedAt,
      outcome,
      calledIn,
      isEscalated,
      isSetAside,
      isWaitingForResident,
      waitsUntil,
      reviewDate,
      mergedInto,
      answer,
      callsMissed,
      isCallEnded,
    } = progress
    const answerLink = (await liveAnswerLink(tx, id)) ?? null
    // Last, as these look beyond what the viewer sees.
    const { evidence, signs } = await closing(tx, viewer, { issue, events, progress, photos })
    await asOffice(tx)
    // Who is on duty and who is away is for those who may dispatch.
    const mayDispatch = refusalOf('dispatch', progress, viewer) === null
    const suggestion = mayDispatch ? await suggestionFor(tx, issue, viewer) : null
    return {
      id,
      lastEvent: events.at(-1)?.id ?? '0',
      events,
      progress: {
        state: progress.state,
        acceptedAt,
        outcome,
        target,
        targetName,
        calledIn,
        isEscalated,
        isSetAside,
        isWaitingForResident,
        waitsUntil,
        reviewDate,
        mergedInto,
        answer,
        callsMissed,
        isCallEnded,
      },
      steps: RULED_STEPS.filter((step) => refusalOf(step, progress, viewer) === null).map((step) => ({
        step,
        needs: needsOf(step, evidence ?? []),
      })),
      undo: undo && { event: undo.event.id, until: new Date(undo.until).toISOString() },
      due: explainDue(issue, progress),
      answerLink,
      suggestion,
      photos,
      evidence,
      signs,
    }
  })
}
