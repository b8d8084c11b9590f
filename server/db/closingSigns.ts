/** What other issues and earlier steps have in common with the closing of an issue. */
import { SAME_LOOK_BITS } from '../../shared/issues/dHash.ts'
import { AGAIN_DAYS, AGAIN_METERS } from '../../shared/issues/signs.ts'
import { array, type Queryable, rows, sql } from './sql.ts'

const METERS_PER_DEGREE = 111_195
const MOST = 20

export interface SamePhoto {
  issueId: string
  areaPath: string
  isSameFile: boolean
  /** So many of these events' photos. */
  count: number
}

/**
 * Earlier events, of this issue or another one, that carry the same photo as these events or one that looks like it;
 * each issue once. As the office: whether the viewer sees the other issue is for the caller to tell apart.
 */
export const samePhotos = (tx: Queryable, issueId: string, events: readonly string[]): Promise<SamePhoto[]> =>
  rows(
    tx,
    sql`select other.issue_id as "issueId", i.area_path as "areaPath", bool_or(other.hash = own.hash) as "isSameFile",
        count(distinct own.hash) as count
      from issue_photo own
      join photo a on a.hash = own.hash
      join photo b on b.hash = a.hash
        or (b.look_parts && a.look_parts and bit_count(a.look # b.look) <= ${SAME_LOOK_BITS})
      join issue_photo other on other.hash = b.hash and other.event_id < own.event_id
        and other.event_id <> all (${array(events, 'bigint')})
      join issue i on i.id = other.issue_id
      where own.issue_id = ${issueId} and own.event_id = any (${array(events, 'bigint')})
        and not exists (select 1 from issue_event u where u.undoes = other.event_id)
      group by other.issue_id, i.area_path
      order by bool_or(other.hash = own.hash) desc, max(other.event_id) desc limit ${MOST}`,
  )

export interface LaterReport {
  id: string
  class: string
  lon: number
  lat: number
  reportedAt: number
}

/** Reported around a place within days after an instant. As the viewer. */
export function reportsAfter(
  on: Queryable,
  id: string,
  lon: number,
  lat: number,
  closedAt: Date,
): Promise<LaterReport[]> {
  const y = AGAIN_METERS / METERS_PER_DEGREE
  const x = y / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const until = new Date(closedAt.getTime() + AGAIN_DAYS * 86_400_000)
  return rows(
    on,
    sql`select id, class, st_x(location) as lon, st_y(location) as lat,
        extract(epoch from reported_at)::float8 * 1000 as "reportedAt"
      from issue where id <> ${id} and reported_at > ${closedAt.toISOString()}::timestamptz
        and reported_at <= ${until.toISOString()}::timestamptz
        and location && st_makeenvelope(${lon - x}, ${lat - y}, ${lon + x}, ${lat + y}, 4326)
      order by reported_at, id limit ${MOST}`,
  )
}
