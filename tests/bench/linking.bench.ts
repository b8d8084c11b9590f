/**
 * Question: how fast are 100,000 points linked to the units that hold them?
 * Input: the demo town's grids, and Tainan's 752 villages where the real data is at hand; points seeded.
 * Peers: PostGIS `ST_Covers` with a GiST index (a PostgreSQL server in the same run, its index and statistics ready,
 * points already in a table), and Turf's `booleanPointInPolygon` over a flatbush box index.
 * Indexes are ready on all sides; a second table times making them. Answers are compared before anything is timed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { bbox, booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import pg from 'pg'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { generateTown } from '../../geodata/town/generateTown.ts'
import { PointLocator } from '../../shared/coverage/pointLocator.ts'
import { quantise } from '../../shared/geo/quantise.ts'
import { machine, report, seededRandom, takeTurns } from './measure.ts'

type Area = Polygon | MultiPolygon
const POINTS = 100_000
const ROUNDS = 9

function pointsOver(areas: readonly Area[]): { lons: Float64Array; lats: Float64Array } {
  const [west, south, east, north] = bbox({ type: 'GeometryCollection', geometries: [...areas] })
  const random = seededRandom(8415)
  const lons = Float64Array.from({ length: POINTS }, () => quantise(west + random() * (east - west)))
  const lats = Float64Array.from({ length: POINTS }, () => quantise(south + random() * (north - south)))
  return { lons, lats }
}

function linkByTurf(
  areas: readonly Area[],
  index: Flatbush,
  lons: Float64Array,
  lats: Float64Array,
): Int32Array {
  const found = new Int32Array(POINTS).fill(-1)
  for (let i = 0; i < POINTS; i++) {
    const point = [lons[i]!, lats[i]!]
    for (const area of index.search(point[0]!, point[1]!, point[0]!, point[1]!).sort((a, b) => a - b)) {
      if (!booleanPointInPolygon(point, areas[area]!)) continue
      found[i] = area
      break
    }
  }
  return found
}

function linkByOurs(locator: PointLocator, lons: Float64Array, lats: Float64Array): Int32Array {
  const found = new Int32Array(POINTS)
  for (let i = 0; i < POINTS; i++) found[i] = locator.locate(lons[i]!, lats[i]!)
  return found
}

async function loadPostgis(
  client: pg.Client,
  areas: readonly Area[],
  lons: Float64Array,
  lats: Float64Array,
): Promise<void> {
  await client.query(
    'create extension if not exists postgis; drop table if exists bench_unit; drop table if exists bench_point',
  )
  await client.query('create table bench_unit (n int primary key, boundary geometry(Geometry, 4326))')
  for (const [n, area] of areas.entries()) {
    await client.query(
      'insert into bench_unit values ($1, st_makevalid(st_setsrid(st_geomfromgeojson($2), 4326)))',
      [n, JSON.stringify(area)],
    )
  }
  await client.query('create index on bench_unit using gist (boundary)')
  await client.query('create table bench_point (n int primary key, place geometry(Point, 4326))')
  await client.query(
    'insert into bench_point select p.n, st_setsrid(st_makepoint(p.x, p.y), 4326) from unnest($1::int[], $2::float8[], $3::float8[]) as p (n, x, y)',
    [Array.from(lons.keys()), Array.from(lons), Array.from(lats)],
  )
  await client.query(
    'create index on bench_point using gist (place); analyze bench_unit; analyze bench_point',
  )
}

const REBUILD =
  'drop index if exists bench_unit_boundary_idx; create index bench_unit_boundary_idx on bench_unit using gist (boundary)'
const LINK =
  'select p.n as point, min(u.n) as unit from bench_point p join bench_unit u on st_covers(u.boundary, p.place) group by p.n'

async function linkByPostgis(client: pg.Client): Promise<Int32Array> {
  const found = new Int32Array(POINTS).fill(-1)
  const { rows } = await client.query<[number, number]>({ text: LINK, rowMode: 'array' })
  for (const [point, unit] of rows) found[point] = unit
  return found
}

/** Points whose answer differs; those on a border or in a sliver two methods may decide differently are counted. */
const differences = (a: Int32Array, b: Int32Array): number =>
  a.reduce((sum, value, i) => sum + (value === b[i] ? 0 : 1), 0)

function boxIndex(areas: readonly Area[]): Flatbush {
  const index = new Flatbush(areas.length)
  for (const area of areas) index.add(...(bbox(area) as [number, number, number, number]))
  index.finish()
  return index
}

async function compare(title: string, areas: readonly Area[], client: pg.Client | undefined): Promise<void> {
  const { lons, lats } = pointsOver(areas)
  const index = boxIndex(areas)
  const locator = new PointLocator(areas)
  const ours = linkByOurs(locator, lons, lats)
  const vertices = areas.reduce((sum, area) => sum + JSON.stringify(area).split('],[').length, 0)
  console.log(
    `\n${title}: ${areas.length} units, about ${vertices} vertices, ${POINTS} points, ${ours.filter((unit) => unit >= 0).length} inside`,
  )
  console.log(`  answers that differ from Turf: ${differences(ours, linkByTurf(areas, index, lons, lats))}`)
  const contenders = [
    { name: 'ours', run: () => linkByOurs(locator, lons, lats) },
    { name: 'Turf booleanPointInPolygon, flatbush boxes', run: () => linkByTurf(areas, index, lons, lats) },
  ]
  if (client) {
    await loadPostgis(client, areas, lons, lats)
    console.log(`  answers that differ from PostGIS: ${differences(ours, await linkByPostgis(client))}`)
    contenders.push({
      name: 'PostGIS ST_Covers, GiST (answers fetched)',
      run: () => linkByPostgis(client) as never,
    })
    contenders.push({
      name: 'PostGIS ST_Covers, GiST (inside the server)',
      run: () => client.query(`select count(*), sum(unit) from (${LINK}) l`) as never,
    })
  }
  report(title, await takeTurns(contenders, ROUNDS))
  const builders = [
    { name: 'ours: raster and rows', run: () => new PointLocator(areas) as unknown },
    { name: 'flatbush: boxes', run: () => boxIndex(areas) as unknown },
  ]
  if (client) builders.push({ name: 'PostGIS: GiST', run: () => client.query(REBUILD) })
  report(`${title}: making the index`, await takeTurns(builders, ROUNDS))
}

console.log(machine())
const url = process.env.QUARTERHOUR_TEST_POSTGRES
const client = url ? new pg.Client(url) : undefined
if (client) await client.connect()
else console.log('PostGIS is not measured: no server (QUARTERHOUR_TEST_POSTGRES).')
const town = generateTown({ seed: 8415, size: 'town', today: '2026-11-24' })
await compare(
  'Demo town',
  town.units
    .filter(({ level, validTo }) => level === 'grid' && validTo === null)
    .map(({ polygon }) => polygon),
  client,
)
const file = new URL('../../../shared/data/tainan/villages_2017.topojson', import.meta.url)
if (existsSync(file)) {
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ [name: string]: GeometryCollection }>
  const villages = feature(topology, Object.values(topology.objects)[0]!).features as Feature<Area>[]
  await compare(
    'Tainan',
    villages.map(({ geometry }) => geometry),
    client,
  )
}
await client?.end()
