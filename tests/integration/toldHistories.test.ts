/** Files that hold times of steps become histories: of the tiny town, reckoned by hand. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import { rows, sql } from '../../server/db/sql.ts'
import { rebuildIssues } from '../../server/services/desk/rebuildIssues.ts'
import { type Commands, A1, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp } from './harness.ts'

const HEAD =
  'id,class,subclass,description,reportedAt,dueAt,state,acceptedAt,dispatchedAt,handledAt,closedAt,reopenedAt,lon,lat'
const FILE = [
  HEAD,
  'W1,greening,streetTree,枯枝,2026-03-02 09:00,2026-03-03 09:00,已结案,2026-03-02 09:10,2026-03-02 09:30,2026-03-02 15:00,2026-03-02 16:00,,114.003,30.003',
  'W2,greening,streetTree,枯枝,2026-03-02 10:00,2026-03-03 09:00,已结案,,,,2026-03-04 11:00,,114.003,30.003',
  'W3,greening,streetTree,枯枝,2026-03-02 11:00,,处理中,,2026-03-02 12:00,,2026-03-03 08:00,2026-03-03 10:00,114.003,30.003',
  'W4,greening,streetTree,枯枝,2026-03-02 12:00,2026-03-05 12:00,挂账,,,,,,114.003,30.003',
  'W5,greening,streetTree,枯枝,2026-03-02 13:00,,已结案,,,,,,114.003,30.003',
].join('\n')

describe.skipIf(!hasDatabase)('a file that holds times of steps', () => {
  let office: TestApp
  let commands: Commands
  let officer: Awaited<ReturnType<typeof callerAs>>['issue']
  const give = async (name: string, text: string, ...words: string[]) =>
    commands.run<{
      accepted: number
      changed: number
      faults: { row: number; field: string; expected: string }[]
    }>('import', commands.write(name, text), '--as', 'issues', ...words)
  const historyOf = async (id: string): Promise<string[]> =>
    (await officer.file({ id })).events.map(({ step, to, at }) => `${at.slice(5, 16)} ${step} ${to}`)

  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands, ['units'])
    officer = (await callerAs(office.app, 'commandCentre', '11')).issue
    // Somebody outside wants to hear of everything.
    await office.app.db.pool
      .query(`insert into webhook (name, address, address_hint, format, occurrences, areas, language, page_url)
      values ('x', '\\x00', 'x', 'own', array['reported', 'dispatched', 'reopened'], array['*'], 'zh-CN', 'http://x')`)
    expect((await give('steps.csv', FILE)).exitCode).toBe(0)
  })
  afterAll(() => office?.close())

  test('gives every step its own time', async () => {
    expect(await historyOf('W1')).toEqual([
      '03-02T01:00 report new',
      '03-02T01:10 accept new',
      '03-02T01:30 dispatch dispatched',
      '03-02T07:00 feedBack toVerify',
      '03-02T08:00 import closed',
    ])
    expect(await historyOf('W2')).toEqual(['03-02T02:00 report new', '03-04T03:00 import closed'])
    expect(await historyOf('W3')).toEqual([
      '03-02T03:00 report new',
      '03-02T04:00 dispatch dispatched',
      '03-03T00:00 import closed',
      '03-03T02:00 reopen new',
      '03-03T02:00 import inHand',
    ])
    expect(await historyOf('W5')).toEqual([])
    expect(await officer.show({ id: 'W3' })).toMatchObject({ state: 'inHand', closedAt: null })
  })

  test('is what a rebuild from the events gives', async () => {
    const before = await rows(office.app.db.pool, sql`select * from issue order by id`)
    expect(await rebuildIssues(office.app)).toEqual({ issues: 4, mended: [] })
    expect(await rows(office.app.db.pool, sql`select * from issue order by id`)).toEqual(before)
  })

  test('lets the limit of what came hung stand still', async () => {
    expect((await officer.file({ id: 'W4' })).due).toMatchObject({ dueAt: null, isStill: true })
    expect((await officer.show({ id: 'W4' })).dueAt).toBeNull()
  })

  test('counts in the figures of its own days, as far as it tells enough', async () => {
    const { total } = await officer.figures({
      span: { from: '2026-03-02', to: '2026-03-04' },
      by: 'class',
      at: '2026-03-10',
    })
    expect(total.reported.now).toEqual([5, 5])
    // W1 and W3 were taken up in time; of W2 and W4 nobody knows.
    expect(total.response.now).toEqual([2, 2])
    // W1 in time, W2 a day late.
    expect(total.inTime.now).toEqual([1, 2])
    expect(total.rework.now).toEqual([0, 0])
  })

  test('is played again as the day went', async () => {
    const { ids, changes } = await officer.replay({ day: '2026-03-02' })
    const of = (id: string): string[] => [
      ...new Set(
        changes
          .filter(([index]) => ids[index] === id)
          .map(
            ([, minute, state]) =>
              `${String(Math.floor(minute / 60))}:${String(minute % 60)} ${ISSUE_STATES[state]}`,
          ),
      ),
    ]
    expect(of('W1')).toEqual(['9:0 new', '9:10 new', '9:30 dispatched', '15:0 toVerify', '16:0 closed'])
    expect(of('W2')).toEqual(['10:0 new'])
  })

  test('tells nobody outside', async () => {
    expect(await rows(office.app.db.pool, sql`select id from notice`)).toEqual([])
  })

  test('changes nothing when it comes again, and is corrected by a later one', async () => {
    const before = await rows(office.app.db.pool, sql`select id from issue_event`)
    expect((await give('steps.csv', FILE)).json).toMatchObject({ changed: 0 })
    expect(await rows(office.app.db.pool, sql`select id from issue_event`)).toEqual(before)
    const other = FILE.replace('2026-03-04 11:00', '2026-03-02 18:00').replace(
      'W4,greening,streetTree,枯枝',
      'W4,greening,streetTree,枯树',
    )
    expect((await give('other.csv', other)).json).toMatchObject({ changed: 2 })
    expect(await historyOf('W2')).toEqual([
      '03-02T02:00 report new',
      '03-04T03:00 import closed',
      '03-02T02:00 import new',
      '03-02T10:00 import closed',
    ])
    // Other words are no other history, and what stands still goes on doing so.
    expect((await historyOf('W4')).length).toBe(2)
    expect((await officer.show({ id: 'W4' })).dueAt).toBeNull()
    const { ids, changes } = await officer.replay({ day: '2026-03-04' })
    expect(changes.filter(([index]) => ids[index] === 'W2')).toEqual([])
    expect((await rebuildIssues(office.app)).mended).toEqual([])
  })

  test('leaves alone what people have worked on here', async () => {
    const { lastEvent } = await officer.file({ id: 'W3' })
    await officer.step({
      id: 'W3',
      step: 'dispatch',
      seen: lastEvent,
      reason: '',
      details: { target: { unit: A1 } },
      photos: [],
      key: randomUUID(),
    })
    const history = await historyOf('W3')
    await give('words.csv', FILE.replace('W3,greening,streetTree,枯枝', 'W3,greening,streetTree,断枝'))
    expect(await historyOf('W3')).toEqual(history)
    expect((await officer.show({ id: 'W3' })).description).toBe('断枝')
    // Another state begins it anew.
    await give(
      'closed.csv',
      FILE.replace(
        '处理中,,2026-03-02 12:00,,2026-03-03 08:00,2026-03-03 10:00',
        '已结案,,,,2026-03-06 10:00,',
      ),
    )
    expect(await historyOf('W3')).toEqual([...history, '03-06T02:00 import closed'])
    expect((await rebuildIssues(office.app)).mended).toEqual([])
  })

  test('is refused where its times are of no one life, each by its field', async () => {
    const line = (id: string, rest: string): string =>
      `${id},greening,streetTree,枯枝,2026-03-02 09:00,,${rest},114.003,30.003`
    const { json } = await give(
      'wrong.csv',
      [
        HEAD,
        line('X1', '已结案,,,,2026-03-01 09:00,'),
        line('X2', '已结案,2026-03-01 08:00,,2026-03-05 09:00,2026-03-03 09:00,'),
        line('X3', '处理中,,,,2026-03-03 09:00,'),
        line('X4', '已结案,,,,2026-03-03 09:00,2026-03-04 09:00'),
      ].join('\n'),
    )
    expect(json.accepted).toBe(0)
    expect(
      json.faults.map(({ row, field, expected }) => [row, field, expected.slice('fault.expected.'.length)]),
    ).toEqual([
      [2, 'closedAt', 'notBeforeReport'],
      [3, 'acceptedAt', 'notBeforeReport'],
      [3, 'handledAt', 'notAfterClosing'],
      [4, 'closedAt', 'noClosing'],
      [5, 'closedAt', 'notBeforeReopening'],
    ])
  })

  test.each([
    [
      'a step that the table does not know',
      `('W5', 'report', null, 'new', '{"replayed": true}'), ('W5', 'verify', 'new', 'closed', '{"replayed": true}')`,
    ],
    ['an end that is not the state', `('W5', 'report', null, 'new', '{"replayed": true}')`],
    [
      'what people have worked on',
      `('W3', 'import', 'closed', 'new', '{"retold": true}'), ('W3', 'import', 'new', 'closed', '{"replayed": true}')`,
    ],
    [
      'a step that says it was taken here',
      `('W5', 'report', null, 'new', '{"replayed": true}'), ('W5', 'import', 'new', 'closed', '{}')`,
    ],
  ])('is refused by the database for %s', async (_, values) => {
    const client = await office.app.db.pool.connect()
    try {
      await client.query('begin')
      await client.query(`select set_config('quarterhour.issueStep', 'told', true)`)
      const asked =
        client.query(`insert into issue_event (issue_id, step, from_state, to_state, details, at, user_name)
        select v.issue_id, v.step, v.from_state, v.to_state, v.details::jsonb, '2026-03-02T05:00:00Z', 'import'
        from (values ${values}) v (issue_id, step, from_state, to_state, details)`)
      await expect(asked).rejects.toMatchObject({ code: '23514' })
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
