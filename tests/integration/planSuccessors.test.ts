/** Who takes over from a grid that a draft ends: chosen once, kept with the draft, and meant by every list and letter. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asViewer } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { UnitCode } from '../../shared/domain/ids.ts'
import { B3, B4, DIVIDED } from '../fixtures/fourGridPlan.ts'
import { A, A1, B1, B2, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

describe.skipIf(!hasDatabase)('who takes over from a grid', () => {
  let town: TestApp
  let id: string
  const on = addDays(today(), 30)
  const pool = () => town.app.db.pool
  const as = (role: 'planner' | 'commandCentre' | 'gridWorker', ...areas: string[]) =>
    callerAs(town.app, role, '0', ...areas)
  const choose = async (ended: string, key: string, ...areas: string[]) =>
    (await as('planner', ...areas)).plan.chooseSuccessor({ id, ended: UnitCode.parse(ended), key })
  const successor = async () => (await (await as('planner')).plan.effect({ id, on })).ended[0]?.successor
  const carersOf = async (code: string) =>
    (await (await as('planner')).plan.moves({ id, on })).grids
      .find((grid) => grid.code === code)
      ?.after.map(({ personName }) => personName)

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    await run(
      pool(),
      sql`insert into assignment (unit_code, role, person_name, valid_from)
        values (${B1}, 'worker', '司徒明', '2026-01-01')`,
    )
    const planner = await as('planner')
    id = (await planner.plan.create({ name: '一分为二', scope: STREET, from: 'today' })).id
    await planner.plan.edit({ id, base: 0, change: DIVIDED })
  })
  afterAll(() => town?.close())

  test('is the grid that gets most households until somebody chooses, then the one that was chosen', async () => {
    expect([await successor(), await carersOf(B3), await carersOf(B4)]).toEqual([B3, ['司徒明'], []])
    await choose(B1, 'n2')
    expect([await successor(), await carersOf(B3), await carersOf(B4)]).toEqual([B4, [], ['司徒明']])
    const { workers } = await (await as('planner')).plan.moves({ id, on })
    expect(workers[0]).toMatchObject({ personName: '司徒明', after: { grids: [B4], households: 0 } })
    // Files as well.
    const commands = commandsOf(town.app)
    await commands.run('plan', 'export', id, '--out', 'homes.csv', '--on', on)
    const exported = readFileSync(join(commands.folder, 'homes.csv'), 'utf8')
    expect(exported).toContain('乙一网格,网格员 司徒明')
    expect(exported).not.toContain('乙南网格,网格员 司徒明')
    const trace = await rows(
      pool(),
      sql`select note, user_name from audit where action = 'planSuccessorChosen'`,
    )
    expect(trace).toEqual([{ note: '一分为二', user_name: 'planner0' }])
  })

  test('is one grid of the plan for a unit of its area, chosen by whoever works on it', async () => {
    expect(await refusalOf(choose(B1, 'n9'))).toBe('plan.successorUnknown')
    expect(await refusalOf(choose('429901001009999', 'n1'))).toBe('plan.successorUnknown')
    expect(await refusalOf(choose(B1, 'n1', A))).toBe('plan.unknown')
    const worker = await as('gridWorker')
    const wish = { id, ended: UnitCode.parse(B1), key: 'n1' }
    expect(await refusalOf(worker.plan.chooseSuccessor(wish))).toBe('access.refused')
    const seen = async (areas: string[]) => {
      const viewer = await viewerWith(town.app, ['planner'], areas)
      return (await asViewer(town.app.db, viewer, (tx) => rows(tx, sql`select 1 from plan_successor`))).length
    }
    expect([await seen([STREET]), await seen([A])]).toEqual([1, 0])
  })

  test('has no effect for a grid that does not end', async () => {
    await choose(A1, B2)
    const { ended } = await (await as('planner')).plan.effect({ id, on })
    expect(ended.map(({ code, successor: next }) => [code, next])).toEqual([[B1, B4]])
  })

  test('is what is published, and stays when the plan is taken back', async () => {
    const office = await as('commandCentre')
    await office.plan.publish({ id, version: 1, on, despite: '未作检查' })
    const begun = await rows<{ unit: string }>(
      pool(),
      sql`select unit_code as unit from assignment where valid_from = ${on}::date`,
    )
    expect(begun).toEqual([{ unit: B4 }])
    expect(await refusalOf(choose(B1, 'n1'))).toBe('plan.isPublished')
    const viewer = await viewerWith(town.app, ['planner'])
    const changed = await asViewer(town.app.db, viewer, (tx) =>
      run(tx, sql`update plan_successor set grid_key = 'n1'`),
    )
    expect(changed).toBe(0)
    await office.plan.withdraw({ id })
    expect(await successor()).toBe(B4)
    // What is said with the question comes first.
    await office.plan.publish({
      id,
      version: 1,
      on,
      successors: { [B1]: B3 } as never,
      despite: '未作检查',
    })
    expect(await successor()).toBe(B3)
    await office.plan.withdraw({ id })
  })
  test('is told apart from somebody else of the same name, who has another telephone', async () => {
    const phones = async (ofB1: string) => {
      await run(
        pool(),
        sql`update assignment set phone_masked = case unit_code when ${B1} then ${ofB1} else '138****0002' end`,
      )
      const { workers, grids } = await (await as('planner')).plan.moves({ id, on })
      return {
        workers: workers.map(({ personName, of, before }) => [personName, of, before.grids]),
        carers: grids.find(({ code }) => code === B4)!.after,
      }
    }
    await run(
      pool(),
      sql`insert into assignment (unit_code, role, person_name, valid_from)
        values (${A1}, 'worker', '司徒明', '2026-01-01')`,
    )
    expect(await phones('138****0002')).toEqual({
      workers: [['司徒明', undefined, [A1, B1]]],
      carers: [{ role: 'worker', personName: '司徒明' }],
    })
    expect(await phones('138****0001')).toEqual({
      workers: [
        ['司徒明', '乙一网格', [B1]],
        ['司徒明', '甲一网格', [A1]],
      ],
      carers: [{ role: 'worker', personName: '司徒明', of: '乙一网格' }],
    })
  })
})
