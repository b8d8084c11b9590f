/**
 * Network files that cannot be used, each with a clear answer: nothing is half made, and the network in force stays.
 * Those of `walking.test.ts` are refused for what they hold; these for their numbers, their size and their end.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DoorsFound } from '../../shared/network/doors.ts'
import { systemViewer } from '../../server/access/viewer.ts'
import { row, sql } from '../../server/db/sql.ts'
import { newestEventId } from '../../server/live/events.ts'
import { lookAtNetwork } from '../../server/services/importNetwork.ts'
import { itWithShared } from '../fixtures/sharedData.ts'
import { line, osmXml, STRAIGHT_OSM, STREETS } from '../fixtures/tinyStreets.ts'
import { type Commands, collection, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

const STREET: [number, number][] = [
  [114, 30.005],
  [114.02, 30.005],
]
/** Streets of one kilometre, many of them: 4 MB of text. */
const MANY_WAYS = osmXml(
  Array.from({ length: 12_000 }, (_, i) => ({
    tags: { highway: 'footway', name: `一条不长不短的小路 ${i}` },
    line: [
      [114 + i / 1e5, 30],
      [114 + i / 1e5, 30.01],
    ] as [number, number][],
  })),
)

describe.skipIf(!hasDatabase)('a network file that cannot be used', () => {
  let town: TestApp
  let commands: Commands
  /** All that an import could leave behind. */
  const state = async () => ({
    networks: await row(
      town.app.db.pool,
      sql`select count(*) as count, min(hash) as hash from walking_network`,
    ),
    audit: await row(town.app.db.pool, sql`select count(*) as count from audit`),
    event: await newestEventId(town.app.db.pool),
    inForce: (await town.app.networks.current()).hash,
  })
  const refused = async (name: string, content: string | Uint8Array, ...words: string[]): Promise<string> => {
    const before = await state()
    const { exitCode, stdout, stderr } = await commands.run(
      'network',
      'import',
      commands.write(name, content),
      ...words,
    )
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^qh: [^\n]+\n$/)
    expect(await state()).toEqual(before)
    return stderr
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
    expect(
      (await commands.run('network', 'import', commands.write('streets.geojson', STREETS))).exitCode,
    ).toBe(0)
  })
  afterAll(() => town?.close())

  test('NaN is no number of GeoJSON: the place in the file is named', async () => {
    const text = collection([line(STREET)]).replace('30.005]', 'NaN]')
    expect(await refused('nan.geojson', text)).toContain('nan.geojson: Not valid JSON at line 1')
  })

  test.each([
    ['null', 'null'],
    ['text', '"thirty"'],
    ['too large to be a number', '1e999'],
  ])('a coordinate that is %s: the row is named, with what was found', async (_, value) => {
    const good = line([
      [114, 30.006],
      [114.02, 30.006],
    ])
    const text = collection([good, line(STREET)]).replace('30.005]', `${value}]`)
    expect(await refused('odd.geojson', text)).toMatch(
      /^qh: odd\.geojson: 1 of 2 lines cannot be used, the first in row 2 \(found ".+"\); the network in force stays\.\n$/,
    )
  })

  test('NaN in an OpenStreetMap file: how many places are none', async () => {
    const text = STRAIGHT_OSM.replaceAll('lat="30.005"', 'lat="NaN"')
    expect(await refused('nan.osm', text)).toContain(
      'nan.osm: found 3 places that are no longitude and latitude',
    )
  })

  test('swapped coordinates of an OpenStreetMap file are doubted aloud', async () => {
    const text = STRAIGHT_OSM.replace(/lat="([\d.]+)" lon="([\d.]+)"/g, 'lat="$2" lon="$1"')
    expect(await refused('swapped.osm', text)).toMatch(/found \d+ places .* \(swapped, or in metres\?\)/)
  })

  test('a file cut off in the middle of a way', async () => {
    expect(await refused('cut.osm', STRAIGHT_OSM.slice(0, -60))).toContain('cut.osm: The file ends too early')
  })

  itWithShared('a large PBF cut off in the middle', 'networks/porto.osm.pbf', async (path) => {
    const half = readFileSync(path).subarray(0, 1_600_000)
    expect(await refused('half.osm.pbf', half)).toContain('half.osm.pbf: The file ends too early')
  })

  test('a dry run of one says what would be refused, and why', async () => {
    const before = await state()
    const file = commands.write('motorway.osm', osmXml([{ tags: { highway: 'motorway' }, line: STREET }]))
    const { exitCode, json } = await commands.run<{ report: { problem: string } }>(
      ...['network', 'import', file, '--dry-run'],
    )
    expect([exitCode, json.report.problem]).toEqual([1, 'noWalkableWay'])
    expect(await state()).toEqual(before)
  })

  describe('with less memory than it needs', () => {
    const look = (megabytes: number) =>
      lookAtNetwork(town.app, {
        path: join(commands.folder, commands.write('many.osm', MANY_WAYS)),
        file: 'many.osm',
        joinNearMisses: false,
        importedBy: systemViewer,
        megabytes,
      })

    test('is told so by the reader', async () => {
      const before = await state()
      await expect(look(3)).rejects.toMatchObject({
        key: 'file.needsMemory',
        file: 'many.osm',
        facts: { megabytes: 3 },
      })
      expect(await state()).toEqual(before)
    })

    test('ends nothing but its own process', async () => {
      await expect(look(24)).rejects.toMatchObject({ key: 'file.needsMemory' })
      expect((await commands.run('network', 'show')).exitCode).toBe(0)
    })

    test('is read with enough of it, apart from the server', async () => {
      const { report, homes } = await look(2_000)
      expect([report.edges, report.problem, homes.all]).toEqual([12_000, null, 4])
    })
  })

  describe('far from what is loaded', () => {
    test('leaves facilities at no street, and says which', async () => {
      const file = commands.write(
        'beside.geojson',
        collection([
          line([
            [114.02, 30.002],
            [114.03, 30.002],
          ]),
        ]),
      )
      const { json } = await commands.run<{ facilities: DoorsFound; homes: DoorsFound }>(
        ...['network', 'import', file, '--dry-run'],
      )
      expect(json.facilities).toMatchObject({ all: 4, connected: 0, meters: null })
      expect(json.facilities.unconnected.map(({ id, meters }) => [id, meters && Math.round(meters)])).toEqual(
        [
          ['FA1', 1557],
          ['FA2', 619],
          ['FB1', 222],
          ['FB2', 445],
        ],
      )
    })

    test('makes a facility that nobody reaches, and the answer counts it', async () => {
      const far = commands.write('far.csv', 'id,name,kind,lon,lat\nF9,远处诊所,clinic,114.0395,30.0095\n')
      expect((await commands.run('import', far, '--as', 'facilities')).exitCode).toBe(0)
      const { json } = await commands.run('access', '--kind', 'clinic', '--minutes', '600')
      expect(json).toMatchObject({ facilities: 1, facilitiesNotConnected: 1, covered: 0, outside: 6 })
    })
  })

  test.each([
    [['matrix', '--from', 'none.csv', '--to', 'none.csv'], 'none.csv'],
    [['circle', '--at', ''], '--at: found ""'],
    [['circle', '--at', '30.005,114.005'], 'are longitude and latitude swapped?'],
    [['circle', '--at', 'NaN,NaN'], '--at: found "NaN,NaN"'],
    [['access', '--kind', 'clinic', '--minutes', '10000'], '--minutes: found "10000"'],
    [['access', '--kind', 'clinic', '--minutes=-1'], '--minutes: found "-1"'],
    [['access'], '--kind'],
  ])('%j asks for nothing that is there: one clear line', async (words, message) => {
    commands.write('none.csv', 'id,lon,lat\n')
    const { exitCode, stdout, stderr } = await commands.run(...words)
    expect([exitCode > 0, stdout]).toEqual([true, ''])
    expect(stderr).toMatch(/^qh: [^\n]+\n$/)
    expect(stderr).toContain(message)
  })
})
