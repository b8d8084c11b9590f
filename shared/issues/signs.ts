/**
 * Signs that something was closed and not settled. They are shown to whoever checks, never counted against anybody: each
 * has harmless reasons too. Pure; what is compared is found by the server.
 */
import { z } from 'zod'
import { straightLineMeters } from '../geo/straightLine.ts'
import type { Evidence } from './evidence.ts'
import type { Report } from './likeness.ts'

export const SIGN_KINDS = ['elsewhere', 'otherTime', 'samePhoto', 'again'] as const
export type SignKind = (typeof SIGN_KINDS)[number]

export const ClosingSign = z.discriminatedUnion('kind', [
  /** The positions that are known are all away from the place. */
  z.object({ kind: z.literal('elsewhere'), meters: z.number() }),
  /** The photos were taken before it was in anybody's hands, or after they were sent. */
  z.object({ kind: z.literal('otherTime'), takenAt: z.string() }),
  z.object({
    kind: z.literal('samePhoto'),
    /** Where it was shown before: an issue, null for one outside one's area; the same issue for an earlier step. */
    issue: z.string().nullable(),
    isSameIssue: z.boolean(),
    /** The same file, or one that looks like it. */
    isSameFile: z.boolean(),
    /** So many photos of the closing. */
    count: z.number(),
  }),
  z.object({
    kind: z.literal('again'),
    issue: z.string(),
    location: z.tuple([z.number(), z.number()]),
    reportedAt: z.string(),
    meters: z.number(),
    hours: z.number(),
  }),
])
export type ClosingSign = z.infer<typeof ClosingSign>

/** Of the same class, so near by, so soon after closing: reported again. */
export const AGAIN_METERS = 100
export const AGAIN_DAYS = 14
/** Signs are looked for, and queued, on what was closed within so many days. */
export const SIGN_DAYS = 30
const DAY = 86_400_000

/** How far and how long after a closing it was reported again; null where a later report is another matter. */
export function reportedAgain(
  closed: Pick<Report, 'class' | 'lon' | 'lat'> & { closedAt: number },
  later: Pick<Report, 'class' | 'lon' | 'lat' | 'reportedAt'>,
): { meters: number; hours: number } | null {
  const after = later.reportedAt - closed.closedAt
  if (later.class !== closed.class || after <= 0 || after > AGAIN_DAYS * DAY) return null
  const meters = straightLineMeters(closed.lon, closed.lat, later.lon, later.lat)
  return meters <= AGAIN_METERS ? { meters: Math.round(meters), hours: Math.floor(after / 3_600_000) } : null
}

/** What the evidence itself speaks against. */
export const signsOfEvidence = (evidence: readonly Evidence[]): ClosingSign[] =>
  evidence.flatMap((one): ClosingSign[] => {
    if (one.state !== 'against') return []
    if (one.kind === 'place') return [{ kind: 'elsewhere', meters: one.meters ?? 0 }]
    if (one.kind === 'time') return [{ kind: 'otherTime', takenAt: one.takenAt ?? one.since }]
    return []
  })
