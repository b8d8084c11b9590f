/**
 * What was done with the issues of the last two months: dispatched, taken, fed back, verified, the resident asked. Some are
 * returned, some sent back, with some the resident says "not solved" and they go round again. Every history follows the
 * table of steps and ends in the state, and at the time, that the issue has. Drawn by each issue's own number, so that
 * the issues themselves stay as they are.
 */
import { makeCalendar } from '../../shared/calendar/defaultCalendar.ts'
import { dueTime } from '../../shared/calendar/dueTime.ts'
import { classLimit } from '../../shared/issues/classLimit.ts'
import {
  type IssueEvent,
  progressOf,
  type Progress,
  type StepDetails,
  type Target,
} from '../../shared/issues/progress.ts'
import { CALLS_ENOUGH, ruleOf, type RuledStep } from '../../shared/issues/steps.ts'
import { departmentFor } from '../../shared/standards/departments.ts'
import { issueSubclassOf } from '../../shared/standards/issueClasses.ts'
import { dayOf, weekdayOf } from './civilDate.ts'
import { ANSWERED, FED_BACK, NOT_SOLVED, RETURNED, SENT_BACK } from './issueTexts.ts'
import type { Rng } from './rng.ts'
import type { TownEvent, TownHistory, TownIssue } from './types.ts'

const DAY = 1440
/** Two months, so that one can be compared with the one before; every day more costs time at the first start. */
const HISTORY_DAYS = 62
const EAST_MINUTES = 8 * 60
const CALENDAR = makeCalendar()

/** Minutes since 1970-01-01T00:00+08:00. */
const minutesOf = (instant: string): number => Date.parse(instant) / 60_000 + EAST_MINUTES
const isoOf = (minutes: number): string => new Date((minutes - EAST_MINUTES) * 60_000).toISOString()

/** Whether the town knows what was done with it: closed in the last two months, or in somebody's hands now. */
export const hasHistory = ({ state, closedAt }: TownIssue, today: string): boolean =>
  closedAt === null
    ? state !== 'new' && state !== 'hung'
    : minutesOf(closedAt) >= (dayOf(today) - HISTORY_DAYS) * DAY

/** @param today  the day the town is seen on; nothing lies after 08:30 */
export function* issueHistories(
  issues: Iterable<TownIssue>,
  today: string,
  rng: Rng,
): Generator<TownHistory> {
  const now = dayOf(today) * DAY + 8 * 60 + 30
  for (const issue of issues) if (hasHistory(issue, today)) yield historyOf(issue, now, rng)
}

function historyOf(issue: TownIssue, now: number, rng: Rng): TownHistory {
  const story = new Story(issue, rng.fork(issue.id))
  if (issue.closedAt === null) story.worksUntil(now, issue.state)
  else {
    const closed = minutesOf(issue.closedAt)
    story.goesRound(closed)
    story.isAskedAbout(closed, now)
  }
  return { issueId: issue.id, events: story.events, progress: story.progress() }
}

class Story {
  readonly events: TownEvent[] = []
  private readonly start: number
  private at: number
  private state = 'new'
  private isAgain = false

  constructor(
    private readonly issue: TownIssue,
    private readonly rng: Rng,
  ) {
    this.start = minutesOf(issue.reportedAt)
    this.at = this.start
    this.add('report', 'desk')
  }

  progress(): Progress {
    return progressOf(
      this.events.map((event, index): IssueEvent => ({
        ...event,
        id: String(index + 1),
        accountId: null,
        userName: event.who,
        undoes: null,
      })),
    )
  }

  private add(
    step: RuledStep | 'report',
    who: TownEvent['who'],
    { at = this.at, reason = '', ...details }: StepDetails & { at?: number; reason?: string } = {},
  ): void {
    const from = step === 'report' ? null : this.state
    const to = step === 'report' ? null : ruleOf(step).to
    if (to !== null && to !== 'same') this.state = to
    this.at = Math.max(this.at, Math.floor(at))
    this.events.push({ step, from, to: this.state, at: isoOf(this.at), who, reason, details })
  }

  /** Some minutes, often few, sometimes many, at most a part of the time there is. */
  private soon(usual: number, most: number): number {
    return 1 + Math.min(most, usual * (0.2 + Math.abs(this.rng.normal())))
  }

  private dispatch(at: number): void {
    const department = departmentFor(this.issue.class)
    const target = department !== null && this.rng.chance(0.3) ? { department } : { unit: TARGET_GRID }
    this.add('dispatch', 'desk', { at, target, suggested: this.suggested(target, department) })
  }

  /** What was suggested then: mostly the grid and the department of the class. Drawn apart, so that nothing else moves. */
  private suggested(target: Target, department: string | null): StepDetails['suggested'] {
    const isGrid = 'unit' in target
    const knewDepartment =
      department !== null && this.rng.fork(`suggested${this.at}`).chance(isGrid ? 0.9 : 0.8)
    const targets: Target[] = [{ unit: TARGET_GRID }, ...(knewDepartment ? [{ department }] : [])]
    return { targets, rank: isGrid ? 1 : knewDepartment ? 2 : null }
  }

  /** From the office's desk into somebody's hands. */
  private handOut(until: number): void {
    const span = until - this.at
    this.dispatch(
      this.at + (this.rng.chance(0.06) ? span * this.rng.between(0.35, 0.6) : this.soon(25, span * 0.3)),
    )
    if (span > 4 * 60 && this.rng.chance(0.03)) {
      this.add('return', 'worker', {
        at: this.at + this.soon(40, span * 0.1),
        reason: this.rng.pick(RETURNED),
      })
      this.dispatch(this.at + this.soon(30, span * 0.1))
    }
    if (this.rng.chance(0.55)) this.add('take', 'worker', { at: this.at + this.soon(30, span * 0.1) })
  }

  private feedBack(at: number): void {
    this.add('feedBack', 'worker', { at, reason: this.rng.pick(FED_BACK) })
  }

  /** Once round, closed at that time. */
  private round(closed: number): void {
    const span = closed - this.at
    this.handOut(closed)
    if (span > 5 * 60 && this.rng.chance(this.isAgain ? 0.03 : 0.06)) {
      this.feedBack(this.at + (closed - this.at) * this.rng.between(0.4, 0.6))
      this.add('sendBack', 'leader', {
        at: this.at + this.soon(40, span * 0.05),
        reason: this.rng.pick(SENT_BACK),
      })
    }
    this.feedBack(closed - Math.min((closed - this.at) * 0.5, this.soon(90, span * 0.2)))
    this.add('verify', 'leader', { at: closed })
  }

  /** Closed at that time; some after a first round that the resident did not find solved. */
  goesRound(closed: number): void {
    const span = closed - this.start
    const called = this.start + span * 0.4 + this.rng.between(0, 0.1) * span
    if (span > 1.2 * DAY && isOfficeMinute(called) && this.rng.chance(0.24)) {
      this.round(this.start + span * this.rng.between(0.25, 0.35))
      const reason = this.rng.pick(NOT_SOLVED)
      const answer = { isSolved: false, satisfaction: this.rng.chance(0.7) ? 1 : 2 }
      this.add('evaluate', 'caller', { at: called, answer, reason })
      const limit = issueSubclassOf(this.issue.class, this.issue.subclass)!
      const due = dueTime((this.at - EAST_MINUTES) * 60_000, classLimit(limit), CALENDAR).at!
      this.add('reopen', 'caller', { reason, due: new Date(due).toISOString() })
      this.isAgain = true
    }
    this.round(closed)
  }

  /** Still open: as far as its state says. */
  worksUntil(now: number, state: TownIssue['state']): void {
    const until = this.start + (now - this.start) * 0.9
    const span = until - this.start
    this.dispatch(this.start + this.soon(25, span * 0.5))
    if (state === 'dispatched') return
    if (state === 'inHand' || this.rng.chance(0.8))
      this.add('take', 'worker', { at: this.at + this.soon(40, (until - this.at) * 0.4) })
    if (state === 'toVerify') this.feedBack(this.at + (until - this.at) * this.rng.between(0.5, 1))
  }

  /** The resident is called in office hours of the next days; a few are not reached, a few wait to be called. */
  isAskedAbout(closed: number, now: number): void {
    const { rng } = this
    let day = Math.floor(closed / DAY) + rng.whole(1, 2)
    const misses = rng.weighted([88, 6, 3, 3])
    const isLeft = rng.chance(0.03)
    for (let n = 0; n <= misses; n++) {
      const at = officeMinute(day, rng)
      if (at > now) return
      if (n === misses && (isLeft || misses >= CALLS_ENOUGH)) {
        if (misses >= CALLS_ENOUGH) this.add('endCallBack', 'caller', { at })
        return
      }
      if (n === misses) {
        const isLate = closed > minutesOf(this.issue.dueAt)
        const weights = this.isAgain ? [5, 10, 25, 35, 25] : isLate ? [6, 12, 27, 33, 22] : [1, 3, 12, 36, 48]
        const satisfaction = rng.chance(0.06) ? null : rng.weighted(weights) + 1
        const reason = rng.chance(0.25)
          ? rng.pick(ANSWERED[(satisfaction ?? 4) >= 4 ? 'content' : 'doubtful'])
          : ''
        this.add('evaluate', 'caller', { at, answer: { isSolved: true, satisfaction }, reason })
        return
      }
      this.add('notReached', 'caller', { at })
      day += 1
    }
  }
}

/** Stands for the grid that the issue lies in, which its place tells. */
export const TARGET_GRID = 'grid'

const isOfficeMinute = (minutes: number): boolean => {
  const [weekday, hour] = [weekdayOf(Math.floor(minutes / DAY)), (minutes % DAY) / 60]
  return weekday >= 1 && weekday <= 5 && hour >= 9 && hour < 18
}

/** A minute of office hours on that day, or of the Monday after. */
function officeMinute(day: number, rng: Rng): number {
  const weekday = weekdayOf(day)
  const working = day + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0)
  return working * DAY + rng.whole(9 * 60, 17 * 60 + 30)
}
