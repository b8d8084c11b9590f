/** An issue held by a transaction: its row, its events and what they add up to, under the lock that a step is taken under. */
import { today } from '../../../shared/domain/dates.ts'
import { type IssueEvent, type Progress, progressOf } from '../../../shared/issues/progress.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice } from '../../db/database.ts'
import {
  eventsOf,
  findIssue,
  holdIssue,
  insertEvent,
  keepBaseDue,
  type SteppedIssue,
  storeProgress,
} from '../../db/issueEvents.ts'
import type { Queryable } from '../../db/sql.ts'
import { explainDue } from './issueDue.ts'
import { untouched } from './issueFile.ts'
import { noteSigns } from './noteSigns.ts'

export interface Held {
  issue: SteppedIssue
  events: IssueEvent[]
  progress: Progress
}

/** Holds an issue as the office; undefined where there is none. */
export async function holdOne(tx: Queryable, id: string): Promise<Held | undefined> {
  const issue = await holdIssue(tx, id)
  if (!issue) return undefined
  const events = await eventsOf(tx, id)
  return { issue, events, progress: events.length > 0 ? progressOf(events) : untouched(issue) }
}

/**
 * Finds the issue as the viewer, then holds it as the office.
 * @throws Refusal `issue.unknown` where it is not there or lies in another area
 */
export async function hold(tx: Queryable, id: string, other = id): Promise<Held> {
  const seen = await findIssue(tx, id)
  if (!seen) throw new Refusal('NOT_FOUND', 'issue.unknown', { id, day: today() })
  await asOffice(tx)
  // Both of a merge, in one order for all: two that are merged into each other would wait for one another.
  if (other !== id) for (const one of [id, other].sort()) await holdIssue(tx, one)
  return (await holdOne(tx, id))!
}

/** The first step here is preceded by what the issue was when it came. */
export async function adopt(tx: Queryable, { issue, events }: Held): Promise<void> {
  if (events.length > 0) return
  await keepBaseDue(tx, issue.id)
  await insertEvent(tx, {
    issueId: issue.id,
    step: 'import',
    from: null,
    to: issue.state,
    at: issue.closedAt ?? issue.reportedAt,
    actor: { accountId: null, userName: 'import' },
  })
}

/** Writes what the events say now beside the issue. */
export async function settle(tx: Queryable, id: string): Promise<Progress> {
  const issue = (await holdIssue(tx, id))!
  const events = await eventsOf(tx, id)
  const progress = progressOf(events)
  const { dueAt } = explainDue(issue, progress)
  await storeProgress(tx, id, progress, dueAt === null ? null : new Date(dueAt))
  await noteSigns(tx, issue, events, progress)
  return progress
}
