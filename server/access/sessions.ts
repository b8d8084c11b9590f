/** Sign-in, sessions, one-time links. Tokens are random; only their hashes are stored. */
import { createHash, randomBytes } from 'node:crypto'
import { ALL_AREAS, type Role, permissionsOf } from '../../shared/domain/access.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { transaction } from '../db/database.ts'
import { type Queryable, row, run, sql } from '../db/sql.ts'
import { pathsOfUnits } from '../db/units.ts'
import { writeAudit } from './audit.ts'
import { FREE_ATTEMPTS, LONGEST_WAIT_SECONDS } from './nameWaits.ts'
import { isPassword } from './passwords.ts'
import type { Viewer } from './viewer.ts'

const SESSION_HOURS = 12
const LINK_HOURS = 24

export const newToken = (): string => randomBytes(32).toString('base64url')
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

interface AccountRow {
  id: string
  userName: string
  displayName: string
  passwordHash: string | null
  roles: Role[]
  areas: string[]
}

const accountColumns = sql`a.id::text as id, a.user_name as "userName", a.display_name as "displayName",
  a.password_hash as "passwordHash", a.roles, a.areas`

/** Not disabled, and its assignment has not ended. */
const isActive = sql`not a.is_disabled and (a.valid_to is null or a.valid_to >= (now() at time zone 'Asia/Shanghai')::date)`

async function openSession(on: Queryable, accountId: string): Promise<string> {
  const token = newToken()
  await run(on, sql`delete from session where expires_at < now()`)
  await run(
    on,
    sql`insert into session (token_hash, account_id, expires_at)
      values (${hashOf(token)}, ${accountId}::bigint, now() + make_interval(hours => ${SESSION_HOURS}))`,
  )
  await run(on, sql`update account set last_seen_at = now() where id = ${accountId}::bigint`)
  return token
}

/**
 * Takes one attempt before the password is looked at, in one statement, so that many at once are counted like many one
 * after another. After some wrong ones in a row the account has to wait, longer each time; a right one clears it.
 * @throws Refusal while it has to wait
 */
async function takeAttempt(on: Queryable, accountId: string): Promise<void> {
  const taken = await run(
    on,
    sql`update account set failed_count = failed_count + 1,
      locked_until = case when failed_count >= ${FREE_ATTEMPTS}
        then now() + make_interval(secs => least(2 ^ least(failed_count - ${FREE_ATTEMPTS}, 20), ${LONGEST_WAIT_SECONDS})) end
      where id = ${accountId}::bigint and coalesce(locked_until <= now(), true)`,
  )
  if (taken === 0) throw new Refusal('TOO_MANY_REQUESTS', 'signIn.wait')
}

const clearAttempts = (on: Queryable, accountId: string): Promise<number> =>
  run(on, sql`update account set failed_count = 0, locked_until = null where id = ${accountId}::bigint`)

/**
 * Whether somebody who is signed in knows the password of the account; one that has none yet needs none. Wrong ones
 * count like those at sign-in, so that an open session is no way to try many.
 * @returns the hash that was checked against, null when there is none
 * @throws Refusal when it is wrong or missing, or too many were tried
 */
export async function confirmPassword(
  app: App,
  viewer: Viewer,
  password: string | undefined,
): Promise<string | null> {
  const account = await row<AccountRow>(
    app.db.pool,
    sql`select ${accountColumns} from account a where a.id = ${viewer.accountId}::bigint and ${isActive}`,
  )
  if (!account) throw new Refusal('UNAUTHORIZED', 'signIn.needed')
  if (account.passwordHash === null) return null
  if (password === undefined) throw new Refusal('FORBIDDEN', 'password.currentNeeded')
  await takeAttempt(app.db.pool, account.id)
  if (await isPassword(account.passwordHash, password)) {
    await clearAttempts(app.db.pool, account.id)
    return account.passwordHash
  }
  await writeAudit(app.db, viewer, {
    action: 'passwordRefused',
    subjectKind: 'account',
    subjectId: viewer.userName,
  })
  throw new Refusal('FORBIDDEN', 'password.currentWrong')
}

/**
 * @param address  where the attempt comes from, for its limit and the audit log
 * @returns a session token
 * @throws Refusal when the name or password is wrong, or too many were tried
 */
export async function signIn(
  app: App,
  userName: string,
  password: string,
  address?: string,
): Promise<string> {
  const { signInLimits } = app
  // First of all: what an address may not try any more must not count against the account either.
  if (address !== undefined && !signInLimits.take(address))
    throw new Refusal('TOO_MANY_REQUESTS', 'signIn.wait')
  const account = await row<AccountRow>(
    app.db.pool,
    sql`select ${accountColumns} from account a where a.user_name = ${userName} and ${isActive}`,
  )
  if (account) await takeAttempt(app.db.pool, account.id)
  else if (!signInLimits.unknownNames.take(userName)) throw new Refusal('TOO_MANY_REQUESTS', 'signIn.wait')
  if (!(await isPassword(account?.passwordHash, password)) || !account) {
    await writeAudit(
      app.db,
      { accountId: account?.id ?? null, userName },
      { action: 'signInFailed', subjectKind: 'account', subjectId: userName, note: address },
    )
    throw new Refusal('UNAUTHORIZED', 'signIn.wrong')
  }
  if (address !== undefined) signInLimits.giveBack(address)
  const token = await transaction(app.db, async (tx) => {
    await clearAttempts(tx, account.id)
    return openSession(tx, account.id)
  })
  await writeAudit(
    app.db,
    { accountId: account.id, userName },
    { action: 'signIn', subjectKind: 'account', subjectId: userName, note: address },
  )
  return token
}

export async function signOut(app: App, token: string): Promise<void> {
  await run(app.db.pool, sql`delete from session where token_hash = ${hashOf(token)}`)
}

/** The viewer behind a session token, or null. */
export async function viewerOf(app: App, token: string | undefined): Promise<Viewer | null> {
  if (!token) return null
  const account = await row<AccountRow>(
    app.db.pool,
    sql`select ${accountColumns} from session s join account a on a.id = s.account_id
      where s.token_hash = ${hashOf(token)} and s.expires_at > now() and ${isActive}`,
  )
  if (!account) return null
  return {
    accountId: account.id,
    userName: account.userName,
    displayName: account.displayName,
    roles: account.roles,
    areas: account.areas,
    areaPaths: await pathsOfUnits(
      app.db.pool,
      account.areas.filter((area) => area !== ALL_AREAS),
    ),
    permissions: permissionsOf(account.roles),
    mustSetPassword: account.passwordHash === null,
  }
}

/** Makes a link that signs somebody in once. @returns its token */
export async function makeOneTimeLink(on: Queryable, accountId: string): Promise<string> {
  const token = newToken()
  await run(
    on,
    sql`insert into one_time_link (token_hash, account_id, expires_at)
      values (${hashOf(token)}, ${accountId}::bigint, now() + make_interval(hours => ${LINK_HOURS}))`,
  )
  return token
}

/** @returns a session token, or null when the link was used, has expired or never was */
export async function useOneTimeLink(app: App, token: string): Promise<string | null> {
  return transaction(app.db, async (tx) => {
    const link = await row<{ accountId: string; userName: string }>(
      tx,
      sql`update one_time_link l set used_at = now() from account a
        where l.token_hash = ${hashOf(token)} and l.used_at is null and l.expires_at > now()
          and a.id = l.account_id and ${isActive}
        returning l.account_id::text as "accountId", a.user_name as "userName"`,
    )
    return link ? openSession(tx, link.accountId) : null
  })
}
