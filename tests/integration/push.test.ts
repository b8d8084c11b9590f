/** Notifications of browsers, through a push service on this machine: allowed first, sealed, to whom they concern, dropped when gone. */
import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ALL_AREAS, type Role } from '../../shared/domain/access.ts'
import { createAccount } from '../../server/access/accounts.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { deliverNotices } from '../../server/services/notices/deliverNotices.ts'
import { makeBrowser, type TestBrowser } from '../fixtures/openPush.ts'
import { answers, openReceiver, type Receiver } from '../fixtures/receiver.ts'
import { A, A1, B, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { callerAs, hasDatabase, openTestApp, refusalOf, type TestApp } from './harness.ts'

type Caller = Awaited<ReturnType<typeof callerAs>>

describe.skipIf(!hasDatabase)('notifications of browsers', () => {
  let office: TestApp
  let admin: Caller
  let officer: Caller
  let service: Receiver
  let stop: () => Promise<void> = async () => undefined
  const deliver = (): void => {
    stop = deliverNotices(office.app, {
      everyMilliseconds: 20,
      timeoutMilliseconds: 300,
      waitSeconds: () => 0.02,
    })
  }
  const allow = (isAllowed = true): Promise<void> =>
    admin.notice.setPush({ isAllowed, contact: 'desk@office.example.org' })
  /** Somebody with an account of their own. */
  const person = async (role: Role, ...areas: string[]): Promise<{ id: string; caller: Caller }> => {
    const { id } = await createAccount(office.app, systemViewer, {
      userName: `${role}.${randomUUID()}`,
      displayName: '王芳',
      roles: [role],
      areas: areas.length > 0 ? areas : [ALL_AREAS],
      validTo: null,
    })
    return { id, caller: await callerAs(office.app, role, id, ...areas) }
  }
  const hashOf = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex')
  const switchOn = async (caller: Caller, path: string, browser: TestBrowser = makeBrowser()) => {
    const endpoint = service.url + path
    await caller.notice.pushOn({
      endpoint,
      keys: browser.keys,
      occurrences: ['reported', 'dispatched'],
      language: 'zh-CN',
    })
    return { endpointHash: hashOf(endpoint), browser }
  }
  const report = async (): Promise<string> =>
    (
      await officer.issue.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线，联系人王芳 13900001111',
        address: '银杏巷 3 号',
        location: [114.005, 30.005],
        key: randomUUID(),
      })
    ).id
  const came = (count: number) => expect.poll(() => service.received.length, { timeout: 10_000 }).toBe(count)

  beforeAll(async () => {
    office = await openTestApp()
    office.app.config.allowsLoopbackTargets = true
    await loadTinyTown(commandsOf(office.app))
    admin = await callerAs(office.app, 'administrator', '21')
    officer = (await person('commandCentre')).caller
  })
  beforeEach(async () => {
    service = await openReceiver(answers(201))
  })
  afterEach(async () => {
    await stop()
    stop = async () => undefined
    await service.close()
    await run(office.app.db.pool, sql`delete from push_subscription`)
    await run(office.app.db.pool, sql`delete from notice`)
    await allow(false)
  })
  afterAll(() => office?.close())

  test('are off until an administrator of the office allows them', async () => {
    const { caller } = await person('gridWorker', A1)
    expect(await caller.notice.pushOffer()).toEqual({ isAllowed: false, publicKey: null })
    expect(await refusalOf(switchOn(caller, '/a'))).toBe('notice.pushForbidden')
    expect(await refusalOf(admin.notice.setPush({ isAllowed: true, contact: '' }))).toBe(
      'notice.needsContact',
    )
    const ofA = await callerAs(office.app, 'administrator', '9', A)
    expect(await refusalOf(ofA.notice.setPush({ isAllowed: true, contact: 'a@b.org' }))).toBe(
      'access.outsideArea',
    )
    await allow()
    const { publicKey } = await caller.notice.pushOffer()
    expect(Buffer.from(publicKey!, 'base64url')).toHaveLength(65)
    // Browsers are bound to the key: it stays.
    await allow(false)
    await allow()
    expect((await caller.notice.pushOffer()).publicKey).toBe(publicKey)
  })

  test('arrive sealed for the one browser, signed by the installation, with nothing personal', async () => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { browser } = await switchOn(caller, '/a')
    const id = await report()
    deliver()
    await came(1)
    const { headers, bytes, body } = service.received[0]!
    expect(body).not.toContain(id)
    const shown = JSON.parse(browser.open(bytes)) as Record<string, string>
    expect(shown).toMatchObject({
      title: `新诉求 ${id}`,
      tag: `issue ${id}`,
      link: `/?place=issues&sel=${encodeURIComponent(`issue:${id}`)}`,
    })
    expect(shown.body).toMatch(/^[^，]+，甲一网格，待立案，时限 /)
    expect(JSON.stringify(shown)).not.toMatch(/树枝|王芳|139|银杏巷/)
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: String(4 * 3600) })

    const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(String(headers.authorization))!
    const [head, claims, signature] = token!.split('.')
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({
      aud: service.url,
      sub: 'mailto:desk@office.example.org',
    })
    const point = Buffer.from(key!, 'base64url')
    const publicKey = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
    })
    expect(
      verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature!, 'base64url'),
      ),
    ).toBe(true)
  })

  test('reach whose area and role it is, and not who did it', async () => {
    await allow()
    await switchOn((await person('gridWorker', A1)).caller, '/worker-of-a1')
    await switchOn((await person('communityStaff', B)).caller, '/staff-of-b')
    await switchOn(officer, '/who-reports')
    const gone = await person('communityStaff', A)
    await switchOn(gone.caller, '/who-left')
    await run(office.app.db.pool, sql`update account set is_disabled = true where id = ${gone.id}::bigint`)
    const demoted = await person('communityStaff', A)
    await switchOn(demoted.caller, '/who-sees-no-issues')
    await run(office.app.db.pool, sql`update account set roles = '{viewer}' where id = ${demoted.id}::bigint`)
    const viewer = await person('viewer')
    expect(await refusalOf(switchOn(viewer.caller, '/viewer'))).toBe('access.refused')
    await report()
    deliver()
    await came(1)
    await wait(200)
    expect(service.received.map(({ path }) => path)).toEqual(['/worker-of-a1'])
  })

  test.each([404, 410])('a browser that is gone (%i) is dropped with what waited for it', async (status) => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { endpointHash } = await switchOn(caller, '/gone')
    service.manner = answers(status)
    await report()
    await report()
    deliver()
    await expect.poll(() => caller.notice.pushOwn({ endpointHash })).toBeNull()
    await wait(200)
    expect(service.received).toHaveLength(1)
    expect(await rows(office.app.db.pool, sql`select 1 from notice_delivery`)).toEqual([])
  })

  test('come again while the service is out of order, and are no dead letters', async () => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { endpointHash } = await switchOn(caller, '/busy')
    service.manner = answers(503)
    await report()
    deliver()
    await came(6)
    await wait(200)
    expect(service.received).toHaveLength(6)
    expect(await caller.notice.pushOwn({ endpointHash })).toMatchObject({ lastReason: 'badStatus' })
    expect((await admin.notice.deadLetters()).total).toBe(0)
    expect(await admin.notice.pushOffice()).toMatchObject({ people: 1, browsers: 1, failing: 1 })
    service.manner = answers(201)
    expect(await caller.notice.tryPush({ endpointHash })).toMatchObject({ isDelivered: true, status: 201 })
    expect(await caller.notice.pushOwn({ endpointHash })).toMatchObject({ lastReason: null })
  })

  test('stop at once when they are forbidden, or switched off', async () => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { endpointHash } = await switchOn(caller, '/a')
    await report()
    await allow(false)
    deliver()
    await wait(300)
    expect(await refusalOf(caller.notice.tryPush({ endpointHash }))).toBe('notice.pushNotOn')
    await allow()
    await caller.notice.pushOff({ endpointHash })
    await report()
    await wait(300)
    expect(service.received).toEqual([])
  })

  test('a browser is one person’s: who switches it on next has it, and nobody else switches it off', async () => {
    await allow()
    const [first, second] = [(await person('gridWorker', A1)).caller, (await person('gridWorker', A1)).caller]
    const { endpointHash } = await switchOn(first, '/shared')
    await second.notice.pushOff({ endpointHash })
    expect(await first.notice.pushOwn({ endpointHash })).not.toBeNull()
    expect(await refusalOf(second.notice.tryPush({ endpointHash }))).toBe('notice.pushNotOn')
    await switchOn(second, '/shared')
    expect(await first.notice.pushOwn({ endpointHash })).toBeNull()
    expect(await second.notice.pushOwn({ endpointHash })).not.toBeNull()
  })

  test('go to push services outside only: no machine of the network can be named as one', async () => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { keys } = makeBrowser()
    const refused = (endpoint: string) =>
      refusalOf(caller.notice.pushOn({ endpoint, keys, occurrences: ['late'], language: 'en' }))
    office.app.config.allowsLoopbackTargets = false
    try {
      expect(await refused('https://10.0.0.7/')).toBe('notice.targetPrivate')
      expect(await refused('https://127.0.0.1:5432/')).toBe('notice.targetLoopback')
      expect(await refused('https://169.254.169.254/')).toBe('notice.targetLinkLocal')
      expect(await refused('https://[::ffff:10.0.0.7]/')).toBe('notice.targetPrivate')
      expect(await refused('http://push.example.org/')).toBe('notice.targetOpenHttp')
    } finally {
      office.app.config.allowsLoopbackTargets = true
    }
  })

  test('keys of the installation and addresses of browsers are sealed', async () => {
    await allow()
    const { caller } = await person('gridWorker', A1)
    const { browser } = await switchOn(caller, '/secret-place')
    const stored = JSON.stringify([
      await rows(office.app.db.pool, sql`select s::text from push_subscription s`),
      await rows(office.app.db.pool, sql`select octet_length(private_key) as length from push_key`),
    ])
    expect(stored).not.toContain('secret-place')
    expect(stored).not.toContain(Buffer.from('secret-place').toString('hex'))
    expect(stored).not.toContain(browser.keys.auth)
    // 43 characters, sealed: a version, a nonce and a tag with them.
    expect(stored).toContain('"length":72')
  })
})
