/**
 * Walking on the tiny town: a network by command, circles, tables and access with people counted by hand, what is
 * refused, and what pages and other copies of the server see of a change. Standard walkers go 1.1 m/s, older ones 0.8.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemandColumns } from '../../shared/circles/circleInput.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import type { AccessReport } from '../../shared/circles/accessReport.ts'
import type { ScoreSummary } from '../../shared/circles/lifeCircleScore.ts'
import { brokenAuditRows } from '../../server/access/audit.ts'
import { openApp } from '../../server/app/app.ts'
import { eventsAfter, newestEventId } from '../../server/live/events.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import type { Role } from '../../shared/domain/access.ts'
import {
  A1_TO_A2,
  A1_TO_B1,
  brokenOffPbf,
  DOOR_TO_PHARMACY,
  line,
  metersEast,
  osmXml,
  STRAIGHT_OSM,
  STREET_METERS,
  STREETS,
} from '../fixtures/tinyStreets.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  type Commands,
  collection,
  commandsOf,
  loadTinyTown,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp, viewerWith } from './harness.ts'

interface Imported {
  nodes: number
  edges: number
  components: number[]
  hash: string
  ignored: Record<string, number>
  isNew: boolean
  isFarFromUnits: boolean
  faulty: number
  report: NetworkReport
}
interface People {
  residents: number
  households: number
  under15: number
  over64: number
  dwellings: number
  buildings: number
}
interface Circle {
  snapped: { lon: number; lat: number; meters: number } | null
  rings: (People & {
    minutes?: number
    limitMeters?: number
    nodes: number
    meters: number
    shape?: object
  })[]
  outside: People
  notConnected: People
}
interface Access {
  facilities: number
  covered: number
  outside: number
  over64Outside: number
  notConnected: number
  byGrid: { code: string; within: number[]; outside: number; total: number }[]
}

const A1_DOOR = '114.005,30.005'

describe.skipIf(!hasDatabase)('walking', () => {
  let town: TestApp
  let commands: Commands
  const importNetwork = async (name: string, content: string | Uint8Array, ...words: string[]) => {
    const { json, stderr, exitCode } = await commands.run<Imported>(
      'network',
      'import',
      commands.write(name, content),
      ...words,
    )
    expect([stderr, exitCode]).toEqual(['', 0])
    return json
  }
  const circle = async (at: string, ...words: string[]): Promise<Circle> => {
    const { json, stderr } = await commands.run<Circle>('circle', '--at', at, ...words)
    expect(stderr).toBe('')
    return json
  }
  const access = async (...words: string[]): Promise<Access> => {
    const { json, stderr } = await commands.run<Access>('access', ...words)
    expect(stderr).toBe('')
    return json
  }
  const inForce = async (): Promise<string> =>
    (await commands.run<{ hash: string }>('network', 'show')).json.hash
  const caller = async (role: Role, area?: string) =>
    appRouter.createCaller({
      app: town.app,
      viewer: await viewerWith(town.app, [role], area === undefined ? undefined : [area]),
      sessionToken: undefined,
      setSession: () => undefined,
    })

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
    const clinic = commands.write('clinic.csv', 'id,name,kind,lon,lat\nC1,甲一诊所,clinic,114.005,30.0051\n')
    expect((await commands.run('import', clinic, '--as', 'facilities')).exitCode).toBe(0)
  })
  afterAll(() => town?.close())

  test('without a network the page is told so, and a command refuses', async () => {
    expect(await (await caller('viewer')).network.current()).toBeNull()
    const { stderr, exitCode } = await commands.run('circle', '--at', A1_DOOR)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('no walking network yet')])
  })

  test('lines become a network: lengths, parts and ends as drawn', async () => {
    const { report, ...document } = await importNetwork('streets.geojson', STREETS)
    expect(document).toMatchObject({ isNew: true, isFarFromUnits: false, faulty: 0, ignored: {} })
    expect(document.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(document.components).toHaveLength(2)
    // Two ends of the street of its own.
    expect(document.components[1]).toBe(2)
    expect(document.components[0]! + 2).toBe(document.nodes)
    expect(Math.abs(report.meters - STREET_METERS)).toBeLessThan(0.5)
    expect(Math.abs(report.components[1]!.meters - metersEast(0.005))).toBeLessThan(0.1)
    expect(report.metersByKind.footway).toBeCloseTo(report.meters, 5)
    expect(await (await caller('viewer')).network.current()).toMatchObject({
      hash: document.hash,
      source: 'streets.geojson',
      nodes: document.nodes,
      componentCount: 2,
      gates: { all: 0, closed: 0 },
    })
  })

  test('the same file again is in force already and changes nothing', async () => {
    const before = await newestEventId(town.app.db.pool)
    const again = await importNetwork('again.geojson', STREETS)
    expect(again).toMatchObject({ isNew: false, hash: await inForce() })
    expect(await newestEventId(town.app.db.pool)).toBe(before)
  })

  describe('circles', () => {
    test('count the people of nested rings', async () => {
      const answer = await circle(A1_DOOR)
      const a1 = { residents: 3, households: 2, under15: 1, over64: 1, dwellings: 24, buildings: 1 }
      // 962.9 m to the next door are 14.6 minutes.
      const both = { residents: 4, households: 3, under15: 1, over64: 1, dwellings: 48, buildings: 2 }
      expect(answer.rings).toMatchObject([
        { minutes: 5, ...a1 },
        { minutes: 10, ...a1 },
        { minutes: 15, ...both },
      ])
      expect(answer.outside).toEqual({
        residents: 2,
        households: 1,
        under15: 0,
        over64: 0,
        dwellings: 48,
        buildings: 2,
      })
      expect(answer.snapped).toEqual({ lon: 114.005, lat: 30.005, meters: 0 })
      // Every door has a street near, reached or not.
      expect(answer.notConnected.buildings).toBe(0)
    })

    test('measure the streets within', async () => {
      const { rings } = await circle(A1_DOOR, '--minutes', '5')
      // 330 m: east all along the road; west to its end, and what is left of 330 m down the steps.
      expect(Math.abs(rings[0]!.meters - (330 + DOOR_TO_PHARMACY))).toBeLessThan(0.5)
    })

    test('of an older person are smaller', async () => {
      const { rings } = await circle(A1_DOOR, '--minutes', '15,21', '--profile', 'older')
      // 962.9 m at 0.8 m/s are 20.06 minutes.
      expect(rings.map(({ residents }) => residents)).toEqual([3, 4])
    })

    test('by metres end where the metres end', async () => {
      const least = Math.floor(A1_TO_A2)
      const { rings } = await circle(A1_DOOR, '--meters', `${least},${least + 1}`)
      expect(rings).toMatchObject([
        { limitMeters: least, residents: 3 },
        { limitMeters: least + 1, residents: 4 },
      ])
      const far = Math.floor(A1_TO_B1)
      const around = await circle(A1_DOOR, '--meters', `${far},${far + 1}`)
      // The compass would count B1 at 1,926 m; the walk goes round.
      expect(around.rings.map(({ residents }) => residents)).toEqual([4, 6])
    })

    test('have a shape when asked, each within the next', async () => {
      const { rings } = await circle(A1_DOOR, '--minutes', '5,15', '--shape')
      for (const { shape } of rings) expect(shape).toMatchObject({ type: 'MultiPolygon' })
      const eastmost = rings.map(({ shape }) =>
        Math.max(...(shape as { coordinates: number[][][][] }).coordinates.flat(2).map(([lon]) => lon!)),
      )
      expect(eastmost[0]).toBeLessThan(eastmost[1]!)
      expect((await circle(A1_DOOR)).rings[0]!.shape).toBeUndefined()
    })

    test('at a place with no street near are empty, not wrong', async () => {
      const answer = await circle('114.001,30.001')
      expect(answer.snapped).toBeNull()
      expect(answer.rings).toHaveLength(3)
      for (const ring of answer.rings) expect(ring).toMatchObject({ residents: 0, nodes: 0, meters: 0 })
      expect(answer.outside.residents).toBe(6)
      expect((await circle('0,0')).snapped).toBeNull()
    })

    test.each([
      ['--minutes', '-5'],
      ['--minutes', '0'],
      ['--minutes', 'NaN'],
      ['--minutes', 'Infinity'],
      ['--minutes', '15,10,5'],
      ['--minutes', '5,5'],
      ['--minutes', '5,,10'],
      ['--minutes', '10000'],
      ['--meters', '-1'],
      ['--meters', '1e9'],
    ])('%s %s is refused in one clear line', async (option, value) => {
      const { exitCode, stdout, stderr } = await commands.run('circle', '--at', A1_DOOR, `${option}=${value}`)
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(
        new RegExp(
          `^qh: ${option}: found "${value}", expected ascending numbers from 0 to (600|100,000)\\n$`,
        ),
      )
    })

    test('of ten hours hold what can be reached, and not the street of its own', async () => {
      const { rings, outside } = await circle(A1_DOOR, '--minutes', '600')
      expect(rings[0]).toMatchObject({ residents: 6, buildings: 3 })
      expect(outside.buildings).toBe(1)
    })
  })

  describe('tables', () => {
    const FROM = 'id,lon,lat\n"甲, 一",114.005,30.005\n"say ""hi""",114.015,30.005\n'
    const TO = 'id,lon,lat\nA2,114.015,30.005\nB1,114.025,30.005\nB2,114.035,30.005\nfar,114.001,30.001\n'
    const table = async (...words: string[]) => {
      commands.write('from.csv', FROM)
      commands.write('to.csv', TO)
      const { json, stderr } = await commands.run<{ from: string; to: string; meters: number | null }[]>(
        ...['matrix', '--from', 'from.csv', '--to', 'to.csv'],
        ...words,
      )
      expect(stderr).toBe('')
      return json
    }

    test('hold walked metres, and nothing for what cannot be reached', async () => {
      const pairs = await table()
      expect(pairs.map(({ from, to }) => [from, to])).toEqual(
        ['甲, 一', 'say "hi"'].flatMap((from) => ['A2', 'B1', 'B2', 'far'].map((to) => [from, to])),
      )
      const expected = [A1_TO_A2, A1_TO_B1, null, null, 0, A1_TO_B1 - A1_TO_A2, null, null]
      pairs.forEach(({ meters }, index) => {
        const hand = expected[index]!
        if (hand === null) expect(meters).toBeNull()
        else expect(Math.abs(meters! - hand)).toBeLessThan(0.1)
      })
    })

    test('stop at the limit', async () => {
      const pairs = await table('--max-meters', '1000')
      expect(pairs.map(({ meters }) => meters !== null)).toEqual([
        true,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
      ])
    })

    test('are CSV that is read back, names quoted and unreachable empty', async () => {
      await table()
      const { runCommand } = await import('../../server/cli/commands.ts')
      const { stdout } = await runCommand(town.app, ['matrix', '--from', 'from.csv', '--to', 'to.csv'], {
        directory: commands.folder,
        say: () => undefined,
      })
      expect(stdout.split('\n')[3]).toBe('"甲, 一",B2,')
      const rows = parse(stdout, { columns: true }) as { from: string; to: string; meters: string }[]
      expect(rows).toHaveLength(8)
      expect(rows[4]).toEqual({ from: 'say "hi"', to: 'A2', meters: '0.0' })
      expect(Number(rows[0]!.meters)).toBeCloseTo(A1_TO_A2, 0)
    })

    test('refuse what is no point, with its row', async () => {
      commands.write('bad.csv', 'id,lon,lat\nA2,114.015,30.005\nB1,somewhere,30.005\n')
      const { exitCode, stderr } = await commands.run('matrix', '--from', 'bad.csv', '--to', 'bad.csv')
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/^qh: bad\.csv, row 3: found [^\n]+, expected a point\n$/)
    })
  })

  describe('access', () => {
    const sums = ({ byGrid }: Access) => ({
      covered: byGrid.reduce((sum, { within }) => sum + within[0]!, 0),
      outside: byGrid.reduce((sum, { outside }) => sum + outside, 0),
      total: byGrid.reduce((sum, { total }) => sum + total, 0),
    })

    test('counts who reaches the nearest of a kind', async () => {
      const clinic = await access('--kind', 'clinic', '--minutes', '15')
      expect(clinic).toMatchObject({
        facilities: 1,
        covered: 4,
        outside: 2,
        over64Outside: 0,
        notConnected: 0,
      })
      expect(clinic.byGrid.map(({ code, outside, total }) => [code, outside, total])).toEqual([
        [B1, 2, 2],
        [A1, 0, 3],
        [A2, 0, 1],
      ])
      // 207.5 m to the own pharmacy are 189 seconds, and 259 for an older person.
      const at = async (minutes: string, profile: string) =>
        (await access('--kind', 'pharmacy', '--minutes', minutes, '--profile', profile)).covered
      expect(Math.round(DOOR_TO_PHARMACY)).toBe(207)
      expect(await at('3', 'standard')).toBe(0)
      expect(await at('3.2', 'standard')).toBe(6)
      expect(await at('4', 'older')).toBe(0)
      expect(await at('4.4', 'older')).toBe(6)
    })

    test('adds up: inside and outside are all, grid by grid', async () => {
      for (const kind of ['clinic', 'pharmacy', 'park', 'petShop'])
        for (const minutes of ['1', '5', '15', '60']) {
          const answer = await access('--kind', kind, '--minutes', minutes)
          expect(sums(answer)).toEqual({
            covered: answer.covered,
            outside: answer.outside,
            total: answer.covered + answer.outside,
          })
          expect(answer.covered + answer.outside).toBe(6)
        }
    })

    test('as choices and as shared capacity, reckoned by hand', async () => {
      // One clinic, four of six residents within 15 minutes of it, its capacity not known.
      const measured = async (measure: string) =>
        (await commands.run<AccessReport>('access', '--kind', 'clinic', '--measure', measure)).json
      const known = { facilities: 1, withCapacity: 0, without: 2, residents: 6, worstTenth: 0 }
      expect(await measured('choices')).toMatchObject({ ...known, mean: expect.closeTo(4 / 6, 6) as number })
      const shared = await measured('twoStep')
      expect(shared).toMatchObject({ ...known, mean: expect.closeTo(1 / 6, 6) as number })
      // Two of six have nothing, four the same: 1 - (2 · 0 + ... ) leaves a third.
      expect(shared.gini).toBeCloseTo(1 / 3, 6)
      expect(shared.byUnit[0]).toMatchObject({ code: B1, mean: 0, without: 2 })
      const { exitCode, stderr } = await commands.run('access', '--kind', 'clinic', '--measure', 'guess')
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('expected nearest, choices, twoStep')])
    })

    test('as the score of a set: pharmacies for all, nothing else of it', async () => {
      const { json } = await commands.run<ScoreSummary>('access', '--score', 'convenience')
      expect(json).toMatchObject({ residents: 6, mean: 1, complete: 0 })
      expect(json.kinds.filter(({ residentsWithout }) => residentsWithout === 0)).toHaveLength(1)
      const refused = await commands.run('access', '--score', 'convenience', '--kind', 'clinic')
      expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('--score goes without')])
    })

    test('without a facility of the kind everybody is outside', async () => {
      expect(await access('--kind', 'petShop')).toMatchObject({ facilities: 0, covered: 0, outside: 6 })
    })
  })

  describe('where people are, for the page', () => {
    const demand = async (role: Role, area?: string): Promise<DemandColumns> =>
      (await caller(role, area)).circle.demand({})
    const residents = ({ people, unit, units, isBuilding }: DemandColumns) =>
      Object.fromEntries(
        people.residents
          .map((count, place) => [units[unit[place]!]!.code, count, isBuilding[place]!] as const)
          .map(([code, count]) => [code, count]),
      )

    test('is told exactly to who may see small counts', async () => {
      const columns = await demand('planner')
      expect(columns.isExact).toBe(true)
      expect(residents(columns)).toMatchObject({ [A1]: 3, [A2]: 1, [B1]: 2 })
      expect(columns.lonLat).toHaveLength(2 * columns.unit.length)
    })

    test.each([
      ['viewer', undefined],
      ['communityStaff', A],
      ['communityStaff', B],
    ] as const)('is rounded to fives for a %s of %s', async (role, area) => {
      const columns = await demand(role, area)
      expect(columns.isExact).toBe(false)
      expect(residents(columns)).toMatchObject({ [A1]: 5, [A2]: 0, [B1]: 0 })
      for (const key of ['residents', 'households', 'under15', 'over64'] as const)
        for (const count of columns.people[key]) expect(count % 5).toBe(0)
    })
  })

  describe('a service radius', () => {
    const around = async (role: Role, lons: readonly number[]) => {
      const points = lons.map((lon) => ({ id: String(lon), name: '', lon, lat: 30.005 }))
      const { circle } = await caller(role)
      return circle.serviceRadius({ points, radiiMeters: [100] })
    }

    test('is counted exactly for who may see small counts', async () => {
      const answer = await around('planner', [114.015, 114.025])
      expect([answer.isExact, answer.rings[0]!.residents, answer.total.residents]).toEqual([true, 3, 6])
    })

    test('adds what is rounded for the others, so that nothing is told by a difference of two', async () => {
      const answer = await around('viewer', [114.015, 114.025])
      // one person and two are each rounded to none; their sum, 3, would have been rounded to 5
      expect([answer.isExact, answer.rings[0]!.residents, answer.total.residents]).toEqual([false, 0, 5])
    })
  })

  describe('a change of network', () => {
    test('is told to open pages, and served from then on', async () => {
      const before = await inForce()
      expect((await town.app.networks.current()).hash).toBe(before)
      expect((await circle(A1_DOOR, '--minutes', '40')).rings[0]!.residents).toBe(4)
      const last = await newestEventId(town.app.db.pool)
      const straight = await importNetwork('straight.osm', STRAIGHT_OSM)
      expect(straight).toMatchObject({ isNew: true, components: [2], nodes: 2, edges: 1 })
      expect(straight.hash).not.toBe(before)
      expect(Object.values(straight.ignored)).toEqual([1])
      const events = await eventsAfter(town.app.db.pool, last)
      expect(events.map(({ kind }) => kind)).toEqual(['network'])
      expect((await town.app.networks.current()).hash).toBe(straight.hash)
      // 1,926 m straight on: 29.2 minutes, where the way round took 42.6.
      expect((await circle(A1_DOOR, '--minutes', '40')).rings[0]!.residents).toBe(6)
      expect((await circle(A1_DOOR, '--minutes', '29')).rings[0]!.residents).toBe(4)
      const { attribution } = await (await caller('viewer')).system.status()
      expect(attribution).toContain('© OpenStreetMap contributors')
    })

    test('counts who has no street near', async () => {
      const answer = await circle(A1_DOOR)
      expect(answer.notConnected).toMatchObject({ residents: 0, buildings: 1 })
      // Nor has any pharmacy.
      expect(await access('--kind', 'pharmacy')).toMatchObject({ facilities: 3, covered: 0, outside: 6 })
    })

    test('back to an earlier one is a change too', async () => {
      const last = await newestEventId(town.app.db.pool)
      const back = await importNetwork('streets.geojson', STREETS)
      expect(back.isNew).toBe(true)
      expect((await eventsAfter(town.app.db.pool, last)).map(({ kind }) => kind)).toEqual(['network'])
      expect((await town.app.networks.current()).hash).toBe(back.hash)
      const { json } = await commands.run<{ checks: { name: string; found: string }[] }>('doctor')
      expect(json.checks.find(({ name }) => name === 'network')!.found).toMatch(
        new RegExp(
          `^${back.hash.slice(0, 12)}, ${back.nodes} nodes, put in force on 20\\d\\d-\\d\\d-\\d\\d$`,
        ),
      )
    })

    test('removes the one before, unless a scenario was made on it', async () => {
      const stored = async () =>
        (
          await rows<{ hash: string }>(town.app.db.pool, sql`select hash from walking_network order by hash`)
        ).map(({ hash }) => hash)
      const streets = await inForce()
      expect(await stored()).toEqual([streets])
      await run(
        town.app.db.pool,
        sql`insert into walking_scenario (name, network_hash, changes, created_by, updated_by)
          values ('开门', ${streets}, '{}'::jsonb, 'test', 'test')`,
      )
      const straight = await importNetwork('straight.osm', STRAIGHT_OSM)
      expect(await stored()).toEqual([streets, straight.hash].sort())
      await run(town.app.db.pool, sql`delete from walking_scenario where name = '开门'`)
      await importNetwork('streets.geojson', STREETS)
      expect(await stored()).toEqual([streets])
    })

    test('is in the audit log, whose chain stays whole', async () => {
      const { rows: found } = await town.app.db.pool.query(
        `select count(*)::int as count from audit where subject_kind = 'network'`,
      )
      expect(found).toEqual([{ count: 6 }])
      expect(await brokenAuditRows(town.app.db.pool)).toEqual([])
    })
  })

  describe('a file that will not do', () => {
    const street = (west: number, east: number, lat: number) =>
      line([
        [west, lat],
        [east, lat],
      ])
    const swapped = collection([
      line([
        [30.005, 114.004],
        [30.005, 114.014],
      ]),
    ])
    test.each([
      [
        'only a motorway',
        'motorway.osm',
        osmXml([
          {
            tags: { highway: 'motorway' },
            line: [
              [114, 30.005],
              [114.04, 30.005],
            ],
          },
        ]),
        'motorway.osm: found no way that may be walked, expected streets or paths',
      ],
      ['no way at all', 'empty.osm', osmXml([]), 'empty.osm: The OpenStreetMap file holds no elements'],
      [
        'only islands',
        'islands.geojson',
        collection([0, 1, 2, 3].map((n) => street(114 + n / 100, 114.003 + n / 100, 30.005))),
        'islands.geojson: found only pieces of less than 400 m that do not hang together',
      ],
      ['a PBF that was cut off', 'cut.osm.pbf', brokenOffPbf(), 'cut.osm.pbf: The file ends too early'],
      ['nothing', 'nothing.osm', '', 'nothing.osm: The file is empty'],
      ['nothing, called a PBF', 'nothing.osm.pbf', '', 'nothing.osm.pbf: The file is empty'],
      ['a table without lines', 'table.csv', 'id,name\n1,x\n', 'table.csv: found no lines, expected streets'],
      [
        'a table of points',
        'points.csv',
        'id,lon,lat\n1,114.005,30.005\n2,114.006,30.005\n',
        'points.csv: found no lines, expected streets as lines',
      ],
      ['areas only', 'areas.geojson', collection([]), 'areas.geojson: '],
      [
        'swapped coordinates',
        'swapped.geojson',
        swapped,
        'swapped.geojson: longitude and latitude look swapped',
      ],
      [
        'a line out of range',
        'range.geojson',
        collection([street(114, 114.02, 30.005), street(114, 214.02, 30.005)]),
        'range.geojson: 1 of 2 lines cannot be used, the first in row 2 (found "214.02, 30.005")',
      ],
      ['something else', 'hello.txt', 'hello', ''],
    ])('%s: is refused clearly, and the network in force stays', async (_, name, content, message) => {
      const before = await inForce()
      const last = await newestEventId(town.app.db.pool)
      const { exitCode, stdout, stderr } = await commands.run(
        'network',
        'import',
        commands.write(name, content),
      )
      expect([exitCode, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^qh: [^\n]+\n$/)
      expect(stderr).toContain(message)
      expect(stderr).not.toMatch(/undefined|\{\w+\}|unexpected/)
      expect(await inForce()).toBe(before)
      expect((await town.app.networks.current()).hash).toBe(before)
      expect(await newestEventId(town.app.db.pool)).toBe(last)
    })

    test('is taken the other way round, or without its faulty rows, when that is said', async () => {
      const before = await inForce()
      const turned = await importNetwork('swapped.geojson', swapped, '--axis', 'latlon')
      expect(turned).toMatchObject({ isNew: true, isFarFromUnits: false, nodes: 2 })
      const rest = await importNetwork(
        'range.geojson',
        collection([street(114, 114.02, 30.005), street(114, 214.02, 30.005)]),
        '--skip-faulty',
      )
      expect(rest).toMatchObject({ isNew: true, faulty: 1, edges: 1 })
      expect((await importNetwork('streets.geojson', STREETS)).hash).toBe(before)
    })

    test('that lies in another town is taken, and that is told', async () => {
      const away = await importNetwork('away.geojson', collection([street(-51.23, -51.22, -30.03)]))
      expect(away.isFarFromUnits).toBe(true)
      expect((await circle(A1_DOOR)).snapped).toBeNull()
      expect(await access('--kind', 'clinic')).toMatchObject({ covered: 0, outside: 6, notConnected: 6 })
      await importNetwork('streets.geojson', STREETS)
    })
  })

  test.skipIf(!isServerDatabase)('two copies of the server walk on the same network', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'quarterhour-second-'))
    const second = await openApp({
      port: 0,
      host: '127.0.0.1',
      databaseUrl: town.databaseUrl,
      dataDirectory: directory,
      trustProxy: false,
    })
    try {
      const first = await town.app.networks.current()
      expect((await second.networks.current()).hash).toBe(first.hash)
      const changed = await importNetwork('straight.osm', STRAIGHT_OSM)
      const seen = await second.networks.current()
      expect(seen.hash).toBe(changed.hash)
      expect(seen.network.edgeCount).toBe(changed.edges)
      const others = commandsOf(second)
      const back = await others.run<Imported>('network', 'import', others.write('streets.geojson', STREETS))
      expect(back.json.hash).toBe(first.hash)
      expect((await town.app.networks.current()).hash).toBe(first.hash)
    } finally {
      await second.close()
      rmSync(directory, { recursive: true, force: true })
    }
  })
})
