/** Plans of grids from the first edit to the day they come into force, on the street of four grids. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run, sql } from '../../server/db/sql.ts'
import { type Arc, arcName } from '../../shared/coverage/coverage.ts'
import { today } from '../../shared/domain/dates.ts'
import { type PlanChange, type PlanDocument, invertPlanChange } from '../../shared/plans/planDocument.ts'
import { A, A1, A2, B, B1, B2, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

const [X0, X1, X2, X3, X4] = [0, 1, 2, 3, 4].map((i) => 1_140_000_000 + i * 100_000) as [
  number,
  number,
  number,
  number,
  number,
]
const [SOUTH, NORTH] = [300_000_000, 300_100_000]
const arc = (left: string, right: string, ...line: number[]): PlanDocument['arcs'][number] => ({
  line,
  left,
  right,
})
const grid = (key: string, name: string, parent: string): PlanDocument['grids'][number] => ({
  key,
  code: key as PlanDocument['grids'][number]['code'],
  name,
  parent: parent as PlanDocument['grids'][number]['parent'],
  isLocked: false,
})

/** The four grids in a row, as arcs. */
const FOUR: PlanDocument = {
  arcs: [
    arc('', A1, X1, SOUTH, X0, SOUTH, X0, NORTH, X1, NORTH),
    arc(A1, A2, X1, SOUTH, X1, NORTH),
    arc(A2, '', X1, SOUTH, X2, SOUTH),
    arc('', A2, X1, NORTH, X2, NORTH),
    arc(A2, B1, X2, SOUTH, X2, NORTH),
    arc(B1, '', X2, SOUTH, X3, SOUTH),
    arc('', B1, X2, NORTH, X3, NORTH),
    arc(B1, B2, X3, SOUTH, X3, NORTH),
    arc(B2, '', X3, SOUTH, X4, SOUTH, X4, NORTH, X3, NORTH),
  ],
  grids: [grid(A1, '甲一网格', A), grid(A2, '甲二网格', A), grid(B1, '乙一网格', B), grid(B2, '乙二网格', B)],
}

type ChangedArc = PlanChange['arcs'][number]
const gone = (before: PlanDocument['arcs'][number]): ChangedArc => ({
  name: arcName(before as Arc),
  before,
  after: null,
})
const come = (after: PlanDocument['arcs'][number]): ChangedArc => ({
  name: arcName(after as Arc),
  before: null,
  after,
})

/** The border between the first two grids of a community gets a bend to the east or west. */
const bend = (x: number, steps: number, left: string, right: string): PlanChange => ({
  arcs: [
    gone(arc(left, right, x, SOUTH, x, NORTH)),
    come(arc(left, right, x, SOUTH, x + steps, (SOUTH + NORTH) / 2, x, NORTH)),
  ],
  grids: [],
  what: 'insert',
})
const BEND_A = bend(X1, 60_000, A1, A2)
const BEND_B = bend(X3, 20_000, B1, B2)

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
