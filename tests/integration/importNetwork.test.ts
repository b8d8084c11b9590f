/** A walking network through the import of any file: a dry run that only tells, then in force, with its record. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { recentImports } from '../../server/db/imports.ts'
import { inspectFile } from '../../server/services/imports/inspectFile.ts'
import { line, osmXml, STRAIGHT_OSM, STREETS } from '../fixtures/tinyStreets.ts'
import { type Commands, collection, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

/** A footway that crosses a road on the map, with no point in common: 963 m and 222 m. */
const CROSSED = osmXml([
  {
    tags: { highway: 'residential' },
    line: [
      [114.004, 30.005],
      [114.014, 30.005],
    ],
  },
  {
    tags: { highway: 'footway' },
    line: [
      [114.009, 30.004],
      [114.009, 30.006],
    ],
  },
])

describe.skipIf(!hasDatabase)('a network through the import', () => {
  let town: TestApp
  let commands: Commands
  const importing = async (name: string, content: string, ...words: string[]) => {
    const file = commands.write(name, content)
    const { json, stderr, exitCode } = await commands.run<ImportReport>(
      ...['import', file, '--as', 'network'],
      ...words,
    )
    expect(stderr).toBe('')
    return { ...json, exitCode }
  }
  const inForce = async (): Promise<string | undefined> =>
    (await commands.run<{ hash?: string }>('network', 'show')).json?.hash

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
  })
  afterAll(() => town?.close())

  test('a dry run tells nodes, kinds, parts and doors, and stores nothing', async () => {
    const report = await importing('streets.geojson', STREETS, '--dry-run')
    expect(report).toMatchObject({ exitCode: 0, read: 6, accepted: 6, changed: 6, faulty: 0, importId: null })
    expect(report.network).toMatchObject({ isNew: true, componentCount: 2, nearMissCount: 0, ignored: {} })
    expect(report.network!.metersByKind.footway).toBeCloseTo(report.network!.meters, 5)
    expect(report.network!.homes).toMatchObject({ all: 4, connected: 4 })
    expect(report.network!.facilities).toMatchObject({ all: 4, connected: 3 })
    expect(report.network!.facilities.unconnected.map(({ id }) => id)).toEqual(['FB2'])
    expect(await inForce()).toBeUndefined()
  })

  test('accepted, it is in force and among the recent imports', async () => {
    const report = await importing('streets.geojson', STREETS)
    expect(report.importId).not.toBeNull()
    expect(await inForce()).toBe(report.network!.hash)
    const [newest] = await recentImports(town.app.db.pool)
    expect(newest).toMatchObject({
      id: report.importId,
      kind: 'network',
      file: 'streets.geojson',
      accepted: 6,
    })
  })

  test('the same one again has nothing new', async () => {
    const report = await importing('again.geojson', STREETS, '--dry-run')
    expect(report).toMatchObject({ changed: 0, unchanged: 6, network: { isNew: false } })
  })

  test('ways that cross without a common point are told, and joined when asked', async () => {
    const apart = await importing('crossed.osm', CROSSED, '--dry-run')
    expect(apart.network).toMatchObject({ nearMissCount: 1, areNearMissesJoined: false, componentCount: 2 })
    const joined = await importing('crossed.osm', CROSSED, '--dry-run', '--join')
    expect(joined.network).toMatchObject({ areNearMissesJoined: true, componentCount: 1, edges: 4 })
  })

  test('rows that cannot be used stop it, unless the rest is asked for', async () => {
    const before = await inForce()
    const faulty = collection([
      line([
        [114, 30.005],
        [114.02, 30.005],
      ]),
      line([
        [114, 30.006],
        [214.02, 30.006],
      ]),
    ])
    const refused = await importing('range.geojson', faulty)
    expect(refused).toMatchObject({ exitCode: 1, accepted: 0, faulty: 1, importId: null })
    expect(refused.faults[0]).toMatchObject({ row: 2, found: '214.02, 30.006' })
    expect(await inForce()).toBe(before)
    const rest = await importing('range.geojson', faulty, '--skip-faulty')
    expect(rest).toMatchObject({ exitCode: 0, accepted: 1, faulty: 1, network: { edges: 1 } })
    expect(await inForce()).toBe(rest.network!.hash)
  })

  test('what cannot be a network says why in the dry run, and is refused', async () => {
    const before = await inForce()
    const motorway = osmXml([
      {
        tags: { highway: 'motorway' },
        line: [
          [114, 30.005],
          [114.02, 30.005],
        ],
      },
    ])
    const told = await importing('motorway.osm', motorway, '--dry-run')
    expect(told).toMatchObject({ accepted: 0, notices: [{ key: 'network.noWalkableWay' }] })
    const { exitCode, stderr } = await commands.run('import', 'motorway.osm', '--as', 'network')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('found no way that may be walked')])
    expect(await inForce()).toBe(before)
  })

  test('lines alone are taken for a network; an OpenStreetMap file for a base map', async () => {
    const kindOf = async (name: string, content: string) => {
      commands.write(name, content)
      const { layers } = await inspectFile(town.app, `${commands.folder}/${name}`, name)
      return layers[0]!.suggestedKind
    }
    expect(await kindOf('lines.geojson', STREETS)).toBe('network')
    expect(await kindOf('straight.osm', STRAIGHT_OSM)).toBe('basemap')
  })
})
