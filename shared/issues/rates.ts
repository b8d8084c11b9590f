/**
 * The rates that an office is scored by, as one table: what is counted, of what, on which day. The server counts by
 * this table in SQL (`server/services/figures/`). Every issue counts once in each rate, so that days add up.
 */
import type { TimeLimit } from '../calendar/dueTime.ts'
import { ISSUE_CLASSES } from '../standards/issueClasses.ts'
import { STANDARD_SOURCES } from '../standards/sources.ts'

export const RATES = ['response', 'inTime', 'solution', 'satisfaction', 'rework'] as const
export type Rate = (typeof RATES)[number]

export interface RateRule {
  /** Of these … */
  denominator: string
  /** … so many did. */
  numerator: string
  /** When an issue counts at all. */
  counts: string
  /** The day that it is counted on. */
  countedOn: 'reportedAt' | 'decidedAt' | 'answeredAt' | 'verifiedAt'
  /** Which way is good. */
  better: 'high' | 'low'
  source: string
}

/** Keys of sentences in the catalogues; `docs/issues.md` holds the same table. */
const rule = (rate: Rate, countedOn: RateRule['countedOn'], better: RateRule['better']): RateRule => ({
  denominator: `rate.${rate}.denominator`,
  numerator: `rate.${rate}.numerator`,
  counts: `rate.${rate}.counts`,
  countedOn,
  better,
  source: STANDARD_SOURCES.domain.code,
})

export const RATE_RULES: Readonly<Record<Rate, RateRule>> = {
  response: rule('response', 'reportedAt', 'high'),
  inTime: rule('inTime', 'decidedAt', 'high'),
  solution: rule('solution', 'answeredAt', 'high'),
  satisfaction: rule('satisfaction', 'answeredAt', 'high'),
  rework: rule('rework', 'verifiedAt', 'low'),
}

/** Rates of fewer issues are marked: one more or less moves them by ten points. */
export const SMALL_SAMPLE = 10

/** Of 1 to 5: from here on the resident is content. */
export const CONTENT_FROM = 4

/**
 * Within which an issue has to be taken up, defaults of this product: two hours by the clock for what is limited by the
 * clock, until the end of the next working day for everything else.
 */
export const RESPONSE_LIMITS: Readonly<Record<'clock' | 'working', TimeLimit>> = {
  clock: { amount: 2, unit: 'clockHours' },
  working: { amount: 1, unit: 'workingDays' },
}

/** Subclasses that are limited by the clock, as `class/subclass`. */
export const CLOCK_SUBCLASSES: readonly string[] = ISSUE_CLASSES.flatMap((row) =>
  row.subclasses
    .filter(({ hoursKind }) => hoursKind === 'clock')
    .map(({ subclass }) => `${row.class}/${subclass}`),
)
