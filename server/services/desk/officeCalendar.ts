/**
 * The calendar of the office: the published one with the days that the office has changed. One for the whole process,
 * renewed when it changes here and, for changes of other processes, with the housekeeping.
 */
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import type { OfficeCalendar } from '../../../shared/calendar/officeCalendar.ts'
import { OfficeDays } from '../../../shared/calendar/officeDays.ts'
import { setSetting } from '../../db/settings.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'

const SETTING = 'calendar'

let current: { text: string; calendar: OfficeCalendar } = { text: '', calendar: makeCalendar() }

export const officeCalendar = (): OfficeCalendar => current.calendar

export async function readOfficeDays(on: Queryable): Promise<OfficeDays> {
  const found = await row<{ value: unknown }>(on, sql`select value from setting where key = ${SETTING}`)
  return OfficeDays.parse(found?.value ?? {})
}

export const storeOfficeDays = (tx: Queryable, days: OfficeDays): Promise<void> =>
  setSetting(tx, SETTING, days)

/** From now on this process reckons by these days. */
export function useOfficeDays(days: OfficeDays): void {
  const text = JSON.stringify(days)
  if (text !== current.text) current = { text, calendar: makeCalendar(days) }
}

/** Reads the calendar that is stored now. */
export const renewCalendar = async (on: Queryable): Promise<void> => useOfficeDays(await readOfficeDays(on))
