/**
 * `shared/issues/rates.ts` in SQL: for each figure the instant that an issue counts at, whether it counts, and whether
 * it did what is asked. Counts and the lists behind them are made of the same three conditions. Issues are `i`.
 */
import { addDays, endOfDay } from '../../../shared/domain/dates.ts'
import type {
  DayRange,
  FigureGroup,
  FigureKey,
  FigurePart,
  PartCount,
} from '../../../shared/issues/figures.ts'
import { CLOCK_SUBCLASSES, CONTENT_FROM, RESPONSE_LIMITS } from '../../../shared/issues/rates.ts'
import { respondBy } from '../../../shared/issues/respondBy.ts'
import { array, type SQL, sql } from '../../db/sql.ts'
import { officeCalendar } from '../desk/officeCalendar.ts'

/** The table of issue classes has it with working hours: what is reported on a day is to be taken up by one instant. */
const WORKING = { class: 'other', subclass: 'other' }

const time = (instant: Date): SQL => sql`${instant.toISOString()}::timestamptz`
const startOf = (day: string): Date => new Date(Date.parse(`${day}T00:00:00+08:00`))
const dayOf = (instant: SQL): SQL => sql`(${instant} at time zone 'Asia/Shanghai')::date`

/** Until when what was reported on the days from `from` to `to` has to be taken up. */
function respondBySql({ from, to }: DayRange): SQL {
  const limits: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const noon = startOf(day).getTime() + 12 * 3_600_000
    limits.push(new Date(respondBy(WORKING.class, WORKING.subclass, noon, officeCalendar())).toISOString())
  }
  return sql`case when (i.class || '/' || i.subclass) = any (${array(CLOCK_SUBCLASSES, 'text')})
    then i.reported_at + make_interval(hours => ${RESPONSE_LIMITS.clock.amount}::int)
    else (${array(limits, 'timestamptz')})[${dayOf(sql`i.reported_at`)} - ${from}::date + 1] end`
}

interface FigureConditions {
  /** The instant that the issue counts at; null when it does not. */
  at: SQL
  counts: SQL
  isMet: SQL
}

/** @param days  on which issues can count: no others are asked for */
function conditionsOf(figure: FigureKey, days: DayRange, now: Date): FigureConditions {
  switch (figure) {
    case 'reported':
      return { at: sql`i.reported_at`, counts: sql`true`, isMet: sql`true` }
    case 'response': {
      const until = respondBySql(days)
      return {
        at: sql`i.reported_at`,
        counts: sql`((i.is_followed or (i.last_event = 0 and i.state = 'new'))
          and i.outcome is distinct from 'duplicate' and (i.taken_up_at is not null or ${until} < ${time(now)}))`,
        isMet: sql`coalesce(i.taken_up_at <= ${until}, false)`,
      }
    }
    case 'inTime':
      return {
        at: sql`least(i.closed_at, i.due_at)`,
        counts: sql`(i.due_at is not null and i.state <> 'hung'
          and (i.outcome is null or i.outcome not in ('duplicate', 'refused')))`,
        isMet: sql`coalesce(i.closed_at <= i.due_at, false)`,
      }
    case 'solution':
      return { at: sql`i.answered_at`, counts: sql`i.answered_at is not null`, isMet: sql`i.answer_solved` }
    case 'satisfaction':
      return {
        at: sql`i.answered_at`,
        counts: sql`(i.answered_at is not null and i.answer_satisfaction is not null)`,
        isMet: sql`i.answer_satisfaction >= ${CONTENT_FROM}`,
      }
    case 'rework':
      return { at: sql`i.verified_at`, counts: sql`i.verified_at is not null`, isMet: sql`i.is_reworked` }
  }
}

/** The row that an issue belongs to, by its link `l`; '' where it has none. */
export function keySql(by: FigureGroup): SQL {
  if (by === 'class') return sql`i.class`
  if (by === 'department') return sql`coalesce(i.target_department, '')`
  return sql`split_part(coalesce(l.area_path, ''), '/', ${sql.raw(by === 'community' ? '3' : '4')})`
}

const inDays = (at: SQL, { from, to }: DayRange, now: Date): SQL => {
  const end = new Date(Math.min(endOfDay(to).getTime(), now.getTime()))
  return sql`${at} >= ${time(startOf(from))} and ${at} <= ${time(end)}`
}

/** Figures that count issues at the same instant: one look at each issue for both. */
const TOGETHER: readonly (readonly [FigureKey, FigureKey?])[] = [
  ['reported', 'response'],
  ['inTime'],
  ['solution', 'satisfaction'],
  ['rework'],
]

export interface CountedRow {
  figures: number
  /** From 1, index of the part. */
  part: number
  key: string
  isSetAside: boolean
  counts: [numerator: number, denominator: number, numerator: number, denominator: number]
}

interface Counted {
  days: DayRange
  /** First days of the parts that are counted apart, ascending. */
  parts: readonly string[]
  now: Date
  /** Of the row. */
  key: SQL
  from: SQL
  condition: SQL
}

/** Issues of each part of the days and of each row that count in the figures, and that did; see `partCounts`. */
export function countedSql({ days, parts, now, key, from, condition }: Counted): SQL {
  const starts = array(
    parts.map((day) => startOf(day).toISOString()),
    'timestamptz',
  )
  const scans = TOGETHER.map((figures, index) => {
    const all = figures.map((figure) => conditionsOf(figure!, days, now))
    const [{ at, counts: alone }] = all as [FigureConditions]
    // What one figure counts leads to its index; what one of two counts would hide issues from the other.
    const counted = figures.length === 1 ? alone : sql`true`
    const counts = all.flatMap(({ counts: one, isMet }) => [
      sql`count(*) filter (where ${one} and ${isMet})`,
      sql`count(*) filter (where ${one})`,
    ])
    return sql`select ${index}::int as figures, width_bucket(${at}, ${starts}) as part, ${key} as key,
        i.is_set_aside as "isSetAside", array[${sql.join(counts, sql`, `)}]::int[] as counts
      ${from} where ${inDays(at, days, now)} and ${counted} and ${condition} group by 2, 3, 4`
  })
  return sql.join(scans, sql` union all `)
}

/** The rows of `countedSql`, figure by figure. */
export const partCounts = (found: readonly CountedRow[], parts: readonly string[]): PartCount[] =>
  found.flatMap(({ figures, part, key, isSetAside, counts }) =>
    TOGETHER[figures]!.map((figure, index) => ({
      figure: figure!,
      day: parts[part - 1]!,
      key,
      isSetAside,
      numerator: counts[2 * index]!,
      denominator: counts[2 * index + 1]!,
    })).filter(({ denominator }) => denominator > 0),
  )

interface Behind {
  figure: FigureKey
  part: FigurePart
  period: DayRange
  isReasonableOnly: boolean
}

/** The issues behind a figure. */
export function behindFigure({ figure, part, period, isReasonableOnly }: Behind, now: Date): SQL {
  const { at, counts, isMet } = conditionsOf(figure, period, now)
  const counted = sql`${inDays(at, period, now)} and ${counts}`
  const all = isReasonableOnly ? sql`${counted} and not i.is_set_aside` : counted
  if (part === 'numerator') return sql`(${all} and ${isMet})`
  return part === 'rest' ? sql`(${all} and not ${isMet})` : sql`(${all})`
}

/** What was reported in a period, all of it. */
export const reportedIn = (period: DayRange, now: Date): SQL =>
  behindFigure({ figure: 'reported', part: 'denominator', period, isReasonableOnly: false }, now)
