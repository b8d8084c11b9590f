/** Who comes in, for how long, and who does not any more. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccount, resetAccount, setOwnPassword, updateAccount } from '../../server/access/accounts.ts'
import { makeOneTimeLink, signIn, signOut, useOneTimeLink, viewerOf } from '../../server/access/sessions.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { Role } from '../../shared/domain/access.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { type TestApp, hasDatabase, openTestApp } from '../integration/harness.ts'

const PASSWORD = 'correct horse battery'

describe.skipIf(!hasDatabase)('sessions', () => {
  let office: TestApp
  let serial = 0
  let person: { id: string; name: string }
  const account = { displayName: 'N', roles: ['viewer'] as Role[], areas: ['*'], validTo: null }
  const change = { ...account, isDisabled: false }
  const wrong = async (name: string, password = 'wrong password'): Promise<string> => {
    try {
      await signIn(office.app, name, password)
      return 'in'
    } catch (error) {
      return (error as { key?: string }).key ?? String(error)
    }
  }

  beforeAll(async () => {
    office = await openTestApp()
  })
  afterAll(() => office?.close())
  beforeEach(async () => {
    const name = `person${++serial}`
    const { id, linkToken } = await createAccount(office.app, systemViewer, { ...account, userName: name })
    const token = await useOneTimeLink(office.app, linkToken)
    const viewer = await viewerOf(office.app, token!)
    expect(viewer).toMatchObject({ userName: name, mustSetPassword: true })
    await setOwnPassword(office.app, viewer!, token!, { password: PASSWORD })
    await signOut(office.app, token!)
    person = { id, name }
  })

  test('a password signs in, and signing out ends the session', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    expect(await viewerOf(office.app, token)).toMatchObject({ userName: person.name, mustSetPassword: false })
    await signOut(office.app, token)
    expect(await viewerOf(office.app, token)).toBeNull()
  })

  test('a session ends after its time', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    await run(office.app.db.pool, sql`update session set expires_at = now() - interval '1 second'`)
    expect(await viewerOf(office.app, token)).toBeNull()
  })

  test('a token that was never given is nobody', async () => {
    for (const token of [undefined, '', 'x', 'a'.repeat(43), "' or 1=1 --"])
      expect(await viewerOf(office.app, token)).toBeNull()
  })

  test('the database holds no token, password or link in clear', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    const link = await makeOneTimeLink(office.app.db.pool, person.id)
    const stored = JSON.stringify([
      await rows(office.app.db.pool, sql`select encode(token_hash, 'escape') as h from session`),
      await rows(office.app.db.pool, sql`select encode(token_hash, 'escape') as h from one_time_link`),
      await rows(office.app.db.pool, sql`select password_hash from account`),
    ])
    for (const secret of [token, link, PASSWORD]) expect(stored).not.toContain(secret)
    expect(stored).toContain('$argon2id$')
  })

  test('a wrong password and an unknown name are told the same', async () => {
    expect([await wrong(person.name), await wrong('nobody at all')]).toEqual(['signIn.wrong', 'signIn.wrong'])
  })

  test('after five wrong passwords even the right one has to wait', async () => {
    const answers = []
    for (let n = 0; n < 6; n++) answers.push(await wrong(person.name))
    expect(answers.slice(0, 5)).toEqual(Array(5).fill('signIn.wrong'))
    expect(answers[5]).toBe('signIn.wait')
    expect(await wrong(person.name, PASSWORD)).toBe('signIn.wait')
    await run(office.app.db.pool, sql`update account set locked_until = now() - interval '1 second'`)
    expect(await wrong(person.name, PASSWORD)).toBe('in')
  })

  test('many wrong passwords at once are counted like one after another', async () => {
    await run(office.app.db.pool, sql`update account set failed_count = 0, locked_until = null`)
    const answers = await Promise.all(Array.from({ length: 24 }, () => wrong(person.name)))
    expect(answers.filter((answer) => answer === 'signIn.wrong')).toHaveLength(5)
    expect(answers.filter((answer) => answer === 'signIn.wait')).toHaveLength(19)
    await run(office.app.db.pool, sql`update account set failed_count = 0, locked_until = null`)
  })

  test('the wait doubles with each wrong password, up to a quarter of an hour', async () => {
    for (const [failed, seconds] of [
      [4, 1],
      [5, 2],
      [6, 4],
      [10, 64],
      [30, 900],
    ] as const) {
      await run(
        office.app.db.pool,
        sql`update account set failed_count = ${failed}, locked_until = null where id = ${person.id}::bigint`,
      )
      const before = Date.now()
      await wrong(person.name)
      const after = Date.now()
      const [lock] = await rows<{ until: number }>(
        office.app.db.pool,
        sql`select extract(epoch from locked_until)::float8 * 1000 as until from account where id = ${person.id}::bigint`,
      )
      expect(lock!.until).toBeGreaterThanOrEqual(before + seconds * 1000 - 1)
      expect(lock!.until).toBeLessThanOrEqual(after + seconds * 1000 + 1)
    }
  })

  test('a right password forgets the wrong ones', async () => {
    for (let n = 0; n < 3; n++) await wrong(person.name)
    expect(await wrong(person.name, PASSWORD)).toBe('in')
    for (let n = 0; n < 4; n++) expect(await wrong(person.name)).toBe('signIn.wrong')
    expect(await wrong(person.name, PASSWORD)).toBe('in')
  })

  test('a one-time link works once', async () => {
    const link = await makeOneTimeLink(office.app.db.pool, person.id)
    const both = await Promise.all([useOneTimeLink(office.app, link), useOneTimeLink(office.app, link)])
    expect(both.filter((token) => token !== null)).toHaveLength(1)
    expect(await useOneTimeLink(office.app, link)).toBeNull()
  })

  test('a one-time link ends after its time', async () => {
    const link = await makeOneTimeLink(office.app.db.pool, person.id)
    await run(office.app.db.pool, sql`update one_time_link set expires_at = now() - interval '1 second'`)
    expect(await useOneTimeLink(office.app, link)).toBeNull()
  })

  test('a disabled account is out at once, everywhere', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    const link = await makeOneTimeLink(office.app.db.pool, person.id)
    await createAccount(office.app, systemViewer, {
      ...account,
      userName: `admin${serial}`,
      roles: ['administrator'],
    })
    await updateAccount(office.app, systemViewer, person.id, { ...change, isDisabled: true })
    expect(await viewerOf(office.app, token)).toBeNull()
    expect(await wrong(person.name, PASSWORD)).toBe('signIn.wrong')
    expect(await useOneTimeLink(office.app, link)).toBeNull()
    await updateAccount(office.app, systemViewer, person.id, change)
    expect(await viewerOf(office.app, token)).toBeNull()
    expect(await wrong(person.name, PASSWORD)).toBe('in')
  })

  test('an assignment that has ended is out; its last day still counts', async () => {
    await createAccount(office.app, systemViewer, {
      ...account,
      userName: `admin${serial}`,
      roles: ['administrator'],
    })
    const token = await signIn(office.app, person.name, PASSWORD)
    await updateAccount(office.app, systemViewer, person.id, { ...change, validTo: today() })
    expect(await viewerOf(office.app, token)).not.toBeNull()
    await updateAccount(office.app, systemViewer, person.id, { ...change, validTo: addDays(today(), -1) })
    expect(await viewerOf(office.app, token)).toBeNull()
    expect(await wrong(person.name, PASSWORD)).toBe('signIn.wrong')
  })

  test('a changed role holds from the next request on', async () => {
    await createAccount(office.app, systemViewer, {
      ...account,
      userName: `admin${serial}`,
      roles: ['administrator'],
    })
    const token = await signIn(office.app, person.name, PASSWORD)
    await updateAccount(office.app, systemViewer, person.id, { ...change, roles: ['auditor'] })
    const viewer = await viewerOf(office.app, token)
    expect([...viewer!.permissions]).toEqual(['map.view', 'audit.view'])
  })

  test('a reset ends password, sessions and older links', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    const older = await makeOneTimeLink(office.app.db.pool, person.id)
    const { linkToken } = await resetAccount(office.app, systemViewer, person.id)
    expect(await viewerOf(office.app, token)).toBeNull()
    expect(await wrong(person.name, PASSWORD)).toBe('signIn.wrong')
    expect(await useOneTimeLink(office.app, older)).toBeNull()
    expect(await useOneTimeLink(office.app, linkToken)).not.toBeNull()
  })

  test('a new password ends the other sessions of its owner and keeps this one', async () => {
    const [one, other] = [
      await signIn(office.app, person.name, PASSWORD),
      await signIn(office.app, person.name, PASSWORD),
    ]
    const viewer = await viewerOf(office.app, one)
    await setOwnPassword(office.app, viewer!, one, {
      password: 'another long password',
      currentPassword: PASSWORD,
    })
    expect(await viewerOf(office.app, one)).not.toBeNull()
    expect(await viewerOf(office.app, other)).toBeNull()
  })

  test('a new password asks for the one there is, and a refused try is in the audit log', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    const viewer = (await viewerOf(office.app, token))!
    const password = 'another long password'
    for (const [currentPassword, key] of [
      [undefined, 'password.currentNeeded'],
      ['wrong password', 'password.currentWrong'],
      ['', 'password.currentWrong'],
    ] as const)
      await expect(
        setOwnPassword(office.app, viewer, token, { password, currentPassword, userName: 'taken over' }),
      ).rejects.toMatchObject({ key })
    const trace = await rows<{ action: string }>(
      office.app.db.pool,
      sql`select action from audit where subject_id = ${person.name} order by id desc limit 3`,
    )
    expect(trace.map(({ action }) => action)).toEqual(['passwordRefused', 'passwordRefused', 'signIn'])
    expect(await viewerOf(office.app, token)).toMatchObject({ userName: person.name })
    expect(await wrong(person.name, PASSWORD)).toBe('in')
    await setOwnPassword(office.app, viewer, token, { password, currentPassword: PASSWORD })
    expect([await wrong(person.name, PASSWORD), await wrong(person.name, password)]).toEqual([
      'signIn.wrong',
      'in',
    ])
  })

  test('an open session is no way to try many passwords', async () => {
    const token = await signIn(office.app, person.name, PASSWORD)
    const viewer = (await viewerOf(office.app, token))!
    const tried: unknown[] = []
    for (let n = 0; n < 6; n++)
      await setOwnPassword(office.app, viewer, token, {
        password: 'another long password',
        currentPassword: `guess ${n}`,
      }).catch((error: { key?: string }) => tried.push(error.key))
    expect(tried).toEqual([...Array<string>(5).fill('password.currentWrong'), 'signIn.wait'])
    await expect(
      setOwnPassword(office.app, viewer, token, {
        password: 'another long password',
        currentPassword: PASSWORD,
      }),
    ).rejects.toMatchObject({ key: 'signIn.wait' })
  })

  test('of two first passwords at once one is taken, and unused links end', async () => {
    const { linkToken } = await resetAccount(office.app, systemViewer, person.id)
    const token = (await useOneTimeLink(office.app, linkToken))!
    const spare = await makeOneTimeLink(office.app.db.pool, person.id)
    const viewer = (await viewerOf(office.app, token))!
    const both = await Promise.allSettled(
      ['first long password', 'second long password'].map((password) =>
        setOwnPassword(office.app, viewer, token, { password }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await useOneTimeLink(office.app, spare)).toBeNull()
  })

  test('the last administrator cannot be ended', async () => {
    await run(
      office.app.db.pool,
      sql`update account set is_disabled = true where 'administrator' = any (roles)`,
    )
    const { id } = await createAccount(office.app, systemViewer, {
      ...account,
      userName: `last${serial}`,
      roles: ['administrator'],
    })
    // One of a part of the office cannot give accounts to all of it.
    const ofPart = await createAccount(office.app, systemViewer, {
      ...account,
      userName: `part${serial}`,
      roles: ['administrator'],
    })
    await run(
      office.app.db.pool,
      sql`update account set areas = array['429101001001'] where id = ${ofPart.id}::bigint`,
    )
    const last = { ...change, roles: ['administrator'] as Role[] }
    for (const ending of [
      { isDisabled: true },
      { roles: ['viewer'] as Role[] },
      { validTo: addDays(today(), -1) },
    ])
      await expect(updateAccount(office.app, systemViewer, id, { ...last, ...ending })).rejects.toMatchObject(
        { key: 'account.lastAdministrator' },
      )
  })
})
