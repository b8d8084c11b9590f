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

/** Hours of a working day from a day on, until others are in force: ascending, none overlapping. */
export const HoursFrom = z.object({
  from: Day,
  hours: z
    .array(OfficeHours)
    .min(1)
    .max(4)
    .refine((hours) => hours.every(({ from }, at) => at === 0 || hours[at - 1]!.to < from), 'ascending'),
})
export type HoursFrom = z.infer<typeof HoursFrom>

/** Weekdays that are worked from a day on, until others are: 0 for Sunday to 6, ascending. */
export const WeekdaysFrom = z.object({
  from: Day,
  weekdays: z
    .array(z.int().min(0).max(6))
    .min(1)
    .refine((weekdays) => weekdays.every((one, at) => at === 0 || weekdays[at - 1]! < one), 'ascending'),
})
export type WeekdaysFrom = z.infer<typeof WeekdaysFrom>

export const DayException = z.object({ day: Day, isWorking: z.boolean(), name: z.string() })
export type DayException = z.infer<typeof DayException>

export interface OfficeCalendar {
  /** Hours of a working day, ascending, none overlapping: the break lies between them. */
  hours: readonly OfficeHours[]
  /** Other hours from days on, ascending. */
  hoursFrom: readonly HoursFrom[]
  /** Weekdays that are worked, 0 for Sunday to 6. */
  weekdays: readonly number[]
  /** Other weekdays from days on, ascending. */
  weekdaysFrom: readonly WeekdaysFrom[]
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

/** Weekdays that are worked, as in force on the day. */
export const weekdaysOn = ({ weekdays, weekdaysFrom }: OfficeCalendar, day: Day): readonly number[] =>
  weekdaysFrom.findLast(({ from }) => from <= day)?.weekdays ?? weekdays

/** What the calendar says of a day. */
export function calendarDay(calendar: OfficeCalendar, day: Day): CalendarDay {
  const isUsual = weekdaysOn(calendar, day).includes(weekdayOf(day))
  const exception = calendar.exceptions.get(day)
  if (!exception) return { day, isWorking: isUsual, reason: isUsual ? 'weekday' : 'restDay', name: null }
  const { isWorking, name } = exception
  if (isWorking) return { day, isWorking, reason: isUsual ? 'weekday' : 'makeUp', name }
  return { day, isWorking, reason: 'holiday', name }
}

/** Hours of a working day, as in force on the day. */
export const hoursOn = ({ hours, hoursFrom }: OfficeCalendar, day: Day): readonly OfficeHours[] =>
  hoursFrom.findLast(({ from }) => from <= day)?.hours ?? hours

/** The instant of a minute of a day, milliseconds. */
export const instantAt = (day: Day, minute: number): number =>
  Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000

/** Milliseconds, `from` < `to`. */
export interface Span {
  from: number
  to: number
}

/** A day with all that a reckoning asks of it. */
export interface ReckonedDay {
  calendarDay: CalendarDay
  whole: Readonly<Span>
  /** Office hours; none on a day that is not worked. */
  office: readonly Readonly<Span>[]
  next: Day
}

/** Thousands of limits run over the same days: what was said of a day is kept with the calendar, which never changes. */
const RECKONED = new WeakMap<OfficeCalendar, Map<Day, ReckonedDay>>()
const MOST_DAYS_KEPT = 20_000

export function reckonedDay(calendar: OfficeCalendar, day: Day): ReckonedDay {
  let days = RECKONED.get(calendar)
  if (!days) RECKONED.set(calendar, (days = new Map()))
  const known = days.get(day)
  if (known) return known
  if (days.size >= MOST_DAYS_KEPT) days.clear()
  const next = addDays(day, 1)
  const said = calendarDay(calendar, day)
  const reckoned: ReckonedDay = {
    calendarDay: said,
    whole: { from: instantAt(day, 0), to: instantAt(next, 0) },
    office: said.isWorking
      ? hoursOn(calendar, day).map(({ from, to }) => ({ from: instantAt(day, from), to: instantAt(day, to) }))
      : [],
    next,
  }
  days.set(day, reckoned)
  return reckoned
}

/** Office hours of one day as instants; none on a day that is not worked. */
export const officeSpans = (calendar: OfficeCalendar, day: Day): readonly Readonly<Span>[] =>
  reckonedDay(calendar, day).office

/** Days from one on, without end. */
export function* daysFrom(calendar: OfficeCalendar, first: Day): Generator<ReckonedDay> {
  for (let day = reckonedDay(calendar, first); ; day = reckonedDay(calendar, day.next)) yield day
}

/** The hours most offices keep: Monday to Friday, 9:00-12:00 and 13:00-18:00, eight hours in all. */
export const USUAL_HOURS: readonly OfficeHours[] = [
  { from: 9 * 60, to: 12 * 60 },
  { from: 13 * 60, to: 18 * 60 },
]
export const USUAL_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5]
