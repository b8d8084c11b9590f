/** What other issues and earlier steps have in common with the closing of an issue. */
import { SAME_LOOK_BITS } from '../../shared/issues/dHash.ts'
import { AGAIN_DAYS, AGAIN_METERS, SIGN_DAYS, type SignKind } from '../../shared/issues/signs.ts'
import { array, type Queryable, rows, run, sql } from './sql.ts'

const METERS_PER_DEGREE = 111_195
const MOST = 20

export interface SamePhoto {
  issueId: string
  areaPath: string
  isSameFile: boolean
  /** So many of these events' photos. */
  count: number
  /** Those that carry it. */
  events: string[]
}

/**
 * Earlier events, of this issue or another one, that carry the same photo as these events or one that looks like it;
 * each issue once. As the office: whether the viewer sees the other issue is for the caller to tell apart.
 */
export const samePhotos = (tx: Queryable, issueId: string, events: readonly string[]): Promise<SamePhoto[]> =>
  rows(
    tx,
    sql`select other.issue_id as "issueId", i.area_path as "areaPath", bool_or(other.hash = own.hash) as "isSameFile",
        count(distinct own.hash) as count, array_agg(distinct other.event_id::text) as events
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

/** Reported of a class around a place within days after an instant. As the viewer. */
export function reportsAfter(
  on: Queryable,
  { id, class: issueClass }: { id: string; class: string },
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
      from issue where id <> ${id} and class = ${issueClass} and reported_at > ${closedAt.toISOString()}::timestamptz
        and reported_at <= ${until.toISOString()}::timestamptz
        and location && st_makeenvelope(${lon - x}, ${lat - y}, ${lon + x}, ${lat + y}, 4326)
      order by reported_at, id limit ${MOST}`,
  )
}

export interface FoundSign {
  kind: Exclude<SignKind, 'again'>
  otherIssue?: string
  otherEvent?: string
}

/** Writes down what the evidence of an issue's closing says now. As the office. */
export async function storeSigns(tx: Queryable, issueId: string, signs: readonly FoundSign[]): Promise<void> {
  await run(tx, sql`delete from closing_sign where issue_id = ${issueId} and kind <> 'again'`)
  if (signs.length === 0) return
  await run(
    tx,
    sql`insert into closing_sign (issue_id, kind, other_issue, other_event)
      select ${issueId}, * from unnest(${array(
        signs.map(({ kind }) => kind),
        'text',
      )}, ${array(
        signs.map(({ otherIssue = '' }) => otherIssue),
        'text',
      )}, ${array(
        signs.map(({ otherEvent = '0' }) => otherEvent),
        'bigint',
      )}) on conflict do nothing`,
  )
}

/** Which kinds of signs these issues have, as the viewer may know them. */
export const signKindsOf = (
  on: Queryable,
  ids: readonly string[],
): Promise<{ id: string; kinds: SignKind[] }[]> =>
  rows(
    on,
    sql`select issue_id as id, array_agg(distinct kind) as kinds from closing_sign
      where issue_id = any (${array(ids, 'text')}) group by issue_id`,
  )

const sinceSigns = (now: number): string => new Date(now - SIGN_DAYS * 86_400_000).toISOString()

/** Signs of what was closed too long ago to be looked at: the table stays as small as the queue. */
export const dropOldSigns = (on: Queryable, now = Date.now()): Promise<number> =>
  run(
    on,
    sql`delete from closing_sign s using issue i
      where i.id = s.issue_id and i.closed_at <= ${sinceSigns(now)}::timestamptz`,
  )

/** Issues whose evidence may say something: settled of late, with photos or positions. In order, after one. */
export const issuesWithEvidence = async (
  on: Queryable,
  after: string,
  limit: number,
  now = Date.now(),
): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      on,
      sql`select i.id from issue i where i.id > ${after} and i.last_event <> 0
          and (i.state = 'toVerify' or i.closed_at > ${sinceSigns(now)}::timestamptz)
          and (exists (select 1 from issue_photo p where p.issue_id = i.id)
            or exists (select 1 from issue_event e where e.issue_id = i.id and e.details ? 'away'))
        order by i.id limit ${limit}`,
    )
  ).map(({ id }) => id)
