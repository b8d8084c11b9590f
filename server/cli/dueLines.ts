/** Why something is due when it is, as lines for people. */
import type { TimeLimit } from '../../shared/calendar/dueTime.ts'
import { type DayReason, weekdayOf } from '../../shared/calendar/officeCalendar.ts'
import type { DueExplanation } from '../../shared/issues/desk.ts'
import { momentText } from './moments.ts'

const UNITS: Readonly<Record<TimeLimit['unit'], string>> = {
  clockHours: 'hours by the clock',
  workingHours: 'working hours',
  workingDays: 'working days',
}
const REASONS: Readonly<Record<DayReason, string>> = {
  weekday: 'working day',
  restDay: 'day of rest',
  holiday: 'holiday',
  makeUp: 'make-up working day',
}
const SOURCES: Readonly<Record<DueExplanation['source'], string>> = {
  limit: 'by the limit of its class',
  set: 'set by hand',
  given: 'as the file said that it came from',
  none: 'it has no due time',
}
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

export const limitText = ({ amount, unit }: TimeLimit): string => `${amount} ${UNITS[unit]}`

const hours = (minutes: number): string =>
  minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`

export const dueText = (dueAt: string | null, isProvisional: boolean): string =>
  `${dueAt === null ? 'no due time' : momentText(dueAt)}${isProvisional ? ' (holidays of that year not announced yet)' : ''}`

export function dueLines(due: DueExplanation): string[] {
  const when = due.isStill ? 'stands still' : dueText(due.dueAt, due.isProvisional)
  const limit = due.limit && due.source === 'limit' ? `: ${limitText(due.limit)}` : ''
  const from = due.source === 'limit' ? ` from ${momentText(due.from)}` : ''
  return [
    `due ${when}, ${SOURCES[due.source]}${limit}${from}`,
    ...due.days.map(({ day, reason, name, minutes, isCounted, isPaused }) => {
      const why = name === null ? REASONS[reason] : `${REASONS[reason]} (${name})`
      const counted = isCounted ? (due.limit?.unit === 'workingDays' ? '1 day' : hours(minutes)) : '-'
      return `  ${day} ${WEEKDAYS[weekdayOf(day)]}  ${counted.padEnd(10)} ${why}${isPaused ? ', stood still' : ''}`
    }),
  ]
}
