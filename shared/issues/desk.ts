/** What the issue desk asks and answers: the history of an issue, what may be done next, and the steps themselves. */
import { z } from 'zod'
import { LIMIT_UNITS } from '../calendar/dueTime.ts'
import { IssueState } from '../domain/place.ts'
import { UNIT_LEVELS } from '../domain/levels.ts'
import { PassedOver, SuggestedOption } from '../duty/suggest.ts'
import { Evidence } from './evidence.ts'
import { IssuePhoto, PhotoHashes } from './photos.ts'
import { Answer, IssueEvent, PlainText, StepDetails, Target } from './progress.ts'
import { ClosingSign } from './signs.ts'
import { NEEDS, OUTCOMES, RULED_STEPS, type RuledStep } from './steps.ts'

const Id = PlainText.min(1).max(128)
const ClientKey = z.uuid()
const RuledStepName = z.enum(RULED_STEPS as [RuledStep, ...RuledStep[]])

/** What was written without signal says by whom and when, by the clock of the phone. */
const Written = {
  by: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  writtenAt: z.iso.datetime().optional(),
}

/** The position that a phone tells. */
export const Here = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyMeters: z.number().min(0).max(100_000),
})
export type Here = z.infer<typeof Here>

/** A step on one issue. `seen` is the newest event that whoever takes it has seen: another one means a conflict. */
export const StepInput = z.object({
  id: Id,
  step: RuledStepName,
  seen: z.string().regex(/^\d{1,18}$/),
  reason: PlainText.trim().max(500).default(''),
  details: StepDetails.default({}),
  photos: PhotoHashes.default([]),
  /** Where whoever takes the step is, where they say so: only how far from the issue that is will be kept. */
  here: Here.optional(),
  /** The same key again is the same step again: it is taken once. */
  key: ClientKey,
  ...Written,
})
export type StepInput = z.infer<typeof StepInput>

export const UndoInput = z.object({ id: Id, event: z.string().regex(/^\d{1,18}$/), key: ClientKey })

/** Milliseconds in which a step can be taken back by who took it. */
export const UNDO_MILLISECONDS = 60_000

const CountedDay = z.object({
  day: z.string(),
  reason: z.enum(['weekday', 'restDay', 'holiday', 'makeUp']),
  name: z.string().nullable(),
  minutes: z.number(),
  isCounted: z.boolean(),
  isPaused: z.boolean(),
})

/** Why an issue is due when it is. */
export const DueExplanation = z.object({
  /** `limit`: of its class; `set`: by a step; `given`: by the file it came from; `none`: it has no due time. */
  source: z.enum(['limit', 'set', 'given', 'none']),
  dueAt: z.string().nullable(),
  limit: z.object({ amount: z.number(), unit: z.enum(LIMIT_UNITS) }).nullable(),
  from: z.string(),
  isStill: z.boolean(),
  isProvisional: z.boolean(),
  days: z.array(CountedDay),
})
export type DueExplanation = z.infer<typeof DueExplanation>

/** Whom the place, the roster and the class suggest, and why. */
export const Suggestion = z.object({
  /** The grid in force at the place. */
  unit: z.object({ code: z.string(), name: z.string() }),
  /** The best first. */
  options: z.array(SuggestedOption),
  passedOver: z.array(PassedOver),
  department: z.string().nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>

export const IssueFile = z.object({
  id: z.string(),
  lastEvent: z.string(),
  events: z.array(IssueEvent),
  progress: z.object({
    state: IssueState,
    acceptedAt: z.string().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    target: Target.nullable(),
    targetName: z.string().nullable(),
    calledIn: z.array(Target),
    isEscalated: z.boolean(),
    /** Figures can leave it out. */
    isSetAside: z.boolean(),
    isWaitingForResident: z.boolean(),
    reviewDate: z.string().nullable(),
    waitsUntil: z.string().nullable(),
    mergedInto: z.string().nullable(),
    answer: Answer.nullable(),
    callsMissed: z.number(),
    isCallEnded: z.boolean(),
  }),
  /** What this person may do now, with what each step has to be given. */
  steps: z.array(z.object({ step: RuledStepName, needs: z.array(z.enum(NEEDS)) })),
  /** The event that this person can still take back, and until when. */
  undo: z.object({ event: z.string(), until: z.string() }).nullable(),
  due: DueExplanation,
  /** A link that the resident can still answer by. */
  answerLink: z.object({ madeAt: z.string(), expiresAt: z.string() }).nullable(),
  suggestion: Suggestion.nullable(),
  photos: z.array(IssuePhoto),
  /** What there is to believe the closing by; null where nobody has begun with it, or it was not solved. */
  evidence: z.array(Evidence).nullable(),
  signs: z.array(ClosingSign),
})
export type IssueFile = z.infer<typeof IssueFile>

/** As many issues can be acted on at once. */
export const MOST_CHOSEN = 100

/** The unit that the place and the roster suggest, as for a single issue, and those nearer to it where nobody is on duty. */
export const SuggestedUnit = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(UNIT_LEVELS),
  /** `desk`: the street's, as nobody is on duty at any level. */
  state: z.enum(['onDuty', 'noRoster', 'desk']),
  passedOver: z.array(z.string()),
})
export type SuggestedUnit = z.infer<typeof SuggestedUnit>

/** What this person may do with one of several issues; no `unit` where what is suggested is not theirs to give. */
export const IssueChoice = z.object({
  id: z.string(),
  lastEvent: z.string(),
  steps: z.array(z.object({ step: RuledStepName, needs: z.array(z.enum(NEEDS)) })),
  unit: SuggestedUnit.nullable(),
})
export type IssueChoice = z.infer<typeof IssueChoice>

/** An open issue that may be the same matter, and how alike it is (`likeness.ts`). */
export const AlikeIssue = z.object({
  id: z.string(),
  state: IssueState,
  class: z.string(),
  subclass: z.string(),
  description: z.string(),
  location: z.tuple([z.number(), z.number()]),
  reportedAt: z.string(),
  score: z.number(),
  meters: z.number(),
  hours: z.number(),
  isSameSubclass: z.boolean(),
  words: z.number(),
})
export type AlikeIssue = z.infer<typeof AlikeIssue>

/** A new issue: what, where, in words. Its unit, its limit and its number are found by the server. */
export const ReportInput = z.object({
  class: z.string().min(1).max(64),
  subclass: z.string().min(1).max(64),
  description: PlainText.trim().min(1).max(2_000),
  address: PlainText.trim().max(200).default(''),
  location: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  photos: PhotoHashes.default([]),
  key: ClientKey,
  ...Written,
})
export type ReportInput = z.infer<typeof ReportInput>

/** What is left after a step: what the page shows at once. */
export const StepDone = z.object({
  id: z.string(),
  event: z.string(),
  state: IssueState,
  /** Until when it can be taken back; null when it cannot. */
  undoUntil: z.string().nullable(),
})
export type StepDone = z.infer<typeof StepDone>

export const QUEUES = [
  'new',
  'dispatched',
  'inHand',
  'toVerify',
  'hung',
  'waiting',
  'toCall',
  'late',
  'soon',
  'signs',
] as const
export const Queues = z.object({ counts: z.record(z.enum(QUEUES), z.number()), at: z.string() })
export type Queue = (typeof QUEUES)[number]

/** Whom to ask how it went: what was closed as solved within so many days. */
export const CALL_BACK_DAYS = 30

/** A private link for the resident's answer, told once: only its hash is kept. */
export const AnswerLink = z.object({
  path: z.string(),
  /** The whole address where the office has a public one. */
  url: z.string().nullable(),
  expiresAt: z.string(),
})
export type AnswerLink = z.infer<typeof AnswerLink>
export const ANSWER_LINK_DAYS = 7

/** An issue is about to be late when it is due within so many hours. */
export const SOON_HOURS = 4
