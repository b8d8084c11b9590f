/**
 * When an office works: its hours, its weekdays, and the days that differ from their weekday (statutory holidays, and
 * the make-up working days 调休 that are announced for each year). Times are those of Asia/Shanghai, which has no
 * daylight saving; a minute of the day counts from midnight.
 */
import { z } from 'zod'
import { addDays, Day } from '../domain/dates.ts'

const MINUTES_OF_DAY = 24 * 60

/** Office hours between two minutes of the day, `from` < `to`. */
export const OfficeHours = z
  .object({ from: z.int().min(0), to: z.int().max(MINUTES_OF_DAY) })
  .refine(({ from, to }) => from < to, 'from before to')
export type OfficeHours = z.infer<typeof OfficeHours>

export const DayException = z.object({ day: Day, isWorking: z.boolean(), name: z.string() })
export type DayException = z.infer<typeof DayException>

export interface OfficeCalendar {
  /** Hours of a working day, ascending, none overlapping: the break lies between them. */
  hours: readonly OfficeHours[]
  /** Weekdays that are worked, 0 for Sunday to 6. */
  weekdays: readonly number[]
  /** Days that differ from their weekday. */
  exceptions: ReadonlyMap<Day, { isWorking: boolean; name: string }>
  /** Years whose holidays are announced: of others only what the law fixes is known, without make-up days. */
  announcedYears: ReadonlySet<number>
}

/** Why a day is worked or not. */
export type DayReason = 'weekday' | 'restDay' | 'holiday' | 'makeUp'

export interface CalendarDay {
  day: Day
  isWorking: boolean
  reason: DayReason
  /** Of the holiday, where there is one. */
  name: string | null
}

export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** What the calendar says of a day. */
export function calendarDay({ weekdays, exceptions }: OfficeCalendar, day: Day): CalendarDay {
  const isUsual = weekdays.includes(weekdayOf(day))
  const exception = exceptions.get(day)
  if (!exception) return { day, isWorking: isUsual, reason: isUsual ? 'weekday' : 'restDay', name: null }
  const { isWorking, name } = exception
  if (isWorking) return { day, isWorking, reason: isUsual ? 'weekday' : 'makeUp', name }
  return { day, isWorking, reason: 'holiday', name }
}

/** The instant of a minute of a day, milliseconds. */
export const instantAt = (day: Day, minute: number): number =>
  Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000

/** Office hours of one day as instants, milliseconds; none on a day that is not worked. */
export function officeSpans(calendar: OfficeCalendar, day: Day): { from: number; to: number }[] {
  if (!calendarDay(calendar, day).isWorking) return []
  return calendar.hours.map(({ from, to }) => ({ from: instantAt(day, from), to: instantAt(day, to) }))
}

/** Days from one on, without end. */
export function* daysFrom(first: Day): Generator<Day> {
  for (let day = first; ; day = addDays(day, 1)) yield day
}

/** The hours most offices keep: Monday to Friday, 9:00-12:00 and 13:00-18:00, eight hours in all. */
export const USUAL_HOURS: readonly OfficeHours[] = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 18 * 60 },
]
export const USUAL_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5]
