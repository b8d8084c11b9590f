/**
 * `shared/issues/rates.ts` in SQL: for each figure the instant that an issue counts at, whether it counts, and whether
 * it did what is asked. Counts and the lists behind them are made of the same three conditions. Issues are `i`.
 */
import { addDays, endOfDay } from '../../../shared/domain/dates.ts'
import type { DayRange, FigureGroup, FigureKey, FigurePart } from '../../../shared/issues/figures.ts'
import { CLOCK_SUBCLASSES, CONTENT_FROM, RESPONSE_LIMITS } from '../../../shared/issues/rates.ts'
import { respondBy } from '../../../shared/issues/respondBy.ts'
import { array, type SQL, sql } from '../../db/sql.ts'
import { officeCalendar } from '../desk/issueDue.ts'

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
    limits.push(new Date(respondBy(WORKING.class, WORKING.subclass, noon, officeCalendar)).toISOString())
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

/** The row that an issue belongs to. @param path  SQL of the path of its unit, '' without one */
export function keySql(by: FigureGroup, path: SQL): SQL {
  if (by === 'class') return sql`i.class`
  if (by === 'department') return sql`coalesce(i.target_department, '')`
  return sql`split_part(${path}, '/', ${sql.raw(by === 'community' ? '3' : '4')})`
}

const within = ({ at, counts }: FigureConditions, { from, to }: DayRange, now: Date): SQL => {
  const end = new Date(Math.min(endOfDay(to).getTime(), now.getTime()))
  return sql`${at} >= ${time(startOf(from))} and ${at} <= ${time(end)} and ${counts}`
}

/** Issues of each day and row that count in a figure, and that did, as `DayCount`. */
export function dayCounts(
  figure: FigureKey,
  days: DayRange,
  now: Date,
  key: SQL,
  from: SQL,
  condition: SQL,
): SQL {
  const conditions = conditionsOf(figure, days, now)
  return sql`select ${figure}::text as figure, ${dayOf(conditions.at)} as day, ${key} as key,
      i.is_set_aside as "isSetAside",
      count(*) filter (where ${conditions.isMet}) as numerator, count(*) as denominator
    ${from} where ${within(conditions, days, now)} and ${condition} group by 2, 3, 4`
}

interface Behind {
  figure: FigureKey
  part: FigurePart
  period: DayRange
  isReasonableOnly: boolean
}

/** The issues behind a figure. */
export function behindFigure({ figure, part, period, isReasonableOnly }: Behind, now: Date): SQL {
  const conditions = conditionsOf(figure, period, now)
  const counted = within(conditions, period, now)
  const all = isReasonableOnly ? sql`${counted} and not i.is_set_aside` : counted
  if (part === 'numerator') return sql`(${all} and ${conditions.isMet})`
  return part === 'rest' ? sql`(${all} and not ${conditions.isMet})` : sql`(${all})`
}

/** What was reported in a period, all of it. */
export const reportedIn = (period: DayRange, now: Date): SQL =>
  behindFigure({ figure: 'reported', part: 'denominator', period, isReasonableOnly: false }, now)
