/** What others made, through the same import as anybody's: Wuhan, San Francisco, two OpenStreetMap cuts, odd tables. */
import { readFileSync } from 'node:fs'
import { distance } from '@turf/turf'
import { parse } from 'csv-parse/sync'
import gcoord from 'gcoord'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayAt } from '../../shared/domain/dates.ts'
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import { type Queryable, row, rows, sql } from '../../server/db/sql.ts'
import { TileMaker } from '../../server/services/tiles.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { describeWithShared, sharedData } from '../fixtures/sharedData.ts'
import { type Commands, commandsOf } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

interface Report {
  read: number
  accepted: number
  added: number
  changed: number
  unchanged: number
  faulty: number
  faults: { row: number; field: string | null; found: string; expected: string }[]
  crs: string | null
  encoding: string | null
  notices: { key: string; facts?: Record<string, string | number> }[]
}

const csvOf = (path: string): Record<string, string>[] =>
  parse(readFileSync(sharedData(path)!, 'utf8'), { columns: true, bom: true }) as Record<string, string>[]

describeWithShared('what others made', () => {
  describe.skipIf(!hasDatabase)('in the database', () => {
    let town: TestApp
    let commands: Commands
    const pool = (): Queryable => town.app.db.pool
    const importing = async (
      file: string,
      as: string,
      ...words: string[]
    ): Promise<Report & { exitCode: number }> => {
      const { json, stderr, exitCode } = await commands.run<Report>(
        'import',
        sharedData(file)!,
        '--as',
        as,
        ...words,
      )
      expect(stderr).toBe('')
      return { ...json, exitCode }
    }
    const caller = async () =>
      appRouter.createCaller({
        app: town.app,
        viewer: await viewerWith(town.app, ['commandCentre']),
        sessionToken: undefined,
        setSession: () => undefined,
      })
    const places = async (prefix: string): Promise<Map<string, [number, number]>> =>
      new Map(
        (
          await rows<{ id: string; lon: number; lat: number }>(
            pool(),
            sql`select id, st_x(location) as lon, st_y(location) as lat from facility where id like ${`${prefix}%`}`,
          )
        ).map(({ id, lon, lat }) => [id, [lon, lat]]),
      )

    beforeAll(async () => {
      town = await openTestApp()
      commands = commandsOf(town.app)
    })
    afterAll(() => town?.close())

    describe('Wuhan', () => {
      test('a hospital lands in one place by GCJ-02 and by WGS 84, but for the error of the file', async () => {
        const byGcj = await importing(
          'wuhan/hospital.csv',
          'facilities',
          ...['--field', 'lon=XGCJ', '--field', 'lat=YGCJ', '--crs', 'gcj02'],
        )
        expect(byGcj).toMatchObject({ read: 7_487, added: 7_487, faulty: 0, crs: 'gcj02' })
        const converted = await places('B')
        const byWgs = await importing(
          'wuhan/hospital.csv',
          'facilities',
          ...['--field', 'lon=XWGS', '--field', 'lat=YWGS', '--crs', 'EPSG:4326'],
        )
        expect(byWgs).toMatchObject({ accepted: 7_487, added: 0 })
        const given = await places('B')
        expect([converted.size, given.size]).toEqual([7_487, 7_487])
        const table = csvOf('wuhan/hospital.csv')
        const shifted = ([lon, lat]: [number, number]): [number, number] =>
          gcoord.transform([lon, lat], gcoord.WGS84, gcoord.GCJ02) as [number, number]
        const meters = (from: [number, number], to: [number, number]): number =>
          distance(from, to, { units: 'meters' })
        const apart: number[] = []
        for (const { ID, XGCJ, YGCJ } of table) {
          const gcj: [number, number] = [Number(XGCJ), Number(YGCJ)]
          const [ours, theirs] = [converted.get(ID!)!, given.get(ID!)!]
          // Shifted forth again, ours is where it came from, to the rounding of 1e-7 degree; the file's own WGS 84 columns
          // were made by one step of subtraction and are not: what lies between the two is their error.
          expect(meters(shifted(ours), gcj)).toBeLessThan(0.012)
          expect(Math.abs(meters(ours, theirs) - meters(shifted(theirs), gcj))).toBeLessThan(0.03)
          expect(meters(gcj, ours)).toBeGreaterThan(300)
          apart.push(meters(ours, theirs))
        }
        apart.sort((one, other) => one - other)
        expect(apart[apart.length >> 1]).toBeLessThan(1.1)
        expect(apart.at(-1)).toBeLessThan(3)
      })

      test('kinds are recognised from the path of words', async () => {
        const kinds = await rows<{ kind: string; count: number }>(
          pool(),
          sql`select kind, count(*) as count from facility group by 1 order by 2 desc`,
        )
        const counted = Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]))
        expect(counted.clinic).toBeGreaterThan(3_316)
        expect(counted.hospital).toBeGreaterThan(1_800)
        expect(counted.barber ?? 0).toBe(0)
      })
    })

    describe('San Francisco', () => {
      const table = (): Record<string, string>[] => csvOf('issues/san-francisco-311_10k.csv')

      const isOfOneLife = ({ created_date, closed_date }: Record<string, string>): boolean =>
        closed_date === '' || Date.parse(closed_date!) >= Date.parse(created_date!)

      test('17 cases that were closed before they were opened are named; nothing comes in with them', async () => {
        const report = await importing('issues/san-francisco-311_10k.csv', 'issues')
        expect(report).toMatchObject({ read: 10_000, accepted: 0, faulty: 17 })
        expect(report.faults).toHaveLength(17)
        const lines = table()
        for (const { row: line, field, found, expected } of report.faults) {
          const given = lines[line! - 2]!
          expect(isOfOneLife(given)).toBe(false)
          expect({ field, found, expected }).toEqual({
            field: 'closed_date',
            found: given.closed_date,
            expected: 'fault.expected.notBeforeReport',
          })
        }
        expect((await row<{ count: number }>(pool(), sql`select count(*) as count from issue`))!.count).toBe(
          0,
        )
      })

      test('the other cases come in with states and times as they are', async () => {
        const report = await importing('issues/san-francisco-311_10k.csv', 'issues', '--skip-faulty')
        expect(report).toMatchObject({ read: 10_000, accepted: 9_983, faulty: 17 })
        const states = await rows<{ state: string; count: number }>(
          pool(),
          sql`select state, count(*) as count from issue group by 1 order by 1`,
        )
        expect(states).toEqual([
          { state: 'closed', count: 9_613 },
          { state: 'new', count: 370 },
        ])
        const stored = new Map(
          (
            await rows<{ id: string; reported: string; closed: string | null }>(
              pool(),
              sql`select id, reported_at as reported, closed_at as closed from issue`,
            )
          ).map((one) => [one.id, one]),
        )
        for (const given of table().filter(isOfOneLife)) {
          const { reported, closed } = stored.get(given.unique_key!)!
          expect(Date.parse(reported)).toBe(Date.parse(given.created_date!))
          expect(closed === null ? '' : Date.parse(closed)).toBe(
            given.closed_date === '' ? '' : Date.parse(given.closed_date!),
          )
        }
      })

      test('cases at 0, 0 are on the list and not in the sea of Africa', async () => {
        expect(
          table().filter(({ latitude, longitude }) => Number(latitude) === 0 && Number(longitude) === 0),
        ).toHaveLength(4_264)
        const { link, issue } = await caller()
        expect((await link.problems({ kind: 'issue', reason: 'zeroPlace', limit: 1 })).total).toBe(4_264)
        const points = await issue.points({ at: '2018-01-31' })
        const open = table().filter(
          ({ closed_date, latitude }) => closed_date === '' && Number(latitude) !== 0,
        )
        expect(points.ids.sort()).toEqual(expect.arrayContaining(open.map(({ unique_key }) => unique_key!)))
        for (const [n, lon] of points.lons.entries()) {
          expect(Math.abs(lon - -122.4)).toBeLessThan(0.5)
          expect(Math.abs(points.lats[n]! - 37.75)).toBeLessThan(0.5)
        }
      })

      test('each has a history with the times of the file, and is what that says', async () => {
        const told = await rows<{ id: string; told: string }>(
          pool(),
          sql`select issue_id as id, string_agg(to_state || ' ' || extract(epoch from at)::bigint, ', ' order by id) as told
            from issue_event group by 1`,
        )
        const histories = new Map(told.map((one) => [one.id, one.told]))
        const seconds = (text: string): string => String(Date.parse(text) / 1000)
        const lines = table().filter(isOfOneLife)
        expect(histories.size).toBe(lines.length)
        for (const { unique_key, created_date, closed_date } of lines) {
          const closing = closed_date === '' ? '' : `, closed ${seconds(closed_date!)}`
          expect(histories.get(unique_key!)).toBe(`new ${seconds(created_date!)}${closing}`)
        }
        const wrong = await rows(
          pool(),
          sql`select i.id from issue i join issue_event e on e.id = i.last_event
            where e.issue_id <> i.id or i.state <> e.to_state or i.is_followed <> (e.step = 'report')
              or i.closed_at is distinct from case when e.to_state = 'closed' then e.at end
              or i.outcome is distinct from case when e.to_state = 'closed' then 'solved' end`,
        )
        expect(wrong).toEqual([])
      })

      test('a day is played again as it was', async () => {
        const lines = table().filter((line) => isOfOneLife(line) && Number(line.latitude) !== 0)
        const dayOf = (text: string): string => dayAt(new Date(text))
        const on = (day: string, column: 'created_date' | 'closed_date'): number =>
          lines.filter((line) => line[column] !== '' && dayOf(line[column]!) === day).length
        const day = [...new Set(lines.map(({ created_date }) => dayOf(created_date!)))].find(
          (one) => on(one, 'created_date') > 2 && on(one, 'closed_date') > 2,
        )!
        const [reported, closed] = [on(day, 'created_date'), on(day, 'closed_date')]
        const { issue } = await caller()
        const { changes } = await issue.replay({ day })
        const isTo = (state: string) =>
          changes.filter(([, , to]) => to === ISSUE_STATES.indexOf(state as 'new'))
        // The report comes from the issue and from its event; both say the same.
        expect(new Set(isTo('new').map(([index]) => index)).size).toBe(reported)
        expect(isTo('closed')).toHaveLength(closed)
      })
    })

    describe.each([
      {
        file: 'shenzhen-longgang.osm.gz',
        place: [114.2, 22.6876] as const,
        box: [114.17, 22.66, 114.25, 22.72],
        least: { basemap: 500, building: 100, facility: 60 },
      },
      {
        file: 'beijing-tsinghua.osm.gz',
        place: [116.32, 40.0] as const,
        box: [116.28, 39.97, 116.36, 40.03],
        least: { basemap: 600, building: 400, facility: 250 },
      },
    ])('$file', ({ file, place, box, least }) => {
      test('gives base map, buildings and facilities where they are', async () => {
        const report = await importing(`networks/${file}`, 'basemap')
        expect(report).toMatchObject({ faulty: 0, exitCode: 0 })
        const facts = report.notices.find(({ key }) => key === 'notice.osmContent')!.facts!
        expect(facts.basemap).toBeGreaterThan(least.basemap)
        expect(facts.buildings).toBeGreaterThan(least.building)
        expect(facts.facilities).toBeGreaterThan(least.facility)
        const [west, south, east, north] = box as [number, number, number, number]
        const within = sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
        const [there] = await rows<{ buildings: number; facilities: number; floors: number }>(
          pool(),
          sql`select (select count(*) from building where location && ${within}) as buildings,
            (select count(*) from facility where location && ${within}) as facilities,
            (select count(*) from building where location && ${within} and floor_area_m2 > 0) as floors`,
        )
        expect(there).toEqual({
          buildings: facts.buildings,
          facilities: facts.facilities,
          floors: facts.buildings,
        })
      })

      test('is drawn: tiles hold its layers and its Chinese names', async () => {
        const tiles = new TileMaker(town.app)
        const viewer = await viewerWith(town.app, ['viewer'])
        const [lon, lat] = place
        const size = 2 ** 15
        const x = Math.floor(((lon + 180) / 360) * size)
        const radians = (lat * Math.PI) / 180
        const y = Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * size)
        const tile = (await tiles.tile('basemap', 15, x, y, '2026-01-01', viewer))!
        expect(tile.includes(Buffer.from('road'))).toBe(true)
        expect(/\p{Script=Han}{2,}/u.test(tile.toString('utf8'))).toBe(true)
        expect((await tiles.tile('buildings', 15, x, y, '2026-01-01', viewer))!.length).toBeGreaterThan(100)
      })

      test('changes nothing the second time', async () => {
        expect(await importing(`networks/${file}`, 'basemap')).toMatchObject({ added: 0, changed: 0 })
      })
    })

    test('the makers of the map are named', async () => {
      const { system } = await caller()
      expect((await system.status()).attribution).toEqual(['© OpenStreetMap contributors'])
    })

    describe('odd tables', () => {
      test('counts under two header rows in Big5 are people of their month', async () => {
        const path = 'tainan/min_stat_area_population_2016-12.big5.csv'
        const report = await importing(path, 'residents')
        expect(report).toMatchObject({ read: 11_870, accepted: 11_870, encoding: 'big5', faulty: 0 })
        const table = parse(iconv.decode(readFileSync(sharedData(path)!), 'big5'), {
          relax_column_count: true,
        }) as string[][]
        const [stored] = await rows<{ residents: number; households: number; days: string }>(
          pool(),
          sql`select sum(residents)::int as residents, sum(households)::int as households, string_agg(distinct as_of::text, ' ') as days from population_count`,
        )
        const sum = (column: number): number =>
          table.slice(2).reduce((total, cells) => total + Number(cells[column]), 0)
        expect(stored).toEqual({ residents: sum(4), households: sum(3), days: '2016-12-31' })
      })

      test.each([
        ['messy/derived/wuhan_malls_gb18030.csv', 678],
        ['messy/derived/wuhan_malls.xlsx', 200],
      ])('%s has the names of the file it was made of', async (file, count) => {
        const report = await importing(file, 'facilities')
        expect(report).toMatchObject({ read: count, accepted: count, faulty: 0 })
        const table = csvOf('wuhan/mall.csv')
        const stored = new Map(
          (await rows<{ id: string; name: string }>(pool(), sql`select id, name from facility`)).map(
            ({ id, name }) => [id, name],
          ),
        )
        const given = table.slice(0, count)
        expect(given.filter(({ ID, NAME }) => stored.get(ID!) !== NAME)).toEqual([])
        const at = (await places('B')).get(given[0]!.ID!)!
        expect(
          distance(at, [Number(given[0]!.XWGS), Number(given[0]!.YWGS)], { units: 'meters' }),
        ).toBeLessThan(0.1)
      })

      test('swapped headers are named and nothing is taken in', async () => {
        const before = await row(pool(), sql`select count(*) as count from facility`)
        const report = await importing(
          'messy/tainan/activity-center_swapped-headers.csv',
          'facilities',
          '--field',
          'name=活動中心名稱',
        )
        expect(report).toMatchObject({ exitCode: 1, accepted: 0, read: 344, faulty: 344 })
        expect(report.notices.map(({ key }) => key)).toContain('crs.warning.swapped')
        expect(report.faults[0]).toMatchObject({ row: 2, expected: 'fault.expected.geometry.inRange' })
        expect(await row(pool(), sql`select count(*) as count from facility`)).toEqual(before)
      })

      test('swapped headers set right by hand leave the three rows without a place', async () => {
        const words = ['--field', 'name=活動中心名稱', '--field', 'lon=緯度', '--field', 'lat=經度']
        const report = await importing(
          'messy/tainan/activity-center_swapped-headers.csv',
          'facilities',
          ...words,
          '--skip-faulty',
        )
        expect(report).toMatchObject({ accepted: 341, faulty: 3 })
        expect(report.faults.map(({ row: line, found }) => [line, found])).toEqual(
          [92, 124, 125].map((line) => [line, '查無經緯度']),
        )
        const [box] = await rows<{ west: number; east: number; south: number; north: number }>(
          pool(),
          sql`select min(st_x(location)) as west, max(st_x(location)) as east, min(st_y(location)) as south, max(st_y(location)) as north from facility where name like '%活動中心%'`,
        )
        expect(box!.west > 120 && box!.east < 121 && box!.south > 22.8 && box!.north < 23.5).toBe(true)
      })

      test('ragged rows: all or nothing, unless the good ones are asked for', async () => {
        const file = 'messy/tainan/parks_ragged-rows.csv'
        const names = async (): Promise<number> =>
          (await row<{ count: number }>(pool(), sql`select count(*) as count from facility`))!.count
        const before = await names()
        const refused = await importing(file, 'facilities')
        expect(refused).toMatchObject({ exitCode: 1, accepted: 0, faulty: 477 })
        expect(refused.faults).toHaveLength(200)
        expect(refused.faults[0]).toMatchObject({
          row: 3,
          found: '197',
          expected: 'fault.expected.fieldCount',
        })
        expect(await names()).toBe(before)
        const taken = await importing(file, 'facilities', '--skip-faulty', '--rejected', 'rejected.csv')
        expect(taken).toMatchObject({ exitCode: 0, accepted: 1, added: 1, faulty: 477 })
        expect(await names()).toBe(before + 1)
        const rejected = parse(readFileSync(`${commands.folder}/rejected.csv`, 'utf8'), {
          bom: true,
          columns: true,
          relax_column_count: true,
        }) as Record<string, string>[]
        expect(rejected).toHaveLength(477)
        expect(rejected[0]).toMatchObject({ row: '3', found: '197', expected: 'fault.expected.fieldCount' })
        expect(Object.values(rejected[0]!).filter((cell) => cell !== '').length).toBeGreaterThan(3)
      })
    })
  })
})
