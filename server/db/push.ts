/** Browsers that are told: whose they are, sealed where they are, and the installation's keys. */
import type { Role } from '../../shared/domain/access.ts'
import type { NoticeLanguage, Occurrence, PushSettings } from '../../shared/issues/notices.ts'
import { setSetting } from './settings.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

const SETTING = 'push'

export async function pushSettings(on: Queryable): Promise<PushSettings> {
  const found = await row<{ value: Partial<PushSettings> }>(
    on,
    sql`select value from setting where key = ${SETTING}`,
  )
  return { isAllowed: found?.value.isAllowed === true, contact: found?.value.contact ?? '' }
}

export const storePushSettings = (tx: Queryable, settings: PushSettings): Promise<void> =>
  setSetting(tx, SETTING, settings)

export interface StoredKeys {
  publicKey: string
  privateKey: Buffer
}

export const findPushKeys = (on: Queryable): Promise<StoredKeys | undefined> =>
  row<StoredKeys>(on, sql`select public_key as "publicKey", private_key as "privateKey" from push_key`)

/** Keeps the keys that are there already: browsers are bound to them. */
export const storePushKeys = (tx: Queryable, { publicKey, privateKey }: StoredKeys): Promise<number> =>
  run(
    tx,
    sql`insert into push_key (public_key, private_key) values (${publicKey}, ${privateKey}) on conflict do nothing`,
  )

export interface StoredSubscription {
  id: string
  accountId: string
  subscription: Buffer
  occurrences: Occurrence[]
  language: NoticeLanguage
  onSince: string
  roles: Role[]
  areas: string[]
}

const columns = sql`s.id::text as id, s.account_id::text as "accountId", s.subscription, s.occurrences, s.language,
  s.on_since as "onSince", a.roles, a.areas`

/** Of people who may come in. */
const withAccount = sql`push_subscription s join account a on a.id = s.account_id and not a.is_disabled
  and (a.valid_to is null or a.valid_to >= (now() at time zone 'Asia/Shanghai')::date)`

export const subscriptionsTold = (on: Queryable): Promise<StoredSubscription[]> =>
  rows<StoredSubscription>(
    on,
    sql`select ${columns} from ${withAccount} where push_is_allowed() order by s.id`,
  )

export const findSubscription = (on: Queryable, id: string): Promise<StoredSubscription | undefined> =>
  row<StoredSubscription>(
    on,
    sql`select ${columns} from ${withAccount} where s.id = ${id}::bigint and push_is_allowed()`,
  )

export interface OwnSubscription {
  id: string
  occurrences: Occurrence[]
  lastDeliveredAt: string | null
  lastReason: string | null
}

export const ownSubscription = (
  on: Queryable,
  accountId: string,
  endpointHash: Buffer,
): Promise<OwnSubscription | undefined> =>
  row<OwnSubscription>(
    on,
    sql`select id::text as id, occurrences, last_delivered_at as "lastDeliveredAt", last_reason as "lastReason"
      from push_subscription where endpoint_hash = ${endpointHash} and account_id = ${accountId}::bigint`,
  )

/** A browser belongs to who switched it on last; what waited for somebody else is dropped with them. */
export async function storeSubscription(
  tx: Queryable,
  given: {
    accountId: string
    endpointHash: Buffer
    sealed: Buffer
    occurrences: readonly Occurrence[]
    language: NoticeLanguage
  },
  mostOfOne: number,
): Promise<void> {
  await run(
    tx,
    sql`delete from push_subscription where endpoint_hash = ${given.endpointHash} and account_id <> ${given.accountId}::bigint`,
  )
  await run(
    tx,
    sql`insert into push_subscription (account_id, endpoint_hash, subscription, occurrences, language)
      values (${given.accountId}::bigint, ${given.endpointHash}, ${given.sealed}, ${array(given.occurrences, 'text')},
        ${given.language})
      on conflict (endpoint_hash) do update set subscription = excluded.subscription, occurrences = excluded.occurrences,
        language = excluded.language, last_reason = null`,
  )
  // Browsers that were given up without a word: the oldest of somebody go.
  await run(
    tx,
    sql`delete from push_subscription where account_id = ${given.accountId}::bigint and id not in
      (select id from push_subscription where account_id = ${given.accountId}::bigint order by id desc limit ${mostOfOne})`,
  )
}

export const dropOwnSubscription = (
  on: Queryable,
  accountId: string,
  endpointHash: Buffer,
): Promise<number> =>
  run(
    on,
    sql`delete from push_subscription where endpoint_hash = ${endpointHash} and account_id = ${accountId}::bigint`,
  )

export const dropSubscription = (on: Queryable, id: string): Promise<number> =>
  run(on, sql`delete from push_subscription where id = ${id}::bigint`)

export const noteSubscription = (on: Queryable, id: string, reason: string | null): Promise<number> =>
  run(
    on,
    sql`update push_subscription set last_reason = ${reason},
        last_delivered_at = case when ${reason === null} then now() else last_delivered_at end
      where id = ${id}::bigint`,
  )

export const countSubscriptions = async (
  on: Queryable,
): Promise<{ people: number; browsers: number; failing: number }> =>
  (await row<{ people: number; browsers: number; failing: number }>(
    on,
    sql`select count(distinct account_id) as people, count(*) as browsers,
        count(*) filter (where last_reason is not null) as failing from push_subscription`,
  ))!
