/**
 * The town on another day: on 1 July 2026 the grid A1 (114.00-114.01) is split at 114.005; its west keeps the code and
 * a new grid A3 takes the east. Everything in A1 stands in one of the halves, reckoned by hand.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptUnits, dropPrepared, prepareUnits } from '../../server/services/storeUnits.ts'
import { linkScope } from '../../server/services/linking.ts'
import { catchUpLinks } from '../../server/services/catchUpLinks.ts'
import type { UnitRecord } from '../../server/ingest/importers/units.ts'
import { readRevisions } from '../../server/live/events.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { transaction } from '../../server/db/database.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import {
  A,
  A1,
  A2,
  B1,
  type Commands,
  STREET,
  UNITS,
  box,
  collection,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const A3 = '429901001001003'
const SPLIT = '2026-07-01'
const BEFORE = '2026-06-30'

/** Dates in the past of any run: the split is on a day that is never today. */
const HALVES = collection([
  unitFeature(A1, '甲一网格', 'grid', box(114, 114.005), { validFrom: SPLIT }),
  unitFeature(A3, '甲三网格', 'grid', box(114.005, 114.01), { validFrom: SPLIT }),
])
/** W in the west half, E in the east half, M on the border between them, N on the border of A1 and A2. */
const PLACES = { W: 114.002, E: 114.008, M: 114.005, N: 114.01 }
const table = (head: string, line: (name: string, lon: number) => string): string =>
  [head, ...Object.entries(PLACES).map(([name, lon]) => line(name, lon)), ''].join('\n')

interface UnitDocument {
  code: string
  residents: number | null
  openIssues: number
  lateIssues: number
  yearIssues: number
  buildings: number
  facilities: Record<string, number>
}

describe.skipIf(!hasDatabase)('as of a day', () => {
  let town: TestApp
  let commands: Commands
  const at = async (code: string, day: string): Promise<UnitDocument> => {
    const { json, stderr } = await commands.run<UnitDocument | null>('unit', code, '--at', day)
    if (json === null) throw new Error(stderr)
    return json
  }
  const caller = async () =>
    appRouter.createCaller({
      app: town.app,
      viewer: await viewerWith(town.app, ['commandCentre']),
      sessionToken: undefined,
      setSession: () => undefined,
    })
  /** Which facility stands in which unit on a day, as the list says. */
  const standing = async (day: string): Promise<Record<string, string | undefined>> => {
    const { rows: found } = await (await caller()).facility.list({ at: day, limit: 50 })
    return Object.fromEntries(
      found.filter(({ id }) => id.length === 1).map(({ id, unit }) => [id, unit?.code]),
    )
  }
  const importing = async (name: string, content: string, as: string, ...words: string[]) => {
    const result = await commands.run<{ accepted: number; added: number; changed: number }>(
      'import',
      commands.write(name, content),
      '--as',
      as,
      ...words,
    )
    expect(`${result.stderr}${result.exitCode}`).toBe('0')
    return result.json
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands, ['units'])
    await importing(
      'f.csv',
      table('id,name,kind,lon,lat', (name, lon) => `${name},${name},pharmacy,${lon},30.005`),
      'facilities',
    )
    await importing(
      'b.csv',
      table(
        'code,name,address,floors,dwellings,lon,lat',
        (name, lon) => `H${name},H${name},${name}路,1,1,${lon},30.005`,
      ),
      'buildings',
    )
    await importing(
      'r.csv',
      `id,name,building,validFrom,validTo,birthDate
r1,甲,HW,,,1990-01-01
r2,乙,HE,,,1990-01-01
r3,丙,HE,2026-03-01,,1990-01-01
r4,丁,HE,,2026-05-01,1990-01-01
r5,戊,HM,2026-08-01,,2011-09-01
`,
      'residents',
    )
    await importing(
      'i.csv',
      `id,class,reportedAt,dueAt,closedAt,lon,lat
i1,greening,2026-06-01 09:00,2026-06-10 09:00,2026-06-20 09:00,114.002,30.004
i2,greening,2026-06-01 09:00,2026-06-10 09:00,,114.008,30.004
i3,greening,2026-07-02 00:00,2026-07-03 00:00,,114.008,30.004
i4,greening,2025-01-01 09:00,2025-01-02 09:00,2025-01-03 00:00,114.002,30.004
`,
      'issues',
    )
  })
  afterAll(() => town?.close())

  test('before the split everything of A1 is in A1', async () => {
    expect(await standing(today())).toEqual({ W: A1, E: A1, M: A1, N: A2 })
    expect(await at(A1, today())).toMatchObject({ residents: 4, buildings: 3, facilities: { pharmacy: 3 } })
    // The border of A1 and A2 belongs to one of them, the same one for a facility and a building.
    expect(await at(A2, today())).toMatchObject({ buildings: 1, facilities: { pharmacy: 1 } })
  })

  test('a split writes only the rows in the changed area', async () => {
    const link = (await commands.run<{ changed: number }>('link')).json
    expect(link.changed).toBe(0)
    expect(await importing('halves.geojson', HALVES, 'units')).toMatchObject({ added: 1, changed: 1 })
    // In A2 and B nothing was written: their rows have the link they had.
    const untouched = await rows<{ id: string; from: string }>(
      town.app.db.pool,
      sql`select id, linked_from as from from facility where unit_code = ${A2}`,
    )
    expect(untouched).toEqual([{ id: 'N', from: '1900-01-01' }])
    expect((await commands.run<{ changed: number }>('link')).json.changed).toBe(0)
  })

  test('of the links exactly those that moved have a history', async () => {
    const history = await rows<{ id: string; unit: string; from: string; to: string }>(
      town.app.db.pool,
      sql`select subject_id as id, unit_code as unit, valid_from as from, valid_to as to from link_history
        where kind = 'facility' order by 1`,
    )
    expect(history).toEqual([
      { id: 'E', unit: A1, from: '1900-01-01', to: SPLIT },
      { id: 'M', unit: A1, from: '1900-01-01', to: SPLIT },
    ])
  })

  test('figures change on the day of the split, not a day sooner or later', async () => {
    expect(await at(A1, BEFORE)).toMatchObject({ buildings: 3, facilities: { pharmacy: 3 } })
    expect(await at(A1, SPLIT)).toMatchObject({ buildings: 1, facilities: { pharmacy: 1 } })
    expect(await at(A3, SPLIT)).toMatchObject({ buildings: 2, facilities: { pharmacy: 2 } })
    expect((await commands.run('unit', A3, '--at', BEFORE)).exitCode).toBe(1)
    expect(await standing(BEFORE)).toEqual({ W: A1, E: A1, M: A1, N: A2 })
    expect(await standing(SPLIT)).toEqual({ W: A1, E: A3, M: A3, N: A2 })
  })

  test('figures of what stands above do not change by a split below', async () => {
    for (const code of [A, STREET]) {
      const [before, after] = [await at(code, BEFORE), await at(code, SPLIT)]
      expect([before.buildings, before.facilities, before.residents]).toEqual([
        after.buildings,
        after.facilities,
        after.residents,
      ])
    }
  })

  test('people count from the day they move in until the day they move out', async () => {
    const people = async (day: string): Promise<(number | null)[]> => [(await at(A, day)).residents]
    // r1 and r2 always; r3 from 1 March; r4 until 30 April; r5 from 1 August.
    expect(await people('2026-02-28')).toEqual([3])
    expect(await people('2026-03-01')).toEqual([4])
    expect(await people('2026-04-30')).toEqual([4])
    expect(await people('2026-05-01')).toEqual([3])
    expect(await people('2026-07-31')).toEqual([3])
    expect(await people('2026-08-01')).toEqual([4])
    expect([(await at(A1, '2026-08-01')).residents, (await at(A3, '2026-08-01')).residents]).toEqual([1, 3])
  })

  test('ages are ages on the day', async () => {
    // r5 was born on 1 September 2011: fifteen on that day of 2026.
    const ages = async (day: string) => {
      const { figures } = await (await caller()).unit.panel({ code: A, at: day })
      return [figures.under15, figures.age15to64, figures.over64]
    }
    expect(await ages('2026-08-31')).toEqual([1, 3, 0])
    expect(await ages('2026-09-01')).toEqual([0, 4, 0])
  })

  test('an issue is open between its report and its closing', async () => {
    const open = async (code: string, day: string): Promise<number[]> => {
      const { openIssues, lateIssues } = await at(code, day)
      return [openIssues, lateIssues]
    }
    expect(await open(A1, '2026-05-31')).toEqual([0, 0])
    expect(await open(A1, '2026-06-01')).toEqual([2, 0])
    expect(await open(A1, '2026-06-10')).toEqual([2, 2])
    expect(await open(A1, '2026-06-19')).toEqual([2, 2])
    expect(await open(A1, '2026-06-20')).toEqual([1, 1])
    expect(await open(A1, SPLIT)).toEqual([0, 0])
    expect(await open(A3, SPLIT)).toEqual([1, 1])
  })

  test('a report at midnight belongs to the day that begins', async () => {
    // i3: 2 July 2026, 00:00; due 3 July, 00:00.
    expect((await at(A3, '2026-07-01')).openIssues).toBe(1)
    expect(await at(A3, '2026-07-02')).toMatchObject({ openIssues: 2, lateIssues: 1 })
    expect((await at(A3, '2026-07-03')).lateIssues).toBe(2)
    // i4 was closed on 3 January 2025 at 00:00: on the 2nd it was open still.
    expect((await at(A1, '2025-01-02')).openIssues).toBe(1)
    expect((await at(A1, '2025-01-03')).openIssues).toBe(0)
  })

  test('a year of issues is 365 days', async () => {
    expect((await at(A, '2025-12-31')).yearIssues).toBe(1)
    expect((await at(A, '2026-01-01')).yearIssues).toBe(0)
    expect((await at(A, '2026-06-30')).yearIssues).toBe(2)
  })

  test('an issue is not known before it was reported', async () => {
    const { issue } = await caller()
    // i1 was reported on 1 June 2026
    await expect(issue.show({ id: 'i1', at: '2026-05-31' })).rejects.toMatchObject({
      key: 'issue.unknown',
      facts: { id: 'i1', day: '2026-05-31' },
    })
    expect(await issue.show({ id: 'i1', at: '2026-06-01' })).toMatchObject({ id: 'i1' })
  })

  test('the state of an issue is the one of the day', async () => {
    const { issue } = await caller()
    expect(await issue.show({ id: 'i1', at: '2026-06-15' })).toMatchObject({
      state: 'inHand',
      closedAt: null,
      isLate: true,
    })
    expect(await issue.show({ id: 'i1', at: '2026-06-20' })).toMatchObject({
      state: 'closed',
      closedAt: '2026-06-20T01:00:00.000Z',
    })
    expect(
      (await issue.list({ at: '2026-06-15', state: 'closed', limit: 50 })).rows.map(({ id }) => id),
    ).toEqual(['i4'])
    expect(
      (await issue.list({ at: '2026-06-15', state: 'open', limit: 50 })).rows.map(({ id }) => id).sort(),
    ).toEqual(['i1', 'i2'])
  })

  test('an issue keeps the unit of the day of its report', async () => {
    const found = await rows<{ id: string; reported: string; now: string }>(
      town.app.db.pool,
      sql`select id, reported_unit_code as reported, unit_code as now from issue order by id`,
    )
    expect(found).toEqual([
      { id: 'i1', reported: A1, now: A1 },
      { id: 'i2', reported: A1, now: A3 },
      { id: 'i3', reported: A3, now: A3 },
      { id: 'i4', reported: A1, now: A1 },
    ])
  })

  test('the history of a unit and of the boundaries is told', async () => {
    const { unit } = await caller()
    expect((await unit.history()).days).toEqual([SPLIT, '1900-01-01'])
    expect(
      (await unit.panel({ code: A1 })).versions.map(({ validFrom, validTo }) => [validFrom, validTo]),
    ).toEqual([
      [SPLIT, null],
      ['1900-01-01', SPLIT],
    ])
    expect((await unit.tree({ at: BEFORE })).map(({ code }) => code)).not.toContain(A3)
    expect((await unit.tree({ at: SPLIT })).map(({ code }) => code)).toContain(A3)
  })

  test('the same boundaries once more change nothing', async () => {
    expect(await importing('halves.geojson', HALVES, 'units')).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 2,
    })
    expect((await readRevisions(town.app.db.pool)).units).toBe(
      (await row<{ id: number }>(
        town.app.db.pool,
        sql`select max(id) as id from event where kind = 'units'`,
      ))!.id,
    )
  })

  test('no unit has two versions in force on one day', async () => {
    await expect(
      run(town.app.db.pool, sql`update unit_version set valid_to = null where unit_code = ${A1}`),
    ).rejects.toMatchObject({ code: '23P01' })
  })

  test('a plan that is published re-links in the box of its change', async () => {
    // A3 gives its place to A2; both begin anew on a later day.
    const day = '2026-09-15'
    const records: UnitRecord[] = [[A2, '甲二网格', box(114.005, 114.02)] as const].map(
      ([code, name, ring]) => ({
        rowNumber: 1,
        code,
        name,
        level: 'grid',
        parent: A,
        kind: 'ordinary',
        validFrom: day,
        boundary: { type: 'MultiPolygon', coordinates: [[ring]] },
      }),
    )
    const prepared = await prepareUnits(town.app, records, { isChecked: true })
    await acceptUnits(town.app, prepared, async (tx) => {
      await run(
        tx,
        sql`update unit_version set valid_to = ${day}::date where unit_code = ${A3} and valid_to is null`,
      )
    })
    await dropPrepared(town.app, prepared)
    expect(await linkScope(town.app, [114.02, 30, 114.04, 30.01])).toBe(0)
    // Two facilities, two buildings, two issues, and the three people of HE and HM that follow them (r4 has moved out,
    // and keeps the link of its building all the same).
    expect(await linkScope(town.app, [114.005, 30, 114.02, 30.01])).toBe(2 + 2 + 2 + 4)
    expect(await standing(day)).toEqual({ W: A1, E: A2, M: A2, N: A2 })
    expect(await standing(addDays(day, -1))).toEqual({ W: A1, E: A3, M: A3, N: A2 })
    expect((await commands.run('unit', A3, '--at', day)).exitCode).toBe(1)
    expect((await at(A3, addDays(day, -1))).buildings).toBe(2)
  })

  test('a boundary of the future waits for its day', async () => {
    const day = addDays(today(), 1)
    await importing(
      'future.geojson',
      collection([
        unitFeature(B1, '乙一网格', 'grid', box(114.02, 114.03), { validFrom: day, name: '新名' }),
      ]),
      'units',
    )
    expect((await at(B1, today())).code).toBe(B1)
    expect(await standing(today())).toEqual({ W: A1, E: A2, M: A2, N: A2 })
  })

  test('links that were cut off are made at the next start', async () => {
    const prepared = await prepareUnits(
      town.app,
      [
        {
          rowNumber: 1,
          code: A1,
          name: '甲一网格',
          level: 'grid',
          parent: A,
          kind: 'ordinary',
          validFrom: '2026-10-01',
          boundary: { type: 'MultiPolygon', coordinates: [[box(114, 114.001)]] },
        },
      ],
      { isChecked: false },
    )
    await acceptUnits(town.app, prepared)
    // Here a process would have died: the boundary is stored, nothing is linked to it.
    await catchUpLinks(town.app)
    // Its grid no longer reaches so far: what is left is the community, the deepest unit that holds the place.
    expect(await standing(today())).toMatchObject({ W: A })
    expect((await commands.run<{ changed: number }>('link')).json.changed).toBe(0)
  })

  test('all units of the town are still there', async () => {
    expect((await (await caller()).unit.tree({ at: BEFORE })).length).toBe(UNITS.length)
  })

  test('a list of an earlier day turns its pages by the order of that day', async () => {
    // Both were hung on the way and are closed by now; on 15 June they were due like any other.
    await transaction(town.app.db, async (tx) => {
      // As an import sets it: nobody was hung here.
      await run(tx, sql`select set_config('quarterhour.issueStep', '*', true)`)
      await run(
        tx,
        sql`update issue set state = 'hung', closed_at = coalesce(closed_at, '2026-06-25 09:00+08') where id in ('i1', 'i2')`,
      )
    })
    const { issue } = await caller()
    for (const order of ['late', 'newest'] as const) {
      const ask = { at: '2026-06-15', order }
      const whole = (await issue.list({ ...ask, limit: 50 })).rows.map(({ id }) => id)
      const turned: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof issue.list>> = await issue.list({ ...ask, limit: 1, cursor })
        turned.push(...page.rows.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null && turned.length < 10)
      expect(turned).toEqual(whole)
      expect(whole).toEqual(order === 'late' ? ['i4', 'i1', 'i2'] : ['i2', 'i1', 'i4'])
    }
  })
})
