/** The year of the office to look at, and changes to it: audited, and followed by the due times of open issues. */
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import {
  type CalendarChange,
  changed,
  dayOfChange,
  OfficeDays,
  type YearOfOffice,
  yearOfOffice,
} from '../../../shared/calendar/officeDays.ts'
import { today } from '../../../shared/domain/dates.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { transaction } from '../../db/database.ts'
import { run, sql } from '../../db/sql.ts'
import { announce } from '../../live/events.ts'
import { countMovedDue, moveOpenDue } from './moveOpenDue.ts'
import { officeCalendar, readOfficeDays, storeOfficeDays, useOfficeDays } from './officeCalendar.ts'

const LOCK = 8415010

export async function calendarYear(app: App, year: number): Promise<YearOfOffice> {
  const days = await readOfficeDays(app.db.pool)
  useOfficeDays(days)
  return yearOfOffice(days, officeCalendar(), year, today())
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const fieldsOf = (change: CalendarChange): string[] => {
  if (change.kind === 'day') return [change.isWorking ? 'working' : 'holiday', change.name]
  if (change.kind === 'clear') return ['published']
  if (change.kind === 'hours')
    return ['hours', ...change.hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`)]
  if (change.kind === 'clearHours') return ['hoursCleared']
  if (change.kind === 'weekdays') return ['weekdays', change.weekdays.join(',')]
  if (change.kind === 'clearWeekdays') return ['weekdaysCleared']
  return [change.isAnnounced ? 'announced' : 'notAnnounced']
}

/** @throws Refusal `calendar.past` */
function refusePast(change: CalendarChange): void {
  const day = dayOfChange(change)
  if (day !== null && day <= today()) throw new Refusal('BAD_REQUEST', 'calendar.past', { day })
}

/** How many open issues would be due at another time; nothing is changed. @throws Refusal `calendar.past` */
export async function previewCalendar(app: App, change: CalendarChange): Promise<{ moved: number }> {
  refusePast(change)
  return transaction(app.db, async (tx) => {
    const before = await readOfficeDays(tx)
    const after = OfficeDays.parse(changed(before, change))
    return { moved: await countMovedDue(tx, makeCalendar(before), makeCalendar(after)) }
  })
}

/**
 * Changes a day, or hours or weekdays to come, or says whether a year is entered.
 * @returns how many open issues are due at another time now
 * @throws Refusal `calendar.past`
 */
export async function changeCalendar(
  app: App,
  viewer: Viewer,
  change: CalendarChange,
): Promise<{ moved: number }> {
  refusePast(change)
  const done = await transaction(app.db, async (tx) => {
    await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
    const before = await readOfficeDays(tx)
    const after = OfficeDays.parse(changed(before, change))
    await storeOfficeDays(tx, after)
    const moved =
      change.kind === 'announced' ? 0 : await moveOpenDue(tx, makeCalendar(before), makeCalendar(after))
    await appendAudit(tx, viewer, {
      action: 'calendarChanged',
      subjectKind: 'calendar',
      subjectId: change.kind === 'announced' ? String(change.year) : dayOfChange(change)!,
      fields: fieldsOf(change),
    })
    await announce(tx, 'issues', Math.max(1, moved))
    return { moved, after }
  })
  useOfficeDays(done.after)
  void app.live.look()
  return { moved: done.moved }
}
