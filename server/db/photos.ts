/** Photos beside the database's events: who has sent one, which event carries it. The pictures themselves are files. */
import { lookParts } from '../../shared/issues/dHash.ts'
import type { IssuePhoto, PhotoTaken } from '../../shared/issues/photos.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

const photoColumns = sql`p.hash, p.width, p.height, p.taken_at as "takenAt",
  case when p.place is not null then json_build_array(st_x(p.place), st_y(p.place)) end as place`

/** As who asks may see it; as the office, any. */
export const findPhoto = (on: Queryable, hash: string): Promise<PhotoTaken | undefined> =>
  row(on, sql`select ${photoColumns} from photo p where p.hash = ${hash}`)

export interface NewPhoto extends PhotoTaken {
  look: string
}

/** Writes down a photo that may be there already. */
export const insertPhoto = (
  on: Queryable,
  { hash, width, height, takenAt, place, look }: NewPhoto,
): Promise<number> =>
  run(
    on,
    sql`insert into photo (hash, width, height, taken_at, place, look, look_parts)
      values (${hash}, ${width}, ${height}, ${takenAt}::timestamptz,
        st_setsrid(st_makepoint(${place?.[0] ?? null}::float8, ${place?.[1] ?? null}::float8), 4326),
        ('x' || ${look})::bit(64), ${array(lookParts(look), 'integer')})
      on conflict (hash) do nothing`,
  )

/** This person has sent it, now. */
export const noteUpload = (on: Queryable, hash: string, accountId: string): Promise<number> =>
  run(
    on,
    sql`insert into photo_upload (hash, account_id) values (${hash}, ${accountId}::bigint)
      on conflict (hash, account_id) do update set at = now()`,
  )

/** Sent by this person and not used yet. */
export const countUploads = async (on: Queryable, accountId: string): Promise<number> =>
  (await row<{ count: number }>(
    on,
    sql`select count(*) as count from photo_upload where account_id = ${accountId}::bigint`,
  ))!.count

/**
 * Gives photos that this person has sent to an event, in their order.
 * @returns how many; fewer than asked for where one is not known, or somebody else's
 */
export async function attachPhotos(
  tx: Queryable,
  accountId: string,
  issueId: string,
  eventId: string,
  hashes: readonly string[],
): Promise<number> {
  const attached = await run(
    tx,
    sql`insert into issue_photo (event_id, position, issue_id, hash)
      select ${eventId}::bigint, given.position - 1, ${issueId}, given.hash
      from unnest(${array(hashes, 'text')}) with ordinality given (hash, position)
      join photo_upload u on u.hash = given.hash and u.account_id = ${accountId}::bigint`,
  )
  await run(
    tx,
    sql`delete from photo_upload where account_id = ${accountId}::bigint and hash = any (${array(hashes, 'text')})`,
  )
  return attached
}

/** In the order in which they came. */
export const photosOf = (on: Queryable, issueId: string): Promise<IssuePhoto[]> =>
  rows(
    on,
    sql`select ip.event_id::text as event, ${photoColumns} from issue_photo ip join photo p on p.hash = ip.hash
      where ip.issue_id = ${issueId} order by ip.event_id, ip.position`,
  )

/** Of several issues, in no order of theirs. */
export const photosOfMany = (
  on: Queryable,
  issueIds: readonly string[],
): Promise<(IssuePhoto & { issueId: string })[]> =>
  rows(
    on,
    sql`select ip.issue_id as "issueId", ip.event_id::text as event, ${photoColumns}
      from issue_photo ip join photo p on p.hash = ip.hash
      where ip.issue_id = any(${array(issueIds, 'text')}) order by ip.event_id, ip.position`,
  )

/**
 * Forgets who has sent what before an instant and did not use it, and takes out what belongs to nothing then.
 * @returns hashes of photos that are not written down any more
 */
export async function dropUnused(tx: Queryable, before: Date, most: number): Promise<string[]> {
  const old = await rows<{ hash: string }>(
    tx,
    sql`delete from photo_upload where (hash, account_id) in
        (select hash, account_id from photo_upload where at < ${before.toISOString()}::timestamptz limit ${most})
      returning hash`,
  )
  if (old.length === 0) return []
  const dropped = await rows<{ hash: string }>(
    tx,
    sql`delete from photo p where p.hash = any (${array(
      old.map(({ hash }) => hash),
      'text',
    )})
        and not exists (select 1 from issue_photo i where i.hash = p.hash)
        and not exists (select 1 from photo_upload u where u.hash = p.hash)
      returning p.hash`,
  )
  return dropped.map(({ hash }) => hash)
}

/** Which of these are written down. */
export const knownPhotos = async (on: Queryable, hashes: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await rows<{ hash: string }>(
        on,
        sql`select hash from photo where hash = any (${array(hashes, 'text')})`,
      )
    ).map(({ hash }) => hash),
  )
