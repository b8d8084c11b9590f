/** Private links for the resident's answer: made by the office, found by the hash of what is in them. */
import { ANSWER_LINK_DAYS } from '../../shared/issues/desk.ts'
import { type Queryable, row, run, sql } from './sql.ts'

/** Links whose time is over are forgotten after a while. */
const KEPT_DAYS = 90

/** A link that can still be answered by, as the viewer. */
export const liveAnswerLink = (
  on: Queryable,
  issueId: string,
): Promise<{ madeAt: string; expiresAt: string } | undefined> =>
  row(
    on,
    sql`select made_at as "madeAt", expires_at as "expiresAt" from issue_answer_link
      where issue_id = ${issueId} and used_at is null and revoked_at is null and expires_at > now()`,
  )

/** Ends the links of an issue that wait for an answer. @returns how many */
export const endAnswerLinks = (tx: Queryable, issueId: string): Promise<number> =>
  run(
    tx,
    sql`update issue_answer_link set revoked_at = now()
      where issue_id = ${issueId} and used_at is null and revoked_at is null`,
  )

/** The only link of an issue from now on. @returns when it ends, ISO 8601 */
export async function insertAnswerLink(
  tx: Queryable,
  issueId: string,
  tokenHash: Buffer,
  accountId: string,
): Promise<string> {
  await endAnswerLinks(tx, issueId)
  await run(
    tx,
    sql`delete from issue_answer_link where expires_at < now() - make_interval(days => ${KEPT_DAYS})`,
  )
  const made = await row<{ expiresAt: string }>(
    tx,
    sql`insert into issue_answer_link (token_hash, issue_id, made_by, expires_at)
      values (${tokenHash}, ${issueId}, ${accountId}::bigint, now() + make_interval(days => ${ANSWER_LINK_DAYS}))
      returning expires_at as "expiresAt"`,
  )
  return made!.expiresAt
}

/** `unknown` is one that never was, and one that was ended: nobody learns which. */
export type LinkState = 'live' | 'used' | 'expired' | 'unknown'

export interface FoundLink {
  state: LinkState
  issueId: string
  /** What was answered by it. */
  isSolved: boolean | null
}

const found = sql`select issue_id as "issueId", is_solved as "isSolved",
  case when revoked_at is not null then 'unknown' when used_at is not null then 'used'
    when expires_at <= now() then 'expired' else 'live' end as state from issue_answer_link`

export const findAnswerLink = (on: Queryable, tokenHash: Buffer): Promise<FoundLink | undefined> =>
  row(on, sql`${found} where token_hash = ${tokenHash}`)

/** Uses a live link up. @returns false where somebody was quicker, or it is not live */
export const consumeAnswerLink = async (
  tx: Queryable,
  tokenHash: Buffer,
  isSolved: boolean,
): Promise<boolean> =>
  (await run(
    tx,
    sql`update issue_answer_link set used_at = now(), is_solved = ${isSolved}
      where token_hash = ${tokenHash} and used_at is null and revoked_at is null and expires_at > now()`,
  )) === 1

/** What the resident is told of the issue: nothing that names a person, the place no finer than the community. */
export interface AskedIssue {
  class: string
  subclass: string
  street: string | null
  community: string | null
  reportedAt: string
  closedAt: string | null
}

export const askedIssue = (on: Queryable, issueId: string, day: string): Promise<AskedIssue | undefined> => {
  const nameOf = (level: 'street' | 'community') => sql`(select v.name from unit_version v
    where v.level = ${level} and i.area_path <> '' and starts_with(i.area_path, v.path)
      and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date) limit 1)`
  return row(
    on,
    sql`select i.class, i.subclass, i.reported_at as "reportedAt", i.closed_at as "closedAt",
        ${nameOf('street')} as street, ${nameOf('community')} as community
      from issue i where i.id = ${issueId}`,
  )
}
