/** Accounts of the office's people: made, changed and ended by an administrator; every change is audited. */
import type { z } from 'zod'
import {
  ALL_AREAS,
  type Account,
  type AccountInput,
  type Role,
  rolesToGive,
} from '../../shared/domain/access.ts'
import type { App } from '../app/app.ts'
import { announce } from '../live/events.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { type Queryable, type SQL, array, row, rows, run, sql } from '../db/sql.ts'
import { pathsOfUnits } from '../db/units.ts'
import { appendAudit } from './audit.ts'
import { hashPassword } from './passwords.ts'
import { confirmPassword, makeOneTimeLink } from './sessions.ts'
import { type Viewer, seesEverything, seesPath } from './viewer.ts'

/** Every area of the account `a` lies within the viewer's, in all its versions. */
export const isAccountWithin = (viewer: Viewer): SQL =>
  seesEverything(viewer)
    ? sql`true`
    : sql`not exists (select 1 from unnest(a.areas) area left join unit_version v on v.unit_code = area
        where v.path is null or not exists (
          select 1 from unnest(${array(viewer.areaPaths, 'text')}) own where starts_with(v.path, own)))`

/** The accounts whose areas lie within one's own. */
export async function listAccounts(app: App, viewer: Viewer): Promise<Account[]> {
  return rows<Account>(
    app.db.pool,
    sql`select a.id::text as id, a.user_name as "userName", a.display_name as "displayName", a.roles, a.areas,
        a.valid_to as "validTo", a.is_disabled as "isDisabled", a.last_seen_at as "lastSeenAt",
        a.roles <@ ${array(rolesToGive(viewer.roles, viewer.areas), 'text')} as "mayChange"
      from account a where ${isAccountWithin(viewer)} order by a.user_name`,
  )
}

/** Roles that reach further than the viewer's own are not theirs to give. */
function refuseRoles(viewer: Viewer, roles: readonly Role[]): void {
  const own = rolesToGive(viewer.roles, viewer.areas)
  const beyond = roles.find((role) => !own.includes(role))
  if (beyond !== undefined) throw new Refusal('FORBIDDEN', 'account.roleBeyond', { role: beyond })
}

/** Only what lies in one's own area can be given, or taken from somebody. */
export async function refuseAreas(tx: Queryable, viewer: Viewer, areas: readonly string[]): Promise<void> {
  for (const area of areas) {
    if (area !== ALL_AREAS && !(await row(tx, sql`select 1 from unit where code = ${area}`)))
      throw new Refusal('BAD_REQUEST', 'unit.unknown', { code: area })
    if (seesEverything(viewer)) continue
    const paths = area === ALL_AREAS ? [] : await pathsOfUnits(tx, [area])
    if (paths.length === 0 || !paths.every((path) => seesPath(viewer, path)))
      throw new Refusal('FORBIDDEN', 'access.outsideArea')
  }
}

/** The areas and roles of an account are what its holder reaches: who changes it must reach as far. */
async function refuseAccountBeyondReach(tx: Queryable, viewer: Viewer, id: string): Promise<void> {
  const account = await row<{ areas: string[]; roles: Role[] }>(
    tx,
    sql`select areas, roles from account where id = ${id}::bigint for update`,
  )
  if (!account) throw new Refusal('NOT_FOUND', 'account.unknown')
  if (!seesEverything(viewer)) await refuseAreas(tx, viewer, account.areas)
  refuseRoles(viewer, account.roles)
}

/** Makes the account without a password. @returns its id and the token of a one-time link to hand over */
export async function createAccount(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof AccountInput>,
): Promise<{ id: string; linkToken: string }> {
  return transaction(app.db, async (tx) => {
    await refuseAreas(tx, viewer, input.areas)
    refuseRoles(viewer, input.roles)
    const made = await row<{ id: string }>(
      tx,
      sql`insert into account (user_name, display_name, roles, areas, valid_to)
        values (${input.userName}, ${input.displayName}, ${array(input.roles, 'text')}, ${array(input.areas, 'text')}, ${input.validTo}::date)
        on conflict (user_name) do nothing returning id::text as id`,
    )
    if (!made) throw new Refusal('CONFLICT', 'account.nameTaken', { userName: input.userName })
    await appendAudit(tx, viewer, {
      action: 'accountCreated',
      subjectKind: 'account',
      subjectId: input.userName,
      fields: [...input.roles, ...input.areas],
    })
    return { id: made.id, linkToken: await makeOneTimeLink(tx, made.id) }
  })
}

export async function updateAccount(
  app: App,
  viewer: Viewer,
  id: string,
  change: {
    displayName: string
    roles: Role[]
    areas: string[]
    validTo: string | null
    isDisabled: boolean
  },
): Promise<void> {
  await transaction(app.db, async (tx) => {
    await refuseAccountBeyondReach(tx, viewer, id)
    await refuseAreas(tx, viewer, change.areas)
    refuseRoles(viewer, change.roles)
    const changed = await row<{ userName: string }>(
      tx,
      sql`update account set display_name = ${change.displayName}, roles = ${array(change.roles, 'text')},
          areas = ${array(change.areas, 'text')}, valid_to = ${change.validTo}::date, is_disabled = ${change.isDisabled}
        where id = ${id}::bigint returning user_name as "userName"`,
    )
    if (!changed) throw new Refusal('NOT_FOUND', 'account.unknown')
    const administrators = await row(
      tx,
      sql`select 1 from account where 'administrator' = any (roles) and ${ALL_AREAS} = any (areas) and not is_disabled
        and (valid_to is null or valid_to >= (now() at time zone 'Asia/Shanghai')::date)`,
    )
    if (!administrators) throw new Refusal('CONFLICT', 'account.lastAdministrator')
    if (change.isDisabled) await run(tx, sql`delete from session where account_id = ${id}::bigint`)
    await appendAudit(tx, viewer, {
      action: 'accountChanged',
      subjectKind: 'account',
      subjectId: changed.userName,
      fields: [...change.roles, ...change.areas, ...(change.isDisabled ? ['disabled'] : [])],
    })
    // Pages that are open ask who they are now.
    await announce(tx, 'accounts', 1)
  })
}

/** A fresh one-time link for somebody who lost the password; the old password ends at once. */
export async function resetAccount(app: App, viewer: Viewer, id: string): Promise<{ linkToken: string }> {
  return transaction(app.db, async (tx) => {
    await refuseAccountBeyondReach(tx, viewer, id)
    const changed = await row<{ userName: string }>(
      tx,
      sql`update account set password_hash = null, failed_count = 0, locked_until = null where id = ${id}::bigint
        returning user_name as "userName"`,
    )
    if (!changed) throw new Refusal('NOT_FOUND', 'account.unknown')
    await run(tx, sql`delete from session where account_id = ${id}::bigint`)
    await run(tx, sql`delete from one_time_link where account_id = ${id}::bigint`)
    await appendAudit(tx, viewer, {
      action: 'accountReset',
      subjectKind: 'account',
      subjectId: changed.userName,
    })
    return { linkToken: await makeOneTimeLink(tx, id) }
  })
}

/**
 * One's own password and user name: for whoever knows the password there is, or came in without one. Other sessions
 * of the account end, and so do links that were not used.
 */
export async function setOwnPassword(
  app: App,
  viewer: Viewer,
  token: string | undefined,
  { password, currentPassword, userName }: { password: string; currentPassword?: string; userName?: string },
): Promise<void> {
  const before = await confirmPassword(app, viewer, currentPassword)
  const passwordHash = await hashPassword(password)
  await transaction(app.db, async (tx) => {
    if (userName !== undefined && userName !== viewer.userName) {
      if (await row(tx, sql`select 1 from account where user_name = ${userName}`)) {
        throw new Refusal('CONFLICT', 'account.nameTaken', { userName })
      }
      await run(tx, sql`update account set user_name = ${userName} where id = ${viewer.accountId}::bigint`)
    }
    const set = await run(
      tx,
      sql`update account set password_hash = ${passwordHash}, failed_count = 0, locked_until = null
        where id = ${viewer.accountId}::bigint and password_hash is not distinct from ${before}`,
    )
    // Somebody set another one meanwhile: what was confirmed is not the password any more.
    if (set === 0) throw new Refusal('FORBIDDEN', 'password.currentWrong')
    await run(
      tx,
      sql`delete from one_time_link where account_id = ${viewer.accountId}::bigint and used_at is null`,
    )
    await run(
      tx,
      sql`delete from session where account_id = ${viewer.accountId}::bigint
        and token_hash <> sha256(${Buffer.from(token ?? '')}::bytea)`,
    )
    await appendAudit(tx, viewer, {
      action: 'passwordSet',
      subjectKind: 'account',
      subjectId: userName ?? viewer.userName,
    })
  })
}

/** The first start: an administrator of the local installation, signed in by link. Null when accounts exist. */
export async function firstAccountLink(app: App): Promise<string | null> {
  return transaction(app.db, async (tx) => {
    await run(tx, sql`select pg_advisory_xact_lock(8415004)`)
    const unset = await row<{ id: string; hasPassword: boolean }>(
      tx,
      sql`select id::text as id, password_hash is not null as "hasPassword" from account order by account.id limit 1`,
    )
    if (unset?.hasPassword) return null
    const id =
      unset?.id ??
      (await row<{ id: string }>(
        tx,
        sql`insert into account (user_name, display_name, roles, areas)
            values ('admin', 'admin', ${array(['administrator', 'commandCentre', 'auditor'], 'text')}, ${array([ALL_AREAS], 'text')})
            returning id::text as id`,
      ))!.id
    return makeOneTimeLink(tx, id)
  })
}
