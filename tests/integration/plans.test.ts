/** Plans of grids from the first edit to the day they come into force, on the street of four grids. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SQL, rows, run, sql } from '../../server/db/sql.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { type PlanChange, invertPlanChange } from '../../shared/plans/planDocument.ts'
import {
  B3,
  BEND_A,
  BEND_B,
  BEND_OF_B,
  FOUR,
  NORTH,
  REPLACED,
  SOUTH,
  X1,
  X2,
  arc,
  bend,
  come,
  gone,
} from '../fixtures/fourGridPlan.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  B2,
  STREET,
  box,
  collection,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

/** Nobody has checked these plans. */
const despite = '测试方案，未作检查'

describe.skipIf(!hasDatabase)('a plan', () => {
  let town: TestApp
  let id: string
  const as = (role: 'planner' | 'commandCentre' | 'gridWorker', ...areas: string[]) =>
    callerAs(town.app, role, '0', ...areas)
  const drawn = async (name: string): Promise<string> =>
    (await (await as('planner')).plan.create({ name, scope: STREET, from: 'today' })).id

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    id = await drawn('甲社区微调')
  })
  afterAll(() => town?.close())

  test('is listed and opened by a planner of the area, and by nobody else', async () => {
    const planner = await as('planner')
    expect(await planner.plan.list()).toMatchObject([
      { id, name: '甲社区微调', state: 'draft', version: 0, gridCount: 4, scope: { code: STREET } },
    ])
    expect(await (await as('planner', B)).plan.list()).toEqual([])
    expect(await refusalOf((await as('planner', B)).plan.open({ id }))).toBe('plan.unknown')
    expect(await refusalOf((await as('gridWorker')).plan.list())).toBe('access.refused')
  })

  test('begins with the grids of today, arc by arc', async () => {
    const planner = await as('planner')
    const { document, basedOn, edits } = await planner.plan.open({ id })
    expect(document.grids).toEqual(FOUR.grids)
    expect(document.arcs).toHaveLength(FOUR.arcs.length)
    expect(document.arcs).toEqual(expect.arrayContaining(FOUR.arcs))
    expect([basedOn, edits]).toEqual([today(), []])
  })

  test('begins with nothing: each community is one area; or with what another plan holds', async () => {
    const planner = await as('planner')
    const empty = await planner.plan.create({ name: '从头划', scope: STREET, from: 'nothing' })
    const { grids } = (await planner.plan.open({ id: empty.id })).document
    expect(grids.map(({ code, name, parent }) => [code, name, parent])).toEqual([
      [null, '甲社区', A],
      [null, '乙社区', B],
    ])
    const copy = await planner.plan.create({ name: '副本', scope: STREET, from: { plan: id } })
    expect((await planner.plan.open({ id: copy.id })).document).toEqual(
      (await planner.plan.open({ id })).document,
    )
    for (const one of [empty, copy]) await planner.plan.remove({ id: one.id })
  })

  test('begins only where there is something to divide, in one’s own area', async () => {
    const wish = { name: 'x', from: 'today' as const }
    const planner = await as('planner')
    expect(await refusalOf(planner.plan.create({ ...wish, scope: A1 }))).toBe('plan.scopeLevel')
    expect(await refusalOf(planner.plan.create({ ...wish, scope: '999' }))).toBe('unit.unknown')
    const other = await as('planner', B)
    expect(await refusalOf(other.plan.create({ ...wish, scope: A }))).toBe('access.outsideArea')
    expect(await refusalOf(planner.plan.create({ ...wish, scope: A, from: { plan: id } }))).toBe(
      'plan.otherScope',
    )
  })

  test('takes edits one by one, and gives the first bytes back when all are undone', async () => {
    const planner = await as('planner')
    const first = (await planner.plan.open({ id })).document
    expect(await planner.plan.edit({ id, base: 0, change: BEND_A })).toEqual({ version: 1 })
    expect((await planner.plan.open({ id })).document).not.toEqual(first)
    const undo = { id, base: 1, change: invertPlanChange(BEND_A), of: 1 }
    expect(await planner.plan.edit(undo)).toEqual({ version: 2 })
    const after = await planner.plan.open({ id })
    expect(JSON.stringify(after.document)).toBe(JSON.stringify(first))
    expect(after.edits.map(({ number, what, isUndone }) => [number, what, isUndone])).toEqual([
      [2, 'undo', false],
      [1, 'insert', true],
    ])
    await planner.plan.edit({ id, base: 2, change: { ...BEND_A, what: 'redo' }, of: 1 })
    expect((await planner.plan.open({ id })).edits.at(-1)).toMatchObject({ number: 1, isUndone: false })
  })

  test('lets two people edit different places, and refuses the second of the same place by name', async () => {
    const two = await drawn('两人')
    const one = await as('planner')
    const other = await as('commandCentre')
    await one.plan.edit({ id: two, base: 0, change: BEND_A })
    expect(await other.plan.edit({ id: two, base: 0, change: BEND_B })).toEqual({ version: 2 })
    const again = other.plan.edit({ id: two, base: 0, change: bend(X1, -20_000, A1, A2) })
    await expect(again).rejects.toMatchObject({
      key: 'plan.conflict',
      facts: { by: 'planner0', what: 'insert' },
    })
    const { version, edits } = await one.plan.edits({ id: two, after: 1 })
    expect([version, edits.map(({ by }) => by)]).toEqual([2, ['commandCentre0']])
    expect(edits[0]!.change).toEqual(BEND_B)
  })

  test('keeps the border of a community and of the whole', async () => {
    const planner = await as('planner')
    const kept = await drawn('外围')
    const over = bend(X2, 10_000, A2, B1)
    expect(await refusalOf(planner.plan.edit({ id: kept, base: 0, change: over }))).toBe('plan.outerBorder')
    const moved: PlanChange = {
      arcs: [gone(FOUR.arcs[2]!), come(arc(A2, '', X1, SOUTH, (X1 + X2) / 2, SOUTH - 9_000, X2, SOUTH))],
      grids: [],
      what: 'move',
    }
    expect(await refusalOf(planner.plan.edit({ id: kept, base: 0, change: moved }))).toBe('plan.outerBorder')
    const adopted: PlanChange = {
      arcs: [],
      grids: [
        { key: A1, before: FOUR.grids[0]!, after: { ...FOUR.grids[0]!, parent: FOUR.grids[2]!.parent } },
      ],
      what: 'rename',
    }
    expect(await refusalOf(planner.plan.edit({ id: kept, base: 0, change: adopted }))).toBe(
      'plan.otherParent',
    )
    // Over the next border, into the other community.
    const crossing = bend(X1, 150_000, A1, A2)
    expect(await refusalOf(planner.plan.edit({ id: kept, base: 0, change: crossing }))).toBe('plan.notWhole')
    expect((await planner.plan.open({ id: kept })).version).toBe(0)
  })

  test('has a grid for each of its areas', async () => {
    const planner = await as('planner')
    const other = await drawn('无主')
    const orphan: PlanChange = {
      arcs: [],
      grids: [{ key: A1, before: FOUR.grids[0]!, after: null }],
      what: 'merge',
    }
    expect(await refusalOf(planner.plan.edit({ id: other, base: 0, change: orphan }))).toBe('plan.noGrid')
  })

  test('is named and removed by whoever may work on it, by nobody of another area', async () => {
    const gonePlan = await drawn('要删的')
    const stranger = await as('planner', B)
    expect(await refusalOf(stranger.plan.remove({ id: gonePlan }))).toBe('plan.unknown')
    const planner = await as('planner')
    const renamed = await planner.plan.rename({ id: gonePlan, name: '改名', purpose: '均衡' })
    expect(renamed).toMatchObject({ name: '改名', purpose: '均衡' })
    await planner.plan.remove({ id: gonePlan })
    expect(await refusalOf(planner.plan.open({ id: gonePlan }))).toBe('plan.unknown')
  })

  test('has edits that nobody can change, and is published by no viewer', async () => {
    const pool = town.app.db.pool
    await expect(run(pool, sql`update plan_edit set edited_by = 'x'`)).rejects.toThrow()
    await expect(
      pool.query(`begin; set local role quarterhour_viewer;
        select set_config('quarterhour.areas', '*', true), set_config('quarterhour.permissions', 'plan.work', true);
        update plan set state = 'published', publish_on = '2030-01-01'; commit`),
    ).rejects.toThrow(/published by the office/)
    await pool.query('rollback')
  })
})

describe.skipIf(!hasDatabase)('a plan that is published', () => {
  let town: TestApp
  let id: string
  const as = (role: 'planner' | 'commandCentre', ...areas: string[]) =>
    callerAs(town.app, role, '0', ...areas)
  const day = today()
  const yesterday = addDays(day, -1)
  const nextMonth = addDays(day, 30)

  /** All that publishing may touch. */
  const standing = async (): Promise<unknown> => {
    const on = town.app.db.pool
    return {
      units: await rows(on, sql`select code from unit order by code`),
      versions: await rows(
        on,
        sql`select unit_code, name, path, valid_from, valid_to, content_hash, st_astext(boundary) as area
          from unit_version order by unit_code, valid_from`,
      ),
      staff: await rows(
        on,
        sql`select unit_code, role, person_name, valid_from, valid_to from assignment order by 1, 2, 3`,
      ),
      lineage: await rows(on, sql`select * from unit_lineage`),
    }
  }
  /** What PostGIS finds wrong with areas as a partition; of edges that do not match, where it can (from 3.4 on). */
  const faultsOf = async (areas: SQL): Promise<unknown[]> => {
    const on = town.app.db.pool
    const [known] = await rows<{ has: boolean }>(
      on,
      sql`select exists (select 1 from pg_proc where proname = 'st_coverageinvalidedges') as has`,
    )
    const numbered = sql`select area, row_number() over () as n from (${areas}) given`
    return [
      ...(await rows(on, sql`select n from (${numbered}) a where not st_isvalid(area)`)),
      ...(await rows(
        on,
        sql`select a.n, b.n as other from (${numbered}) a join (${numbered}) b on a.n < b.n
          where st_relate(a.area, b.area, '2********')`,
      )),
      ...(known!.has
        ? await rows(
            on,
            sql`select st_astext(edges) as edges
              from (select st_coverageinvalidedges(area) over () as edges from (${areas}) given) c
              where edges is not null`,
          )
        : []),
    ]
  }
  const gridsOn = async (at: string): Promise<string[]> =>
    (await (await as('planner')).unit.tree({ at })).flatMap(({ code, level }) =>
      level === 'grid' ? [code] : [],
    )
  const unitsOf = async (at?: string) => {
    const office = await as('commandCentre')
    const listed = { limit: 200, ...(at === undefined ? {} : { at }) }
    const [residents, facilities, issues] = [
      await office.resident.list(listed),
      await office.facility.list(listed),
      await office.issue.list(listed),
    ]
    return Object.fromEntries(
      [...residents.rows, ...facilities.rows, ...issues.rows].map((row) => [row.id, row.unit?.code]),
    )
  }

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    await run(
      town.app.db.pool,
      sql`insert into assignment (unit_code, role, person_name, valid_from) values
        (${B2}, 'leader', '司徒明', '2026-01-01'), (${A1}, 'worker', '司徒清', '2026-01-01')`,
    )
    const planner = await as('planner')
    id = (await planner.plan.create({ name: '年度调整', scope: STREET, from: 'today' })).id
  })
  afterAll(() => town?.close())

  test('needs something to change, a day ahead, the office, and the version that was looked at', async () => {
    const office = await as('commandCentre')
    const planner = await as('planner')
    expect(await refusalOf(office.plan.publish({ id, version: 0, on: day, despite }))).toBe(
      'plan.nothingChanges',
    )
    await planner.plan.edit({ id, base: 0, change: BEND_A })
    expect(await refusalOf(office.plan.publish({ id, version: 0, on: day, despite }))).toBe(
      'plan.changedMeanwhile',
    )
    await planner.plan.edit({ id, base: 1, change: REPLACED })
    expect(await refusalOf(planner.plan.publish({ id, version: 2, on: day, despite }))).toBe('access.refused')
    expect(await refusalOf(office.plan.publish({ id, version: 2, on: yesterday, despite }))).toBe(
      'plan.dayPast',
    )
  })

  const EFFECT = {
    grids: [
      { code: A1, kind: 'changed', people: 4, households: 3, openIssues: 2, isWithinNorm: false },
      { code: A2, kind: 'changed', people: 0, openIssues: 0, from: [{ code: A2, people: 0 }] },
      { code: B1, kind: 'same', people: 2, openIssues: 1, from: [] },
      {
        code: B3,
        kind: 'new',
        people: 0,
        openIssues: 1,
        from: [{ code: B2, name: '乙二网格', areaShare: 1 }],
      },
    ],
    ended: [{ code: B2, successor: B3, staff: [{ role: 'leader', personName: '司徒明' }] }],
    moved: { homes: 1, households: 1, people: 1, openIssues: 2, facilities: 2 },
    outsideNorm: 4,
    hindrances: [],
  }

  test('tells before what it does to grids, homes, issues, staff', async () => {
    const planner = await as('planner')
    expect(await planner.plan.effect({ id, on: nextMonth })).toMatchObject(EFFECT)
    expect(await planner.plan.homes({ id, on: nextMonth })).toEqual({
      rows: [
        {
          building: 'HA2',
          address: '东路2号',
          lonLat: [114.015, 30.005],
          households: 1,
          people: 1,
          from: A2,
          to: A1,
        },
      ],
      total: 1,
      nextCursor: null,
    })
    const { hindrances } = await planner.plan.effect({ id, on: yesterday })
    expect(hindrances).toEqual([{ key: 'plan.dayPast', facts: { day: yesterday } }])
  })

  test('can be taken back before its day, and leaves nothing behind', async () => {
    const office = await as('commandCentre')
    const before = await standing()
    const head = await office.plan.publish({ id, version: 2, on: nextMonth, despite })
    expect(head).toMatchObject({ state: 'published', publishOn: nextMonth })
    expect(await gridsOn(day)).toEqual([A1, A2, B1, B2])
    expect(await gridsOn(nextMonth)).toEqual([A1, A2, B1, B3])
    expect(await office.plan.effect({ id, on: day })).toMatchObject({ ...EFFECT, on: nextMonth })
    expect(await refusalOf(office.plan.edit({ id, base: 2, change: BEND_B }))).toBe('plan.isPublished')
    expect(await refusalOf(office.plan.remove({ id }))).toBe('plan.isPublished')
    expect(await office.plan.withdraw({ id })).toMatchObject({ state: 'withdrawn', publishOn: null })
    expect(await standing()).toEqual(before)
    expect(await refusalOf(office.plan.withdraw({ id }))).toBe('plan.notPublished')
  })

  test('is published once when two people publish at the same time', async () => {
    const office = await as('commandCentre')
    const rival = (await office.plan.create({ name: '另一方案', scope: B, from: 'today' })).id
    await office.plan.edit({
      id: rival,
      base: 0,
      change: {
        arcs: [],
        grids: [{ key: B1, before: FOUR.grids[2]!, after: { ...FOUR.grids[2]!, name: '乙甲' } }],
        what: 'rename',
      },
    })
    const outcomes = await Promise.all([
      refusalOf(office.plan.publish({ id, version: 2, on: nextMonth, despite })),
      refusalOf(office.plan.publish({ id, version: 2, on: nextMonth, despite })),
    ])
    expect(outcomes.sort()).toEqual(['answered', 'plan.isPublished'])
    expect(await refusalOf(office.plan.publish({ id: rival, version: 1, on: day, despite }))).toBe(
      'plan.changesAhead',
    )
    expect(await refusalOf(office.plan.publish({ id: rival, version: 1, on: nextMonth, despite }))).toBe(
      'plan.baseChanged',
    )
    await office.plan.withdraw({ id })
    await office.plan.remove({ id: rival })
  })

  test('shows the old grids the day before and the new ones from the day on, with all that is there', async () => {
    const office = await as('commandCentre')
    const before = await unitsOf()
    expect(before).toMatchObject({ R4: A2, FA2: A2, IA2: A2, R1: A1, FB2: B2, IB2: B2 })
    const { moved } = await office.plan.effect({ id, on: day })
    expect(moved.people).toBeGreaterThan(0)
    const head = await office.plan.publish({ id, version: 2, on: day, despite })
    expect(head).toMatchObject({ state: 'inForce', publishOn: day })
    // Whom it moved is told afterwards as it was told before; facilities and issues are told as they are linked now.
    const { homes, households, people } = moved
    expect((await office.plan.effect({ id, on: day })).moved).toMatchObject({ homes, households, people })
    expect(await gridsOn(yesterday)).toEqual([A1, A2, B1, B2])
    expect(await gridsOn(day)).toEqual([A1, A2, B1, B3])
    // The bend reaches the second building of A, its pharmacy and its issue.
    expect(await unitsOf()).toEqual({
      ...before,
      R4: A1,
      FA2: A1,
      IA2: A1,
      FB2: B3,
      IB2: B3,
    })
    expect(await unitsOf(yesterday)).toEqual(before)
    expect(await refusalOf(office.plan.withdraw({ id }))).toBe('plan.inForce')
  })

  test('is whole for PostGIS, and covers its communities', async () => {
    const grids = sql`select boundary as area, parent_code from unit_version where level = 'grid' and valid_to is null`
    expect(await faultsOf(grids)).toEqual([])
    const uncovered = await rows(
      town.app.db.pool,
      sql`select c.unit_code from unit_version c where c.level = 'community' and c.valid_to is null
        and not st_equals(c.boundary, (select st_union(g.area) from (${grids}) g where g.parent_code = c.unit_code))`,
    )
    expect(uncovered).toEqual([])
  })

  test('keeps where each grid came from, by people and by area', async () => {
    const lineage = await rows<Record<string, unknown>>(
      town.app.db.pool,
      sql`select unit_code as code, from_code as from, people, people_share as "peopleShare",
        round(area_share::numeric, 3)::float8 as "areaShare" from unit_lineage where on_day = ${day}::date order by 1, 2`,
    )
    // The triangle has 0.6 times half of the square's width: 0.3 of its area.
    expect(lineage).toEqual([
      { code: A1, from: A1, people: 3, peopleShare: 1, areaShare: 1 },
      { code: A1, from: A2, people: 1, peopleShare: 1, areaShare: 0.3 },
      { code: A2, from: A2, people: 0, peopleShare: 0, areaShare: 0.7 },
      { code: B3, from: B2, people: 0, peopleShare: 0, areaShare: 1 },
    ])
  })

  test('lets the staff of a grid that ends go on in the one that follows', async () => {
    const staff = await rows<Record<string, unknown>>(
      town.app.db.pool,
      sql`select unit_code as unit, person_name as name, valid_from as from, valid_to as to from assignment
        order by unit_code`,
    )
    expect(staff).toEqual([
      { unit: A1, name: '司徒清', from: '2026-01-01', to: null },
      { unit: B2, name: '司徒明', from: '2026-01-01', to: day },
      { unit: B3, name: '司徒明', from: day, to: null },
    ])
  })

  test('cannot be published again on the same day, nor by a plan of older units', async () => {
    const office = await as('commandCentre')
    const next = (await office.plan.create({ name: '再调', scope: STREET, from: 'today' })).id
    const back = (await office.plan.open({ id: next })).document
    const bent = back.arcs.find(({ left, right }) => left === A1 && right === A2)!
    const straight = arc(A1, A2, X1, SOUTH, X1, NORTH)
    const change: PlanChange = { arcs: [gone(bent), come(straight)], grids: [], what: 'straighten' }
    await office.plan.edit({ id: next, base: 0, change })
    expect(await refusalOf(office.plan.publish({ id: next, version: 1, on: day, despite }))).toBe(
      'plan.sameDay',
    )
    const later = await office.plan.publish({ id: next, version: 1, on: nextMonth, despite })
    expect(later.state).toBe('published')
    await office.plan.withdraw({ id: next })
  })

  test('is told under its own codes when its community has got newer ones since', async () => {
    const office = await as('commandCentre')
    const on = town.app.db.pool
    const newer = `${B}009`
    await run(on, sql`insert into unit (code, level) values (${newer}, 'grid')`)
    const { grids, ended } = await office.plan.effect({ id, on: day })
    expect(grids.map(({ code }) => code)).toEqual([A1, A2, B1, B3])
    expect(ended).toMatchObject([{ code: B2, successor: B3 }])
    await run(on, sql`delete from unit where code = ${newer}`)
  })

  test('leaves its trace in the log', async () => {
    const trace = await rows<{ action: string }>(
      town.app.db.pool,
      sql`select action from audit where subject_kind = 'plan' and subject_id = ${id} order by id`,
    )
    expect(trace.map(({ action }) => action)).toEqual([
      'planCreated',
      'planPublished',
      'planWithdrawn',
      'planPublished',
      'planWithdrawn',
      'planPublished',
    ])
  })

  test('is listed, shown, compared, published and taken back on the command line', async () => {
    const office = await as('commandCentre')
    const own = (await office.plan.create({ name: '命令行', scope: STREET, from: 'today' })).id
    await office.plan.edit({ id: own, base: 0, change: BEND_OF_B })
    const commands = commandsOf(town.app)
    const listed = (await commands.run<{ id: string }[]>('plan', 'list')).json
    expect(listed.map(({ id: one }) => one)).toContain(own)
    const shown = await commands.run<{ grids: { kind: string }[] }>('plan', 'show', own, '--on', nextMonth)
    expect(shown.json.grids.map(({ kind }) => kind)).toEqual(['same', 'same', 'changed', 'changed'])
    const compared = await commands.run<{ id: string; grids: number }[]>('plan', 'compare', id, own)
    expect(compared.json).toMatchObject([
      { id, grids: 4 },
      { id: own, grids: 4 },
    ])
    const against = await commands.run<{ changed: { residents: number }; totals: { areas: number } }[]>(
      'plan',
      'compare',
      'today',
      own,
    )
    expect(against.json).toMatchObject([{ id: own, changed: { residents: 0 }, totals: { areas: 4 } }])
    expect((await commands.run('plan', 'publish', own)).exitCode).toBe(2)
    expect(await commands.run('plan', 'publish', own, '--on', yesterday)).toMatchObject({ exitCode: 1 })
    expect(await commands.run('plan', 'publish', own, '--on', nextMonth)).toMatchObject({ exitCode: 0 })
    expect(await gridsOn(nextMonth)).toEqual([A1, A2, B1, B3])
    expect(await commands.run('plan', 'withdraw', own)).toMatchObject({ exitCode: 0 })
  })

  test('has divisions of a community proposed on the command line', async () => {
    const office = await as('commandCentre')
    const { id: own } = await office.plan.create({ name: '建议', scope: A, from: 'today' })
    const commands = commandsOf(town.app)
    type Found = {
      grids: number
      blocks: number
      impossible: object | null
      proposals: { imbalance: number; households: number[] }[]
    }
    const ask = (...more: string[]) => commands.run<Found>('plan', 'propose', own, '--community', A, ...more)
    const two = (await ask()).json
    expect(two).toMatchObject({ grids: 2, impossible: null })
    expect(two.blocks).toBeGreaterThanOrEqual(2)
    const one = (await ask('--grids', '1')).json
    expect(one.proposals).toMatchObject([{ imbalance: 0 }])
    const held = (found: Found): number =>
      found.proposals[0]!.households.reduce((sum, count) => sum + count, 0)
    expect(held(one)).toBe(held(two))
    const many = await ask('--grids', '200')
    expect(many.json).toMatchObject({ impossible: { why: 'tooFewBlocks' }, proposals: [] })
    expect((await commands.run('plan', 'propose', own)).exitCode).toBe(2)
    expect((await ask('--grids', 'many')).exitCode).toBe(2)
    const elsewhere = await commands.run('plan', 'propose', own, '--community', B)
    expect(elsewhere.exitCode).toBe(1)
    await office.plan.remove({ id: own })
  })

  test('has a file checked and repaired before it is imported', async () => {
    const commands = commandsOf(town.app)
    // The second area lies 1e-5 degrees, about a metre, over the first; the third leaves a gap of as much.
    const dirty = commands.write(
      'dirty.geojson',
      collection([
        unitFeature('a', '甲', 'grid', box(114, 114.01)),
        unitFeature('b', '乙', 'grid', box(114.00999, 114.02)),
        unitFeature('c', '丙', 'grid', box(114.02001, 114.03)),
      ]),
    )
    const checked = await commands.run<{ areas: number; faults: { kind: string; keys: string[] }[] }>(
      'coverage',
      'check',
      dirty,
      '--key',
      'code',
    )
    expect(checked).toMatchObject({ exitCode: 1, json: { areas: 3 } })
    expect(checked.json.faults.map(({ kind, keys }) => [kind, keys])).toEqual(
      expect.arrayContaining([['overlap', ['a', 'b']]]),
    )
    const repair = await commands.run('coverage', 'repair', dirty, '--key', 'code', '--out', 'clean.geojson')
    expect(repair.exitCode).toBe(0)
    expect((await commands.run('coverage', 'check', 'clean.geojson', '--key', 'code')).json).toMatchObject({
      faults: [],
    })
    const clean = readFileSync(join(commands.folder, 'clean.geojson'), 'utf8')
    const areas = sql`select st_geomfromgeojson(f -> 'geometry') as area
      from jsonb_array_elements(${clean}::jsonb -> 'features') f`
    expect(await rows(town.app.db.pool, areas)).toHaveLength(3)
    expect(await faultsOf(areas)).toEqual([])
    expect((await commands.run('coverage', 'check', 'nothing.geojson')).exitCode).toBe(1)
  })
})
