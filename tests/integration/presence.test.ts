/** Whose hand is on an issue: told to whoever may see the issue, to nobody else, across processes, and forgotten. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import { PresenceTold } from '../../shared/issues/presence.ts'
import { createAccount, updateAccount } from '../../server/access/accounts.ts'
import { useOneTimeLink, viewerOf } from '../../server/access/sessions.ts'
import { systemViewer, type Viewer } from '../../server/access/viewer.ts'
import { openApp } from '../../server/app/app.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { A, B, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp, viewerWith } from './harness.ts'

describe.skipIf(!hasDatabase)('presence', () => {
  let office: TestApp
  const ends: AbortController[] = []
  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
  })
  afterEach(() => ends.splice(0).forEach((end) => end.abort()))
  afterAll(() => office?.close())

  const person = async (name: string, role: Role, area = '*'): Promise<Viewer> => ({
    ...(await viewerWith(office.app, [role], [area])),
    accountId: String([...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0)),
    displayName: name,
  })
  const callerOf = (viewer: Viewer, app = office.app, sessionToken?: string) => {
    const end = new AbortController()
    ends.push(end)
    return appRouter.createCaller(
      { app, viewer, sessionToken, setSession: () => undefined },
      { signal: end.signal },
    )
  }
  type Caller = ReturnType<typeof callerOf>
  /** What somebody is told of who else is there, as it is now. */
  const watch = async (caller: Caller) => {
    const present = new Map<string, string[]>()
    const state = { present, told: 0, isOver: false }
    const stream = (await caller.live.changes()) as AsyncIterable<unknown>
    const reading = (async () => {
      for await (const value of stream) {
        const told = PresenceTold.safeParse(value)
        if (!told.success) continue
        state.told++
        if (told.data.isAll) present.clear()
        for (const { id, people } of told.data.present)
          present.set(
            id,
            people.map(({ name, isWriting }) => (isWriting ? `${name}*` : name)),
          )
      }
    })()
    void reading.finally(() => (state.isOver = true))
    await expect.poll(() => state.told).toBeGreaterThan(0)
    return state
  }
  const tab = randomUUID()
  const open = (caller: Caller, id: string, more: { isHere?: boolean; isWriting?: boolean } = {}) =>
    caller.issue.present({ id, tab, isHere: true, isWriting: false, ...more })

  test('comes, writes, and goes', async () => {
    const [anna, ben] = [
      callerOf(await person('安娜', 'commandCentre')),
      callerOf(await person('本', 'commandCentre')),
    ]
    const seen = await watch(ben)
    const own = await watch(anna)
    await open(anna, 'IA1')
    await expect.poll(() => seen.present.get('IA1')).toEqual(['安娜'])
    await open(anna, 'IA1', { isWriting: true })
    await expect.poll(() => seen.present.get('IA1')).toEqual(['安娜*'])
    await open(anna, 'IA2')
    await expect.poll(() => [seen.present.get('IA1'), seen.present.get('IA2')]).toEqual([[], ['安娜']])
    await open(anna, 'IA2', { isHere: false })
    await expect.poll(() => seen.present.get('IA2')).toEqual([])
    // Nobody is told of themselves.
    expect([...own.present.values()].flat()).toEqual([])
  })

  test('is told to who comes later', async () => {
    const anna = callerOf(await person('安娜', 'commandCentre'))
    await open(anna, 'IB1')
    const late = await watch(callerOf(await person('晚', 'communityStaff', B)))
    expect(late.present.get('IB1')).toEqual(['安娜'])
    await open(anna, 'IB1', { isHere: false })
  })

  test('is not told to who may not see the issue', async () => {
    const anna = callerOf(await person('安娜', 'commandCentre'))
    const ofA = await watch(callerOf(await person('甲', 'gridWorker', A)))
    const withoutRole = await watch(callerOf(await person('规', 'sitingStaff')))
    await open(anna, 'IB1')
    await open(anna, 'IA1')
    await expect.poll(() => ofA.present.get('IA1')).toEqual(['安娜'])
    expect(ofA.present.has('IB1')).toBe(false)
    expect([...withoutRole.present.keys()]).toEqual([])
    // One word at the beginning, and not even that something changed.
    expect(withoutRole.told).toBe(1)
  })

  test('cannot be said of an issue that one may not see', async () => {
    const ofA = callerOf(await person('甲', 'gridWorker', A))
    const officer = await watch(callerOf(await person('本', 'commandCentre')))
    await expect(open(ofA, 'IB1')).rejects.toMatchObject({ key: 'issue.unknown' })
    await expect(open(ofA, 'none')).rejects.toMatchObject({ key: 'issue.unknown' })
    expect([...(officer.present.get('IB1') ?? [])]).not.toContain('甲')
  })

  test('is told no more to an account that was ended', { timeout: 40_000 }, async () => {
    await createAccount(office.app, systemViewer, {
      userName: 'keeps',
      displayName: 'keeps',
      roles: ['administrator'],
      areas: ['*'],
      validTo: null,
    })
    const { id, linkToken } = await createAccount(office.app, systemViewer, {
      userName: 'gone',
      displayName: 'gone',
      roles: ['commandCentre'],
      areas: ['*'],
      validTo: null,
    })
    const token = (await useOneTimeLink(office.app, linkToken))!
    const seen = await watch(callerOf((await viewerOf(office.app, token))!, office.app, token))
    await updateAccount(office.app, systemViewer, id, {
      displayName: 'gone',
      roles: ['commandCentre'],
      areas: ['*'],
      validTo: null,
      isDisabled: true,
    })
    await expect.poll(() => seen.isOver, { timeout: 30_000 }).toBe(true)
    const { told } = seen
    await open(callerOf(await person('安娜', 'commandCentre')), 'IA2')
    expect(seen.told).toBe(told)
  })

  test.skipIf(!isServerDatabase)('passes from one process to another', async () => {
    const second = await openApp({ ...office.app.config })
    try {
      const seen = await watch(callerOf(await person('本', 'commandCentre'), second))
      const anna = callerOf(await person('安娜', 'commandCentre'))
      // The other one may not listen yet: the next beat is heard.
      await expect
        .poll(
          async () => {
            await open(anna, 'IB2')
            return seen.present.get('IB2')
          },
          { timeout: 10_000, interval: 200 },
        )
        .toEqual(['安娜'])
      await open(anna, 'IB2', { isHere: false })
      await expect.poll(() => seen.present.get('IB2')).toEqual([])
    } finally {
      ends.splice(0).forEach((end) => end.abort())
      await second.close()
    }
  })
})
