/** What a plan does to people is kept while its lists are paged through, and made anew when the plan or the ground changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asViewer } from '../../server/db/database.ts'
import { unitsRevision } from '../../server/services/plans/keptOutcome.ts'
import { movedHomes, seenOutcome, snapshotFor } from '../../server/services/plans/planEffect.ts'
import type { PlanOutcome } from '../../server/services/plans/planOutcome.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { BEND_A, BEND_B } from '../fixtures/fourGridPlan.ts'
import {
  A1,
  A2,
  RESIDENTS,
  STREET,
  UNITS,
  box,
  collection,
  type Commands,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, viewerWith } from './harness.ts'

describe.skipIf(!hasDatabase)('the outcome of a plan', () => {
  let town: TestApp
  let commands: Commands
  let id: string
  const day = today()
  const planner = () => callerAs(town.app, 'planner', '0')
  const seen = async (on = day): Promise<{ outcome: PlanOutcome; homes: ReturnType<typeof movedHomes> }> => {
    const viewer = await viewerWith(town.app, ['planner'])
    const snapshot = await snapshotFor(town.app, viewer, id)
    const revision = await unitsRevision(town.app)
    return asViewer(town.app.db, viewer, async (tx) => {
      const { row, outcome } = await seenOutcome(town.app, tx, id, on, revision)
      return { outcome, homes: movedHomes(snapshot, outcome, row.areaPath) }
    })
  }
  const people = async () =>
    (await (await planner()).plan.homes({ id, on: day })).rows.map((row) => row.people)
  const hindrances = async () =>
    (await (await planner()).plan.effect({ id, on: addDays(day, 3) })).hindrances.map(({ key }) => key)

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
    id = (await (await planner()).plan.create({ name: '年度调整', scope: STREET, from: 'today' })).id
    await (await planner()).plan.edit({ id, base: 0, change: BEND_A })
  })
  afterAll(() => town?.close())

  test('is the same one for each page of a list, and another one for another day', async () => {
    const first = await seen()
    const next = await seen()
    expect(next.outcome).toBe(first.outcome)
    expect(next.homes).toBe(first.homes)
    expect(first.homes.map(({ from, to }) => [from, to])).toEqual([[A2, A1]])
    expect((await seen(addDays(day, 1))).outcome).not.toBe(first.outcome)
    expect((await seen()).outcome).toBe(first.outcome)
  })

  test('is not kept for ever: of many days the one that was not asked for longest is made anew', async () => {
    const first = await seen()
    for (let after = 1; after <= 7; after++) await seen(addDays(day, after))
    expect((await seen()).outcome).toBe(first.outcome)
    for (let after = 8; after <= 15; after++) await seen(addDays(day, after))
    expect((await seen()).outcome).not.toBe(first.outcome)
  })

  test('is made anew after an edit of the plan', async () => {
    const before = await seen()
    await (await planner()).plan.edit({ id, base: 1, change: BEND_B })
    const after = await seen()
    expect(after.outcome).not.toBe(before.outcome)
    expect(after.outcome.grids.filter(({ kind }) => kind === 'changed')).toHaveLength(4)
  })

  test('counts people anew when the register changes', async () => {
    expect(await people()).toEqual([1])
    const before = await seen()
    commands.write('more.csv', RESIDENTS.replace(/,HA1,/g, ',HA2,'))
    expect((await commands.run('import', 'more.csv', '--as', 'residents')).exitCode).toBe(0)
    expect(await people()).toEqual([4])
    const after = await seen()
    expect(after.outcome).toBe(before.outcome)
    expect(after.homes).not.toBe(before.homes)
  })

  test('is made anew after a change of units', async () => {
    expect(await hindrances()).not.toContain('plan.baseChanged')
    const before = await seen()
    const renamed = UNITS.map((unit, i) =>
      i === 3 ? unitFeature(A1, '甲甲网格', 'grid', box(114, 114.01)) : unit,
    )
    commands.write('units.geojson', collection(renamed))
    expect((await commands.run('import', 'units.geojson', '--as', 'units')).exitCode).toBe(0)
    expect((await seen()).outcome).not.toBe(before.outcome)
    expect(await hindrances()).toContain('plan.baseChanged')
  })
})
