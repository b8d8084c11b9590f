/** Figures of people from register and counts through the real importers, reckoned by hand on the street of four grids. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appRouter } from '../../server/routers/appRouter.ts'
import { announce } from '../../server/live/events.ts'
import { transaction } from '../../server/db/database.ts'
import { run, sql } from '../../server/db/sql.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  B2,
  type Commands,
  STREET,
  commandsOf,
  loadTinyTown,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

interface Figures {
  residents: number | null
  households: number | null
  under15: number | null
  over64: number | null
  populationSource: string
  populationDate: string | null
}

describe.skipIf(!hasDatabase)('people of a unit', () => {
  let town: TestApp
  let commands: Commands
  const caller = async () =>
    appRouter.createCaller({
      app: town.app,
      viewer: await viewerWith(town.app, ['commandCentre']),
      sessionToken: undefined,
      setSession: () => undefined,
    })
  const figures = async (code: string, day = '2026-06-30'): Promise<Figures> =>
    (await commands.run<Figures>('unit', code, '--at', day)).json
  const said = async (code: string, day?: string): Promise<string> => {
    const { residents, populationSource, populationDate } = await figures(code, day)
    return `${residents} ${populationSource} ${populationDate}`
  }
  const counts = async (lines: string, ...words: string[]): Promise<void> => {
    const result = await commands.run(
      'import',
      commands.write('counts.csv', lines),
      '--as',
      'residents',
      ...words,
    )
    expect(`${result.stderr}${result.exitCode}`).toBe('0')
  }
  const register = async (lines: string): Promise<void> => {
    commands.write('register.csv', `id,name,building,household,birthDate\n${lines}`)
    expect(
      (await commands.run('import', 'register.csv', '--as', 'residents', '--date', '2026-03-01')).exitCode,
    ).toBe(0)
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands, ['units'])
    // Floor areas: 200 m2 a floor where there are neither footprint nor dwellings. A1 200, A2 600, B1 200 + 200, B2 none.
    commands.write(
      'b.csv',
      'code,name,floors,lon,lat\nP,p,1,114.005,30.005\nQ,q,3,114.015,30.005\nR,r,1,114.025,30.004\nS,s,1,114.025,30.006\n',
    )
    expect((await commands.run('import', 'b.csv', '--as', 'buildings')).exitCode).toBe(0)
  })
  afterAll(() => town?.close())
  beforeEach(async () => {
    await transaction(town.app.db, async (tx) => {
      await run(tx, sql`delete from resident where true`)
      await run(tx, sql`delete from population_count where true`)
      await announce(tx, 'residents', 1)
    })
  })

  test('nothing known is null, and says so', async () => {
    expect(await figures(STREET)).toMatchObject({
      residents: null,
      households: null,
      under15: null,
      over64: null,
      populationSource: 'none',
      populationDate: null,
    })
  })

  test('a register counts persons and households, with its date', async () => {
    await register('1,甲,P,H1,1950-01-01\n2,乙,P,H1,2020-01-01\n3,丙,P,H2,1990-01-01\n4,丁,R,H3,1990-01-01\n')
    expect(await figures(A1)).toMatchObject({
      residents: 3,
      households: 2,
      under15: 1,
      over64: 1,
      populationSource: 'register',
      populationDate: '2026-03-01',
    })
    expect(await said(B2)).toBe('0 register 2026-03-01')
    expect(await said(STREET)).toBe('4 register 2026-03-01')
  })

  test('a register row with a place and no building counts where it stands', async () => {
    commands.write('lone.csv', 'id,name,lon,lat\n9,甲,114.035,30.009\n')
    await commands.run('import', 'lone.csv', '--as', 'residents')
    expect((await figures(B2)).residents).toBe(1)
  })

  test('a place at a door means the building behind it', async () => {
    // 114.0151 is 9.6 m east of Q's point; 114.0154 is 38.5 m away.
    commands.write('near.csv', 'id,name,lon,lat\n1,甲,114.0151,30.005\n2,乙,114.0154,30.005\n')
    await commands.run('import', 'near.csv', '--as', 'residents')
    const { rows } = await (await caller()).resident.list({ limit: 10 })
    expect(rows.map(({ id, building }) => [id, building?.code]).sort()).toEqual([
      ['1', 'Q'],
      ['2', undefined],
    ])
  })

  test('people of an unknown building are on the list, and in no figure', async () => {
    await register('1,甲,P,H1,\n2,乙,nowhere,H1,\n')
    expect((await figures(STREET)).residents).toBe(1)
    const { rows, total } = await (await caller()).link.problems({ kind: 'resident', limit: 10 })
    expect([total, rows.map(({ id, reason, stated }) => [id, reason, stated])]).toEqual([
      1,
      [['2', 'unknownBuilding', 'nowhere']],
    ])
  })

  test('people of a building outside all units are on the list', async () => {
    commands.write('far.csv', 'code,name,lon,lat\nFAR,far,115,31\n')
    await commands.run('import', 'far.csv', '--as', 'buildings')
    await register('1,甲,FAR,H1,\n')
    const { rows } = await (await caller()).link.problems({ kind: 'resident', limit: 10 })
    expect(rows.map(({ id, reason }) => [id, reason])).toEqual([['1', 'outsideUnits']])
    await run(town.app.db.pool, sql`delete from building where code = 'FAR'`)
  })

  test('a count by community is spread over the floors below it, as an estimate', async () => {
    await counts(`code,residents,households,date\n${A},400,120,2025-12-31\n`)
    expect(await said(A)).toBe('400 counts 2025-12-31')
    expect(await said(A1)).toBe('100 estimate 2025-12-31')
    expect(await figures(A2)).toMatchObject({
      residents: 300,
      households: 90,
      under15: null,
      populationSource: 'estimate',
    })
    expect(await said(B)).toBe('null none null')
    expect(await said(STREET)).toBe('400 counts 2025-12-31')
    const building = await (await caller()).building.show({ code: 'Q' })
    expect([building.residents, building.isEstimate]).toEqual([300, true])
  })

  test('a count by street is spread over the communities and grids that have none', async () => {
    await counts(
      `code,residents,date\n${STREET},1000,2025-12-31\n${A1},100,2025-12-31\n${B},500,2025-12-31\n`,
    )
    expect(await said(A2)).toBe('400 estimate 2025-12-31')
    expect(await said(A)).toBe('500 mixed 2025-12-31')
    expect(await said(B1)).toBe('500 estimate 2025-12-31')
    const { building, circle } = await caller()
    const of = async (code: string) => (await building.show({ code })).residents
    expect([await of('P'), await of('Q'), await of('R'), await of('S')]).toEqual([100, 400, 250, 250])
    const answer = await circle.serviceRadius({
      points: [{ id: 'x', name: 'x', lon: 114.015, lat: 30.005 }],
      radiiMeters: [100],
      at: '2026-06-30',
    })
    expect([answer.total.residents, answer.rings[0]!.residents]).toEqual([1000, 400])
  })

  test('a count whose place was accepted stays so when it is linked again, and for its next date', async () => {
    const cell = (date: string) =>
      counts(`code,residents,date,unit,lon,lat\ncell-9,33,${date},乙二网格,114.005,30.002\n`)
    await cell('2024-12-31')
    const { link } = await caller()
    const doubts = async () =>
      (await link.problems({ kind: 'count', limit: 10 })).rows.map(({ id, reason }) => `${id} ${reason}`)
    expect(await doubts()).toEqual(['cell-9 otherUnit'])
    await link.acceptPlace({ kind: 'count', id: 'cell-9' })
    await link.run()
    expect(await doubts()).toEqual([])
    await cell('2025-12-31')
    expect(await doubts()).toEqual([])
    expect(await said(A1)).toBe('33 counts 2025-12-31')
  })

  test('a count less than those inside it is doubted until somebody accepts it', async () => {
    await counts(
      `code,residents,date\n${A},100,2025-12-31\n${A1},80,2025-12-31\n${A2},30,2025-12-31\n${B},5,2025-12-31\n`,
    )
    const { link } = await caller()
    const doubts = async () =>
      (await link.problems({ kind: 'count', limit: 10 })).rows.map(({ id, reason }) => `${id} ${reason}`)
    expect(await said(A)).toBe('100 counts 2025-12-31')
    expect(await doubts()).toEqual([`${A} childrenExceed`])
    // The count of a unit lies where the unit does; a hand cannot give it a place.
    await expect(link.moveToPlace({ kind: 'count', id: A, lon: 114.035, lat: 30.005 })).rejects.toMatchObject(
      {
        key: 'link.placeOfArea',
      },
    )
    expect(await doubts()).toEqual([`${A} childrenExceed`])
    await counts(`code,residents,date\n${A2},20,2025-12-31\n`)
    expect(await doubts()).toEqual([])
    await counts(`code,residents,date\n${A2},30,2025-12-31\n`)
    await link.acceptPlace({ kind: 'count', id: A })
    expect(await doubts()).toEqual([])
    await link.run()
    expect(await doubts()).toEqual([])
    await run(town.app.db.pool, sql`delete from link_accepted where kind = 'count'`)
  })

  test('a count by grid is spread over its buildings', async () => {
    await counts(`code,residents,date\n${B1},90,2025-12-31\n${B2},7,2025-12-31\n`)
    expect((await (await caller()).building.show({ code: 'R' })).residents).toBe(45)
    expect(await said(B)).toBe('97 counts 2025-12-31')
  })

  test('a count by building and one by point are figures of their grid', async () => {
    await counts('code,residents,date\nP,11,2025-12-31\nS,22,2025-12-31\n')
    await counts(
      'code,residents,date,lon,lat\ncell-1,33,2025-12-31,114.035,30.002\ncell-2,44,2025-12-31,114.036,30.002\n',
    )
    expect(await said(A1)).toBe('11 counts 2025-12-31')
    expect(await said(B1)).toBe('22 counts 2025-12-31')
    expect(await said(B2)).toBe('77 counts 2025-12-31')
    expect(await said(STREET)).toBe('110 counts 2025-12-31')
    expect(await (await caller()).building.show({ code: 'S' })).toMatchObject({
      residents: 22,
      isEstimate: false,
    })
  })

  test('of several counts the newest one up to the day is taken', async () => {
    await counts(`code,residents,date\n${B1},10,2024-12-31\n`)
    await counts(`code,residents,date\n${B1},20,2025-12-31\n`)
    expect(await said(B1, '2025-06-30')).toBe('10 counts 2024-12-31')
    expect(await said(B1, '2025-12-31')).toBe('20 counts 2025-12-31')
    expect(await said(B1, '2024-12-30')).toBe('null none null')
  })

  test('a code with hyphens means the unit without', async () => {
    await counts('code,residents,date\n429901001-002-001,12,2025-12-31\n')
    expect(await said(B1)).toBe('12 counts 2025-12-31')
  })

  test('a count of an unknown area is on the list', async () => {
    await counts('code,residents,date\n999,12,2025-12-31\n')
    const { rows } = await (await caller()).link.problems({ kind: 'count', limit: 10 })
    expect(rows.map(({ id, reason }) => [id, reason])).toEqual([['999', 'unknownUnit']])
    await (await caller()).link.moveToPlace({ kind: 'count', id: '999', lon: 114.005, lat: 30.002 })
    expect(await said(A1)).toBe('12 counts 2025-12-31')
  })

  test('register and counts together are mixed', async () => {
    await register('1,甲,P,H1,\n2,乙,Q,H2,\n')
    await counts(`code,residents,date\n${B},50,2025-12-31\n`)
    expect(await said(A)).toBe('2 register 2026-03-01')
    expect(await said(B)).toBe('50 counts 2025-12-31')
    expect(await said(STREET)).toBe('52 mixed 2026-03-01')
  })

  test('a date on the command line dates what has none of its own', async () => {
    await counts(`code,residents\n${B1},5\n`, '--date', '2025-03-31')
    expect(await said(B1)).toBe('5 counts 2025-03-31')
  })

  test('the circle finds the same people as the figures', async () => {
    await register('1,甲,P,H1,\n2,乙,Q,H2,\n')
    await counts(`code,residents,date\n${B},50,2025-12-31\n`)
    const { circle } = await caller()
    const answer = await circle.serviceRadius({
      points: [{ id: 'x', name: 'x', lon: 114.02, lat: 30.005 }],
      radiiMeters: [20_000],
      at: '2026-06-30',
    })
    expect(answer.total.residents).toBe((await figures(STREET)).residents)
    expect(answer.rings[0]!.residents + answer.outside.residents).toBe(52)
    expect(answer.isEstimate).toBe(true)
  })
})
