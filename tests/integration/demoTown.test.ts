/** The demo town in the database: every figure of every unit asked again in plain SQL, today and before its boundaries changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StagedRow } from '../../server/db/staging.ts'
import { type DemoOptions, type DemoRows, demoRows, makeDemoTown } from '../../server/demo/demoRows.ts'
import { loadDemo, loadStreet } from '../../server/demo/loadDemo.ts'
import { loadResidents, waitingResidents } from '../../server/demo/loadResidents.ts'
import { settle } from '../../server/services/desk/heldIssue.ts'
import { linkEverything } from '../../server/services/linking.ts'
import { transaction } from '../../server/db/database.ts'
import { storedProgress } from '../../server/db/issueEvents.ts'
import { type Queryable, row, rows, sql } from '../../server/db/sql.ts'
import { setSetting } from '../../server/db/settings.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { addDays } from '../../shared/domain/dates.ts'
import type { UnitFigures } from '../../shared/domain/unit.ts'
import { commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const DAY = '2026-11-24'
const OPTIONS = { size: 'town', seed: 8415, today: DAY } as const

describe.skipIf(!hasDatabase)('the demo town', () => {
  const town = makeDemoTown(OPTIONS)
  let demo: TestApp
  let counts: Awaited<ReturnType<typeof loadDemo>>
  let loadedFirst: number
  let waiting: DemoOptions | undefined
  const pool = (): Queryable => demo.app.db.pool
  const made = (): DemoRows => demoRows(town, demo.app.vault)
  const load = (): ReturnType<typeof loadDemo> => loadDemo(demo.app, OPTIONS, () => undefined, made())
  /** Residents that end after the first batch, as with a process that is killed. */
  async function* cutOff(): AsyncGenerator<StagedRow[]> {
    for await (const batch of made().rows.residents) {
      yield batch
      throw new Error('cut off')
    }
  }
  const caller = async () =>
    appRouter.createCaller({
      app: demo.app,
      viewer: await viewerWith(demo.app, ['commandCentre']),
      sessionToken: undefined,
      setSession: () => undefined,
    })
  /** The latest day on which a boundary changed, and the one before it. */
  const changeDay = town.units
    .map(({ validFrom }) => validFrom)
    .sort()
    .at(-1)!

  beforeAll(async () => {
    demo = await openTestApp()
    // What an earlier start left when it was cut off in the middle: a few units, and the mark that says so.
    await loadTinyTown(commandsOf(demo.app))
    await setSetting(pool(), 'demo.loading', true)
    const street = await loadStreet(demo.app, OPTIONS, () => undefined, made())
    await expect(loadResidents(demo.app, cutOff())).rejects.toThrow('cut off')
    loadedFirst = (await row<{ n: number }>(pool(), sql`select count(*) as n from resident`))!.n
    waiting = await waitingResidents(pool())
    counts = { ...street, residents: loadedFirst + (await loadResidents(demo.app, made().rows.residents)) }
  })
  afterAll(() => demo?.close())

  test('is loaded whole after a start that was cut off', async () => {
    expect(counts).toEqual({
      units: town.units.length,
      buildings: town.buildings.length,
      facilities: town.facilities.length,
      residents: [...town.residents()].length,
      issues: [...town.issues()].length,
    })
    const [stored] = await rows<Record<string, number>>(
      pool(),
      sql`select (select count(*) from unit_version) as units, (select count(*) from building) as buildings,
        (select count(*) from facility) as facilities, (select count(*) from resident) as residents,
        (select count(*) from issue) as issues`,
    )
    expect(stored).toEqual(counts)
    expect(await row(pool(), sql`select 1 from setting where key = 'demo.loading'`)).toBeUndefined()
  })

  test('has its street before its people, and goes on with those who are missing', async () => {
    expect(waiting).toEqual(OPTIONS)
    expect(loadedFirst).toBeGreaterThan(0)
    expect(loadedFirst).toBeLessThan(counts.residents)
    expect(await waitingResidents(pool())).toBeUndefined()
    const [double] = await rows(pool(), sql`select id from resident group by id having count(*) > 1`)
    expect(double).toBeUndefined()
  })

  test('is not loaded over data that is there', async () => {
    await expect(load()).rejects.toMatchObject({ key: 'database.notEmpty' })
  })

  test('is linked whole, and linking again writes nothing', async () => {
    const linked = await linkEverything(demo.app)
    expect(linked.changed).toBe(0)
    for (const { unlinked, disagrees } of [
      linked.residents,
      linked.buildings,
      linked.facilities,
      linked.issues,
    ])
      expect([unlinked, disagrees]).toEqual([0, 0])
  })

  test.each([
    ['on its day', DAY],
    ['when its newest boundaries began', changeDay],
    ['the day before', addDays(changeDay, -1)],
  ])('has the figures of plain SQL %s', async (_, day) => {
    const figures = await (await caller()).unit.figures({ at: day })
    const end = sql`(${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'`
    const inForce = (alias: string) => {
      const [from, to] = [sql.raw(`${alias}.valid_from`), sql.raw(`${alias}.valid_to`)]
      return sql`(${from} is null or ${from} <= ${day}::date) and (${to} is null or ${to} > ${day}::date)`
    }
    const grid = (
      place: string,
    ) => sql`(select v.path from unit_version v where v.level = 'grid' and ${inForce('v')}
      and st_covers(v.boundary, ${sql.raw(place)}) order by v.unit_code limit 1)`
    const plain = await rows<Record<string, number> & { code: string }>(
      pool(),
      sql`with homes as materialized (select b.code, ${grid('b.location')} as path from building b where ${inForce('b')}),
        people as (
          select h.path, count(*) as residents, count(distinct (r.stated_building, r.household)) as households,
            count(*) filter (where r.birth_date > ${day}::date - interval '15 years') as children,
            count(*) filter (where r.birth_date <= ${day}::date - interval '65 years') as older
          from resident r join homes h on h.code = r.stated_building where ${inForce('r')} group by 1
        ),
        served as (select ${grid('f.location')} as path, count(*) as n from facility f where ${inForce('f')} group by 1),
        cases as (
          select ${grid('i.location')} as path,
            count(*) filter (where i.closed_at is null or i.closed_at >= ${end}) as open,
            count(*) filter (where (i.closed_at is null or i.closed_at >= ${end}) and i.due_at < ${end}
              and (i.state <> 'hung' or i.closed_at is not null)) as late,
            count(*) filter (where i.reported_at >= ${end} - interval '365 days') as year
          from issue i where i.reported_at < ${end} group by 1
        )
        select u.unit_code as code,
          (select coalesce(sum(residents), 0)::int from people where starts_with(path, u.path)) as residents,
          (select coalesce(sum(households), 0)::int from people where starts_with(path, u.path)) as households,
          (select coalesce(sum(children), 0)::int from people where starts_with(path, u.path)) as under15,
          (select coalesce(sum(older), 0)::int from people where starts_with(path, u.path)) as over64,
          (select count(*)::int from homes where starts_with(path, u.path)) as buildings,
          (select coalesce(sum(n), 0)::int from served where starts_with(path, u.path)) as facilities,
          (select coalesce(sum(open), 0)::int from cases where starts_with(path, u.path)) as "openIssues",
          (select coalesce(sum(late), 0)::int from cases where starts_with(path, u.path)) as "lateIssues",
          (select coalesce(sum(year), 0)::int from cases where starts_with(path, u.path)) as "yearIssues"
        from unit_version u where ${inForce('u')}`,
    )
    expect(plain).toHaveLength(figures.length)
    const wrong = figures.flatMap((figure) => {
      const { code, ...answers } = plain.find((one) => one.code === figure.code)!
      return Object.entries(answers)
        .filter(([name, value]) => figure[name as keyof UnitFigures] !== value)
        .map(([name, value]) => `${code} ${name}: ${figure[name as keyof UnitFigures]}, in SQL ${value}`)
    })
    expect(wrong).toEqual([])
  })

  test('is due by the limits of the classes over the office calendar, and says so', async () => {
    const { issue } = await caller()
    const { rows: open } = await issue.list({ state: 'open', limit: 40 })
    expect(open).toHaveLength(40)
    for (const { id, dueAt } of open)
      expect((await issue.file({ id })).due).toMatchObject({ source: 'limit', dueAt })
  })

  test('knows what was done with the issues of the last two months, each as its events say', async () => {
    const [kept] = await rows<{ events: number; issues: number; unlike: number }>(
      pool(),
      sql`select (select count(*) from issue_event) as events, count(*) filter (where last_event <> 0) as issues,
          count(*) filter (where last_event <> coalesce(
            (select max(e.id) from issue_event e where e.issue_id = i.id), 0)) as unlike from issue i`,
    )
    const histories = [...town.histories(town.issues())]
    expect(kept).toEqual({
      events: histories.reduce((sum, { events }) => sum + events.length, 0),
      issues: histories.length,
      unlike: 0,
    })
    // Of every kind some: made anew from the events they are what they were.
    const steps = ['reopen', 'sendBack', 'return', 'endCallBack', 'evaluate', 'take'] as const
    const picked = steps.flatMap((step) =>
      histories.filter(({ events }) => events.some((event) => event.step === step)).slice(0, 8),
    )
    const { issue } = await caller()
    for (const { issueId } of picked) {
      const before = await storedProgress(pool(), issueId)
      const { progress, due } = await issue.file({ id: issueId })
      expect([issueId, progress.state, due.dueAt]).toEqual([
        issueId,
        (await issue.show({ id: issueId })).state,
        (await issue.show({ id: issueId })).dueAt,
      ])
      await transaction(demo.app.db, (tx) => settle(tx, issueId))
      expect([issueId, await storedProgress(pool(), issueId)]).toEqual([issueId, before])
    }
  })

  test('has about as many people as it should', async () => {
    const figures = await (await caller()).unit.figures({ at: DAY })
    const street = figures.find(({ code }) => code.length === 9)!
    expect(street.residents).toBeGreaterThan(50_000)
    expect(street.residents).toBeLessThan(70_000)
    expect(street.populationSource).toBe('register')
  })

  test('tiles: grids cover their community and communities their street, no more and no less', async () => {
    for (const day of [DAY, addDays(changeDay, -1)]) {
      const found = await rows<{ parent: string; off: number }>(
        pool(),
        sql`with now as (select * from unit_version where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date))
          select p.unit_code as parent, st_area(st_symdifference(p.boundary, st_union(c.boundary))::geography)
            + sum(c.area_m2) - p.area_m2 as off
          from now p join now c on c.parent_code = p.unit_code group by p.unit_code, p.boundary, p.area_m2`,
      )
      expect(found.length).toBeGreaterThan(5)
      // A square centimetre of rounding over a street of several square kilometres.
      expect(found.filter(({ off }) => Math.abs(off) > 1)).toEqual([])
    }
  })

  test('holds no identity number that could be somebody’s', async () => {
    const found = await rows<{ masked: string }>(
      pool(),
      sql`select distinct left(identity_masked, 6) as masked from resident`,
    )
    const areas = found.map(({ masked }) => masked)
    expect(areas.length).toBeGreaterThan(0)
    // Hubei (42) has the prefectures 01 to 13, 28 and 90; there is no 91, and no other province begins with 42.
    expect(areas).toEqual(['429101'])
  })
})
