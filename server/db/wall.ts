/** What hangs on the wall, read with no more of an issue than the wall's role may read. */
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import { JUST_COME, WALL_ROWS, type WallBoard, type WallIssue } from '../../shared/issues/wall.ts'
import { isLateAt, isOpenAt, stateAt } from '../services/snapshot.ts'
import { type Queryable, row, rows, sql } from './sql.ts'

const startOf = (day: string) => sql`(${day}::date)::timestamp at time zone 'Asia/Shanghai'`

const wallColumns = (
  instant: Date,
  day: string,
) => sql`i.id, i.class, i.subclass, ${stateAt(instant)} as state,
  ${isLateAt(instant)} as "isLate", i.reported_at as "reportedAt", i.due_at as "dueAt",
  (select v.name from unit_version v where v.unit_code = i.unit_code and v.valid_from <= ${day}::date
    and (v.valid_to is null or v.valid_to > ${day}::date) limit 1) as "unitName"`

/** Open ones that are due longest, the longest first. */
export const lateLongest = (tx: Queryable, instant: Date, day: string): Promise<WallIssue[]> =>
  rows<WallIssue>(
    tx,
    sql`select ${wallColumns(instant, day)} from issue i where ${isOpenAt(instant)} and ${isLateAt(instant)}
      order by i.due_at, i.id limit ${WALL_ROWS}`,
  )

/** Reported last, the newest first. */
export const latestReported = (tx: Queryable, instant: Date, day: string): Promise<WallIssue[]> =>
  rows<WallIssue>(
    tx,
    sql`select ${wallColumns(instant, day)} from issue i where i.reported_at <= ${instant.toISOString()}::timestamptz
      order by i.reported_at desc, i.id desc limit ${WALL_ROWS}`,
  )

/** Of the day so far: reported, and settled (closed as solved; what a file brought closed counts as solved). */
export async function countsOfDay(
  tx: Queryable,
  instant: Date,
  day: string,
): Promise<{ reportedToday: number; settledToday: number; open: number }> {
  const at = sql`${instant.toISOString()}::timestamptz`
  return (await row<{ reportedToday: number; settledToday: number; open: number }>(
    tx,
    sql`select
      (select count(*) from issue i where i.reported_at >= ${startOf(day)} and i.reported_at <= ${at}) as "reportedToday",
      (select count(*) from issue i where i.closed_at >= ${startOf(day)} and i.closed_at <= ${at}
        and i.state = 'closed' and coalesce(i.outcome, 'solved') = 'solved') as "settledToday",
      (select count(*) from issue i where ${isOpenAt(instant)}) as "open"`,
  ))!
}

/** Open issues with a place. To four decimals: a wall shows where in the street, not behind which door. */
export async function wallPoints(tx: Queryable, instant: Date): Promise<WallBoard['points']> {
  const found = await rows<{ lon: number; lat: number; state: string; isLate: boolean; reportedAt: string }>(
    tx,
    sql`select round(st_x(i.location)::numeric, 4)::float8 as lon, round(st_y(i.location)::numeric, 4)::float8 as lat,
        ${stateAt(instant)} as state, ${isLateAt(instant)} as "isLate", i.reported_at as "reportedAt"
      from issue i where i.location is not null and i.link_reason is distinct from 'zeroPlace' and ${isOpenAt(instant)}
      order by i.id`,
  )
  const newSince = instant.getTime() - JUST_COME
  return {
    lons: found.map(({ lon }) => lon),
    lats: found.map(({ lat }) => lat),
    states: found.map(({ state }) => (ISSUE_STATES as readonly string[]).indexOf(state)),
    isLate: found.map(({ isLate }) => (isLate ? 1 : 0)),
    isNew: found.map(({ reportedAt }) => (Date.parse(reportedAt) >= newSince ? 1 : 0)),
  }
}
