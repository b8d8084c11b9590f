/** When an issue is due, and why: the limit of its class over the office calendar, less the time that stood still. */
import { dueTime, type Pause, type TimeLimit, timeBetween } from '../../../shared/calendar/dueTime.ts'
import type { OfficeCalendar } from '../../../shared/calendar/officeCalendar.ts'
import { classLimit } from '../../../shared/issues/classLimit.ts'
import type { DueExplanation } from '../../../shared/issues/desk.ts'
import type { Progress } from '../../../shared/issues/progress.ts'
import { issueSubclassOf } from '../../../shared/standards/issueClasses.ts'
import type { SteppedIssue } from '../../db/issueEvents.ts'
import { officeCalendar } from './officeCalendar.ts'

/** The limit of a subclass; undefined for classes that are not ours. */
export function limitOf(issueClass: string, subclass: string): TimeLimit | undefined {
  const found = issueSubclassOf(issueClass, subclass)
  return found && classLimit(found)
}

const spansOf = (progress: Progress): Pause[] =>
  progress.pauses.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? null : Date.parse(to) }))

/** Five years, milliseconds. */
const FAR = 5 * 366 * 86_400_000

/** A due time that was set from outside, moved on by the time that stood still before it. */
function moved(
  due: number,
  unit: 'clockHours' | 'workingHours',
  pauses: readonly Pause[],
  calendar: OfficeCalendar,
): number | null {
  let at = due
  for (const pause of pauses) {
    if (pause.from >= at) continue
    if (pause.to === null) return null
    // Nobody counts the office hours of so many years.
    if (at - pause.from > FAR) {
      at += pause.to - pause.from
      continue
    }
    const left = timeBetween(pause.from, at, unit, calendar)
    // What is due outside office hours stays due then when no office time was lost.
    at =
      left === 0
        ? Math.max(at, pause.to)
        : dueTime(pause.to, { amount: left / 3_600_000, unit }, calendar).at!
  }
  return at
}

const pausesAfter = (pauses: readonly Pause[], instant: number): Pause[] =>
  pauses
    .filter(({ to }) => to === null || to > instant)
    .map(({ from, to }) => ({ from: Math.max(from, instant), to }))

/** When an issue of a subclass would be due that is reported at an instant; without a limit never. */
export function explainLimit(issueClass: string, subclass: string, from: Date): DueExplanation {
  const limit = limitOf(issueClass, subclass) ?? null
  const plain = { limit, from: from.toISOString(), isStill: false }
  if (!limit) return { ...plain, source: 'none', dueAt: null, days: [], isProvisional: false }
  const { at, days, isProvisional } = dueTime(from.getTime(), limit, officeCalendar())
  return { ...plain, source: 'limit', dueAt: new Date(at!).toISOString(), days, isProvisional }
}

type DueIssue = Pick<SteppedIssue, 'class' | 'subclass' | 'reportedAt' | 'dueAt' | 'baseDueAt' | 'lastEvent'>

/** The due time of an issue and the reckoning behind it. `progress` is undefined where no step was taken here. */
export function explainDue(
  issue: DueIssue,
  progress: Progress | undefined,
  calendar = officeCalendar(),
): DueExplanation {
  const limit = limitOf(issue.class, issue.subclass)
  const pauses = progress ? spansOf(progress) : []
  const start = issue.reportedAt.getTime()
  const base = issue.lastEvent === '0' ? issue.dueAt : issue.baseDueAt
  const plain = { limit: limit ?? null, from: issue.reportedAt.toISOString(), days: [], isProvisional: false }
  const ending = (at: number | null): { dueAt: string | null; isStill: boolean } => ({
    dueAt: at === null ? null : new Date(at).toISOString(),
    isStill: at === null,
  })
  const unit = limit?.unit === 'clockHours' ? 'clockHours' : 'workingHours'
  if (progress?.dueBy && progress.dueSetAt) {
    const later = pausesAfter(pauses, Date.parse(progress.dueSetAt))
    return { ...plain, source: 'set', ...ending(moved(Date.parse(progress.dueBy), unit, later, calendar)) }
  }
  if (limit) {
    const unpaused = dueTime(start, limit, calendar).at
    if (base !== null && base.getTime() === unpaused) {
      const { at, days, isProvisional } = dueTime(start, limit, calendar, pauses)
      return { ...plain, source: 'limit', ...ending(at), days, isProvisional }
    }
  }
  if (base === null) return { ...plain, source: 'none', dueAt: null, isStill: false }
  return { ...plain, source: 'given', ...ending(moved(base.getTime(), unit, pauses, calendar)) }
}

/**
 * The time of an issue begun anew, ISO 8601: the limit of its class, or as long as it had before; null where it had none.
 */
export function dueFromNow(
  issue: Pick<SteppedIssue, 'class' | 'subclass' | 'reportedAt' | 'dueAt' | 'baseDueAt'>,
  now: number,
): string | null {
  const limit = limitOf(issue.class, issue.subclass)
  if (limit) return new Date(dueTime(now, limit, officeCalendar()).at!).toISOString()
  const base = issue.baseDueAt ?? issue.dueAt
  return base === null ? null : new Date(now + base.getTime() - issue.reportedAt.getTime()).toISOString()
}
