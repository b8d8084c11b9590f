/**
 * What a file tells of the life of an issue: the times of its steps become events, each at its own time. What the file
 * leaves out is not made up: a change of state that no known step explains is an `import` to that state.
 */
import type { IssueState } from '../domain/place.ts'
import type { StepDetails } from './progress.ts'
import { ruleOf, type RuledStep } from './steps.ts'

/** Times of steps that a file can give, ISO 8601 in UTC; null where it does not. */
export interface ToldTimes {
  reportedAt: string
  acceptedAt: string | null
  dispatchedAt: string | null
  /** Settled on site and told to the desk. */
  handledAt: string | null
  /** The last closing. */
  closedAt: string | null
  /** The last opening again; only told together with a closing before it. */
  reopenedAt: string | null
}

export interface ToldEvent {
  step: RuledStep | 'report' | 'import'
  from: IssueState | null
  to: IssueState
  at: string
  details: StepDetails
}

/** In the order that they come in when they have one time. */
const TOLD: readonly (readonly [keyof ToldTimes, RuledStep | null, IssueState])[] = [
  ['acceptedAt', 'accept', 'new'],
  ['dispatchedAt', 'dispatch', 'dispatched'],
  ['handledAt', 'feedBack', 'toVerify'],
  // Who verified it, and whether anybody did, the file does not say.
  ['closedAt', null, 'closed'],
  ['reopenedAt', 'reopen', 'new'],
]

const REPLAYED: StepDetails = { replayed: true }

/** @returns events from the report to the state that the file gives; none for what was closed nobody knows when */
export function toldHistory(times: ToldTimes, state: IssueState): ToldEvent[] {
  const { reportedAt, closedAt, reopenedAt } = times
  const isReopened = reopenedAt !== null && closedAt !== null && closedAt <= reopenedAt
  const events: ToldEvent[] = [{ step: 'report', from: null, to: 'new', at: reportedAt, details: REPLAYED }]
  let now: IssueState = 'new'
  const add = (step: ToldEvent['step'], to: IssueState, at: string): void => {
    events.push({ step, from: now, to, at, details: REPLAYED })
    now = to
  }
  const told = TOLD.flatMap(([time, step, to]) => {
    const at = times[time]
    return at === null || (time === 'reopenedAt' && !isReopened) ? [] : [{ step, to, at }]
  }).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  for (const { step, to, at } of told) {
    if (step !== null && ruleOf(step).from.includes(now)) add(step, to, at)
    else if (to !== now) add('import', to, at)
  }
  if (now === state) return events
  if (state === 'closed') return []
  // Since when it is in that state the file does not say: since what it tells last.
  add('import', state, events.at(-1)!.at)
  return events
}
