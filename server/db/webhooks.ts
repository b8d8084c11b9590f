/** Addresses that are told of issues: as an administrator set them, address and secret sealed. */
import type { NoticeFormat, NoticeLanguage, Occurrence, Webhook } from '../../shared/issues/notices.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

export interface StoredWebhook {
  id: string
  name: string
  address: Buffer
  secret: Buffer | null
  format: NoticeFormat
  occurrences: Occurrence[]
  areas: string[]
  language: NoticeLanguage
  pageUrl: string
  onSince: string
}

const columns = sql`w.id::text as id, w.name, w.address, w.secret, w.format, w.occurrences, w.areas, w.language,
  w.page_url as "pageUrl", w.on_since as "onSince"`

export const webhooksOn = (on: Queryable): Promise<StoredWebhook[]> =>
  rows<StoredWebhook>(on, sql`select ${columns} from webhook w where w.is_on order by w.id`)

export const findWebhook = (on: Queryable, id: string): Promise<StoredWebhook | undefined> =>
  row<StoredWebhook>(on, sql`select ${columns} from webhook w where w.id = ${id}::bigint`)

/** As a page may have them: without address and secret, with how they fare. */
export const webhooksShown = (on: Queryable): Promise<Webhook[]> =>
  rows<Webhook>(
    on,
    sql`select w.id::text as id, w.name, w.address_hint as "addressHint", w.secret is not null as "hasSecret", w.format,
        w.occurrences, w.areas, w.language, w.page_url as "pageUrl", w.is_on as "isOn",
        (select count(*) from notice_delivery d where d.webhook_id = w.id and d.status = 'waiting') as waiting,
        (select count(*) from notice_delivery d where d.webhook_id = w.id and d.status = 'dead') as dead,
        (select max(d.done_at) from notice_delivery d where d.webhook_id = w.id and d.status = 'delivered') as "lastDeliveredAt",
        stuck.reason as "lastReason", stuck.next_at as "nextAt"
      from webhook w left join lateral (select d.reason, d.next_at from notice_delivery d
        where d.webhook_id = w.id and d.status = 'waiting' and d.reason is not null order by d.id limit 1) stuck on true
      order by w.id`,
  )

export const countWebhooks = async (on: Queryable): Promise<number> =>
  (await row<{ count: number }>(on, sql`select count(*) as count from webhook`))!.count

export interface WebhookChange {
  name: string
  /** Undefined: as it was. */
  address: { sealed: Buffer; hint: string } | undefined
  /** Undefined: as it was. */
  secret: Buffer | null | undefined
  format: NoticeFormat
  occurrences: readonly Occurrence[]
  areas: readonly string[]
  language: NoticeLanguage
  pageUrl: string
  isOn: boolean
}

export async function insertWebhook(
  tx: Queryable,
  change: WebhookChange & { address: { sealed: Buffer; hint: string } },
): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into webhook (name, address, address_hint, secret, format, occurrences, areas, language, page_url, is_on)
      values (${change.name}, ${change.address.sealed}, ${change.address.hint}, ${change.secret ?? null}, ${change.format},
        ${array(change.occurrences, 'text')}, ${array(change.areas, 'text')}, ${change.language}, ${change.pageUrl},
        ${change.isOn})
      returning id::text as id`,
  )
  return made!.id
}

/** What happened while it was off is not told later. */
export const updateWebhook = (tx: Queryable, id: string, change: WebhookChange): Promise<number> =>
  run(
    tx,
    sql`update webhook set name = ${change.name}, address = coalesce(${change.address?.sealed ?? null}, address),
        address_hint = coalesce(${change.address?.hint ?? null}, address_hint),
        secret = case when ${change.secret === undefined} then secret else ${change.secret ?? null}::bytea end,
        format = ${change.format}, occurrences = ${array(change.occurrences, 'text')}, areas = ${array(change.areas, 'text')},
        language = ${change.language}, page_url = ${change.pageUrl}, is_on = ${change.isOn},
        on_since = case when ${change.isOn} and not is_on then now() else on_since end
      where id = ${id}::bigint`,
  )

export const deleteWebhook = (tx: Queryable, id: string): Promise<number> =>
  run(tx, sql`delete from webhook where id = ${id}::bigint`)
