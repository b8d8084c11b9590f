/** When the calendar changes, the due times of open issues that were reckoned by it are reckoned anew, all at once. */
import { dueTime } from '../../../shared/calendar/dueTime.ts'
import type { OfficeCalendar } from '../../../shared/calendar/officeCalendar.ts'
import { type IssueEvent, progressOf } from '../../../shared/issues/progress.ts'
import { eventsOfOpen, openIssues, type SteppedIssue } from '../../db/issueEvents.ts'
import { array, type Queryable, run, sql } from '../../db/sql.ts'
import { explainDue, limitOf } from './issueDue.ts'

interface Moved {
  id: string
  base: Date | null
  due: string | null
}

/** The due time of one open issue by another calendar; null where nothing changes. */
export function movedDue(
  issue: SteppedIssue,
  events: readonly IssueEvent[],
  before: OfficeCalendar,
  after: OfficeCalendar,
): Moved | null {
  const progress = events.length > 0 ? progressOf(events) : undefined
  const was = explainDue(issue, progress, before)
  const base = issue.lastEvent === '0' ? issue.dueAt : issue.baseDueAt
  const limit = limitOf(issue.class, issue.subclass)
  const start = issue.reportedAt.getTime()
  // By the limit of its class when it came: so it is still, by the calendar of now.
  const isByLimit =
    base !== null && limit !== undefined && base.getTime() === dueTime(start, limit, before).at
  const next = isByLimit ? new Date(dueTime(start, limit, after).at!) : base
  const { dueAt } = explainDue({ ...issue, dueAt: next ?? issue.dueAt, baseDueAt: next }, progress, after)
  if (dueAt === was.dueAt && next?.getTime() === base?.getTime()) return null
  return { id: issue.id, base: next, due: dueAt }
}

/** Due times of open issues by another calendar, those that change. */
async function movedOnes(
  tx: Queryable,
  before: OfficeCalendar,
  after: OfficeCalendar,
  isHeld: boolean,
): Promise<Moved[]> {
  const issues = await openIssues(tx, isHeld)
  const events = new Map<string, IssueEvent[]>()
  for (const { issueId, ...event } of await eventsOfOpen(tx)) {
    const known = events.get(issueId)
    if (known) known.push(event)
    else events.set(issueId, [event])
  }
  return issues
    .map((issue) => movedDue(issue, events.get(issue.id) ?? [], before, after))
    .filter((one): one is Moved => one !== null)
}

/** @returns how many open issues would be due at another time */
export const countMovedDue = async (
  tx: Queryable,
  before: OfficeCalendar,
  after: OfficeCalendar,
): Promise<number> => (await movedOnes(tx, before, after, false)).length

/** @returns how many open issues are due at another time */
export async function moveOpenDue(
  tx: Queryable,
  before: OfficeCalendar,
  after: OfficeCalendar,
): Promise<number> {
  const moved = await movedOnes(tx, before, after, true)
  if (moved.length === 0) return 0
  await run(
    tx,
    sql`update issue i set due_at = m.due, base_due_at = case when i.base_due_at is null then null else m.base end
      from unnest(${array(
        moved.map(({ id }) => id),
        'text',
      )}, ${array(
        moved.map(({ base }) => base?.toISOString() ?? null),
        'timestamptz',
      )}, ${array(
        moved.map(({ due }) => due),
        'timestamptz',
      )}) as m(id, base, due) where i.id = m.id`,
  )
  return moved.length
}
