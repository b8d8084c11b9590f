/**
 * What an office changes in the published calendar: days that are worked or not, its hours and its weekdays from a day on,
 * and years whose arrangements it has entered itself. Only days to come: what was counted by a day that has begun stays counted.
 */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { PlainText } from '../issues/progress.ts'
import { KNOWN_EXCEPTIONS } from './defaultCalendar.ts'
import { ANNOUNCED_YEARS } from './holidays.ts'
import {
  calendarDay,
  DayException,
  type DayReason,
  HoursFrom,
  hoursOn,
  OfficeHours,
  type OfficeCalendar,
  WeekdaysFrom,
  weekdaysOn,
} from './officeCalendar.ts'

const MOST_DAYS = 2_000

export const OfficeDays = z.object({
  days: z.array(DayException).max(MOST_DAYS).default([]),
  announcedYears: z.array(z.int()).max(100).default([]),
  hoursFrom: z.array(HoursFrom).max(200).default([]),
  weekdaysFrom: z.array(WeekdaysFrom).max(200).default([]),
})
export type OfficeDays = z.infer<typeof OfficeDays>

export const CalendarYear = z.int().min(2000).max(2099)

export const CalendarChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('day'),
    day: Day,
    isWorking: z.boolean(),
    name: PlainText.trim().min(1).max(32),
  }),
  /** As published again. */
  z.object({ kind: z.literal('clear'), day: Day }),
  /** Office hours from a day on. */
  HoursFrom.extend({ kind: z.literal('hours') }),
  /** As if they had not been set from that day. */
  z.object({ kind: z.literal('clearHours'), from: Day }),
  /** Weekdays that are worked from a day on. */
  WeekdaysFrom.extend({ kind: z.literal('weekdays') }),
  z.object({ kind: z.literal('clearWeekdays'), from: Day }),
  z.object({ kind: z.literal('announced'), year: CalendarYear, isAnnounced: z.boolean() }),
])
export type CalendarChange = z.infer<typeof CalendarChange>

const withFrom = <One extends { from: Day }>(list: readonly One[], from: Day, next: One | undefined): One[] =>
  [...list.filter((one) => one.from !== from), ...(next ? [next] : [])].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  )

/** What is known before and after a change. Pure. */
export function changed(before: OfficeDays, change: CalendarChange): OfficeDays {
  if (change.kind === 'announced') {
    const others = before.announcedYears.filter((year) => year !== change.year)
    return {
      ...before,
      announcedYears: change.isAnnounced ? [...others, change.year].sort((a, b) => a - b) : others,
    }
  }
  if (change.kind === 'hours' || change.kind === 'clearHours') {
    const { from } = change
    const next = change.kind === 'hours' ? { from, hours: change.hours } : undefined
    return { ...before, hoursFrom: withFrom(before.hoursFrom, from, next) }
  }
  if (change.kind === 'weekdays' || change.kind === 'clearWeekdays') {
    const { from } = change
    const next = change.kind === 'weekdays' ? { from, weekdays: change.weekdays } : undefined
    return { ...before, weekdaysFrom: withFrom(before.weekdaysFrom, from, next) }
  }
  const others = before.days.filter(({ day }) => day !== change.day)
  if (change.kind === 'clear') return { ...before, days: others }
  const { day, isWorking, name } = change
  return { ...before, days: [...others, { day, isWorking, name }].sort((a, b) => (a.day < b.day ? -1 : 1)) }
}

/** The first day that a change is about; null where it is about none. */
export function dayOfChange(change: CalendarChange): Day | null {
  if (change.kind === 'announced') return null
  return change.kind === 'day' || change.kind === 'clear' ? change.day : change.from
}

const Said = z.object({ isWorking: z.boolean(), name: z.string() })

/** A day that differs from its weekday, as published, as the office has it, or both. */
export const YearDay = z.object({
  day: Day,
  published: Said.nullable(),
  office: Said.nullable(),
  isWorking: z.boolean(),
  reason: z.enum(['weekday', 'restDay', 'holiday', 'makeUp'] satisfies DayReason[]),
})
export type YearDay = z.infer<typeof YearDay>

export const YearOfOffice = z.object({
  year: CalendarYear,
  /** Published, or entered by the office; otherwise only what the law fixes is known. */
  announced: z.enum(['published', 'office', 'no']),
  /** In force on 1 January, then what the office has set from days of the year on. */
  hours: z.array(
    z.object({
      from: Day,
      hours: z.array(OfficeHours),
      /** Set by the office from that very day. */
      isOwn: z.boolean(),
    }),
  ),
  /** The same of the weekdays that are worked. */
  weekdays: z.array(z.object({ from: Day, weekdays: z.array(z.int()), isOwn: z.boolean() })),
  days: z.array(YearDay),
  /** The first day that can be changed. */
  today: Day,
})
export type YearOfOffice = z.infer<typeof YearOfOffice>

const yearOf = (day: Day): number => Number(day.slice(0, 4))

export function yearOfOffice(
  { days, announcedYears, hoursFrom, weekdaysFrom }: OfficeDays,
  calendar: OfficeCalendar,
  year: number,
  today: Day,
): YearOfOffice {
  const said = (found: DayException | undefined) =>
    found ? { isWorking: found.isWorking, name: found.name } : null
  const published = new Map(
    KNOWN_EXCEPTIONS.filter(({ day }) => yearOf(day) === year).map((one) => [one.day, one]),
  )
  const own = new Map(days.filter(({ day }) => yearOf(day) === year).map((one) => [one.day, one]))
  /** 1 January, and the days of the year on which something else begins. */
  const beginnings = (list: readonly { from: Day }[]): Day[] =>
    [
      ...new Set([`${year}-01-01`, ...list.map(({ from }) => from).filter((from) => yearOf(from) === year)]),
    ].sort()
  const isOwn = (list: readonly { from: Day }[], day: Day): boolean => list.some(({ from }) => from === day)
  const all = [...new Set([...published.keys(), ...own.keys()])].sort()
  return {
    year,
    announced: ANNOUNCED_YEARS.includes(year) ? 'published' : announcedYears.includes(year) ? 'office' : 'no',
    hours: beginnings(hoursFrom).map((from) => ({
      from,
      hours: [...hoursOn(calendar, from)],
      isOwn: isOwn(hoursFrom, from),
    })),
    weekdays: beginnings(weekdaysFrom).map((from) => ({
      from,
      weekdays: [...weekdaysOn(calendar, from)],
      isOwn: isOwn(weekdaysFrom, from),
    })),
    days: all.map((day) => {
      const { isWorking, reason } = calendarDay(calendar, day)
      return { day, published: said(published.get(day)), office: said(own.get(day)), isWorking, reason }
    }),
    today,
  }
}
