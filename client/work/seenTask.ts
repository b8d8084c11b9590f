/**
 * A task as it stands on this phone: what the server said last, and on top of it what was written here since. So a task
 * that was taken in a stairwell can be fed back there as well.
 */
import type { Me } from '../../shared/domain/access.ts'
import type { FieldTask } from '../../shared/issues/fieldWork.ts'
import { type IssueEvent, type Progress, progressOf } from '../../shared/issues/progress.ts'
import { evidenceOf, type Evidence, needsOf } from '../../shared/issues/evidence.ts'
import { stepRefusal } from '../../shared/issues/stepRefusal.ts'
import { type Need, ruleOf, RULED_STEPS, type RuledStep } from '../../shared/issues/steps.ts'
import { inOrder, type Queue, type Queued, type QueuedStep } from '../outbox/queue.ts'

export interface SeenTask extends FieldTask {
  /** The newest event that is known of it. */
  lastEvent: string
  progress: Progress
  /** What this person may do next. */
  steps: { step: RuledStep; needs: readonly Need[] }[]
  /** What there is to believe its closing by. */
  evidence: readonly Evidence[]
  /** What was written here and is not sent yet, in order. */
  queued: Queued[]
}

const isLater = (a: string, b: string): boolean => BigInt(a) > BigInt(b)

function eventOf(item: Queued, what: QueuedStep, before: Progress, me: Me): IssueEvent {
  const { to } = ruleOf(what.step)
  return {
    id: item.clientId,
    step: what.step,
    from: before.state,
    to: to === 'same' ? before.state : to === 'before' ? (before.before ?? 'inHand') : to,
    at: new Date(item.writtenAt).toISOString(),
    accountId: me.accountId,
    userName: me.userName,
    reason: what.reason,
    details: what.details,
    undoes: null,
  }
}

/** One that came by a file has no events yet. */
const begun = ({ events, issue }: FieldTask): IssueEvent[] =>
  events.length > 0
    ? events
    : [
        {
          id: '0',
          step: 'import',
          from: null,
          to: issue.state,
          at: issue.reportedAt,
          accountId: null,
          userName: 'import',
          reason: '',
          details: {},
          undoes: null,
        },
      ]

/** @param queue  of this person */
export function seenTask(task: FieldTask, queue: Queue, me: Me): SeenTask {
  const own = inOrder(queue).filter(({ what }) => what.kind === 'step' && what.id === task.issue.id)
  const queued = own.filter(({ state }) => state !== 'sent')
  const events = [...begun(task)]
  const photos = [...task.photos]
  let { lastEvent } = task
  let progress = progressOf(events)
  for (const item of own) {
    // What was refused has not happened, and what follows it has not either.
    if (item.state === 'stuck') break
    if (item.sent && !isLater(item.sent.event, task.lastEvent)) continue
    events.push(eventOf(item, item.what as QueuedStep, progress, me))
    // What their cameras wrote into them is known to the server alone.
    const blank = { event: item.clientId, hash: '', width: 0, height: 0, takenAt: null, place: null }
    photos.push(...Array.from({ length: item.photoCount }, () => blank))
    progress = progressOf(events)
    if (item.sent && isLater(item.sent.event, lastEvent)) lastEvent = item.sent.event
  }
  const { class: issueClass, subclass, location: place } = task.issue
  const evidence = evidenceOf({ class: issueClass, subclass, place, events, photos })
  return {
    ...task,
    part: progress.state === 'toVerify' ? 'verify' : 'handle',
    issue: { ...task.issue, state: progress.state },
    lastEvent,
    progress,
    steps: RULED_STEPS.filter((step) => stepRefusal(step, progress, me) === null).map((step) => ({
      step,
      needs: needsOf(step, evidence),
    })),
    evidence,
    queued,
  }
}

/** Whether it still waits for this person. */
export const isWaiting = ({ progress, steps }: SeenTask): boolean =>
  progress.state === 'dispatched' ||
  progress.state === 'inHand' ||
  (progress.state === 'toVerify' && steps.some(({ step }) => step === 'verify'))

/** Late by now, also where nobody has said so since. */
export const isLateAt = ({ issue, progress }: SeenTask, now: number): boolean =>
  issue.dueAt !== null && !progress.isWaitingForResident && Date.parse(issue.dueAt) < now
