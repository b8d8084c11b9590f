/** Where other desks went wrong with their cases: windows of time, an answer of zero, texts with signs in them. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Commands, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

const TIMES: Readonly<Record<string, string>> = {
  T1: '2026-03-02T10:00:00+08:00',
  T2: '2026-03-02T10:30:00.250+08:00',
  T3: '2026-03-02T10:59:59.999+08:00',
  T4: '2026-03-02T11:00:00+08:00',
  T5: '2026-03-03T10:30:00+08:00',
}

describe.skipIf(!hasDatabase)('cases at a desk', () => {
  let office: TestApp
  let commands: Commands
  let officer: Awaited<ReturnType<typeof callerAs>>['issue']
  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
    const lines = Object.entries(TIMES).map(
      ([id, at]) => `${id},greening,streetTree,"树枝 & 电线 / ""0""",114.005,30.005,${at}`,
    )
    const head = 'id,class,subclass,description,lon,lat,reportedAt'
    const file = commands.write('windows.csv', [head, ...lines].join('\n'))
    expect((await commands.run('import', file, '--as', 'issues')).exitCode).toBe(0)
    officer = (await callerAs(office.app, 'commandCentre', '11')).issue
  })
  afterAll(() => office?.close())

  const within = async (window: { reportedFrom?: string; reportedBefore?: string }): Promise<string[]> => {
    const { rows, total } = await officer.list({ ...window, order: 'newest' })
    const ids = rows.map(({ id }) => id).filter((id) => id in TIMES)
    if (window.reportedFrom && window.reportedBefore) expect(total).toBe(ids.length)
    return ids.sort()
  }

  test('are found in a window of an hour: both ends hold together, to the fraction of a second', async () => {
    expect(
      await within({
        reportedFrom: '2026-03-02T10:00:00+08:00',
        reportedBefore: '2026-03-02T11:00:00+08:00',
      }),
    ).toEqual(['T1', 'T2', 'T3'])
    expect(
      await within({ reportedFrom: '2026-03-02T02:30:00.251Z', reportedBefore: '2026-03-02T03:00:00.001Z' }),
    ).toEqual(['T3', 'T4'])
    expect(await within({ reportedBefore: '2026-03-02T10:30:00+08:00' })).toEqual(['T1'])
    expect(await within({ reportedFrom: '2026-03-03T00:00:00+08:00' })).toEqual(['T5'])
  })

  test('are refused for a time without a zone, or none at all, by its name', async () => {
    for (const reportedFrom of ['2026-03-02T10:00:00', 'yesterday', '2026-13-02T10:00:00Z']) {
      expect(await refusalOf(officer.list({ reportedFrom }))).toBe('BAD_REQUEST')
    }
  })

  test('are the same on the command line, where times are those of Asia/Shanghai', async () => {
    const { json } = await commands.run<{ issues: { id: string }[] }>(
      'issue',
      'list',
      '--state',
      'all',
      '--from',
      '2026-03-02 10:00',
      '--before',
      '2026-03-02 10:59:59.999',
    )
    expect(json.issues.map(({ id }) => id).sort()).toEqual(['T1', 'T2'])
  })

  test('keep an answer that is just "0", and signs in their words', async () => {
    const { id, event } = await officer.report({
      class: 'greening',
      subclass: 'streetTree',
      description: '0',
      location: [114.005, 30.005],
      key: randomUUID(),
    })
    await officer.step({ id, step: 'refuse', seen: event, reason: '0', details: {}, key: randomUUID() })
    const file = await officer.file({ id })
    expect((await officer.show({ id })).description).toBe('0')
    expect(file.events.at(-1)).toMatchObject({ step: 'refuse', reason: '0' })
    expect((await officer.show({ id: 'T1' })).description).toBe('树枝 & 电线 / "0"')
  })
})
