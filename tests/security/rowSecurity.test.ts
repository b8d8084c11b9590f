/** Row-level security, asked in plain SQL as the role that requests run as. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../server/access/viewer.ts'
import { asViewer } from '../../server/db/database.ts'
import { type Queryable, type SQL, row, rows, run, sql } from '../../server/db/sql.ts'
import { A, B, B1, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from '../integration/harness.ts'

/** Tables that hold rows about people or cases. */
const GUARDED = ['resident', 'issue', 'population_count'] as const
/** Tables that requests have no business with. */
const CLOSED = [
  'account',
  'session',
  'one_time_link',
  'audit',
  'wall_screen',
  'import',
  'import_mapping',
  'link_accepted',
  'setting',
  'migration',
  'staged_resident',
  'unit_staging',
] as const

describe.skipIf(!hasDatabase)('row-level security', () => {
  let office: TestApp
  let everything: Viewer
  let staffOfA: Viewer
  const as = <Result>(viewer: Viewer, work: (tx: Queryable) => Promise<Result>): Promise<Result> =>
    asViewer(office.app.db, viewer, work)
  const ids = (viewer: Viewer, table: 'resident' | 'issue'): Promise<string[]> =>
    as(viewer, async (tx) =>
      (await rows<{ id: string }>(tx, sql`select id from ${sql.raw(table)} order by id`)).map(({ id }) => id),
    )
  const refusal = async (viewer: Viewer, statement: SQL): Promise<string> => {
    try {
      await as(viewer, (tx) => run(tx, statement))
      return 'done'
    } catch (error) {
      return (error as { code?: string }).code ?? String(error)
    }
  }

  beforeAll(async () => {
    office = await openTestApp()
    const commands = commandsOf(office.app)
    await loadTinyTown(commands)
    commands.write('counts.csv', `code,residents,date\n${A},4000,2025-12-31\n${B},5000,2025-12-31\n`)
    await commands.run('import', 'counts.csv', '--as', 'residents')
    everything = await viewerWith(office.app, ['commandCentre'])
    staffOfA = await viewerWith(office.app, ['communityStaff'], [A])
  })
  afterAll(() => office?.close())

  test('an area shows its rows and no others', async () => {
    expect(await ids(staffOfA, 'resident')).toEqual(['R1', 'R2', 'R3', 'R4'])
    expect(await ids(staffOfA, 'issue')).toEqual(['IA1', 'IA2'])
    expect(await ids(everything, 'resident')).toHaveLength(6)
    expect(await ids(everything, 'issue')).toHaveLength(4)
  })

  test('without an area there are no rows', async () => {
    const nowhere: Viewer = { ...everything, areas: [], areaPaths: [] }
    for (const table of GUARDED) {
      const found = await as(nowhere, (tx) => rows(tx, sql`select * from ${sql.raw(table)}`))
      expect(found).toEqual([])
    }
  })

  test('without the permission there are no rows, whatever the area', async () => {
    const viewer = await viewerWith(office.app, ['viewer'])
    expect(await ids(viewer, 'resident')).toEqual([])
    expect(await ids(viewer, 'issue')).toEqual([])
    const planner = await viewerWith(office.app, ['planner'])
    expect(await ids(planner, 'issue')).toHaveLength(4)
    expect(await ids(planner, 'resident')).toEqual([])
  })

  test('an area whose code begins another one reaches no further', async () => {
    // The path of a unit ends with a slash: '/4/42/' is no beginning of '/4/429/'.
    const short: Viewer = { ...staffOfA, areaPaths: ['/429901001/4299010010/'] }
    expect(await ids(short, 'resident')).toEqual([])
  })

  test('rows without a link are for those who see the whole office', async () => {
    await run(office.app.db.pool, sql`update resident set area_path = '', unit_code = null where id = 'R1'`)
    expect(await ids(staffOfA, 'resident')).not.toContain('R1')
    expect(await ids(everything, 'resident')).toContain('R1')
    await run(
      office.app.db.pool,
      sql`update resident set area_path = '/429901001/429901001001/429901001001001/' where id = 'R1'`,
    )
  })

  test('sealed values of another area cannot be read, by their id or by their index', async () => {
    const sealed = await as(staffOfA, (tx) =>
      rows(
        tx,
        sql`select identity_cipher, phone_cipher, identity_index from resident where id in ('R5', 'R6')`,
      ),
    )
    expect(sealed).toEqual([])
    const own = await as(staffOfA, (tx) =>
      rows(tx, sql`select identity_cipher from resident where id = 'R2'`),
    )
    expect(own).toHaveLength(1)
  })

  test.each([
    ...GUARDED,
    'unit_version',
    'building',
    'facility',
    'link_history',
    'event',
    'issue_event',
    'issue_step',
  ])('nothing is written to %s', async (table) => {
    const name = sql.raw(table)
    expect(await refusal(everything, sql`delete from ${name}`)).toBe('42501')
    expect(await refusal(everything, sql`insert into ${name} default values`)).toBe('42501')
    expect(await refusal(everything, sql`truncate ${name}`)).toBe('42501')
  })

  describe('the history of an issue', () => {
    const historyOf = (viewer: Viewer): Promise<string[]> =>
      as(viewer, async (tx) =>
        (
          await rows<{ issue: string }>(
            tx,
            sql`select distinct issue_id as issue from issue_event order by issue_id`,
          )
        ).map(({ issue }) => issue),
      )
    const note = (id: string, state = 'new'): SQL =>
      sql`insert into issue_event (issue_id, step, from_state, to_state, at, user_name)
        values (${id}, 'note', ${state}, ${state}, now(), 'somebody')`

    beforeAll(async () => {
      for (const id of ['IA1', 'IA2', 'IB1']) await run(office.app.db.pool, note(id))
    })

    test('is read within the area only, however it is asked for', async () => {
      expect(await historyOf(everything)).toEqual(['IA1', 'IA2', 'IB1', 'IB2'])
      expect(await historyOf(staffOfA)).toEqual(['IA1', 'IA2'])
      const staffOfB = await viewerWith(office.app, ['communityStaff'], [B])
      expect(await historyOf(staffOfB)).toEqual(['IB1', 'IB2'])
      const counted = await as(staffOfB, (tx) =>
        row<{ count: number; newest: string | null }>(
          tx,
          sql`select count(*) as count, max(user_name) as newest from issue_event where issue_id in ('IA1', 'IA2')`,
        ),
      )
      expect(counted).toEqual({ count: 0, newest: null })
      expect(await historyOf(await viewerWith(office.app, ['gridWorker'], [B1]))).toEqual(['IB1'])
    })

    test('is not read without the permission or without an area', async () => {
      expect(await historyOf(await viewerWith(office.app, ['viewer']))).toEqual([])
      expect(await historyOf({ ...everything, areas: [], areaPaths: [] })).toEqual([])
    })

    test('is not written, changed or removed by a request, in its own area or another', async () => {
      const viewer = await viewerWith(office.app, ['viewer'])
      for (const who of [viewer, staffOfA, everything]) {
        expect(await refusal(who, note('IA1'))).toBe('42501')
        expect(await refusal(who, note('IB1'))).toBe('42501')
        expect(await refusal(who, sql`update issue_event set reason = 'x'`)).toBe('42501')
        expect(await refusal(who, sql`delete from issue_event`)).toBe('42501')
        expect(await refusal(who, sql`update issue set state = 'closed' where id = 'IA1'`)).toBe('42501')
        expect(await refusal(who, sql`select id from issue where id = 'IA1' for update`)).toBe('42501')
        expect(await refusal(who, sql`insert into issue_step values ('note', 'closed', 'new')`)).toBe('42501')
      }
    })

    test('is not opened by the setting that lets a step change the state', async () => {
      const forged = as(staffOfA, async (tx) => {
        await run(tx, sql`select set_config('quarterhour.issueStep', '*', true)`)
        await run(tx, sql`update issue set state = 'closed' where id = 'IA1'`)
      })
      await expect(forged).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('nothing is changed, not even one column', async () => {
    expect(await refusal(everything, sql`update resident set area_path = '/'`)).toBe('42501')
    expect(await refusal(everything, sql`update issue set area_path = '/'`)).toBe('42501')
  })

  test.each(CLOSED)('%s is closed', async (table) => {
    expect(await refusal(everything, sql`select * from ${sql.raw(table)}`)).toBe('42501')
  })

  test('rights do not outlive their transaction on a shared session', async () => {
    for (let round = 0; round < 12; round++) {
      await ids(everything, 'resident')
      const after = await row<{ areas: string | null; permissions: string | null; role: string }>(
        office.app.db.pool,
        sql`select current_setting('quarterhour.areas', true) as areas,
          current_setting('quarterhour.permissions', true) as permissions, current_user as role`,
      )
      expect([after!.areas ?? '', after!.permissions ?? '']).toEqual(['', ''])
      expect(after!.role).not.toBe('quarterhour_viewer')
    }
  })

  test('rights do not outlive a transaction that fails', async () => {
    await expect(as(everything, (tx) => run(tx, sql`select 1 / 0`))).rejects.toThrow()
    const after = await row<{ role: string; areas: string | null }>(
      office.app.db.pool,
      sql`select current_user as role, current_setting('quarterhour.areas', true) as areas`,
    )
    expect(after!.role).not.toBe('quarterhour_viewer')
    expect(after!.areas ?? '').toBe('')
  })

  test('many at once each see their own', async () => {
    const staffOfB = await viewerWith(office.app, ['communityStaff'], [B])
    const nobody: Viewer = { ...staffOfA, areas: [], areaPaths: [] }
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const viewer = [staffOfA, staffOfB, nobody][n % 3]!
        return as(viewer, async (tx) => {
          const first = await rows<{ id: string }>(tx, sql`select id from issue order by id`)
          await run(tx, sql`select pg_sleep(0.01)`)
          const again = await rows<{ id: string }>(tx, sql`select id from issue order by id`)
          return [...first, ...again].map(({ id }) => id).join(' ')
        })
      }),
    )
    answers.forEach((answer, n) => expect(answer).toBe(['IA1 IA2 IA1 IA2', 'IB1 IB2 IB1 IB2', ''][n % 3]))
  })
})
