/** Answers about new service points that are kept, in the tiny town: who may, where they belong, what others see. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import { MOST_STUDIES } from '../../shared/siting/sitingStudy.ts'
import { asViewer } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { emptyStudy } from '../fixtures/emptyStudy.ts'
import { A, A1, B, commandsOf, loadTinyTown, STREET } from '../fixtures/tinyTown.ts'
import { hasDatabase, openTestApp, refusalOf, type TestApp, viewerWith } from './harness.ts'

const siteAt = (lon: number, gained = 12) => ({
  lon,
  lat: 30.005,
  street: '东路',
  people: 23,
  gained,
  load: null,
})

describe.skipIf(!hasDatabase)('siting studies', () => {
  let office: TestApp
  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
  })
  afterAll(() => office?.close())

  const as = async (role: Role, ...areas: string[]) =>
    appRouter.createCaller({
      app: office.app,
      viewer: await viewerWith(office.app, [role], areas.length > 0 ? areas : undefined),
      sessionToken: undefined,
      setSession: () => undefined,
    }).siting

  test('are kept as they were found, listed, shown and deleted, with a trace', async () => {
    const staff = await as('sitingStaff')
    const input = emptyStudy('食堂方案', { sites: [siteAt(114.008)], total: 63, isProved: true })
    const saved = await staff.save(input)
    expect(saved).toMatchObject({ ...input, createdBy: 'sitingStaff' })
    expect((await (await as('planner')).list({})).rows).toMatchObject([
      { id: saved.id, name: '食堂方案', sites: 1, isProved: true, dataDate: '2026-11-30' },
    ])
    expect(await (await as('planner')).show({ id: saved.id })).toEqual(saved)
    await staff.delete({ id: saved.id })
    expect(await refusalOf(staff.show({ id: saved.id }))).toBe('study.unknown')
    expect(await refusalOf(staff.delete({ id: saved.id }))).toBe('study.unknown')
    const trace = await rows<{ action: string; note: string }>(
      office.app.db.pool,
      sql`select action, note from audit where subject_kind = 'sitingStudy' and subject_id = ${saved.id} order by id`,
    )
    expect(trace).toEqual([
      { action: 'studySaved', note: '食堂方案' },
      { action: 'studyDeleted', note: '食堂方案' },
    ])
  })

  test('tell no small count to whoever may not see one', async () => {
    const staff = await as('sitingStaff')
    const saved = await staff.save(
      emptyStudy('小数', {
        sites: [siteAt(114.008, 2)],
        total: 63,
        insideAfter: 13,
        bestPossible: 13,
        byUnit: [{ code: A1, name: '甲一', gained: 2, outside: 48 }],
      }),
    )
    const { answer } = await (await as('viewer')).show({ id: saved.id })
    expect(answer).toMatchObject({ total: 65, insideAfter: 15, bestPossible: 15, isExact: false })
    expect(answer.sites[0]).toMatchObject({ people: 25, gained: 0 })
    expect(answer.byUnit).toEqual([{ code: A1, name: '甲一', gained: 0, outside: 50 }])
    await staff.delete({ id: saved.id })
  })

  test('belong to the smallest unit that holds their points', async () => {
    const staff = await as('sitingStaff')
    const inGrid = await staff.save(emptyStudy('甲', { sites: [siteAt(114.008)] }))
    const across = await staff.save(emptyStudy('跨', { sites: [siteAt(114.008), siteAt(114.0255)] }))
    const paths = await rows<{ path: string }>(
      office.app.db.pool,
      sql`select area_path as path from siting_study order by id`,
    )
    expect(paths[0]!.path.endsWith(`/${A1}/`)).toBe(true)
    expect(paths[1]!.path.endsWith(`/${STREET}/`)).toBe(true)
    expect((await (await as('sitingStaff', A)).list({})).rows.map(({ name }) => name)).toEqual(['甲'])
    const ofB = await as('sitingStaff', B)
    expect(await refusalOf(ofB.show({ id: inGrid.id }))).toBe('study.unknown')
    expect(await refusalOf(ofB.delete({ id: inGrid.id }))).toBe('study.unknown')
    expect(await refusalOf(ofB.save(emptyStudy('x', { sites: [siteAt(114.008)] })))).toBe(
      'access.outsideArea',
    )
    for (const { id } of [inGrid, across]) await staff.delete({ id })
  })

  test('are refused where they are no answer, by who does not plan, and past the limit', async () => {
    const staff = await as('sitingStaff')
    expect(await refusalOf((await as('viewer')).save(emptyStudy()))).toBe('access.refused')
    expect(await refusalOf(staff.save(emptyStudy('  ')))).toBe('BAD_REQUEST')
    expect(await refusalOf(staff.save({ ...emptyStudy(), kind: 'zoo' }))).toBe('BAD_REQUEST')
    expect(await refusalOf(staff.save(emptyStudy('x', { total: NaN })))).toBe('BAD_REQUEST')
    const viewer = await viewerWith(office.app, ['viewer'])
    await expect(
      asViewer(office.app.db, viewer, (tx) =>
        run(
          tx,
          sql`insert into siting_study (name, kind, asked, answer, input_hash, data_date, created_by)
            values ('x', 'x', '{}', '{}', 'x', '2026-11-30', 'x')`,
        ),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await run(
      office.app.db.pool,
      sql`insert into siting_study (name, kind, asked, answer, input_hash, data_date, area_path, created_by)
        select 'x', 'x', '{}', '{"sites": [], "isProved": false}', 'x', '2026-11-30', 'elsewhere/', 'x'
        from generate_series(1, ${MOST_STUDIES})`,
    )
    expect(await refusalOf(staff.save(emptyStudy('多一个')))).toBe('study.full')
    await run(office.app.db.pool, sql`delete from siting_study`)
  })
})
