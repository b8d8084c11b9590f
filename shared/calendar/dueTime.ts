/**
 * When a time limit runs out, and why: over office hours or by the clock, less the time in which it stood still (hung,
 * or waiting for the resident). The steps of the reckoning are kept, so that a due time can be explained.
 */
import { z } from 'zod'
import { addDays, dayAt } from '../domain/dates.ts'
import { type CalendarDay, daysFrom, type OfficeCalendar, type Span } from './officeCalendar.ts'

/**
 * `clockHours` run always; `workingHours` in office hours only; `workingDays` end with the office hours of the last
 * day, the day of the start not counted.
 */
export const LIMIT_UNITS = ['clockHours', 'workingHours', 'workingDays'] as const
export const TimeLimit = z.object({ amount: z.number().positive().max(10_000), unit: z.enum(LIMIT_UNITS) })
export type TimeLimit = z.infer<typeof TimeLimit>

/** A time in which the limit stands still, milliseconds; `to` is null while it lasts. */
export interface Pause {
  from: number
  to: number | null
}

/** One day of the reckoning. */
export interface CountedDay extends CalendarDay {
  /** Minutes of the limit that ran on this day; for working days 0, see `isCounted`. */
  minutes: number
  /** Whether the day used up a part of the limit. */
  isCounted: boolean
  /** Whether the limit stood still for a part of the day that would have counted. */
  isPaused: boolean
}

export interface DueTime {
  /** Milliseconds; null while the limit stands still with no end in sight. */
  at: number | null
  days: CountedDay[]
  /** Milliseconds of the limit that are left (of working days: days), where it stands still. */
  left: number
  /** Whether a day was counted whose year's holidays are not announced yet. */
  isProvisional: boolean
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A calendar in which no hour is worked would be searched for ever. */
const MOST_IDLE_DAYS = 400
const OPEN_END = Number.MAX_SAFE_INTEGER

/** Pauses as ascending spans that do not overlap. */
function merged(pauses: readonly Pause[]): Span[] {
  const spans = pauses
    .map(({ from, to }) => ({ from, to: to ?? OPEN_END }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from)
  const out: Span[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else out.push({ ...span })
  }
  return out
}

/** What is left of a span without the pauses in it. */
function without(span: Readonly<Span>, pauses: readonly Span[]): readonly Readonly<Span>[] {
  if (pauses.length === 0) return [span]
  const out: Span[] = []
  let from = span.from
  for (const pause of pauses) {
    if (pause.to <= from) continue
    if (pause.from >= span.to) break
    if (pause.from > from) out.push({ from, to: pause.from })
    from = pause.to
  }
  if (from < span.to) out.push({ from, to: span.to })
  return out
}

/** Written out: spreading costs as much as all else, and limits are reckoned by the ten thousand. */
const counted = (
  { day, isWorking, reason, name }: CalendarDay,
  minutes: number,
  isCounted: boolean,
  isPaused: boolean,
): CountedDay => ({ day, isWorking, reason, name, minutes, isCounted, isPaused })

function isProvisional({ announcedYears }: OfficeCalendar, days: readonly CountedDay[]): boolean {
  const [first, last] = [days[0], days.at(-1)].map((day) => Number(day?.day.slice(0, 4)))
  for (let year = first!; year <= last!; year++) if (!announcedYears.has(year)) return true
  return false
}

/**
 * When a limit that began at `start` (milliseconds) runs out.
 * @throws RangeError when the calendar has no working time to count
 */
export function dueTime(
  start: number,
  limit: TimeLimit,
  calendar: OfficeCalendar,
  pauses: readonly Pause[] = [],
): DueTime {
  return limit.unit === 'workingDays'
    ? dueByDays(start, limit.amount, calendar, merged(pauses))
    : dueByHours(start, limit, calendar, merged(pauses))
}

function dueByHours(
  start: number,
  limit: TimeLimit,
  calendar: OfficeCalendar,
  pauses: readonly Span[],
): DueTime {
  const isByClock = limit.unit === 'clockHours'
  const endless = pauses.at(-1)?.to === OPEN_END ? pauses.at(-1)!.from : null
  const days: CountedDay[] = []
  let left = Math.round(limit.amount * HOUR)
  let idle = 0
  for (const { calendarDay, whole, office } of daysFrom(calendar, dayAt(new Date(start)))) {
    const all = isByClock ? [whole] : office
    const spans =
      whole.from >= start
        ? all
        : all.flatMap(({ from, to }) => (to > start ? [{ from: Math.max(from, start), to }] : []))
    let ran = 0
    let isPaused = false
    for (const span of spans) {
      const running = without(span, pauses)
      isPaused ||= running.length !== 1 || running[0]!.from !== span.from || running[0]!.to !== span.to
      for (const { from, to } of running) {
        if (left > to - from) {
          ran += to - from
          left -= to - from
          continue
        }
        const at = from + left
        days.push(counted(calendarDay, Math.round((ran + left) / MINUTE), true, isPaused))
        return {
          at,
          days,
          left: 0,
          isProvisional: !isByClock && isProvisional(calendar, days),
        }
      }
    }
    days.push(counted(calendarDay, Math.round(ran / MINUTE), ran > 0, isPaused))
    if (endless !== null && whole.to > endless)
      return { at: null, days, left, isProvisional: !isByClock && isProvisional(calendar, days) }
    idle = ran > 0 || isPaused ? 0 : idle + 1
    if (idle > MOST_IDLE_DAYS) throw new RangeError('the calendar has no office hours')
  }
  throw new RangeError('days ended')
}

function dueByDays(
  start: number,
  amount: number,
  calendar: OfficeCalendar,
  pauses: readonly Span[],
): DueTime {
  const endless = pauses.at(-1)?.to === OPEN_END ? pauses.at(-1)!.from : null
  const days: CountedDay[] = []
  let left = Math.ceil(amount)
  let idle = 0
  for (const { calendarDay, whole, office } of daysFrom(calendar, addDays(dayAt(new Date(start)), 1))) {
    const close = office.at(-1)?.to
    const isPaused = close !== undefined && pauses.some(({ from, to }) => from < close && close <= to)
    const isCounted = close !== undefined && !isPaused
    days.push(counted(calendarDay, 0, isCounted, isPaused))
    if (isCounted) {
      left -= 1
      idle = 0
      if (left === 0) return { at: close, days, left, isProvisional: isProvisional(calendar, days) }
    } else if (endless !== null && whole.to > endless) {
      return { at: null, days, left, isProvisional: isProvisional(calendar, days) }
    } else if (!isPaused && ++idle > MOST_IDLE_DAYS) {
      throw new RangeError('the calendar has no working days')
    }
  }
  throw new RangeError('days ended')
}

/** Milliseconds of a limit's kind of time between two instants, pauses left out. */
export function timeBetween(
  from: number,
  to: number,
  unit: 'clockHours' | 'workingHours',
  calendar: OfficeCalendar,
  pauses: readonly Pause[] = [],
): number {
  if (to <= from) return 0
  const still = merged(pauses)
  let sum = 0
  for (const { whole, office } of daysFrom(calendar, dayAt(new Date(from)))) {
    if (whole.from >= to) return sum
    for (const span of unit === 'clockHours' ? [whole] : office) {
      const within = { from: Math.max(span.from, from), to: Math.min(span.to, to) }
      if (within.to > within.from) for (const run of without(within, still)) sum += run.to - run.from
    }
  }
  return sum
}
