/** Notices and their deliveries: written by the office, read by nobody else. What a notice says of its issue is read as the wall reads it. */
import type { Reach } from '../access/viewer.ts'
import type { DeadLetter, NoticeContent } from '../../shared/issues/notices.ts'
import { asOffice, setWall } from './database.ts'
import { array, type Queryable, row, rows, run, type SQL, sql } from './sql.ts'

export interface NoticeRow {
  id: number
  issueId: string
  occurrence: string
  about: string | null
  state: string
  targetUnit: string | null
  targetDepartment: string | null
  at: string
  /** Who took the step. */
  accountId: string | null
}

const SPREAD_AT_ONCE = 200
const SPREAD_LOCK = 8415005

/**
 * Notices that no delivery was made of yet, the earliest first; none while another process is at it, or the later one of
 * an issue might become a delivery before the earlier one.
 */
export async function noticesToSpread(tx: Queryable): Promise<NoticeRow[]> {
  const held = await row<{ isHeld: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(${SPREAD_LOCK}) as "isHeld"`,
  )
  if (!held!.isHeld) return []
  return rows<NoticeRow>(
    tx,
    sql`select id, issue_id as "issueId", occurrence, about, state, target_unit as "targetUnit",
        target_department as "targetDepartment", at,
        (select e.account_id::text from issue_event e where e.id = event_id) as "accountId"
      from notice where not is_spread order by id limit ${SPREAD_AT_ONCE}`,
  )
}

export const markSpread = (tx: Queryable, ids: readonly number[]): Promise<number> =>
  run(tx, sql`update notice set is_spread = true where id = any(${array(ids, 'bigint')})`)

export interface ToldIssue {
  id: string
  class: string
  subclass: string
  unitCode: string | null
  unitName: string | null
  reportedAt: string
  dueAt: string | null
}

/** Of these issues those within a reach, with no more than may hang on a wall. Goes on as the office. */
export async function issuesToTell(
  tx: Queryable,
  reach: Reach,
  ids: readonly string[],
): Promise<ToldIssue[]> {
  await setWall(tx, reach)
  const found = await rows<ToldIssue>(
    tx,
    sql`select i.id, i.class, i.subclass, i.unit_code as "unitCode", i.reported_at as "reportedAt", i.due_at as "dueAt",
        ${unitNameNow(sql`i.unit_code`)} as "unitName"
      from issue i where i.id = any(${array([...new Set(ids)], 'text')})`,
  )
  await asOffice(tx)
  return found
}

const unitNameNow = (
  code: ReturnType<typeof sql>,
) => sql`(select v.name from unit_version v where v.unit_code = ${code}
  and v.valid_to is null order by v.valid_from desc limit 1)`

export async function unitNames(tx: Queryable, codes: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ code: string; name: string | null }>(
    tx,
    sql`select u.code, ${unitNameNow(sql`u.code`)} as name from unit u where u.code = any(${array(codes, 'text')})`,
  )
  return new Map(found.map(({ code, name }) => [code, name ?? code]))
}

/** Whom a delivery is for. */
export interface Channel {
  kind: 'webhook' | 'push'
  id: string
}

export interface NewDelivery {
  noticeId: number
  channel: Channel
  issueId: string
  content: NoticeContent
}

export async function insertDeliveries(tx: Queryable, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  const column = <Key extends keyof NewDelivery>(key: Key) => deliveries.map((one) => one[key])
  const idsOf = (kind: Channel['kind']) =>
    deliveries.map(({ channel }) => (channel.kind === kind ? channel.id : null))
  await run(
    tx,
    sql`insert into notice_delivery (notice_id, webhook_id, subscription_id, issue_id, content)
      select n, w, s, i, c::jsonb from unnest(${array(column('noticeId'), 'bigint')},
        ${array(idsOf('webhook'), 'bigint')}, ${array(idsOf('push'), 'bigint')}, ${array(column('issueId'), 'text')}, ${array(
          deliveries.map(({ content }) => JSON.stringify(content)),
          'text',
        )}) as given (n, w, s, i, c) order by n, w, s
      on conflict do nothing`,
  )
}

export interface Claimed {
  id: string
  key: string
  content: NoticeContent
  attempts: number
}

const isDue = sql`d.status = 'waiting' and d.next_at <= now() and (d.leased_until is null or d.leased_until < now())`

/** Addresses and browsers that something is due for. */
export const channelsDue = (on: Queryable): Promise<Channel[]> =>
  rows<Channel>(
    on,
    sql`select 'webhook' as kind, w.id::text as id from webhook w
      where w.is_on and exists (select 1 from notice_delivery d where d.webhook_id = w.id and ${isDue})
      union all select 'push', d.subscription_id::text from notice_delivery d
      where d.subscription_id is not null and ${isDue} and push_is_allowed() group by d.subscription_id`,
  )

/**
 * Takes the next delivery of a channel for a while. One at a time for each issue, the earliest first: what came later
 * waits for what came before.
 */
export function claimDelivery(
  on: Queryable,
  { kind, id }: Channel,
  lease: string,
  leaseSeconds: number,
): Promise<Claimed | undefined> {
  const own = (alias: SQL): SQL =>
    kind === 'webhook'
      ? sql`${alias}.webhook_id = ${id}::bigint`
      : sql`${alias}.subscription_id = ${id}::bigint`
  const isOpen =
    kind === 'webhook'
      ? sql`exists (select 1 from webhook w where w.id = ${id}::bigint and w.is_on)`
      : sql`push_is_allowed()`
  return row<Claimed>(
    on,
    sql`update notice_delivery set lease = ${lease}::uuid, attempts = attempts + 1,
        leased_until = now() + make_interval(secs => ${leaseSeconds})
      where id = (select d.id from notice_delivery d
        where ${own(sql`d`)} and ${isDue} and ${isOpen}
          and not exists (select 1 from notice_delivery e where ${own(sql`e`)} and e.issue_id = d.issue_id
            and e.id < d.id and e.status = 'waiting')
        order by d.next_at, d.id limit 1 for update of d skip locked)
      returning id::text as id, key::text as key, content, attempts`,
  )
}

interface Outcome {
  reason: string | null
  status: number | null
  answer: string
}

export const markDelivered = (on: Queryable, id: string, { status, answer }: Outcome): Promise<number> =>
  run(
    on,
    sql`update notice_delivery set status = 'delivered', done_at = now(), lease = null, leased_until = null, reason = null,
        answer_status = ${status}, answer = ${answer}
      where id = ${id}::bigint and status = 'waiting'`,
  )

/** Tried in vain by who holds the lease: it waits again, or it is over. */
export const markFailed = (
  on: Queryable,
  id: string,
  lease: string,
  { reason, status, answer }: Outcome,
  waitSeconds: number | null,
  endsAs: 'dead' | 'discarded' = 'dead',
): Promise<number> =>
  run(
    on,
    sql`update notice_delivery set status = ${waitSeconds === null ? endsAs : 'waiting'}, lease = null, leased_until = null,
        done_at = case when ${waitSeconds === null} then now() end, reason = ${reason}, answer_status = ${status},
        answer = ${answer}, next_at = now() + make_interval(secs => ${waitSeconds ?? 0})
      where id = ${id}::bigint and status = 'waiting' and lease = ${lease}::uuid`,
  )

/** What a process that was killed held: on a database of its own nobody else can hold anything. */
export const dropLeases = (on: Queryable): Promise<number> =>
  run(on, sql`update notice_delivery set lease = null, leased_until = null where leased_until is not null`)

/** Longer than all tries of one delivery take. */
const WAITING_DAYS = 3
const DELIVERED_DAYS = 7
const KEPT_DAYS = 90

/** What arrived is kept for a week, what was discarded or lies dead for a quarter; notices as long as their deliveries. */
export async function dropOldNotices(on: Queryable): Promise<void> {
  // Nobody takes them: the address was switched off, the person is gone. They are no news any more.
  await run(
    on,
    sql`update notice_delivery set status = 'discarded', reason = 'tooOld', done_at = now()
      where status = 'waiting' and greatest(made_at, next_at) < now() - make_interval(days => ${WAITING_DAYS})`,
  )
  await run(
    on,
    sql`delete from notice_delivery where (status = 'delivered' and done_at < now() - make_interval(days => ${DELIVERED_DAYS}))
      or (status in ('discarded', 'dead') and done_at < now() - make_interval(days => ${KEPT_DAYS}))`,
  )
  await run(
    on,
    sql`delete from notice n where is_spread and at < now() - make_interval(days => ${DELIVERED_DAYS})
      and not exists (select 1 from notice_delivery d where d.notice_id = n.id)`,
  )
}

export const deadLetters = (on: Queryable, limit: number): Promise<DeadLetter[]> =>
  rows<DeadLetter>(
    on,
    sql`select d.id::text as id, d.webhook_id::text as "webhookId", w.name as "webhookName", d.issue_id as "issueId",
        d.content ->> 'occurrence' as occurrence, d.content ->> 'at' as at, d.done_at as "endedAt", d.attempts,
        coalesce(d.reason, '') as reason, d.answer_status as status, coalesce(d.answer, '') as answer
      from notice_delivery d join webhook w on w.id = d.webhook_id
      where d.status = 'dead' order by d.done_at desc, d.id desc limit ${limit}`,
  )

export const countDead = async (on: Queryable): Promise<number> =>
  (await row<{ count: number }>(
    on,
    sql`select count(*) as count from notice_delivery where status = 'dead' and webhook_id is not null`,
  ))!.count

export interface DeadOne {
  id: string
  issueId: string
  webhookName: string
}

/** Dead ones that wait again from now on, as if new; all of them, or one. */
export const reviveDead = (tx: Queryable, id: string | null): Promise<DeadOne[]> =>
  rows<DeadOne>(
    tx,
    sql`update notice_delivery d set status = 'waiting', attempts = 0, next_at = now(), done_at = null, reason = null
      from webhook w where w.id = d.webhook_id and d.status = 'dead' and (${id}::bigint is null or d.id = ${id}::bigint)
      returning d.id::text as id, d.issue_id as "issueId", w.name as "webhookName"`,
  )

export const discardDead = (tx: Queryable, id: string): Promise<DeadOne[]> =>
  rows<DeadOne>(
    tx,
    sql`update notice_delivery d set status = 'discarded', done_at = now()
      from webhook w where w.id = d.webhook_id and d.status = 'dead' and d.id = ${id}::bigint
      returning d.id::text as id, d.issue_id as "issueId", w.name as "webhookName"`,
  )
