/** Comments on places of a plan, and the four checks before it is published. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { PlanId } from './planRecord.ts'

export const CommentId = z.string().regex(/^\d{1,18}$/)
export const LONGEST_COMMENT = 500
export const CommentWords = z.string().trim().min(1).max(LONGEST_COMMENT)
/** A plan has no more: the list stays one that people can read. */
export const MOST_COMMENTS = 1_000

export const PlanComment = z.object({
  id: CommentId,
  /** Degrees. */
  lonLat: z.tuple([z.number(), z.number()]),
  /** Empty of one that was withdrawn. */
  words: z.string(),
  by: z.string(),
  at: z.string(),
  isOwn: z.boolean(),
  isWithdrawn: z.boolean(),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  answers: z.array(
    z.object({
      id: CommentId,
      words: z.string(),
      by: z.string(),
      at: z.string(),
      isOwn: z.boolean(),
      isWithdrawn: z.boolean(),
    }),
  ),
})
export type PlanComment = z.infer<typeof PlanComment>

export const CommentOnPlan = z.object({
  id: PlanId,
  lonLat: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  words: CommentWords,
})
export type CommentOnPlan = z.infer<typeof CommentOnPlan>

export const AnswerComment = z.object({ id: CommentId, words: CommentWords })
export type AnswerComment = z.infer<typeof AnswerComment>

export const ResolveComment = z.object({ id: CommentId, isResolved: z.boolean() })
export type ResolveComment = z.infer<typeof ResolveComment>

/** 合法性、合理性、可行性、可控性. */
export const CHECK_KINDS = ['lawful', 'reasonable', 'feasible', 'controllable'] as const
export const CheckKind = z.enum(CHECK_KINDS)
export type CheckKind = z.infer<typeof CheckKind>

export const VERDICTS = ['passed', 'conditional', 'failed'] as const
export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

export const LONGEST_REASON = 500
export const Reason = z.string().trim().min(1).max(LONGEST_REASON)

/** Something that the program knows and that belongs to a check. */
export const CheckFact = z.object({
  key: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** `bad` wants a look; it decides nothing. */
  tone: z.enum(['good', 'bad', 'plain']),
})
export type CheckFact = z.infer<typeof CheckFact>

export const PlanCheck = z.object({
  kind: CheckKind,
  facts: z.array(CheckFact),
  /** The newest verdict; null: not checked yet. */
  given: z
    .object({ verdict: Verdict, reason: z.string(), by: z.string(), at: z.string(), isStale: z.boolean() })
    .nullable(),
})
export type PlanCheck = z.infer<typeof PlanCheck>

export const PlanChecks = z.object({
  version: z.number(),
  /** In the order of `CHECK_KINDS`. */
  checks: z.array(PlanCheck),
  /** How it was published in spite of what was missing; newest first. */
  despite: z.array(
    z.object({
      on: Day,
      missing: z.array(CheckKind),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
})
export type PlanChecks = z.infer<typeof PlanChecks>

export const CheckPlan = z.object({
  id: PlanId,
  /** Of the plan that was looked at. */
  version: z.number().int().min(0),
  kind: CheckKind,
  verdict: Verdict,
  reason: Reason,
})
export type CheckPlan = z.infer<typeof CheckPlan>

type Given = Pick<PlanCheck, 'kind' | 'given'>

/** Whether a plan may be published without a word on this check: it was passed, as the plan is now. */
export const isPassed = ({ given }: Given): boolean =>
  given !== null && !given.isStale && given.verdict !== 'failed'

/** Checks that are missing, out of date or not passed. */
export const missingChecks = (checks: readonly Given[]): CheckKind[] =>
  checks.filter((check) => !isPassed(check)).map(({ kind }) => kind)
