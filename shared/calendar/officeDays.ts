/**
 * What an office changes in the published calendar: days that are worked or not, its hours from a day on, and years whose
 * arrangements it has entered itself. Only days to come: what was counted by a day that has begun stays counted.
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
} from './officeCalendar.ts'

const MOST_DAYS = 2_000

export const OfficeDays = z.object({
  days: z.array(DayException).max(MOST_DAYS).default([]),
  announcedYears: z.array(z.int()).max(100).default([]),
  hoursFrom: z.array(HoursFrom).max(200).default([]),
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
  z.object({ kind: z.literal('announced'), year: CalendarYear, isAnnounced: z.boolean() }),
])
export type CalendarChange = z.infer<typeof CalendarChange>

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
    const kept = before.hoursFrom.filter(({ from }) => from !== change.from)
    if (change.kind === 'clearHours') return { ...before, hoursFrom: kept }
    const { from, hours } = change
    return { ...before, hoursFrom: [...kept, { from, hours }].sort((a, b) => (a.from < b.from ? -1 : 1)) }
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
  days: z.array(YearDay),
  /** The first day that can be changed. */
  today: Day,
})
export type YearOfOffice = z.infer<typeof YearOfOffice>

const yearOf = (day: Day): number => Number(day.slice(0, 4))

export function yearOfOffice(
  { days, announcedYears, hoursFrom }: OfficeDays,
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
  const first = `${year}-01-01`
  const all = [...new Set([...published.keys(), ...own.keys()])].sort()
  return {
    year,
    announced: ANNOUNCED_YEARS.includes(year) ? 'published' : announcedYears.includes(year) ? 'office' : 'no',
    hours: [...new Set([first, ...hoursFrom.map(({ from }) => from).filter((from) => yearOf(from) === year)])]
      .sort()
      .map((from) => ({
        from,
        hours: [...hoursOn(calendar, from)],
        isOwn: hoursFrom.some((one) => one.from === from),
      })),
    days: all.map((day) => {
      const { isWorking, reason } = calendarDay(calendar, day)
      return { day, published: said(published.get(day)), office: said(own.get(day)), isWorking, reason }
    }),
    today,
  }
}
