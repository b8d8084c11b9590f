/** The rules of duty for some units as they stand: roster, register of assignments and the office's calendar. */
import { calendarDay, weekdayOf } from '../../../shared/calendar/officeCalendar.ts'
import { addDays, type Day, dayAt } from '../../../shared/domain/dates.ts'
import type { DutyRules } from '../../../shared/duty/onDuty.ts'
import { HOLIDAY } from '../../../shared/duty/roster.ts'
import { assignedTo, rosterOf } from '../../db/duty.ts'
import type { Queryable } from '../../db/sql.ts'
import { officeCalendar } from '../desk/officeCalendar.ts'

/** The weekday whose shifts run on a day: a public holiday has its own; a day made up for is worked as a Monday. */
export function dutyDayOf(day: Day): number {
  const { reason } = calendarDay(officeCalendar(), day)
  if (reason === 'holiday') return HOLIDAY
  return reason === 'makeUp' ? 1 : weekdayOf(day)
}

/** @param units  codes whose shifts and assignments are wanted */
export async function dutyRules(on: Queryable, units: readonly string[], at: Date): Promise<DutyRules> {
  const day = dayAt(at)
  // A shift of yesterday may still run.
  const roster = await rosterOf(on, units, addDays(day, -1), at)
  return { ...roster, assigned: await assignedTo(on, units, day), dutyDayOf }
}
