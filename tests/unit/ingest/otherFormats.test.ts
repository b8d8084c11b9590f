import sqlite from 'node-sqlite3-wasm'
import { chmodSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readGeoPackageGeometry, readWkb, WkbProblem } from '../../../server/ingest/readers/wkb.ts'
import { makeZip, readSource, refusalOf, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()

/** WKB of a point, little-endian. */
function wkbPoint(x: number, y: number, type = 1, more: number[] = []): Buffer {
  const bytes = Buffer.alloc(21 + 8 * more.length)
  bytes[0] = 1
  bytes.writeUInt32LE(type >>> 0, 1)
  ;[x, y, ...more].forEach((value, i) => bytes.writeDoubleLE(value, 5 + 8 * i))
  return bytes
}

const gpkgBlob = (wkb: Uint8Array, flags = 1): Buffer =>
  Buffer.concat([Buffer.from([0x47, 0x50, 0, flags, 0, 0, 0, 0]), wkb])

interface TestLayer {
  name: string
  srs: number
  rows: (Uint8Array | null)[]
}

function writeGeoPackage(layers: TestLayer[], name = 'a.gpkg'): string {
  const db = new sqlite.Database(folder.path(name))
  db.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer, organization text, organization_coordsys_id integer, definition text);
    create table gpkg_contents (table_name text, data_type text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);
    insert into gpkg_spatial_ref_sys values ('u', -1, 'NONE', -1, 'undefined'), ('w', 4326, 'EPSG', 4326, 'x'), ('c', 4547, 'EPSG', 4547, 'x'),
      ('own', 900001, 'NONE', 900001, 'PROJCS["City",GEOGCS["g",DATUM["D_China_2000",SPHEROID["s",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",800000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",114.333],PARAMETER["Scale_Factor",1],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]')
  `)
  for (const layer of layers) {
    const table = `"${layer.name.replaceAll('"', '""')}"`
    db.exec(`create table ${table} (fid integer primary key, geom blob, code integer, note text)`)
    db.run('insert into gpkg_contents values (?, ?, ?)', [layer.name, 'features', layer.srs])
    db.run('insert into gpkg_geometry_columns values (?, ?, ?)', [layer.name, 'geom', layer.srs])
    for (const blob of layer.rows)
      db.run(`insert into ${table} (geom, code, note) values (?, ?, ?)`, [blob, 320106199001011234n, '里'])
  }
  db.close()
  return folder.path(name)
}

describe('GeoPackage', () => {
  it('reads several layers, each in its own system, and odd names of tables', async () => {
    const path = writeGeoPackage([
      { name: '社区 "a"', srs: 4326, rows: [gpkgBlob(wkbPoint(114, 30)), null] },
      { name: 'b', srs: 4547, rows: [gpkgBlob(wkbPoint(500_000, 3_377_000))] },
      { name: 'own', srs: 900001, rows: [gpkgBlob(wkbPoint(800_000, 3_377_000))] },
      { name: 'none', srs: -1, rows: [gpkgBlob(wkbPoint(114, 30))] },
      { name: 'missing', srs: 77, rows: [gpkgBlob(wkbPoint(114, 30))] },
    ])
    const { layers } = await readSource(path)
    expect(layers.map(({ layer }) => [layer.name, layer.crs.crs?.slice(0, 14) ?? null])).toEqual([
      ['社区 "a"', 'EPSG:4326'],
      ['b', 'EPSG:4547'],
      ['own', 'PROJCS["City",'],
      ['none', null],
      ['missing', null],
    ])
    expect(layers[0]!.rows).toEqual([
      {
        rowNumber: 1,
        values: { fid: 1, code: '320106199001011234', note: '里' },
        geometry: { type: 'Point', coordinates: [114, 30] },
      },
      { rowNumber: 2, values: { fid: 2, code: '320106199001011234', note: '里' }, geometry: null },
    ])
  })

  it('reports geometry that is damaged or curved, and reads on', async () => {
    const curve = Buffer.from([1, 8, 0, 0, 0, 0, 0, 0, 0])
    const path = writeGeoPackage([
      {
        name: 'a',
        srs: 4326,
        rows: [
          Buffer.from('junk'),
          gpkgBlob(curve),
          gpkgBlob(wkbPoint(1, 2)),
          gpkgBlob(wkbPoint(1, 2), 0x11),
        ],
      },
    ])
    const { rows, faults } = await readSource(path)
    expect(faults.map(({ row, expected }) => [row, expected])).toEqual([
      [1, 'fault.expected.geometry'],
      [2, 'fault.expected.geometry.known'],
    ])
    expect(rows.map((row) => row.geometry)).toEqual([{ type: 'Point', coordinates: [1, 2] }, null])
  })

  it('leaves no lock beside the file and nothing in the temp folder', async () => {
    const path = writeGeoPackage([{ name: 'a', srs: 4326, rows: [gpkgBlob(wkbPoint(1, 2))] }])
    chmodSync(path, 0o444)
    await Promise.all([1, 2, 3].map(() => readSource(path, 'a.gpkg', { tempFolder: folder.path('') })))
    expect(readdirSync(folder.path(''))).toEqual(['a.gpkg'])
  })

  it.each([
    ['a database that is no GeoPackage', 'file.notGeoPackage'],
    ['one cut off', 'file.notGeoPackage'],
    ['one without layers', 'file.noLayers'],
  ])('refuses %s', async (what, key) => {
    const { readFileSync } = await import('node:fs')
    if (what.includes('no GeoPackage')) {
      const db = new sqlite.Database(folder.path('a.gpkg'))
      db.exec('create table a (b)')
      db.close()
    } else writeGeoPackage([])
    const bytes = readFileSync(folder.path('a.gpkg'))
    const path =
      what === 'one cut off' ? folder.write('b.gpkg', bytes.subarray(0, 200)) : folder.path('a.gpkg')
    expect((await refusalOf(path)).key).toBe(key)
  })

  it.each([
    ['ISO Z', wkbPoint(1, 2, 1001, [9])],
    ['ISO ZM', wkbPoint(1, 2, 3001, [9, 8])],
    ['extended Z', wkbPoint(1, 2, 0x80000001, [9])],
  ])('drops heights of %s', (_what, bytes) => {
    expect(readWkb(bytes)).toEqual({ geometry: { type: 'Point', coordinates: [1, 2] }, hasHeights: true })
  })

  it('allocates nothing for a count beyond the end', () => {
    const line = Buffer.from([1, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f])
    expect(() => readWkb(line)).toThrow(WkbProblem)
    expect(() => readWkb(Buffer.from([1, 1]))).toThrow(WkbProblem)
    expect(() => readGeoPackageGeometry(Buffer.from('GP'))).toThrow(WkbProblem)
  })
})

const KML = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Style id="s"><IconStyle><Icon><href>http://example.org/i.png</href></Icon></IconStyle></Style>
<Folder><Placemark id="p1"><name>车站</name><styleUrl>#s</styleUrl><ExtendedData><Data name="code"><value>00120</value></Data></ExtendedData>
<Point><coordinates>120.2,23.1,5</coordinates></Point></Placemark>
<Placemark><name>线</name><LineString><coordinates>120.2,23.1 120.3,23.2</coordinates></LineString></Placemark>
<Placemark><name>空</name></Placemark></Folder></Document></kml>`

describe('KML', () => {
  it('reads mixed placemarks without their icons and styles', async () => {
    const { rows, noticeKeys } = await readSource(folder.write('a.kml', KML))
    expect(rows.map((row) => [row.values['name'], row.geometry?.type ?? null])).toEqual([
      ['车站', 'Point'],
      ['线', 'LineString'],
      ['空', null],
    ])
    expect(rows[0]!.values).toEqual({ name: '车站', code: '00120', id: 'p1' })
    expect(noticeKeys).toContain('notice.mixedGeometries')
  })

  it('finds the document of a KMZ among its pictures', async () => {
    const kmz = makeZip([
      { name: 'images/i.png', data: Buffer.from('png') },
      { name: 'doc.kml', data: Buffer.from(KML) },
    ])
    const { source, rows } = await readSource(folder.write('a.kmz', kmz))
    expect(source.format).toBe('kmz')
    expect(rows).toHaveLength(3)
  })

  it.each([
    ['a.kml', KML.slice(0, 500), /file\.(truncated|notKml)/],
    ['a.kml', '<kml><Placemark></kml>', /file\.(truncated|notKml)/],
    [
      'a.kml',
      '<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "b">]><kml><Placemark><name>&a;&x;</name></Placemark></kml>',
      /file\.notKml/,
    ],
    ['a.kmz', makeZip([{ name: 'a.txt', data: Buffer.from('x') }]), /file\.noKml/],
    ['a.kmz', 'no zip', /file\.badZip/],
  ])('refuses %s when it is broken', async (name, content, key) => {
    expect((await refusalOf(folder.write(name, content))).key).toMatch(key)
  })
})

const TOPOLOGY = {
  type: 'Topology',
  arcs: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [0, 1],
      [0, 0],
    ],
    [
      [1, 1],
      [0, 0],
    ],
  ],
  objects: {
    areas: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 2]], properties: { code: '01' }, id: 7 },
        { type: 'Polygon', arcs: [[1, -3]], properties: { code: '02' } },
        { type: 'Polygon', arcs: [[99]], properties: { code: '03' } },
        { type: null, properties: { code: '04' } },
      ],
    },
    spot: { type: 'Point', coordinates: [1, 2] },
  },
}

describe('TopoJSON', () => {
  it('reads every object as a layer, shared arcs both ways, and names a missing arc', async () => {
    const { layers, faults, source } = await readSource(folder.write('a.json', JSON.stringify(TOPOLOGY)))
    expect(source.format).toBe('topojson')
    expect(layers.map(({ layer }) => layer.name)).toEqual(['areas', 'spot'])
    expect(layers[0]!.rows.map((row) => [row.values['code'], row.geometry])).toEqual([
      [
        '01',
        {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        },
      ],
      [
        '02',
        {
          type: 'Polygon',
          coordinates: [
            [
              [1, 1],
              [0, 1],
              [0, 0],
              [1, 1],
            ],
          ],
        },
      ],
      ['04', null],
    ])
    expect(faults).toMatchObject([{ row: 3, expected: 'fault.expected.geometry' }])
  })

  it('refuses a topology that is cut off or lacks its arcs', async () => {
    expect((await refusalOf(folder.write('a.topojson', JSON.stringify(TOPOLOGY).slice(0, 200)))).key).toBe(
      'file.truncated',
    )
    expect((await refusalOf(folder.write('a.topojson', '{"type":"Topology","objects":{}}'))).key).toBe(
      'file.notTopoJson',
    )
  })
})
