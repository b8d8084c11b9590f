/**
 * What the events of an issue say it is: the state is never stored by itself, it is what the steps add up to. The
 * server keeps the result beside the issue for its lists; made anew from the events it must be the same.
 */
import { z } from 'zod'
import type { IssueState } from '../domain/place.ts'
import { type Outcome, OUTCOMES, ruleOf, type RuledStep, STEPS } from './steps.ts'

/** Text that the database takes: no NUL. */
export const PlainText = z.string().regex(/^[^\0]*$/)

/** Who is to see to it: a unit's people, or a department of the office. */
export const Target = z.union([
  z.object({ unit: PlainText.min(1) }),
  z.object({ department: PlainText.trim().min(1).max(64) }),
])
export type Target = z.infer<typeof Target>

export const Answer = z.object({ isSolved: z.boolean(), satisfaction: z.int().min(1).max(5).nullable() })
export type Answer = z.infer<typeof Answer>

export const StepDetails = z.object({
  target: Target.optional(),
  /** Instants as ISO 8601. */
  due: z.iso.datetime({ offset: true }).optional(),
  reviewDate: z.iso.date().optional(),
  /** The issue that this one is merged into. */
  other: PlainText.min(1).max(128).optional(),
  answer: Answer.optional(),
  /** Whom a dispatch was suggested to, and which of those was taken. */
  suggested: z.object({ targets: z.array(Target).max(3), rank: z.int().min(1).max(3).nullable() }).optional(),
  /** When it was written on a phone without signal, where it arrived later. */
  writtenAt: z.iso.datetime().optional(),
  /** How far from the place of the issue whoever took the step was, as far as they said; where they were is not kept. */
  away: z.object({ meters: z.number(), accuracyMeters: z.number() }).optional(),
  /** Told by a file, at the time that the file gives; what was told before it stays. */
  replayed: z.literal(true).optional(),
  /** A later file tells the life of the issue otherwise: what the one before told is void. */
  retold: z.literal(true).optional(),
})
export type StepDetails = z.infer<typeof StepDetails>

export const EVENT_STEPS = [...STEPS, 'import'] as const

export const IssueEvent = z.object({
  /** Growing; text, as all ids. */
  id: z.string(),
  step: z.enum(EVENT_STEPS),
  from: z.string().nullable(),
  to: z.string(),
  /** ISO 8601. */
  at: z.string(),
  accountId: z.string().nullable(),
  userName: z.string(),
  reason: z.string(),
  details: StepDetails,
  /** The event that this one takes back. */
  undoes: z.string().nullable(),
  /** By the resident, through a private link. */
  byResident: z.boolean().optional(),
})
export type IssueEvent = z.infer<typeof IssueEvent>

export interface Progress {
  state: IssueState
  acceptedAt: string | null
  outcome: Outcome | null
  closedAt: string | null
  target: Target | null
  calledIn: Target[]
  isEscalated: boolean
  /** A due time set by hand instead of the limit of the class. */
  dueBy: string | null
  /** When it was set: what stood still before then is in it already. */
  dueSetAt: string | null
  /** When the limit stood still; the last one without an end while it does. */
  pauses: { from: string; to: string | null }[]
  isWaitingForResident: boolean
  /** When to look again whether the resident has answered. */
  waitsUntil: string | null
  reviewDate: string | null
  mergedInto: string | null
  answer: Answer | null
  /** Calls to the resident that nobody answered, since it was closed. */
  callsMissed: number
  /** Given up: nobody was reached. */
  isCallEnded: boolean
  /** Who has said that it is done. */
  fedBackBy: string | null
  /** State in which it was hung. */
  before: IssueState | null
  /** Whether its life is known from the report on: not of what a file brought in the middle of it. */
  isFollowed: boolean
  /** When somebody first took it up, whatever round it is in now; null where nobody has, or where it is not known. */
  takenUpAt: string | null
  /** When the closing that stands was verified; null for what is open, refused, merged or closed by a file. */
  verifiedAt: string | null
  /** Whether it was sent back or opened again at some time. */
  isReworked: boolean
  /** Whether a checker found what is asked unreasonable: figures can leave it out. */
  isSetAside: boolean
  /** What the resident answered the first time, of whatever round: a "no" is not undone by being mended. */
  firstAnswer: (Answer & { at: string }) | null
}

const BEGINNING: Progress = {
  state: 'new',
  acceptedAt: null,
  outcome: null,
  closedAt: null,
  target: null,
  calledIn: [],
  isEscalated: false,
  dueBy: null,
  dueSetAt: null,
  pauses: [],
  isWaitingForResident: false,
  waitsUntil: null,
  reviewDate: null,
  mergedInto: null,
  answer: null,
  callsMissed: 0,
  isCallEnded: false,
  fedBackBy: null,
  before: null,
  isFollowed: true,
  takenUpAt: null,
  verifiedAt: null,
  isReworked: false,
  isSetAside: false,
  firstAnswer: null,
}

/** Steps by which somebody takes an issue up. A note, another time and urging leave it where it is. */
export const TAKING_UP: readonly RuledStep[] = [
  'accept',
  'refuse',
  'dispatch',
  'callIn',
  'take',
  'feedBack',
  'hang',
  'askResident',
  'merge',
]

const isOutcome = (value: unknown): value is Outcome => OUTCOMES.includes(value as Outcome)

/** Events that were not taken back, oldest first. */
export function standingEvents(events: readonly IssueEvent[]): IssueEvent[] {
  const undone = new Set(events.flatMap(({ undoes }) => (undoes === null ? [] : [undoes])))
  return events.filter(({ id, step }) => step !== 'undo' && !undone.has(id))
}

const stopClock = (pauses: Progress['pauses'], at: string): Progress['pauses'] =>
  pauses.at(-1)?.to === null ? pauses : [...pauses, { from: at, to: null }]
const startClock = (pauses: Progress['pauses'], at: string): Progress['pauses'] =>
  pauses.map((pause, index) =>
    index === pauses.length - 1 && pause.to === null ? { ...pause, to: at } : pause,
  )

function closed(progress: Progress, at: string, outcome: Outcome): Progress {
  return {
    ...progress,
    outcome,
    closedAt: at,
    pauses: startClock(progress.pauses, at),
    isWaitingForResident: false,
    waitsUntil: null,
    reviewDate: null,
    before: null,
  }
}

function after(progress: Progress, event: IssueEvent): Progress {
  const { step, at, details } = event
  const state = event.to as IssueState
  if (step === 'report') return { ...BEGINNING, state }
  if (step === 'import' && details.replayed) {
    const isClosed = state === 'closed'
    const next: Progress = { ...progress, state, isFollowed: progress.takenUpAt !== null }
    if (isClosed) return closed(next, at, 'solved')
    return state === 'hung' ? { ...next, pauses: stopClock(next.pauses, at) } : next
  }
  // An imported state says nothing of how it came about.
  if (step === 'import') {
    return {
      ...BEGINNING,
      state,
      closedAt: state === 'closed' ? at : null,
      outcome: state === 'closed' ? 'solved' : null,
      isFollowed: state === 'new',
      // Since when it was hung the file does not say: the limit stands still from its first day here.
      pauses: state === 'hung' ? [{ from: at, to: null }] : [],
    }
  }
  const rule = ruleOf(step as RuledStep)
  let next: Progress = { ...progress, state }
  if (next.isFollowed && TAKING_UP.includes(step as RuledStep)) next.takenUpAt ??= at
  if (rule.clock === 'stops') next.pauses = stopClock(next.pauses, at)
  // What is resumed may still wait for the resident.
  const isStill = step === 'resume' && progress.isWaitingForResident
  if (rule.clock === 'runs' && !isStill) next.pauses = startClock(next.pauses, at)
  if (isOutcome(rule.outcome)) next = closed(next, at, rule.outcome)
  switch (step) {
    case 'accept':
      return { ...next, acceptedAt: at }
    case 'dispatch':
      return { ...next, acceptedAt: next.acceptedAt ?? at, target: details.target ?? null, fedBackBy: null }
    case 'callIn':
      return { ...next, calledIn: details.target ? [...next.calledIn, details.target] : next.calledIn }
    case 'feedBack':
      return {
        ...next,
        fedBackBy: event.accountId,
        isWaitingForResident: false,
        waitsUntil: null,
        pauses: startClock(next.pauses, at),
      }
    case 'verify':
      return { ...next, verifiedAt: at }
    case 'sendBack':
      return { ...next, isReworked: true }
    case 'return':
      return { ...next, target: null, calledIn: [], fedBackBy: null }
    case 'extend':
      return details.due === undefined ? next : { ...next, dueBy: details.due, dueSetAt: at }
    case 'escalate':
      return { ...next, isEscalated: true }
    case 'setAside':
      return { ...next, isSetAside: true }
    case 'countAgain':
      return { ...next, isSetAside: false }
    case 'hang':
      return { ...next, before: progress.state, reviewDate: details.reviewDate ?? null }
    case 'resume':
      return { ...next, before: null, reviewDate: null }
    case 'askResident':
      return { ...next, isWaitingForResident: true, waitsUntil: details.reviewDate ?? null }
    case 'residentAnswered':
      return { ...next, isWaitingForResident: false, waitsUntil: null }
    case 'merge':
      return { ...next, mergedInto: details.other ?? null }
    case 'reopen':
      return {
        ...BEGINNING,
        state,
        acceptedAt: progress.acceptedAt,
        isEscalated: progress.isEscalated,
        pauses: progress.pauses,
        isFollowed: progress.isFollowed,
        takenUpAt: progress.takenUpAt,
        isReworked: true,
        isSetAside: progress.isSetAside,
        firstAnswer: progress.firstAnswer,
        // A new round has a limit of its own.
        dueBy: details.due ?? null,
        dueSetAt: details.due === undefined ? null : at,
      }
    case 'evaluate':
      return {
        ...next,
        answer: details.answer ?? null,
        firstAnswer: next.firstAnswer ?? (details.answer ? { ...details.answer, at } : null),
      }
    case 'notReached':
      return { ...next, callsMissed: next.callsMissed + 1 }
    case 'endCallBack':
      return { ...next, isCallEnded: true }
    default:
      return next
  }
}

/** What these events, oldest first, add up to. @throws Error when there are none */
export function progressOf(events: readonly IssueEvent[]): Progress {
  const standing = standingEvents(events)
  if (standing.length === 0) throw new Error('an issue begins with an event')
  return standing.reduce(after, BEGINNING)
}
