/** The calendar of an office that has set nothing: the usual hours, and the holidays of the years around today. */
import type { Day } from '../domain/dates.ts'
import { ANNOUNCED_YEARS, holidaysOf } from './holidays.ts'
import {
  type DayException,
  type HoursFrom,
  type OfficeCalendar,
  type OfficeHours,
  USUAL_HOURS,
  USUAL_WEEKDAYS,
  type WeekdaysFrom,
} from './officeCalendar.ts'

/** Statutory days are reckoned for so many years after the last announced one. */
const YEARS_AHEAD = 3

const LAST = ANNOUNCED_YEARS.at(-1) ?? 0

/** Every day that is known to differ from its weekday. */
export const KNOWN_EXCEPTIONS: readonly DayException[] = [
  ...ANNOUNCED_YEARS,
  ...Array.from({ length: YEARS_AHEAD }, (_, n) => LAST + 1 + n),
].flatMap(holidaysOf)

export interface CalendarSettings {
  hours?: readonly OfficeHours[] | undefined
  /** Hours that the office has set, each from a day on. */
  hoursFrom?: readonly HoursFrom[] | undefined
  weekdays?: readonly number[] | undefined
  /** Weekdays that the office has set, each from a day on. */
  weekdaysFrom?: readonly WeekdaysFrom[] | undefined
  /** Days as the office sets them: they replace what is known of the day. */
  days?: readonly DayException[] | undefined
  /** Years that the office has entered itself, beside those that are known. */
  announcedYears?: readonly number[] | undefined
}

/** The usual calendar with what an office has changed in it. */
export function makeCalendar({
  hours,
  hoursFrom = [],
  weekdays,
  weekdaysFrom = [],
  days = [],
  announcedYears = [],
}: CalendarSettings = {}): OfficeCalendar {
  const exceptions = new Map<Day, { isWorking: boolean; name: string }>()
  for (const { day, isWorking, name } of [...KNOWN_EXCEPTIONS, ...days])
    exceptions.set(day, { isWorking, name })
  return {
    hours: [...(hours ?? USUAL_HOURS)].sort((a, b) => a.from - b.from),
    hoursFrom: hoursFrom.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    weekdays: weekdays ?? USUAL_WEEKDAYS,
    weekdaysFrom: weekdaysFrom.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    exceptions,
    announcedYears: new Set([...ANNOUNCED_YEARS, ...announcedYears]),
  }
}
