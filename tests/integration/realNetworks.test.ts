/**
 * Every real network at hand through `qh network import`: sizes beside those that its makers counted by a rougher rule
 * (../shared/data/README.md), reports that add up, doors of the two Chinese cities, and lines of a Shapefile.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DoorsFound } from '../../shared/network/doors.ts'
import { systemStatus } from '../../server/services/systemStatus.ts'
import { findComponents } from '../../shared/network/components.ts'
import { WAY_KINDS } from '../../shared/network/pedestrianRules.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import { describeWithShared, sharedData } from '../fixtures/sharedData.ts'
import { type Commands, commandsOf } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp } from './harness.ts'

interface Imported {
  nodes: number
  edges: number
  components: number[]
  hash: string
  ignored: Record<string, number>
  isFarFromUnits: boolean
  homes: DoorsFound
  facilities: DoorsFound
  report: NetworkReport
}

/** Walkable ways, junctions, parts that hang together and the largest one's share in percent, as the README has them. */
const COUNTED_BY_OTHERS = [
  ['networks/west-oakland.osm.bz2', 30, 51, 3, 95.9],
  ['networks/manhattan-west-village.osm.pbf', 91, 174, 1, 100],
  ['networks/beijing-tsinghua.osm.gz', 681, 928, 29, 94.5],
  ['networks/shenzhen-longgang.osm.gz', 430, 673, 37, 93.9],
  ['networks/monaco-2012.osm.gz', 858, 942, 18, 98.4],
  ['networks/baltimore-southeast.osm.pbf', 3_509, 5_836, 34, 85],
  ['porto-alegre/poa.osm.pbf', 14_379, 17_105, 63, 98.4],
  ['networks/porto.osm.pbf', 48_165, 66_872, 951, 96.3],
] as const

/** Parts with something else in them than piers and platforms, which the others did not count. */
function partsWithStreets(network: WalkNetwork): number {
  const { ofNode } = findComponents(network)
  const parts = new Set<number>()
  for (let e = 0; e < network.edgeCount; e++) {
    const kind = WAY_KINDS[network.edgeKind[e]!]
    if (kind !== 'platform' && kind !== 'area' && kind !== 'gate') parts.add(ofNode[network.edgeFrom[e]!]!)
  }
  return parts.size
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0)

describeWithShared('a real network', () => {
  describe.skipIf(!hasDatabase)('by command', () => {
    let town: TestApp
    let commands: Commands
    const run = async <T>(...words: string[]): Promise<T> => {
      const { json, stderr, exitCode } = await commands.run<T & Record<string, unknown>>(...words)
      expect([stderr, exitCode]).toEqual(['', 0])
      return json
    }
    const importNetwork = (path: string): Promise<Imported> =>
      run<Imported>('network', 'import', sharedData(path)!)

    beforeAll(async () => {
      town = await openTestApp()
      commands = commandsOf(town.app)
    })
    afterAll(() => town?.close())

    // The largest takes a quarter of a minute: once is enough.
    test.each(COUNTED_BY_OTHERS.slice(0, isServerDatabase ? -1 : undefined))(
      '%s has about the ways, junctions and parts that others counted',
      async (path, ways, junctions, parts, percent) => {
        const { report, hash } = await importNetwork(path)
        expect(Math.abs(report.walkedWays / ways - 1)).toBeLessThan(0.1)
        // gates and ends of links across squares are nodes of ours
        expect(report.nodes / junctions).toBeGreaterThan(0.9)
        expect(report.nodes / junctions).toBeLessThan(1.25)
        // ours has piers and platforms, which hang on nothing
        const loaded = await town.app.networks.current()
        expect(loaded.hash).toBe(hash)
        expect(parts).toBeGreaterThanOrEqual(0.85 * partsWithStreets(loaded.network))
        expect(parts).toBeLessThanOrEqual(report.components.length)
        expect(Math.abs((100 * report.components[0]!.meters) / report.meters - percent)).toBeLessThan(3)
      },
    )

    test.each(COUNTED_BY_OTHERS.slice(0, 6))('%s has a report that adds up', async (path) => {
      const { report, components, ignored } = await importNetwork(path)
      expect(report.problem).toBeNull()
      expect(Math.abs(sum(Object.values(report.metersByKind)) - report.meters)).toBeLessThan(0.1)
      expect(Math.abs(sum(report.components.map(({ meters }) => meters)) - report.meters)).toBeLessThan(0.1)
      expect(sum(report.components.map(({ edges }) => edges))).toBe(report.edges)
      expect(sum(components)).toBe(report.nodes)
      expect(components).toEqual([...components].sort((a, b) => b - a))
      for (const { lon, lat, box } of report.components) {
        expect(lon).toBeGreaterThanOrEqual(box[0])
        expect(lat).toBeLessThanOrEqual(box[3])
      }
      for (const [reason, count] of Object.entries(ignored)) {
        expect(reason).toMatch(/^[a-z]\w+$/i)
        expect(count).toBeGreaterThan(0)
      }
    })

    test('leaves motorways out, and says how many', async () => {
      const { ignored } = await importNetwork('networks/shenzhen-longgang.osm.gz')
      const { gunzipSync } = await import('node:zlib')
      const xml = gunzipSync(readFileSync(sharedData('networks/shenzhen-longgang.osm.gz')!)).toString()
      const fast = [...xml.matchAll(/<way .*?<\/way>/gs)].filter(
        ([text]) =>
          /k="highway" v="(motorway|trunk)(_link)?"/.test(text) && !/k="(foot|sidewalk\S*)"/.test(text),
      )
      expect(ignored.motorRoad).toBe(fast.length)
    })

    test.each([
      ['networks/shenzhen-longgang.osm.gz', 0.7],
      ['networks/beijing-tsinghua.osm.gz', 0.7],
    ] as const)('%s says which doors it leads to', async (path, least) => {
      await run('import', sharedData(path)!, '--as', 'basemap')
      const { homes, facilities } = await importNetwork(path)
      for (const doors of [homes, facilities]) {
        expect(doors.all).toBeGreaterThan(20)
        expect(doors.connected / doors.all).toBeGreaterThan(least)
        expect(doors.unconnected).toHaveLength(Math.min(200, doors.all - doors.connected))
        expect(doors.meters!.median).toBeLessThanOrEqual(doors.meters!.p95)
        expect(doors.meters!.farthest).toBeLessThanOrEqual(100)
        for (const { meters } of doors.unconnected) if (meters !== null) expect(meters).toBeGreaterThan(100)
      }
    })

    test('its base map is shown where it was cut out, however far its railways run', async () => {
      const own = await openTestApp()
      try {
        expect((await systemStatus(own.app)).bounds).toBeNull()
        await commandsOf(own.app).run(
          'import',
          sharedData('networks/beijing-tsinghua.osm.gz')!,
          '--as',
          'basemap',
        )
        const [west, south, east, north] = (await systemStatus(own.app)).bounds!
        // the box that the file names, 2 km by 2.4 km
        expect([west, east].map((lon) => Math.abs(lon - 116.32) < 0.03)).toEqual([true, true])
        expect([south, north].map((lat) => Math.abs(lat - 40.001) < 0.02)).toEqual([true, true])
        expect(east - west).toBeGreaterThan(0.015)
      } finally {
        await own.close()
      }
    })

    test('of lines in a Shapefile has their length on the ground', async () => {
      const { report } = await importNetwork('networks/soho-1854/Soho_Network.shp')
      const [west, south, east, north] = report.components[0]!.box
      expect([west, south, east, north].map((side) => Math.round(side * 100) / 100)).toEqual([
        -0.14, 51.51, -0.13, 51.52,
      ])
      expect(report.walkedWays).toBe(118)
      expect(
        Math.abs(report.meters / groundMeters(sharedData('networks/soho-1854/Soho_Network.shp')!) - 1),
      ).toBeLessThan(0.002)
      // side streets drawn up to the main street, which has no point there
      expect([report.joinedEnds, report.components.length]).toEqual([106, 1])
    })
  })
})

/** Length of all polylines of a Shapefile in Web Mercator: the projection stretches by 1 / cos(latitude). */
function groundMeters(path: string): number {
  const bytes = readFileSync(path)
  const radius = 6_378_137
  let meters = 0
  for (let at = 100; at < bytes.length;) {
    const content = at + 8
    const [parts, points] = [bytes.readInt32LE(content + 36), bytes.readInt32LE(content + 40)]
    const first = content + 44 + 4 * parts
    const breaks = new Set(Array.from({ length: parts }, (_, i) => bytes.readInt32LE(content + 44 + 4 * i)))
    const point = (i: number) => [bytes.readDoubleLE(first + 16 * i), bytes.readDoubleLE(first + 16 * i + 8)]
    for (let i = 1; i < points; i++) {
      if (breaks.has(i)) continue
      const [a, b] = [point(i - 1), point(i)]
      const latitude = 2 * Math.atan(Math.exp(a[1]! / radius)) - Math.PI / 2
      meters += Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!) * Math.cos(latitude)
    }
    at = content + 2 * bytes.readInt32BE(at + 4)
  }
  return meters
}
