/** Broken files of every kind: a clear answer, and nothing half-loaded. What can be mended is mended, and said. */
import { randomBytes } from 'node:crypto'
import { area, polygon } from '@turf/turf'
import { zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { type Queryable, rows, sql } from '../../server/db/sql.ts'
import {
  A,
  A1,
  A2,
  B,
  B1,
  type Commands,
  type Ring,
  STREET,
  UNITS,
  box,
  collection,
  commandsOf,
  loadTinyTown,
  unitFeature,
} from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

const TABLES = [
  'unit',
  'unit_version',
  'building',
  'resident',
  'population_count',
  'facility',
  'issue',
  'basemap_feature',
  'import',
  'link_history',
]
const STAGING = [
  'staged_building',
  'staged_resident',
  'staged_population_count',
  'staged_facility',
  'staged_issue',
  'unit_staging',
]
const KINDS = ['units', 'buildings', 'residents', 'facilities', 'issues', 'basemap'] as const

const square = (lon: number, lat: number): number => area(polygon([box(lon, lon + 0.0001, lat, lat + 0.01)]))

describe.skipIf(!hasDatabase)('bad input', () => {
  let town: TestApp
  let commands: Commands
  let before: string
  const pool = (): Queryable => town.app.db.pool
  const contents = async (tables: readonly string[]): Promise<string> => {
    const parts = tables.map(
      (table) => sql`select ${table}::text as name, count(*) as count from ${sql.raw(table)}`,
    )
    const counted = await rows<{ name: string; count: number }>(
      pool(),
      sql`${sql.join(parts, sql` union all `)}`,
    )
    return counted
      .map(({ name, count }) => `${name} ${count}`)
      .sort()
      .join(', ')
  }
  const importing = async (name: string, content: string | Uint8Array, as: string, ...words: string[]) => {
    commands.write(name, content)
    return commands.run<ImportReport | null>('import', name, '--as', as, ...words)
  }
  /** The one line that refuses a whole file. */
  const refusal = async (
    name: string,
    content: string | Uint8Array,
    as: string,
    ...words: string[]
  ): Promise<string> => {
    const { exitCode, stdout, stderr } = await importing(name, content, as, ...words)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^qh: [^\n]+\n$/)
    return stderr.trim()
  }
  /** Faults of an import that took nothing. */
  const faults = async (
    name: string,
    content: string | Uint8Array,
    as: string,
    ...words: string[]
  ): Promise<string[]> => {
    const { exitCode, json } = await importing(name, content, as, ...words)
    expect([exitCode, json!.accepted]).toEqual([1, 0])
    return json!.faults.map(
      ({ row, field, expected }) => `${row} ${field} ${expected.replace('fault.expected.', '')}`,
    )
  }

  beforeAll(async () => {
    town = await openTestApp()
    commands = commandsOf(town.app)
    await loadTinyTown(commands)
  })
  afterAll(() => town?.close())
  beforeEach(async () => {
    before = await contents(TABLES)
  })

  describe('leaves everything as it was', () => {
    afterEach(async () => {
      expect(await contents(TABLES)).toBe(before)
      expect(await contents(STAGING)).toBe(
        STAGING.map((name) => `${name} 0`)
          .sort()
          .join(', '),
      )
    })

    describe.each(KINDS)('as %s', (as) => {
      test('a file of nothing', async () => {
        expect(await refusal('empty.csv', '', as)).toContain('empty.csv')
        expect(await refusal('empty.geojson', '', as)).toContain('empty.geojson')
      })

      test('a file that is not what it says', async () => {
        for (const name of [
          'noise.xlsx',
          'noise.zip',
          'noise.gpkg',
          'noise.osm.pbf',
          'noise.shp',
          'noise.kmz',
        ])
          expect(await refusal(name, randomBytes(3_000), as)).toContain(name)
        expect(await refusal('page.geojson', '<!doctype html><title>404</title>', as)).toContain(
          'page.geojson',
        )
      })

      test('a file that ends in the middle', async () => {
        const whole = collection(UNITS)
        expect(await refusal('cut.geojson', whole.slice(0, whole.length / 2), as)).toContain('cut.geojson')
        const packed = zipSync({ 'units.geojson': new TextEncoder().encode(whole) })
        expect(await refusal('cut.zip', packed.slice(0, packed.length / 2), as)).toContain('cut.zip')
      })
    })

    test.each(['buildings', 'residents', 'facilities', 'issues'])(
      '%s: a quote that is never closed',
      async (as) => {
        expect(
          await refusal(
            'quote.csv',
            `id,code,name,reportedAt,lon,lat\n1,1,"a,2026-01-01,114,30\n${'2,2,b,2026-01-01,114,30\n'.repeat(50)}`,
            as,
          ),
        ).toMatch(/quote\.csv: .*quot/i)
      },
    )

    test.each([
      ['buildings', 'code,name,floors,lon,lat', 'B,b,-3,114,30', '2 floors wholeNumber'],
      ['buildings', 'code,name,dwellings,vacantDwellings', 'B,b,3,4', '2 vacantDwellings vacantWithin'],
      ['buildings', 'code,name', ',b', '2 code present'],
      ['residents', 'id,name,birthDate', 'X,甲,1990-02-30', '2 birthDate day'],
      ['residents', 'id,name,sex', 'X,甲,unknown', '2 sex sex'],
      ['residents', 'name', '甲', '2 id present'],
      ['residents', 'id,name,identityNumber', 'X,甲,11010519491231002', '2 identityNumber identity.length'],
      ['residents', 'code,residents', `${A1},-5`, '2 residents wholeNumber'],
      ['residents', 'code,residents', `${A1},`, '2 residents present'],
      ['facilities', 'id,name,capacity,lon,lat', 'X,x,12.5,114,30', '2 capacity wholeNumber'],
      ['facilities', 'id,name,lon,lat', 'X,x,here,there', '2 geometry geometry.finite'],
      ['issues', 'id,reportedAt,lon,lat', 'X,2026-02-30 10:00,114,30', '2 reportedAt instant'],
      ['issues', 'id,reportedAt,state', 'X,2026-01-01,lost', '2 state issueState'],
      ['issues', 'id,reportedAt', 'X,', '2 reportedAt present'],
    ])('%s: a value that is none (%s: %s)', async (as, head, line, expected) => {
      const found = await faults('value.csv', `${head}\n${line}\n`, as, '--crs', 'EPSG:4326')
      expect(found[0]).toBe(expected)
    })

    test('a row that is there twice', async () => {
      expect(
        await faults(
          'twice.csv',
          'id,name,kind,lon,lat\nX,x,park,114.001,30.001\nY,y,park,114,30\nX,z,park,114,30\n',
          'facilities',
        ),
      ).toEqual(['4 id unique'])
      expect(
        await faults(
          'twice.geojson',
          collection([
            unitFeature('C9', 'a', 'grid', box(114, 114.01)),
            unitFeature('C9', 'b', 'grid', box(114.01, 114.02)),
          ]),
          'units',
        ),
      ).toEqual([expect.stringMatching(/ code unique$/)])
    })

    test('a file with one faulty row among many is not taken in, not even in part', async () => {
      const lines = Array.from({ length: 12_000 }, (_, n) => `n${n},name,park,114.001,30.001`)
      lines[11_500] = 'bad,name,park,here,30.001'
      expect(
        await faults('one.csv', ['id,name,kind,lon,lat', ...lines, ''].join('\n'), 'facilities'),
      ).toHaveLength(1)
    })

    test('places on another planet', async () => {
      expect(
        await faults(
          'far.csv',
          'id,name,kind,lon,lat\nX,x,park,200,30\nY,y,park,114,95\n',
          'facilities',
          '--crs',
          'EPSG:4326',
        ),
      ).toEqual(['2 geometry geometry.inRange', '3 geometry geometry.inRange'])
    })

    test('metres of an unnamed system are asked about, never drawn', async () => {
      const meters: Ring = [
        [38_500_000, 3_320_000],
        [38_501_000, 3_320_000],
        [38_501_000, 3_321_000],
        [38_500_000, 3_321_000],
        [38_500_000, 3_320_000],
      ]
      const { exitCode, json, stderr } = await importing(
        'gauss.geojson',
        collection([unitFeature('M1', 'm', 'street', meters)]),
        'units',
      )
      expect(exitCode).toBe(1)
      if (json === null) expect(stderr).toContain('coordinate system')
      else expect(json.accepted).toBe(0)
    })

    test('units without an area', async () => {
      const feature = (geometry: unknown): string =>
        JSON.stringify({
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: { code: 'Z1', name: 'z', level: 'grid' }, geometry }],
        })
      expect(await faults('null.geojson', feature(null), 'units')).toEqual([
        expect.stringContaining('geometry area'),
      ])
      expect(
        await faults('point.geojson', feature({ type: 'Point', coordinates: [114, 30] }), 'units'),
      ).toEqual([expect.stringContaining('geometry area')])
      expect(
        await faults(
          'line.geojson',
          feature({
            type: 'LineString',
            coordinates: [
              [114, 30],
              [114.1, 30],
            ],
          }),
          'units',
        ),
      ).toEqual([expect.stringContaining('geometry area')])
      const open = feature({ type: 'Polygon', coordinates: [box(114, 114.01).slice(0, 4)] })
      expect((await faults('open.geojson', open, 'units'))[0]).toContain('geometry.closedRing')
      const flat = feature({
        type: 'Polygon',
        coordinates: [
          [
            [114, 30],
            [114.01, 30],
            [114, 30],
          ],
        ],
      })
      expect((await faults('flat.geojson', flat, 'units'))[0]).toContain('geometry.ringOfFour')
    })

    test('units of no level, and of a level that is none', async () => {
      const { properties: _, ...bare } = unitFeature('Q1', 'q', 'grid', box(114, 114.01)) as {
        properties: object
      }
      expect(
        await faults(
          'none.geojson',
          collection([{ ...bare, properties: { code: 'Q1', name: 'q' } }]),
          'units',
        ),
      ).toEqual([expect.stringContaining('level level')])
      expect(
        await faults(
          'wrong.geojson',
          collection([unitFeature('Q1', 'q', 'planet', box(114, 114.01))]),
          'units',
        ),
      ).toEqual([expect.stringContaining('level level')])
    })

    test('units whose parent can be neither found nor made', async () => {
      const lost = collection([
        unitFeature('111222', 'x', 'grid', box(114, 114.01), { parent: '某社区' }),
        unitFeature('999888', 'y', 'grid', box(114.01, 114.02), { parent: '某社区' }),
      ])
      expect(await faults('orphans.geojson', lost, 'units')).toEqual([
        expect.stringContaining('parent parentUnit'),
        expect.stringContaining('parent parentUnit'),
      ])
    })

    test('a unit that has another level than before', async () => {
      const file = collection([unitFeature(A1, '甲一网格', 'community', box(114, 114.01))])
      expect(await faults('level.geojson', file, 'units')).toEqual(['1 level sameLevel'])
      const { json } = await importing('level.geojson', file, 'units', '--skip-faulty')
      expect(json).toMatchObject({ accepted: 0, faulty: 1 })
    })

    test('codes that would break a path or an area', async () => {
      for (const code of ['a/b', 'a,b', 'a%', "a'b", 'a*'])
        expect(
          await faults(
            'code.geojson',
            collection([unitFeature(code, 'x', 'street', box(115, 115.01))]),
            'units',
          ),
        ).toEqual([expect.stringContaining('code code')])
    })

    test('an attribute of ten megabytes', async () => {
      const long = 'x'.repeat(10 * 1024 * 1024)
      const file = `id,name,kind,lon,lat\nX,${long},park,114,30\nY,y,park,114,30\n`
      expect(await faults('huge.csv', file, 'facilities')).toEqual(['2 name shorterValue'])
    })

    test('a dry run', async () => {
      const { exitCode, json } = await importing(
        'dry.geojson',
        collection([unitFeature('115000001', 'x', 'street', box(115, 115.01))]),
        'units',
        '--dry-run',
      )
      expect([exitCode, json!.accepted, json!.importId]).toEqual([0, 1, null])
    })
  })

  describe('that can be taken in part', () => {
    test('the good rows come in, the others are in the CSV with their faults', async () => {
      const { json } = await importing(
        'part.csv',
        'id,name,kind,capacity,lon,lat\nP1,good,park,5,114.001,30.001\nP2,"=cmd|x",park,many,114,30\n',
        'facilities',
        '--skip-faulty',
        '--rejected',
        'rest.csv',
      )
      expect(json).toMatchObject({ read: 2, accepted: 1, added: 1, faulty: 1 })
      const { readFileSync } = await import('node:fs')
      const rest = readFileSync(`${commands.folder}/rest.csv`, 'utf8')
      expect(rest).toBe(
        "\uFEFFrow,field,found,expected,id,name,kind,capacity,lon,lat\r\n3,capacity,many,fault.expected.wholeNumber,P2,'=cmd|x,park,many,114,30\r\n",
      )
    })

    test('a row of another length than the header is in the CSV with its cells', async () => {
      const { json } = await importing(
        'ragged.csv',
        'id,name,kind,lon,lat\nP3,good,park,114.002,30.002\nP4,short,park\nP5,long,park,114,30,x,y\nP6,both,park,1.2E+17,114,30\n',
        'facilities',
        '--skip-faulty',
        '--rejected',
        'ragged-rest.csv',
      )
      expect(json).toMatchObject({ read: 4, accepted: 1, faulty: 3 })
      const { readFileSync } = await import('node:fs')
      expect(readFileSync(`${commands.folder}/ragged-rest.csv`, 'utf8').split('\r\n')).toEqual([
        '\uFEFFrow,field,found,expected,id,name,kind,lon,lat',
        '3,,3,fault.expected.fieldCount,P4,short,park,,',
        '4,,7,fault.expected.fieldCount,P5,long,park,114,30,x,y',
        '5,,6,fault.expected.fieldCount,P6,both,park,1.2E+17,114,30',
        '5,lon,1.2E+17,fault.expected.exactDigits,P6,both,park,1.2E+17,114,30',
        '',
      ])
    })

    test('GeoJSON with latitude first is told, and read the other way round when asked', async () => {
      const swapped = JSON.stringify({
        type: 'FeatureCollection',
        features: [1, 2, 3].map((n) => ({
          type: 'Feature',
          properties: { id: `SW${n}`, name: 'park', kind: 'park' },
          geometry: { type: 'Point', coordinates: [30.001, 114.001 + n / 1000] },
        })),
      })
      const notices = ({ json }: Awaited<ReturnType<typeof importing>>): string[] =>
        json!.notices.map(({ key }) => key)
      const dry = await importing('swapped.geojson', swapped, 'facilities', '--dry-run')
      expect(notices(dry)).toContain('crs.warning.swapped')
      const kept = await importing('swapped.geojson', swapped, 'facilities', '--dry-run', '--axis', 'lonlat')
      expect(notices(kept)).not.toContain('crs.warning.swapped')
      const taken = await importing('swapped.geojson', swapped, 'facilities', '--axis', 'latlon')
      expect(taken.json).toMatchObject({ accepted: 3, faulty: 0 })
      expect(notices(taken)).not.toContain('crs.warning.swapped')
      const found = await rows<{ at: string }>(
        pool(),
        sql`select st_astext(location) as at from facility where id = 'SW1'`,
      )
      expect(found).toEqual([{ at: 'POINT(114.002 30.001)' }])
      expect((await importing('swapped.geojson', swapped, 'facilities', '--axis', 'sideways')).exitCode).toBe(
        2,
      )
    })

    test('a place that is none is a row on the list', async () => {
      const { json } = await importing(
        'noplace.csv',
        'id,name,kind,lon,lat\nN1,none,park,,\nN2,zero,park,0,0\nN3,far,park,100,20\n',
        'facilities',
      )
      expect(json).toMatchObject({ accepted: 3, faulty: 0 })
      const found = await rows<{ id: string; reason: string }>(
        pool(),
        sql`select id, link_reason as reason from facility where id like 'N_' order by id`,
      )
      expect(found.map(({ reason }) => reason)).toEqual(['noPlace', 'zeroPlace', 'outsideUnits'])
    })

    test('heights are left out, and mixed geometries are taken one by one', async () => {
      const feature = (id: string, geometry: object): object => ({
        type: 'Feature',
        properties: { id, name: id, kind: 'park' },
        geometry,
      })
      const { json } = await importing(
        'mixed.geojson',
        collection([
          feature('G1', { type: 'Point', coordinates: [114.001, 30.001, 55.5] }),
          feature('G2', { type: 'MultiPoint', coordinates: [[114.002, 30.002]] }),
          feature('G3', { type: 'Polygon', coordinates: [box(114.003, 114.004, 30.003, 30.004)] }),
          feature('G4', {
            type: 'LineString',
            coordinates: [
              [114.005, 30.005],
              [114.006, 30.005],
              [114.007, 30.005],
            ],
          }),
        ]),
        'facilities',
      )
      expect(json).toMatchObject({ accepted: 4, faulty: 0 })
      const places = await rows<{ at: string }>(
        pool(),
        sql`select st_astext(location, 4) as at from facility where id like 'G_' order by id`,
      )
      expect(places.map(({ at }) => at)).toEqual([
        'POINT(114.001 30.001)',
        'POINT(114.002 30.002)',
        'POINT(114.0035 30.0035)',
        'POINT(114.006 30.005)',
      ])
    })

    test('places on both sides of the 180th meridian stay where they are', async () => {
      const { json } = await importing(
        'date.csv',
        'id,name,kind,lon,lat\nD1,east,park,179.9,-17\nD2,west,park,-179.9,-17\n',
        'facilities',
        '--crs',
        'EPSG:4326',
      )
      expect(json).toMatchObject({ accepted: 2, faulty: 0 })
      const places = await rows<{ lon: number }>(
        pool(),
        sql`select st_x(location) as lon from facility where id in ('D1', 'D2') order by id`,
      )
      expect(places.map(({ lon }) => lon)).toEqual([179.9, -179.9])
    })
  })

  describe('in a partition is reported with place and size', () => {
    const dry = async (...features: object[]): Promise<ImportReport> =>
      (await importing('partition.geojson', collection(features), 'units', '--dry-run')).json!
    const community = unitFeature(A, '甲社区', 'community', box(114, 114.02))

    test('an area that crosses itself', async () => {
      const bowTie: Ring = [
        [114, 30],
        [114.01, 30.01],
        [114.01, 30],
        [114, 30.01],
        [114, 30],
      ]
      const { topology, notices } = await dry(
        unitFeature(A1, '甲一网格', 'grid', bowTie),
        unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)),
      )
      const crossing = topology.find(({ type }) => type === 'selfIntersection')!
      expect([crossing.units, crossing.lon.toFixed(4), crossing.lat.toFixed(4)]).toEqual([
        [A1],
        '114.0050',
        '30.0050',
      ])
      expect(notices.map(({ key }) => key)).toContain('notice.repaired')
    })

    test('two grids that overlap', async () => {
      const { topology, topologyTotal } = await dry(
        community,
        unitFeature(A1, '甲一网格', 'grid', box(114, 114.0101)),
        unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)),
      )
      const overlap = topology.find(({ type }) => type === 'overlap')!
      expect([topologyTotal.overlap, overlap.units]).toEqual([1, [A1, A2]])
      expect(overlap.areaSquareMeters / square(114.01, 30)).toBeCloseTo(1, 2)
      expect(overlap.lon > 114.01 && overlap.lon < 114.0101 && overlap.lat > 30 && overlap.lat < 30.01).toBe(
        true,
      )
    })

    test('a strip of the community that no grid covers', async () => {
      const { topology } = await dry(
        community,
        unitFeature(A1, '甲一网格', 'grid', box(114, 114.0099)),
        unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)),
      )
      const gap = topology.find(({ type }) => type === 'gap')!
      expect(gap.units).toEqual([A])
      expect(gap.areaSquareMeters / square(114.0099, 30)).toBeCloseTo(1, 2)
      expect(gap.lon > 114.0099 && gap.lon < 114.01).toBe(true)
    })

    test('a grid that sticks out of its community', async () => {
      const { topology } = await dry(
        community,
        unitFeature(A1, '甲一网格', 'grid', box(113.9999, 114.01)),
        unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)),
      )
      const out = topology.find(({ type }) => type === 'outsideParent')!
      expect([out.units, Math.round(out.areaSquareMeters / 100)]).toEqual([
        [A],
        Math.round(square(113.9999, 30) / 100),
      ])
    })

    test('a hole that nobody covers', async () => {
      const holed = {
        ...unitFeature(A1, '甲一网格', 'grid', box(114, 114.01)),
        geometry: {
          type: 'Polygon',
          coordinates: [box(114, 114.01), [...box(114.004, 114.0041, 30.002, 30.008)].reverse()],
        },
      }
      const { topology } = await dry(holed, unitFeature(A2, '甲二网格', 'grid', box(114.01, 114.02)))
      const [gap] = topology.filter(({ type }) => type === 'gap')
      expect(gap!.lon > 114.004 && gap!.lon < 114.0041 && gap!.lat > 30.002 && gap!.lat < 30.008).toBe(true)
    })

    test('one grid alone that overlaps a neighbour in force', async () => {
      const { topology } = await dry(unitFeature(A1, '甲一网格', 'grid', box(114, 114.0101)))
      expect(topology.filter(({ type }) => type === 'overlap').map(({ units }) => units)).toEqual([[A1, A2]])
    })

    test('one grid alone that leaves a strip of its community, and no more than that', async () => {
      const { topology } = await dry(unitFeature(B1, '乙一网格', 'grid', box(114.02, 114.0299)))
      expect(topology.map(({ type, units }) => [type, units])).toEqual([['gap', [B]]])
      expect(topology[0]!.areaSquareMeters / square(114.0299, 30)).toBeCloseTo(1, 2)
    })

    test('nothing of a partition that is whole', async () => {
      expect((await dry(...UNITS)).topology).toEqual([])
      expect((await dry(unitFeature(B1, '乙一网格', 'grid', box(114.02, 114.03)))).topology).toEqual([])
      expect((await dry(unitFeature(STREET, '试验街道', 'street', box(114, 114.04)))).topology).toEqual([])
    })
  })
})
