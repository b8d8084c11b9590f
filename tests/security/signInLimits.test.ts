/** Trying passwords from the network: what one attacker uses up, and whose address counts behind a proxy. */
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccount, setOwnPassword } from '../../server/access/accounts.ts'
import { SignInLimits } from '../../server/access/signInLimits.ts'
import { useOneTimeLink, viewerOf } from '../../server/access/sessions.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { row, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { type TestApp, hasDatabase, openTestApp } from '../integration/harness.ts'

const PASSWORD = 'correct horse battery'
const PROXY = '10.9.9.9'

describe.skipIf(!hasDatabase)('signing in from the network', () => {
  let office: TestApp
  let server: FastifyInstance
  const serve = async (trustProxy: string[] | false): Promise<void> => {
    await server?.close()
    server = await buildServer({
      ...office.app,
      signInLimits: new SignInLimits(),
      config: { ...office.app.config, trustProxy },
    })
  }
  const signIn = async (
    remoteAddress: string,
    userName: string,
    password: string,
    headers: Record<string, string> = {},
  ): Promise<string> => {
    const answer = await server.inject({
      method: 'POST',
      url: '/trpc/session.signIn',
      remoteAddress,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ userName, password }),
    })
    if (answer.statusCode === 200) return 'in'
    const body = answer.json<{ key?: string; error?: { data: { key: string } } }>()
    return body.error?.data.key ?? body.key!
  }
  const guessMany = async (remoteAddress: string, from?: (n: number) => string): Promise<string[]> => {
    const answers: string[] = []
    for (let n = 0; n < 60; n++)
      answers.push(
        await signIn(remoteAddress, `guess${n}`, 'wrong', from ? { 'x-forwarded-for': from(n) } : {}),
      )
    return answers
  }

  beforeAll(async () => {
    office = await openTestApp()
    const { linkToken } = await createAccount(office.app, systemViewer, {
      userName: 'lin',
      displayName: 'Lin',
      roles: ['viewer'],
      areas: ['*'],
      validTo: null,
    })
    const token = (await useOneTimeLink(office.app, linkToken))!
    await setOwnPassword(office.app, (await viewerOf(office.app, token))!, token, { password: PASSWORD })
  })
  afterAll(() => office?.close())
  beforeEach(() => serve(false))
  afterEach(() => server?.close())

  test('one attacker runs out of tries and locks nobody else out', async () => {
    const answers = await guessMany('203.0.113.9')
    expect(answers.slice(0, 30)).toEqual(Array(30).fill('signIn.wrong'))
    expect(answers.slice(40)).toEqual(Array(20).fill('signIn.wait'))
    expect(await signIn('203.0.113.9', 'lin', PASSWORD)).toBe('signIn.wait')
    expect(await signIn('203.0.113.10', 'lin', PASSWORD)).toBe('in')
  })

  test('many people of one office sign in from one address', async () => {
    for (let n = 0; n < 50; n++) expect(await signIn('10.0.0.1', 'lin', PASSWORD)).toBe('in')
  })

  test('a name that is no account waits like one that is', async () => {
    const answers: string[] = []
    for (let n = 0; n < 6; n++) answers.push(await signIn(`10.0.1.${n}`, 'nobody at all', 'wrong'))
    expect(answers).toEqual([...Array<string>(5).fill('signIn.wrong'), 'signIn.wait'])
  })

  test('an address that a client claims for itself is not believed', async () => {
    const answers = await guessMany('203.0.113.9', (n) => `198.51.100.${n}`)
    expect(answers.slice(40)).toEqual(Array(20).fill('signIn.wait'))
  })

  test('behind a named proxy each client has its own tries, and its address is in the audit log', async () => {
    await serve([PROXY])
    const answers = await guessMany(PROXY, () => '203.0.113.9')
    expect(answers.slice(40)).toEqual(Array(20).fill('signIn.wait'))
    expect(await signIn(PROXY, 'lin', PASSWORD, { 'x-forwarded-for': '203.0.113.77' })).toBe('in')
    // Whoever is not the proxy writes what they like.
    expect(await signIn('192.0.2.1', 'nobody', 'wrong', { 'x-forwarded-for': '198.51.100.1' })).toBe(
      'signIn.wrong',
    )
    const notes = async (userName: string): Promise<string | null | undefined> =>
      (
        await row<{ note: string | null }>(
          office.app.db.pool,
          sql`select note from audit where user_name = ${userName} order by id desc limit 1`,
        )
      )?.note
    expect([await notes('lin'), await notes('nobody')]).toEqual(['203.0.113.77', '192.0.2.1'])
  })

  test('behind a named proxy the page is known by the name that the proxy was asked for', async () => {
    const headers = {
      origin: 'https://street.example',
      'x-forwarded-host': 'street.example',
      host: 'inside:8415',
    }
    expect(await signIn(PROXY, 'lin', PASSWORD, headers)).toBe('access.otherOrigin')
    await serve([PROXY])
    expect(await signIn(PROXY, 'lin', PASSWORD, headers)).toBe('in')
    expect(await signIn('192.0.2.1', 'lin', PASSWORD, headers)).toBe('access.otherOrigin')
  })
})
