/**
 * Porto Alegre by command: who lives within 15 minutes of a school and of health care, equal to the same question in
 * SQL. There PostGIS finds the street of every cell and every facility, pgRouting the ways, and our code only lends
 * the edges: their lines, lengths and costs.
 */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ISLAND_METERS } from '../../shared/network/report.ts'
import { type NetworkView, viewComponents, viewNetwork } from '../../shared/network/networkView.ts'
import { PROFILES } from '../../shared/network/profiles.ts'
import { edgeLine } from '../../shared/network/walkNetwork.ts'
import { hasPgRouting, loadGraph } from '../fixtures/pgRouting.ts'
import { describeWithShared, sharedData } from '../fixtures/sharedData.ts'
import { type Commands, box, collection, commandsOf, unitFeature } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, isServerDatabase, openTestApp } from './harness.ts'

const CELLS = 'porto-alegre/poa_hexgrid.csv'
/** Places of the file, and the columns that count schools and health care in a cell. */
const KINDS = [
  { kind: 'primarySchool', column: 4, places: 177 },
  { kind: 'healthCentre', column: 6, places: 117 },
] as const
/** Metres a degree on the sphere that lengths are measured on, and a plane of metres for the city's five kilometres. */
const DEGREE = (6_371_008.8 * Math.PI) / 180
const inMeters = (geometry: string): string =>
  `st_setsrid(st_scale(${geometry}, ${DEGREE * Math.cos((30.05 * Math.PI) / 180)}, ${DEGREE}), 0)`
const MINUTES = [5, 10, 15] as const

interface Access {
  facilities: number
  covered: number
  outside: number
  notConnected: number
}

const lineText = (line: readonly number[]): string =>
  `LINESTRING(${Array.from({ length: line.length / 2 }, (_, i) => `${line[2 * i]! / 1e7} ${line[2 * i + 1]! / 1e7}`).join(',')})`

/** Lines of the edges and barriers, each edge with what it is to a snap. */
async function loadLines(client: pg.Client, view: NetworkView): Promise<void> {
  const { network } = view
  const { ofNode, list } = viewComponents(view)
  const edges = Array.from({ length: network.edgeCount }, (_, e) => e).filter(
    (e) => network.edgeLength[e]! > 0,
  )
  await client.query('create temp table street (id bigint, line geometry(LineString), is_island boolean)')
  await client.query(
    `insert into street select i, ${inMeters('st_geomfromtext(l, 4326)')}, s from unnest($1::bigint[], $2::text[], $3::boolean[]) t(i, l, s)`,
    [
      edges,
      edges.map((e) => lineText(edgeLine(network, e))),
      edges.map((e) => list[ofNode[network.edgeFrom[e]!]!]!.meters < ISLAND_METERS),
    ],
  )
  await client.query('create temp table barrier (line geometry(LineString))')
  await client.query(
    `insert into barrier select ${inMeters('st_geomfromtext(l, 4326)')} from unnest($1::text[]) t(l)`,
    [
      Array.from(network.barrierKind, (_, b) => {
        const [from, to] = [network.barrierStart[b]!, network.barrierStart[b + 1]!]
        const line: number[] = []
        for (let v = from; v < to; v++) line.push(network.barrierLon[v]!, network.barrierLat[v]!)
        return lineText(line)
      }),
    ],
  )
  await client.query(
    'create index on street using gist (line); create index on barrier using gist (line); analyze street',
  )
}

/**
 * For every place of a query (`id`, `location`): the street to take within 100 m and how far along it, in metres on
 * a plane (in degrees the foot of a perpendicular lies elsewhere). A street in sight comes before
 * one behind a barrier, one of a large part before an island, the nearer before the farther.
 */
const snapped = (places: string): string => `
  select p.id, s.edge, s.share
    from (select id, ${inMeters('location')} as location from (${places}) given) p
    cross join lateral (
      select street.id as edge, st_linelocatepoint(street.line, p.location) as share
      from street,
        lateral (select st_shortestline(p.location, street.line) as step) f,
        lateral (select st_length(step) as meters) d
      where st_dwithin(street.line, p.location, 100)
      order by exists (
          select 1 from barrier
          where st_intersects(barrier.line, st_linesubstring(step, 0, greatest(0, 1 - 0.5 / nullif(meters, 0))))
        ), is_island, meters
      limit 1
    ) s`

/** The graph turned round, and a node -1 that hangs on the ends of every edge with a facility on it. */
const TURNED_ROUND = `
  select id, source, target, reverse_cost as cost, cost as reverse_cost from pg_temp.walk
  union all
  select -row_number() over (), -1, node, cost, -1 from (
    select source as node, cost * share as cost
      from pg_temp.walk w join pg_temp.place p on p.edge = w.id where cost >= 0
    union all
    select target, reverse_cost * (1 - share)
      from pg_temp.walk w join pg_temp.place p on p.edge = w.id where reverse_cost >= 0
  ) link`

/** Residents by minutes to the nearest facility: ahead or back to an end of the own edge, or along it. */
const COVERED = `
  with way as (
    select h.id, w.cost * (1 - h.share) + d.cost as cost
      from home h join walk w on w.id = h.edge join distance d on d.node = w.target where w.cost >= 0
    union all
    select h.id, w.reverse_cost * h.share + d.cost
      from home h join walk w on w.id = h.edge join distance d on d.node = w.source where w.reverse_cost >= 0
    union all
    select h.id, case when p.share >= h.share then w.cost else w.reverse_cost end * abs(p.share - h.share)
      from home h join place p using (edge) join walk w on w.id = h.edge
      where case when p.share >= h.share then w.cost else w.reverse_cost end >= 0
  ), nearest as (select id, min(cost) as cost from way group by id)
  select minutes::int, coalesce(sum(c.residents), 0)::int as residents
    from unnest($1::int[]) minutes
    left join nearest n on n.cost <= minutes * 60000
    left join population_count c on c.area_code = n.id
    group by 1 order by 1`

describeWithShared('Porto Alegre', () => {
  let town: TestApp
  let commands: Commands
  const run = async <T>(...words: string[]): Promise<T> => {
    const { json, stderr, exitCode } = await commands.run<T & Record<string, unknown>>(...words)
    expect([stderr, exitCode]).toEqual(['', 0])
    return json
  }
  const access = (kind: string, minutes: number): Promise<Access> =>
    run<Access>('access', '--kind', kind, '--minutes', String(minutes))

  describe.skipIf(!hasDatabase || !isServerDatabase)('on a PostgreSQL server', () => {
    beforeAll(async () => {
      town = await openTestApp()
      commands = commandsOf(town.app)
      const street = unitFeature('poa', 'Porto Alegre', 'street', box(-51.3, -51.1, -30.15, -29.95))
      await run('import', commands.write('street.geojson', collection([street])), '--as', 'units')
      const network = await run('network', 'import', sharedData('porto-alegre/poa.osm.pbf')!)
      expect(network).toMatchObject({ isFarFromUnits: false })
      const place = ['--field', 'lon=lon', '--field', 'lat=lat']
      const people = ['--field', 'code=id', '--field', 'residents=population', '--date', '2020-01-01']
      await run('import', sharedData(CELLS)!, '--as', 'residents', ...people, ...place)
      const [head, ...cells] = readFileSync(sharedData(CELLS)!, 'utf8').trim().split('\n')
      for (const { kind, column } of KINDS) {
        const some = cells
          .filter((cell) => Number(cell.split(',')[column]) > 0)
          .map((cell) => `${kind}-${cell}`)
        const file = commands.write(`${kind}.csv`, [head, ...some, ''].join('\n'))
        await run(
          'import',
          file,
          '--as',
          'facilities',
          '--field',
          'id=id',
          '--field',
          `kind==${kind}`,
          ...place,
        )
      }
    }, 120_000)
    afterAll(() => town?.close())

    test.each(KINDS)('$kind, everybody is counted once, more with every minute', async ({ kind, places }) => {
      let before = 0
      for (const minutes of MINUTES) {
        const { facilities, covered, outside, notConnected } = await access(kind, minutes)
        expect([facilities, covered + outside]).toEqual([places, 812_935])
        expect(covered).toBeGreaterThan(before)
        // those at no street are not lost: they are outside
        expect(notConnected).toBeLessThan(outside)
        before = covered
      }
    })

    test.skipIf(!isServerDatabase)(
      'the shares are those of PostGIS and pgRouting',
      async (context) => {
        const client = new pg.Client(town.databaseUrl)
        await client.connect()
        try {
          if (!(await hasPgRouting(client)))
            return context.skip('postgresql-15-pgrouting is not installed here')
          await client.query('create extension pgrouting cascade')
          const { network } = await town.app.networks.current()
          const view = viewNetwork(network, PROFILES.standard)
          await loadGraph(client, view)
          await loadLines(client, view)
          await client.query(
            `create temp table home as ${snapped('select area_code as id, location from population_count')}`,
          )
          for (const { kind } of KINDS) {
            await client.query('drop table if exists pg_temp.place, pg_temp.distance')
            await client.query(
              `create temp table place as ${snapped(`select id, location from facility where kind = '${kind}'`)}`,
            )
            await client.query(
              `create temp table distance as select node, agg_cost as cost
              from pgr_drivingDistance($graph$${TURNED_ROUND}$graph$, -1, 3600000, directed := true) where node >= 0`,
            )
            const { rows } = await client.query<{ minutes: number; residents: number }>(COVERED, [MINUTES])
            for (const { minutes, residents } of rows)
              expect([kind, minutes, residents]).toEqual([
                kind,
                minutes,
                (await access(kind, minutes)).covered,
              ])
          }
        } finally {
          await client.end()
        }
      },
      180_000,
    )
  })
})
