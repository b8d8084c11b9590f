/**
 * The leader's figures: what is asked, what is answered, and how counts by parts of the days become figures of a period, of the one
 * before, and a trend. A figure is numerator and denominator; the rate is theirs to whoever shows it.
 */
import { z } from 'zod'
import { addDays, Day } from '../domain/dates.ts'
import { RATES } from './rates.ts'

/** `reported` counts issues; the others are rates. */
export const FIGURE_KEYS = ['reported', ...RATES] as const
export const FigureKey = z.enum(FIGURE_KEYS)
export type FigureKey = z.infer<typeof FigureKey>

export const FIGURE_GROUPS = ['community', 'grid', 'class', 'department'] as const
export const FigureGroup = z.enum(FIGURE_GROUPS)
export type FigureGroup = z.infer<typeof FigureGroup>

/** The last so many days, the day itself included. */
export const SPAN_DAYS = { day: 1, week: 7, month: 30 } as const
export type Span = keyof typeof SPAN_DAYS
export const SPANS = Object.keys(SPAN_DAYS) as Span[]

/** Days from and to, both included. */
const LONGEST_DAYS = 366
export const DayRange = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to && to < addDays(from, LONGEST_DAYS), 'dayRange')
export type DayRange = z.infer<typeof DayRange>

export const FiguresInput = z.object({
  span: z.union([z.enum(['day', 'week', 'month']), DayRange]),
  by: FigureGroup,
  /** Only of this unit. */
  unit: z.string().min(1).max(64).optional(),
  /** Without what a checker found unreasonable. */
  isReasonableOnly: z.boolean().default(false),
  at: Day.optional(),
})
export type FiguresInput = z.infer<typeof FiguresInput>

/** Numerator and denominator. */
export const Count = z.tuple([z.number(), z.number()])
export type Count = z.infer<typeof Count>

export const FigureCounts = z.object({
  now: Count,
  before: Count,
  /** Oldest first, one for each of `buckets`. */
  trend: z.array(Count),
})
export type FigureCounts = z.infer<typeof FigureCounts>
export const FigureSet = z.record(FigureKey, FigureCounts)
export type FigureSet = z.infer<typeof FigureSet>

export const FigureRow = z.object({
  /** Code of the unit, class or department; '' for what has none. */
  key: z.string(),
  /** Whether only a part of the unit lies in one's own area. */
  isPart: z.boolean(),
  figures: FigureSet,
})
export type FigureRow = z.infer<typeof FigureRow>

export const Figures = z.object({
  by: FigureGroup,
  period: DayRange,
  before: DayRange,
  buckets: z.array(DayRange),
  total: FigureSet,
  /** The whole of the period the other way: with, or without, what was found unreasonable. */
  otherWay: z.record(FigureKey, Count),
  rows: z.array(FigureRow),
  /** The instant that they are reckoned at. */
  at: z.string(),
})
export type Figures = z.infer<typeof Figures>

/** Which issues stand behind a figure: those that did, all that count, or those that did not. */
export const FIGURE_PARTS = ['denominator', 'numerator', 'rest'] as const
export type FigurePart = (typeof FIGURE_PARTS)[number]

/** The issues behind one figure; without `key` of all rows together. */
export const FigureFilter = z.object({
  figure: FigureKey,
  part: z.enum(FIGURE_PARTS),
  period: DayRange,
  by: FigureGroup,
  key: z.string().max(128).optional(),
  isReasonableOnly: z.boolean().default(false),
})
export type FigureFilter = z.infer<typeof FigureFilter>

/** Days from one day to another, both included. */
export const daysIn = ({ from, to }: DayRange): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000 + 1

const TREND_BUCKETS = 14

export interface FigurePlan {
  period: DayRange
  /** As long as the period, and just before it. */
  before: DayRange
  buckets: DayRange[]
  /** The first day that is counted for any of them. */
  from: string
}

/** The days of a question, and those that it is compared with. @param today  the last day there is */
export function figurePlan(span: FiguresInput['span'], today: string): FigurePlan {
  const period = typeof span === 'string' ? { from: addDays(today, 1 - SPAN_DAYS[span]), to: today } : span
  const length = daysIn(period)
  const before = { from: addDays(period.from, -length), to: addDays(period.from, -1) }
  const shown = Math.max(2 * length, TREND_BUCKETS)
  const bucketDays = Math.max(1, Math.ceil(shown / TREND_BUCKETS))
  const buckets = Array.from({ length: Math.floor(shown / bucketDays) }, (_, back) => {
    const to = addDays(period.to, -back * bucketDays)
    return { from: addDays(to, 1 - bucketDays), to }
  }).reverse()
  const first = buckets[0]!.from
  return { period, before, buckets, from: first < before.from ? first : before.from }
}

/** First days of the parts into which periods and buckets cut the days of a plan: no part lies on both sides of a cut. */
export const partsOf = ({ period, before, buckets }: FigurePlan): string[] =>
  [...new Set([period, before, ...buckets].map(({ from }) => from))].sort()

/** Issues of one row and figure, of a day or of a part of the plan. */
export interface PartCount {
  key: string
  figure: FigureKey
  /** The first day of the part. */
  day: string
  /** Whether these were found unreasonable. */
  isSetAside: boolean
  numerator: number
  denominator: number
}

const nothing = (plan: FigurePlan): FigureSet =>
  Object.fromEntries(
    FIGURE_KEYS.map((key): [FigureKey, FigureCounts] => [
      key,
      { now: [0, 0], before: [0, 0], trend: plan.buckets.map((): Count => [0, 0]) },
    ]),
  ) as FigureSet

const holds = ({ from, to }: DayRange, day: string): boolean => from <= day && day <= to

function add(sum: Count, { numerator, denominator }: PartCount): void {
  sum[0] += numerator
  sum[1] += denominator
}

/**
 * @param keys  rows that are shown whatever is counted in them
 * @param isReasonableOnly  whether what was found unreasonable is left out
 * @returns the whole, the whole of the period the other way, and each row: those of `keys` first, then others that have
 * counts
 */
export function sumFigures(
  counts: readonly PartCount[],
  plan: FigurePlan,
  keys: readonly string[],
  isReasonableOnly: boolean,
): { total: FigureSet; otherWay: Record<FigureKey, Count>; rows: ReadonlyMap<string, FigureSet> } {
  const total = nothing(plan)
  const otherWay = Object.fromEntries(FIGURE_KEYS.map((key): [FigureKey, Count] => [key, [0, 0]])) as Record<
    FigureKey,
    Count
  >
  const rows = new Map(keys.map((key) => [key, nothing(plan)]))
  for (const one of counts) {
    if (holds(plan.period, one.day) && !(one.isSetAside && !isReasonableOnly)) add(otherWay[one.figure], one)
    if (one.isSetAside && isReasonableOnly) continue
    const row = rows.get(one.key) ?? nothing(plan)
    rows.set(one.key, row)
    for (const set of [total, row]) {
      const figure = set[one.figure]
      if (holds(plan.period, one.day)) add(figure.now, one)
      if (holds(plan.before, one.day)) add(figure.before, one)
      const bucket = plan.buckets.findIndex((days) => holds(days, one.day))
      if (bucket >= 0) add(figure.trend[bucket]!, one)
    }
  }
  return { total, otherWay, rows }
}
