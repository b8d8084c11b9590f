/**
 * A division that ends on the border of what the plan divides: neighbours outside get the same point, so that the whole
 * street stays one partition for GEOS. On borders that slant, where a point is rounded off the line.
 */
import type { MultiPolygon } from 'geojson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../server/db/sql.ts'
import { splitArea } from '../../shared/coverage/edits.ts'
import type { Point } from '../../shared/coverage/coverage.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { type PlanChange, planOf } from '../../shared/plans/planDocument.ts'
import { NO_FAULTS, geosFaults, withoutFaults } from '../fixtures/geosFaults.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  B2,
  type Ring,
  STREET,
  collection,
  commandsOf,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

/** Checks are not the matter here. */
const DESPITE = '试验'

/** A point that is rounded lies no farther off its line. */
const FEW_STEPS = 3e-7

/** Quadrilaterals in a row whose sides slant by a third of a step and more. */
const slanted = (west: number, east: number): Ring => {
  const at = (i: number): [Ring[number], Ring[number]] => [
    [114 + i * 0.01, 30 + i * 0.0003333],
    [114.0023333 + i * 0.01, 30.01 + i * 0.0001111],
  ]
  const ring: Ring = []
  for (let i = west; i <= east; i++) ring.push(at(i)[0])
  for (let i = east; i >= west; i--) ring.push(at(i)[1])
  return [...ring, at(west)[0]]
}
const UNITS = collection([
  unitFeature(STREET, '斜街道', 'street', slanted(0, 4)),
  unitFeature(A, '甲社区', 'community', slanted(0, 2)),
  unitFeature(B, '乙社区', 'community', slanted(2, 4)),
  unitFeature(A1, '甲一网格', 'grid', slanted(0, 1)),
  unitFeature(A2, '甲二网格', 'grid', slanted(1, 2)),
  unitFeature(B1, '乙一网格', 'grid', slanted(2, 3)),
  unitFeature(B2, '乙二网格', 'grid', slanted(3, 4)),
])

describe.skipIf(!hasDatabase)('a plan of one community whose division ends on the border of the next', () => {
  let town: TestApp
  let id: string
  const day = today()
  const nextMonth = addDays(day, 30)
  const office = (...areas: string[]) => callerAs(town.app, 'commandCentre', '0', ...areas)

  const areasOn = async (at: string, level: string): Promise<MultiPolygon[]> =>
    (
      await rows<{ area: string }>(
        town.app.db.pool,
        sql`select st_asgeojson(boundary, 9) as area from unit_version where level = ${level}
          and valid_from <= ${at}::date and (valid_to is null or valid_to > ${at}::date) order by unit_code`,
      )
    ).map(({ area }) => JSON.parse(area) as MultiPolygon)
  const everything = () =>
    rows(
      town.app.db.pool,
      sql`select unit_code, valid_from, valid_to, st_astext(boundary) as area from unit_version order by 1, 2`,
    )
  /** Cuts a grid from its west side to its east side. */
  const split = async (plan: string, base: number, key: string, newKey: string, height: number) => {
    const caller = await office()
    const { document } = await caller.plan.open({ id: plan })
    const before = planOf(document)
    const line: Point[] = [
      [1_139_900_000, 300_000_000 + height],
      [1_140_600_000, 300_000_000 + height + 17],
    ]
    const edit = splitArea(before.coverage, key, line, () => newKey)
    if (!edit.ok) throw new Error(edit.why)
    const grid = before.grids.get(key)!
    const change: PlanChange = {
      arcs: edit.change.map(({ name, before: was, after }) => ({
        name,
        before: was && { ...was, line: [...was.line] },
        after: after && { ...after, line: [...after.line] },
      })),
      grids: [
        { key: newKey, before: null, after: { ...grid, key: newKey, code: null, name: `${grid.name}新` } },
      ],
      what: 'split',
    }
    return caller.plan.edit({ id: plan, base, change })
  }

  beforeAll(async () => {
    town = await openTestApp()
    const commands = commandsOf(town.app)
    commands.write('units.geojson', UNITS)
    expect((await commands.run('import', 'units.geojson', '--as', 'units')).exitCode).toBe(0)
    id = (await (await office(A)).plan.create({ name: '甲社区', scope: A, from: 'today' })).id
    await split(id, 0, A2, 'n-a', 41_003)
  })
  afterAll(() => town?.close())

  const expectWhole = async (at: string): Promise<void> => {
    for (const level of ['grid', 'community']) {
      const found = await geosFaults(town.app.db.pool, await areasOn(at, level), FEW_STEPS)
      expect(found, `${level} on ${at}`).toEqual(withoutFaults(found))
    }
  }

  test('puts its point into the neighbours, the community and the street as well', async () => {
    await expectWhole(day)
    const before = await everything()
    const caller = await office(A)
    await caller.plan.publish({ id, version: 1, on: nextMonth, despite: DESPITE })
    await expectWhole(nextMonth)
    await expectWhole(day)
    const written = await rows<{ code: string }>(
      town.app.db.pool,
      sql`select unit_code as code from unit_version where valid_from = ${nextMonth}::date order by 1`,
    )
    // Not B2, which lies farther away; the street, as the division reaches the neighbour only, keeps its border.
    expect(written.map(({ code }) => code)).toEqual([A, A1, A2, `${A}003`, B, B1])
    await caller.plan.withdraw({ id })
    expect(await everything()).toEqual(before)
  })

  test('would leave them unmatched, if it did not', async () => {
    const caller = await office(A)
    const { document } = await caller.plan.open({ id })
    const points = planOf(document).coverage.arcs.size
    expect(points).toBeGreaterThan(4)
    await caller.plan.publish({ id, version: 1, on: nextMonth, despite: DESPITE })
    const [of, beside] = [await areasOn(nextMonth, 'grid'), await areasOn(day, 'grid')]
    const found = await geosFaults(town.app.db.pool, [...of.slice(0, 3), ...beside.slice(2)], FEW_STEPS)
    expect(found).not.toEqual(NO_FAULTS)
    await caller.plan.withdraw({ id })
  })

  test('stays whole when a plan of the neighbour, begun before, is taken up again', async () => {
    const caller = await office()
    const ofB = (await caller.plan.create({ name: '乙社区', scope: B, from: 'today' })).id
    await split(ofB, 0, B1, 'n-b', 71_003)
    await caller.plan.publish({ id, version: 1, on: day, despite: DESPITE })
    await expectWhole(day)
    // Its border is another one now: what was begun before is refused, and what is begun from it is not.
    expect(
      await refusalOf(caller.plan.publish({ id: ofB, version: 1, on: nextMonth, despite: DESPITE })),
    ).toBe('plan.baseChanged')
    const again = (await caller.plan.create({ name: '乙社区，续', scope: B, from: { plan: ofB } })).id
    await caller.plan.publish({ id: again, version: 0, on: nextMonth, despite: DESPITE })
    await expectWhole(nextMonth)
  })
})
