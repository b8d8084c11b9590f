/** What moves with a plan, in lists, letters and files, and what the day of a change tells afterwards. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cursorOf } from '../../server/db/cursor.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { today } from '../../shared/domain/dates.ts'
import { FIRST_LETTERS } from '../../shared/plans/letter.ts'
import { B3, BEND_A, REPLACED } from '../fixtures/fourGridPlan.ts'
import { A1, A2, B, B2, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

type Caller = 'planner' | 'commandCentre' | 'communityStaff' | 'viewer'

describe.skipIf(!hasDatabase)('what moves with a plan', () => {
  let town: TestApp
  let id: string
  const on = today()
  const as = (role: Caller, ...areas: string[]) => callerAs(town.app, role, '0', ...areas)
  const pool = () => town.app.db.pool

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    await run(
      pool(),
      sql`insert into assignment (unit_code, role, person_name, valid_from) values (${A1}, 'worker', '司徒清', '2026-01-01'),
        (${A2}, 'worker', '司徒远', '2026-01-01'), (${B2}, 'leader', '司徒明', '2026-01-01')`,
    )
    const planner = await as('planner')
    id = (await planner.plan.create({ name: '年度调整', scope: STREET, from: 'today' })).id
    await planner.plan.edit({ id, base: 0, change: BEND_A })
    await planner.plan.edit({ id, base: 1, change: REPLACED })
  })
  afterAll(() => town?.close())

  const carer = (role: string, personName: string) => ({ role, personName })

  test('is told way by way, with who looked after it and who will', async () => {
    const { ways, grids, told, street } = await (await as('planner')).plan.moves({ id, on })
    expect(street).toBe('试验街道')
    expect(ways).toEqual([
      { from: A2, to: A1, homes: 1, households: 1, people: 1, openIssues: 1 },
      { from: B2, to: B3, homes: 0, households: 0, people: 0, openIssues: 1 },
    ])
    const of = (code: string) => grids.find((grid) => grid.code === code)
    expect(of(A1)).toEqual({
      code: A1,
      name: '甲一网格',
      community: '甲社区',
      before: [carer('worker', '司徒清')],
      after: [carer('worker', '司徒清')],
    })
    expect(of(B3)).toMatchObject({ name: '乙新网格', before: [], after: [carer('leader', '司徒明')] })
    expect(of(B2)).toMatchObject({ before: [carer('leader', '司徒明')], after: [] })
    expect(told).toEqual({
      workers: 3,
      communities: ['乙社区', '甲社区'],
      homes: 1,
      households: 1,
      openIssues: 2,
      accounts: 0,
      rosterPeople: 0,
    })
  })

  test('gives each worker a new load, reckoned from homes and open issues', async () => {
    const { workers } = await (await as('planner')).plan.moves({ id, on })
    expect(workers).toEqual([
      {
        ...carer('worker', '司徒清'),
        before: { grids: [A1], households: 2, openIssues: 1 },
        after: { grids: [A1], households: 3, openIssues: 2 },
        isChanged: true,
      },
      {
        ...carer('worker', '司徒远'),
        before: { grids: [A2], households: 1, openIssues: 1 },
        after: { grids: [A2], households: 0, openIssues: 0 },
        isChanged: true,
      },
      {
        ...carer('leader', '司徒明'),
        before: { grids: [B2], households: 0, openIssues: 1 },
        after: { grids: [B3], households: 0, openIssues: 1 },
        isChanged: true,
      },
    ])
  })

  test('lists open issues page by page, and those of one way', async () => {
    const planner = await as('planner')
    const first = await planner.plan.issues({ id, on, limit: 1 })
    expect(first).toMatchObject({ rows: [{ id: 'IA2', from: A2, to: A1 }], total: 2 })
    const next = await planner.plan.issues({ id, on, limit: 1, cursor: first.nextCursor })
    expect(next).toMatchObject({ rows: [{ id: 'IB2' }], total: 2, nextCursor: null })
    // A batch of letters begins after those of the batches before it.
    expect(await planner.plan.issues({ id, on, limit: 1, skip: 1 })).toEqual(next)
    const way = { from: A2, to: A1 }
    expect((await planner.plan.issues({ id, on, way })).rows.map((row) => row.id)).toEqual(['IA2'])
    expect((await planner.plan.homes({ id, on, way })).total).toBe(1)
    expect((await planner.plan.homes({ id, on, way: { from: A1, to: A2 } })).total).toBe(0)
  })

  test('gives addresses to who may see residents, without names, and writes it down', async () => {
    const office = await as('commandCentre')
    const asked = { id, on }
    expect(await office.plan.addresses(asked)).toEqual({
      rows: [{ building: 'HA2', address: '东路2号', from: A2, to: A1 }],
      total: 1,
      nextCursor: null,
    })
    expect(await refusalOf((await as('planner')).plan.addresses(asked))).toBe('access.refused')
    expect(await refusalOf((await as('communityStaff')).plan.addresses(asked))).toBe('plan.unknown')
    const trace = await rows<{ user_name: string; note: string }>(
      pool(),
      sql`select user_name, fields, note from audit where action = 'planAddresses'`,
    )
    expect(trace).toEqual([{ user_name: 'commandCentre0', fields: ['address'], note: '年度调整 1' }])
    // Nor is it passed by with a place to begin at that is no page's end.
    await office.plan.addresses({ ...asked, cursor: cursorOf([0]) })
    expect((await rows(pool(), sql`select 1 from audit where action = 'planAddresses'`)).length).toBe(2)
  })

  test('keeps the letter that the office writes, in its language, with words of the list alone', async () => {
    const [planner, office] = [await as('planner'), await as('commandCentre')]
    expect(await planner.plan.letter({ language: 'zh-CN' })).toEqual(FIRST_LETTERS['zh-CN'])
    const letter = { title: '告知', body: '{地址}：{新网格}', phone: '027-00000000' }
    await office.plan.saveLetter({ language: 'zh-CN', letter })
    expect(await planner.plan.letter({ language: 'zh-CN' })).toEqual(letter)
    expect(await planner.plan.letter({ language: 'en' })).toEqual(FIRST_LETTERS.en)
    const wrong = { language: 'zh-CN' as const, letter: { ...letter, body: '{姓名}' } }
    expect(await refusalOf(office.plan.saveLetter(wrong))).toBe('BAD_REQUEST')
    expect(await refusalOf(planner.plan.saveLetter({ language: 'en', letter }))).toBe('access.refused')
    const narrow = await as('commandCentre', B)
    expect(await refusalOf(narrow.plan.saveLetter({ language: 'en', letter }))).toBe('access.outsideArea')
  })

  test('is written to files that are read again as the same partition', async () => {
    const commands = commandsOf(town.app)
    for (const ending of ['gpkg', 'zip', 'geojson']) {
      const made = await commands.run('plan', 'export', id, '--out', `plan.${ending}`)
      expect(made).toMatchObject({ exitCode: 0, json: { plan: '年度调整' } })
      const checked = await commands.run('coverage', 'check', `plan.${ending}`, '--key', 'code')
      expect(checked).toMatchObject({ exitCode: 0, json: { areas: 4, faults: [] } })
    }
    expect((await commands.run('plan', 'export', id, '--out', 'plan.doc')).exitCode).toBe(2)
    expect((await commands.run('plan', 'export', id, '--out', 'a.txt', '--language', 'fr')).exitCode).toBe(2)
    expect((await commands.run('plan', 'export', '999', '--out', 'a.txt')).exitCode).toBe(1)
  })

  test('is told in words of borders, along the named street beside them', async () => {
    await run(
      pool(),
      sql`insert into basemap_feature (source, layer, class, name, geometry) values
        ('test', 'road', 'local', '北路', st_geomfromtext('LINESTRING(113.99 30.01, 114.05 30.01)', 4326))`,
    )
    const commands = commandsOf(town.app)
    await commands.run('plan', 'export', id, '--out', 'words.txt')
    const text = readFileSync(join(commands.folder, 'words.txt'), 'utf8')
    expect(text).toMatch(/乙一网格（429901001002001）\n自西北角起，沿北路向东约 \d+ 米，向南约 \d+ 米/)
    const [first] = await (await as('planner')).plan.boundaries({ id, on, language: 'en' })
    expect(first!.text).toMatch(/^From the north-western corner, east for about \d+ m along 北路/)
  })

  test('is written as tables in which nothing is a formula', async () => {
    await run(pool(), sql`update building set address = '=1+1' where code = 'HA2'`)
    const commands = commandsOf(town.app)
    await commands.run('plan', 'export', id, '--out', 'homes.csv')
    const [, line] = readFileSync(join(commands.folder, 'homes.csv'), 'utf8').split('\r\n')
    expect(line).toBe(`HA2,'=1+1,1,1,${A2},甲二网格,网格员 司徒远,${A1},甲一网格,网格员 司徒清`)
    await commands.run('plan', 'export', id, '--out', 'moves.xlsx', '--language', 'en')
    const book = new excel.Workbook()
    await book.xlsx.readFile(join(commands.folder, 'moves.xlsx'))
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Buildings that change grid',
      'Open issues that move',
      'Load of workers',
    ])
    const cell = book.worksheets[0]!.getCell('B2')
    expect([cell.type, cell.value]).toEqual([excel.ValueType.String, '=1+1'])
    expect(book.worksheets[2]!.getRow(2).values).toEqual([
      undefined,
      '司徒清',
      'Grid worker',
      '甲一网格',
      2,
      1,
      '甲一网格',
      3,
      2,
    ])
  })

  test('is told as the change of its day once it is in force, to everybody who sees the map', async () => {
    const viewer = await as('viewer')
    const [firstDay] = (await viewer.unit.history()).days.slice(-1)
    expect(await viewer.unit.changes({ day: firstDay! })).toMatchObject({ isFirst: true, changes: [] })
    await (await as('commandCentre')).plan.publish({ id, version: 2, on, despite: '未作检查' })
    const share = (code: string, name: string, areaShare: number) => ({
      code,
      name,
      areaShare: expect.closeTo(areaShare, 3) as number,
    })
    const expected = {
      isFirst: false,
      total: 4,
      changes: [
        { code: B3, kind: 'new', from: [share(B2, '乙二网格', 1)] },
        { code: B2, kind: 'ended', name: '乙二网格', from: [] },
        { code: A1, kind: 'changed', from: [share(A1, '甲一网格', 1), share(A2, '甲二网格', 0.3)] },
        { code: A2, kind: 'changed', from: [share(A2, '甲二网格', 0.7)] },
      ],
    }
    expect(await viewer.unit.changes({ day: on })).toMatchObject(expected)
    // Of boundaries that came from a file nobody kept where they came from: it is measured.
    await run(pool(), sql`delete from unit_lineage`)
    expect(await viewer.unit.changes({ day: on })).toMatchObject(expected)
    expect((await viewer.unit.changes({ day: '2020-01-01' })).changes).toEqual([])
  })
})
