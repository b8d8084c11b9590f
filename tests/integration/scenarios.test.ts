/**
 * Scenarios of the tiny town that are kept: who may, where they belong, what happens when two change one, when the
 * network is another, and what the audit log holds.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import type { Change } from '../../shared/scenario/changes.ts'
import type { EffectFigures } from '../../shared/scenario/effect.ts'
import {
  MOST_SCENARIOS,
  type SaveScenario,
  type ScenarioRecord,
} from '../../shared/scenario/scenarioRecord.ts'
import { asViewer } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { STRAIGHT_OSM, STREETS } from '../fixtures/tinyStreets.ts'
import { A, A1, B, type Commands, commandsOf, loadTinyTown, STREET } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith, refusalOf } from './harness.ts'

const closeAt = (lon: number): Change => ({ type: 'closeRoad', lon, lat: 30.005, name: '东路' })

describe.skipIf(!hasDatabase)('scenarios of the street', () => {
  let office: TestApp
  let commands: Commands
  let hash: string
  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
    commands.write('streets.geojson', STREETS)
    await commands.run('network', 'import', 'streets.geojson')
    hash = (await office.app.networks.current()).hash
  })
  afterAll(() => office?.close())

  const as = async (role: Role, ...areas: string[]) =>
    appRouter.createCaller({
      app: office.app,
      viewer: await viewerWith(office.app, [role], areas.length > 0 ? areas : undefined),
      sessionToken: undefined,
      setSession: () => undefined,
    }).scenario
  const draft = (name: string, changes: Change[] = [closeAt(114.008)]): SaveScenario => ({
    name,
    networkHash: hash,
    changes,
    walkAt: null,
  })
  const refusal = refusalOf
  const areaPathOf = async ({ id }: ScenarioRecord): Promise<string> =>
    (
      await rows<{ path: string }>(
        office.app.db.pool,
        sql`select area_path as path from walking_scenario where id = ${id}::bigint`,
      )
    )[0]!.path

  test('is kept as it was put, and listed for all who see the map', async () => {
    const planner = await as('planner')
    const saved = await planner.save({ ...draft('东路施工'), walkAt: '22:30' })
    expect(saved).toMatchObject({ name: '东路施工', version: 1, createdBy: 'planner', networkHash: hash })
    const viewer = await as('viewer')
    expect((await viewer.list({})).rows).toEqual([saved])
    expect(saved.changes).toEqual([closeAt(114.008)])
    expect(saved.walkAt).toBe('22:30')
    await planner.delete({ id: saved.id, version: 1 })
    expect((await viewer.list({})).rows).toEqual([])
  })

  test('is found by its number by those who see it', async () => {
    const saved = await (await as('planner')).save(draft('单看'))
    expect(await (await as('planner', A)).show({ id: saved.id })).toEqual(saved)
    expect(await refusal((await as('planner', B)).show({ id: saved.id }))).toBe('scenario.unknown')
    await (await as('planner')).delete(saved)
  })

  test('is listed page by page, the last changed first, none twice', async () => {
    const planner = await as('planner')
    for (const name of ['一', '二', '三', '四', '五']) await planner.save(draft(name))
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof planner.list>> = await planner.list({ limit: 2, cursor })
      expect(page.total).toBe(5)
      names.push(...page.rows.map(({ name }) => name))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(names).toEqual(['五', '四', '三', '二', '一'])
    expect(await refusal(planner.list({ cursor: 'x' }))).toBe('page.badCursor')
    for (const one of (await planner.list({})).rows) await planner.delete(one)
  })

  test('is not kept when the office has as many as it keeps, whoever sees them', async () => {
    const inA = await (await as('planner', A)).save(draft('在甲'))
    await run(
      office.app.db.pool,
      sql`insert into walking_scenario (name, network_hash, changes, area_path, created_by, updated_by)
        select 'x', network_hash, changes, 'elsewhere/', 'x', 'x' from walking_scenario,
          generate_series(2, ${MOST_SCENARIOS}) where id = ${inA.id}::bigint`,
    )
    const planner = await as('planner', A)
    expect((await planner.list({})).total).toBe(1)
    expect(await refusal(planner.save(draft('多一个')))).toBe('scenario.full')
    expect((await planner.list({})).rows).toEqual([inA])
    const changed = await planner.save({ ...draft('改'), replaces: inA })
    await planner.delete(changed)
    const next = await planner.save(draft('有空了'))
    await planner.delete(next)
    await run(office.app.db.pool, sql`delete from walking_scenario`)
  })

  test('is refused to roles that do not plan', async () => {
    for (const role of ['viewer', 'gridWorker', 'communityStaff', 'auditor'] as const)
      expect(await refusal((await as(role)).save(draft('x')))).toBe('access.refused')
    for (const role of ['administrator', 'commandCentre', 'planner', 'sitingStaff'] as const) {
      const may = await as(role)
      const saved = await may.save(draft(role))
      await may.delete(saved)
    }
  })

  test('belongs to the smallest unit that holds its changes', async () => {
    const planner = await as('planner')
    const inGrid = await planner.save(draft('网格内'))
    const inStreet = await planner.save(draft('跨社区', [closeAt(114.008), closeAt(114.0255)]))
    expect((await areaPathOf(inGrid)).endsWith(`/${A1}/`)).toBe(true)
    expect((await areaPathOf(inStreet)).endsWith(`/${STREET}/`)).toBe(true)
    expect((await (await as('planner', A)).list({})).rows.map(({ name }) => name)).toEqual(['网格内'])
    expect((await (await as('planner', B)).list({})).rows).toEqual([])
    const ofB = await as('planner', B)
    expect(await refusal(ofB.save(draft('在甲')))).toBe('access.outsideArea')
    expect(await refusal(ofB.delete(inGrid))).toBe('scenario.unknown')
    await planner.delete(inGrid)
    await planner.delete(inStreet)
  })

  test('two who change the same state: the second is told, nothing is overwritten', async () => {
    const planner = await as('planner')
    const saved = await planner.save(draft('甲版'))
    const siting = await as('sitingStaff')
    const renamed = await siting.rename({ id: saved.id, version: 1, name: '乙版' })
    expect(renamed).toMatchObject({
      name: '乙版',
      version: 2,
      updatedBy: 'sitingStaff',
      createdBy: 'planner',
    })
    const stale = { id: saved.id, version: 1 }
    expect(await refusal(planner.save({ ...draft('丙版'), replaces: stale }))).toBe('scenario.conflict')
    expect(await refusal(planner.rename({ ...stale, name: '丙版' }))).toBe('scenario.conflict')
    expect(await refusal(planner.delete(stale))).toBe('scenario.conflict')
    expect((await planner.list({})).rows.map(({ name }) => name)).toEqual(['乙版'])
    const next = await planner.save({ ...draft('丁版'), replaces: { id: saved.id, version: 2 } })
    expect(next).toMatchObject({ id: saved.id, name: '丁版', version: 3 })
    await planner.delete(next)
    expect(await refusal(planner.delete(next))).toBe('scenario.unknown')
  })

  test('with a change that fits nothing is not kept', async () => {
    const planner = await as('planner')
    const nowhere: Change = { type: 'closeRoad', lon: 114.005, lat: 30.02, name: '' }
    expect(await refusal(planner.save(draft('x', [closeAt(114.008), nowhere])))).toBe('scenario.faulty')
    expect(await refusal(planner.save(draft('x', [])))).toBe('BAD_REQUEST')
    expect(await refusal(planner.save(draft('x', [{ ...closeAt(114.008), lon: NaN } as Change])))).toBe(
      'BAD_REQUEST',
    )
    expect(await refusal(planner.save(draft('   ')))).toBe('BAD_REQUEST')
    expect((await planner.list({})).rows).toEqual([])
  })

  test('leaves a trace of who saved, renamed and deleted it', async () => {
    const planner = await as('planner')
    const saved = await planner.save(draft('留痕'))
    await planner.delete(await planner.rename({ id: saved.id, version: 1, name: '留痕二' }))
    const found = await rows<{ action: string; note: string; userName: string }>(
      office.app.db.pool,
      sql`select action, note, user_name as "userName" from audit where subject_kind = 'scenario'
        and subject_id = ${saved.id} order by id`,
    )
    expect(found).toEqual([
      { action: 'scenarioSaved', note: '留痕', userName: 'planner' },
      { action: 'scenarioRenamed', note: '留痕二', userName: 'planner' },
      { action: 'scenarioDeleted', note: '留痕二', userName: 'planner' },
    ])
  })

  test('cannot be written past the procedures by who may only look', async () => {
    const viewer = await viewerWith(office.app, ['viewer'])
    const planner = await as('planner')
    const saved = await planner.save(draft('只看'))
    const touched = await asViewer(office.app.db, viewer, (tx) =>
      run(tx, sql`update walking_scenario set name = 'x'`),
    )
    expect(touched).toBe(0)
    await expect(
      asViewer(office.app.db, viewer, (tx) =>
        run(
          tx,
          sql`insert into walking_scenario (name, network_hash, changes, created_by, updated_by)
            values ('x', 'x', '[]', 'x', 'x')`,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await planner.delete(saved)
  })

  test('is told by command, and so is which wall would help', async () => {
    const planner = await as('planner')
    const saved = await planner.save(draft('东路封路'))
    const told = async <Document>(...words: string[]): Promise<Document> =>
      (await commands.run<Document>(...words)).json
    const effect = await told<EffectFigures & { name: string; isOfOther: boolean }>(
      'scenario',
      'effect',
      saved.id,
      ...['--at', '114.0145,30.005', '--minutes', '15,30'],
    )
    // 996 m of closed road lie between A1's door and the place: three who walked 13.9 minutes have no way
    expect(effect).toMatchObject({ name: '东路封路', isOfOther: false, cutOff: 3, newlyReached: 0 })
    expect(effect.rings[0]).toMatchObject({ minutes: 15, gained: 0, lost: 3 })
    expect(await told<ScenarioRecord[]>('scenario', 'list')).toMatchObject([{ id: saved.id }])
    // the tiny town has no walls
    expect((await told<{ openings: unknown[] }>('barriers', '--kind', 'pharmacy')).openings).toEqual([])
    expect((await commands.run('barriers', '--kind', 'petShop')).exitCode).toBe(1)
    expect((await commands.run('barriers', '--kind', 'zoo')).exitCode).toBe(2)
    expect((await commands.run('barriers', '--who', 'cats')).exitCode).toBe(2)
    await planner.delete(saved)
  })

  test('made on another network keeps its network, and is not saved as if it were this one', async () => {
    const planner = await as('planner')
    const saved = await planner.save(draft('旧路网', [closeAt(114.008), closeAt(114.0355)]))
    commands.write('straight.osm', STRAIGHT_OSM)
    await commands.run('network', 'import', 'straight.osm')
    const [listed] = (await planner.list({})).rows
    expect(listed!.networkHash).toBe(hash)
    expect(await refusal(planner.save({ ...draft('旧路网'), replaces: saved }))).toBe('scenario.otherNetwork')
    const now = (await office.app.networks.current()).hash
    // east road is still there, the street of its own past B2 is not
    const again = { name: '旧路网', networkHash: now, changes: saved.changes, walkAt: null, replaces: saved }
    expect(await refusal(planner.save(again))).toBe('scenario.faulty')
    const fits = await planner.save({ ...again, changes: [closeAt(114.008)] })
    expect(fits).toMatchObject({ networkHash: now, version: 2 })
  })
})
