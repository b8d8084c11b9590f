/** What figures of a plan rest on, for whoever may see it; weights of the office; proposals on the command line. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../server/db/sql.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { DEFAULT_WEIGHTS } from '../../shared/plans/workload.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  B2,
  type Commands,
  commandsOf,
  loadTinyTown,
  STREET,
} from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

interface Shown {
  figures: {
    whole: { workloadSpread: number; offStreetShare: number | null; splitCompounds: number }
    without: string[]
    splitCompounds: { name: string; parts: { key: string; households: number }[] }[]
    grids: {
      key: string
      households: number
      yearIssues: number
      flights: number
      walkSeconds: number | null
      workloadMinutes: number
    }[]
  }
}

describe.skipIf(!hasDatabase)('figures of a plan', () => {
  let town: TestApp
  let commands: Commands
  let id: string
  const as = (role: 'planner' | 'administrator' | 'gridWorker', ...areas: string[]) =>
    callerAs(town.app, role, '0', ...areas)
  const shown = async (): Promise<Shown['figures']> =>
    (await commands.run<Shown>('plan', 'show', id)).json.figures

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
    // Two issues of the last year in A1 and B1, one that is older; one compound in two grids.
    const line = (issue: string, days: number, lon: number): string => {
      const day = addDays(today(), -days)
      return `${issue},greening,旧事,${day} 09:00,${day} 18:00,${day} 17:00,${lon},30.003`
    }
    commands.write(
      'more.csv',
      [
        'id,class,description,reportedAt,dueAt,closedAt,lon,lat',
        line('N1', 20, 114.003),
        line('N2', 30, 114.023),
        line('O1', 500, 114.003),
        '',
      ].join('\n'),
    )
    expect((await commands.run('import', 'more.csv', '--as', 'issues')).exitCode).toBe(0)
    commands.write(
      'compound.csv',
      `code,name,address,floors,dwellings,compound,lon,lat
HA1,甲一楼,东路1号,6,24,幸福里,114.005,30.005
HA2,甲二楼,东路2号,9,24,幸福里,114.015,30.005
`,
    )
    expect((await commands.run('import', 'compound.csv', '--as', 'buildings')).exitCode).toBe(0)
    id = (await (await as('planner')).plan.create({ name: '看数', scope: STREET, from: 'today' })).id
  })
  afterAll(() => town?.close())

  test('rest on issues of a year, doors and compounds', async () => {
    const ground = await (await as('planner')).plan.ground()
    const recent = await rows<{ lon: number }>(
      town.app.db.pool,
      sql`select st_x(location) as lon from issue where reported_at > now() - interval '365 days'`,
    )
    expect(recent.length).toBeGreaterThanOrEqual(2)
    expect([...ground.yearIssues!.lons].sort()).toEqual(recent.map(({ lon }) => lon).sort())
    expect(ground.compounds).toEqual(['幸福里'])
    expect(ground.weights).toEqual(DEFAULT_WEIGHTS)
    // Two households half-way up six floors; one in a building with a lift; one of six floors.
    const doors = ground.doors.lons.map((lon, i) => [
      lon,
      ground.doors.households[i],
      ground.doors.flights[i],
      ground.doors.compound[i],
    ])
    expect(doors.sort((a, b) => a[0]! - b[0]!)).toEqual([
      [114.005, 2, 5, 0],
      [114.015, 1, 0, 0],
      [114.025, 1, 2.5, -1],
    ])
  })

  test('hold no issue outside of the area of whoever asks, and nothing for others', async () => {
    const ground = await (await as('planner', B)).plan.ground()
    expect(ground.yearIssues!.lons.length).toBeGreaterThan(0)
    expect(ground.yearIssues!.lons.every((lon) => lon > 114.02)).toBe(true)
    // Whoever sees a part of the office gets doors rounded to fives: of one or two households nothing is told.
    expect(ground.doors.lons).toEqual([])
    expect(await refusalOf((await as('gridWorker')).plan.ground())).toBe('access.refused')
  })

  test('hold outlines of the buildings of a plan’s scope, and of no other', async () => {
    await town.app.db.pool.query(
      `update building set footprint = st_multi(st_expand(location, 0.0001)) where location is not null`,
    )
    const west = (outlines: number[][][]) => outlines.map(([ring]) => ring![0]! / 1e7).sort()
    const planner = await as('planner')
    expect(west(await planner.plan.footprints({ id }))).toEqual([114.0049, 114.0149, 114.0249, 114.0349])
    const inB = await planner.plan.create({ name: '乙', scope: B, from: 'today' })
    const ofB = await (await as('planner', B)).plan.footprints({ id: inB.id })
    expect(west(ofB)).toEqual([114.0249, 114.0349])
    // Closed, in whole steps.
    expect(ofB[0]![0]).toHaveLength(10)
    expect(ofB[0]![0]!.every(Number.isInteger)).toBe(true)
    expect(await refusalOf((await as('planner', A)).plan.footprints({ id: inB.id }))).toBe('plan.unknown')
    expect(await refusalOf((await as('gridWorker')).plan.footprints({ id }))).toBe('access.refused')
    await planner.plan.remove({ id: inB.id })
  })

  test('are told on the command line, with what is without effect', async () => {
    const { grids, without, whole, splitCompounds } = await shown()
    expect(grids.map(({ key }) => key)).toEqual([A1, A2, B1, B2])
    expect(grids.map(({ households }) => households)).toEqual([2, 1, 1, 0])
    expect(grids.map(({ flights }) => flights)).toEqual([5, 0, 3, 0])
    // No network: nothing is walked, and the page says so.
    expect(grids.every(({ walkSeconds }) => walkSeconds === null)).toBe(true)
    expect([whole.offStreetShare, without]).toEqual([null, ['visits', 'walk']])
    expect(splitCompounds).toEqual([
      {
        name: '幸福里',
        parts: [
          { key: A1, households: 2 },
          { key: A2, households: 1 },
        ],
      },
    ])
    const { stdout } = await commands.run('plan', 'compare', id, id)
    expect(stdout).toContain('splitCompounds')
  })

  test('follow the weights that an administrator of the office sets, audited', async () => {
    const administrator = await as('administrator')
    const weights = {
      ...DEFAULT_WEIGHTS,
      households: 100,
      over64: 0,
      openIssues: 0,
      yearIssues: 0,
      flights: 2,
    }
    expect(await refusalOf((await as('planner')).plan.setWeights(weights))).toBe('access.refused')
    expect(await refusalOf((await as('administrator', B)).plan.setWeights(weights))).toBe(
      'access.outsideArea',
    )
    await expect(administrator.plan.setWeights({ ...weights, walk: -1 })).rejects.toThrow()
    expect(await administrator.plan.setWeights(weights)).toEqual(weights)
    expect(await (await as('planner')).plan.weights()).toEqual(weights)
    // 2 × 100 + 5 × 2; 1 × 100; 1 × 100 + 3 × 2 (2.5 flights, rounded); nobody.
    expect((await shown()).grids.map(({ workloadMinutes }) => workloadMinutes)).toEqual([210, 100, 106, 0])
    const audit = await rows<{ fields: string[] }>(
      town.app.db.pool,
      sql`select fields from audit where action = 'workloadChanged'`,
    )
    expect(audit).toHaveLength(1)
    expect(audit[0]!.fields).toContain('households 8 → 100')
    expect(audit[0]!.fields.some((field) => field.startsWith('walk'))).toBe(false)
    await administrator.plan.setWeights(weights)
    expect(
      await rows(town.app.db.pool, sql`select 1 as one from audit where action = 'workloadChanged'`),
    ).toHaveLength(1)
  })

  test('guide proposals, and what cannot be is said with what is in the way', async () => {
    const propose = (...words: string[]) =>
      commands.run<{
        impossible: { why: string } | null
        inTheWay: string[]
        proposals: { households: number[] }[]
      }>('plan', 'propose', id, '--community', A, ...words)
    const apart = await propose('--balance', 'workload', '--apart', `${A1},${A2}`, '--tolerance', '50')
    expect(apart.json.impossible).toBeNull()
    expect(apart.json.proposals[0]!.households.toSorted((a, b) => a - b)).toEqual([1, 2])
    expect((await propose('--grids', '2', '--whole-compounds')).json).toMatchObject({
      impossible: { why: 'tooFewBlocks' },
    })
    expect((await propose('--together', '幸福里', '--apart', `${A1},${A2}`)).json).toMatchObject({
      impossible: { why: 'togetherApart' },
      inTheWay: ['幸福里', '甲一网格', '甲二网格'],
    })
    expect((await propose('--together', '没有')).stderr).toContain('没有')
    expect((await propose('--balance', 'luck')).stderr).toContain('--balance')
    expect((await propose('--grids', '2', '--per-worker')).exitCode).not.toBe(0)
    expect((await propose('--most', '5', '--most-people', '5')).exitCode).not.toBe(0)
  })

  test('of a plan with a grid that is locked tell which one is in the way', async () => {
    const planner = await as('planner')
    const { document, version } = await planner.plan.open({ id })
    const before = document.grids.find(({ key }) => key === A2)!
    await planner.plan.edit({
      id,
      base: version,
      change: { arcs: [], grids: [{ key: A2, before, after: { ...before, isLocked: true } }], what: 'lock' },
    })
    const { json } = await commands.run<{ impossible: { why: string; key: string } }>(
      'plan',
      'propose',
      id,
      '--community',
      A,
      '--together',
      '幸福里',
    )
    expect(json.impossible).toMatchObject({ why: 'ruleKept', key: A2 })
  })
})
