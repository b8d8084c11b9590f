/**
 * Every broken or odd file of the shared data gets the right answer or a clear one.
 * The answers are reckoned from the README beside the data, or read off the files by hand.
 */
import { expect, it } from 'vitest'
import { makeTransform } from '../../../server/ingest/crs/makeTransform.ts'
import { transformGeometry } from '../../../server/ingest/crs/transformGeometry.ts'
import { readOsm } from '../../../server/ingest/osm/readOsm.ts'
import { readSource, refusalOf } from '../../fixtures/ingest/makeFiles.ts'
import { describeWithShared, sharedData } from '../../fixtures/sharedData.ts'

interface Answer {
  rows: number
  faults?: number
  crs?: string | null
  types?: string[]
  notices?: string[]
  warnings?: string[]
  encoding?: string | null
  /** Faults of the conversion to stored coordinates, by the last word of their key. */
  geometry?: Record<string, number>
  layers?: number
}

const ANSWERS: [path: string, answer: Answer][] = [
  [
    'mapshaper/ldid-chinese/chinese.shp',
    { rows: 1, encoding: 'gb18030', crs: null, warnings: ['crs.warning.looksProjected'] },
  ],
  ['mapshaper/dbf/gbk.dbf', { rows: 1, encoding: 'gb18030', notices: ['notice.attributeTableOnly'] }],
  ['mapshaper/dbf/gb2312.dbf', { rows: 1, encoding: 'gb18030', notices: ['notice.attributeTableOnly'] }],
  [
    'mapshaper/gauss-kruger/gauss_kruger.shp',
    {
      rows: 3,
      crs: null,
      warnings: ['crs.warning.looksGeographic'],
      notices: ['notice.missingShx', 'notice.missingDbf'],
    },
  ],
  ['mapshaper/csv/utf16_le_bom.csv', { rows: 1, encoding: 'utf-16le' }],
  ['mapshaper/csv/utf8_bom.csv', { rows: 1, encoding: 'utf-8' }],
  ['mapshaper/csv/empty_fields.csv', { rows: 2, types: ['Point'], notices: ['notice.nullGeometries'] }],
  ['mapshaper/gpkg/mixed_crs.gpkg', { rows: 1, layers: 2, crs: 'EPSG:2269', geometry: {} }],
  ['mapshaper/gpkg/null_crs_gdal.gpkg', { rows: 1, crs: null, warnings: ['crs.warning.declaredUnknown'] }],
  ['mapshaper/gpkg/Oregon_customCRS.gpkg', { rows: 1, geometry: {} }],
  [
    'mapshaper/corrupt-shp/data_corruption_error.shp',
    { rows: 8, crs: 'EPSG:3006', notices: ['notice.heightsDropped'], geometry: {} },
  ],
  [
    'mapshaper/invalid-coords/invalid_coordinates.shp',
    { rows: 1, crs: 'EPSG:4326', geometry: { finite: 1 } },
  ],
  ['mapshaper/geojson/openring.json', { rows: 1, geometry: { closedRing: 1 } }],
  [
    'mapshaper/geojson/mixed_feature.json',
    {
      rows: 3,
      types: ['MultiPoint', 'LineString', 'Polygon'],
      notices: ['notice.mixedGeometries'],
      geometry: {},
    },
  ],
  ['mapshaper/dirty-polygons/ex14_ogc.json', { rows: 1, geometry: {} }],
  ['mapshaper/dirty-polygons/ex1_invalid_rings.json', { rows: 1, geometry: {} }],
  ['mapshaper/dirty-polygons/ex22_three_ia_precincts.json', { rows: 3, geometry: {} }],
  ['mapshaper/dirty-polygons/ex3.json', { rows: 1, types: ['GeometryCollection'], geometry: {} }],
  ['mapshaper/dirty-polygons/ex5_three_precincts.json', { rows: 3, geometry: {} }],
  ['mapshaper/kml/Albania.kmz', { rows: 63, types: ['Point'], crs: 'EPSG:4326', geometry: {} }],
  [
    'mapshaper/shp-z/3dpoints.shp',
    { rows: 22, notices: ['notice.heightsDropped', 'notice.missingPrj'], geometry: {} },
  ],
  ['mapshaper/zip/points.zip', { rows: 295, notices: ['notice.archiveEntry'], geometry: {} }],
  [
    'r5/nl-null-points/nl-null-points.shp',
    { rows: 20, crs: 'EPSG:28992', notices: ['notice.nullGeometries'], geometry: {} },
  ],
  [
    'r5/new-zealand-antimeridian/new-zealand-antimeridian.shp',
    {
      rows: 2,
      crs: 'EPSG:27200',
      warnings: ['crs.warning.antimeridian', 'crs.warning.datumShift'],
      geometry: {},
    },
  ],
  [
    'r5/duplicate-fields/duplicate-fields.shp',
    { rows: 1, crs: 'EPSG:2326', notices: ['notice.duplicateField'], geometry: {} },
  ],
  ['r5/pdx-three-overlapping/pdx-three-overlapping.shp', { rows: 3, crs: 'EPSG:4326', geometry: {} }],
  [
    'r5/geojson/hkzones-mixed-geometries.geojson',
    { rows: 3, notices: ['notice.mixedGeometries'], geometry: {} },
  ],
  ['r5/geojson/hkzones-type-mismatch.geojson', { rows: 3, geometry: {} }],
  [
    'r5/geojson/new-zealand-antimeridian.geojson',
    { rows: 2, warnings: ['crs.warning.antimeridian'], geometry: {} },
  ],
  ['r5/geojson/valid-polygon-projected.geojson', { rows: 3, crs: 'EPSG:3857', geometry: {} }],
  [
    'tainan/activity-center_swapped-headers.csv',
    {
      rows: 341,
      faults: 3,
      warnings: ['crs.warning.notDeclared', 'crs.warning.swapped'],
      geometry: { inRange: 341 },
    },
  ],
  ['tainan/parks_ragged-rows.csv', { rows: 1, faults: 477 }],
  [
    'tainan/district_population_104Y12M_big5.csv',
    { rows: 666, encoding: 'big5', notices: ['notice.twoHeaderRows'] },
  ],
  ['tainan/monorail-plan.kml', { rows: 40, crs: 'EPSG:4326', geometry: {} }],
  [
    'goat/invalid_missing_file.zip',
    { rows: 12, crs: 'EPSG:4326', notices: ['notice.missingShx'], geometry: {} },
  ],
  [
    'goat/invalid_wrong_file_extension.gpkg',
    { rows: 430, notices: ['notice.contentNotExtension', 'notice.noHeaderRow'] },
  ],
  ['goat/valid_no_geometry.xlsx', { rows: 430, crs: null, types: [] }],
  ['goat/valid.kml', { rows: 5, geometry: {} }],
  [
    'pysal/mexico-empty-prj/mexicojoin.shp',
    { rows: 32, notices: ['notice.emptyPrj'], warnings: ['crs.warning.notDeclared'], geometry: {} },
  ],
  ['pysal/nonplanar/nonplanarsegments.shp', { rows: 2, types: ['LineString'], geometry: {} }],
  ['derived/wuhan_malls_gb18030.csv', { rows: 678, encoding: 'gb18030', crs: 'EPSG:4326', geometry: {} }],
  ['derived/wuhan_malls.xlsx', { rows: 200, crs: 'EPSG:4326', geometry: {} }],
]

describeWithShared('messy files', () => {
  it.each(ANSWERS)('%s gets its answer', async (path, answer) => {
    const { source, layer, layers, rows, faults, noticeKeys } = await readSource(sharedData(`messy/${path}`)!)
    expect(rows).toHaveLength(answer.rows)
    expect(faults).toHaveLength(answer.faults ?? 0)
    expect(noticeKeys).toEqual(expect.arrayContaining(answer.notices ?? []))
    if (answer.layers) expect(layers).toHaveLength(answer.layers)
    if (answer.crs !== undefined) expect(layer.crs.crs).toBe(answer.crs)
    if (answer.types) expect(layer.geometryTypes).toEqual(answer.types)
    if (answer.warnings) expect(layer.crs.warnings).toEqual(answer.warnings)
    if (answer.encoding !== undefined) expect(layer.encoding).toBe(answer.encoding)
    if (answer.geometry) {
      const transform = makeTransform(layer.crs.crs!)
      const found: Record<string, number> = {}
      for (const row of rows)
        for (const { expected } of transformGeometry(row.geometry, transform, {
          file: source.file,
          row: row.rowNumber,
        }).faults) {
          const word = expected.split('.').at(-1)!
          found[word] = (found[word] ?? 0) + 1
        }
      expect(found).toEqual(answer.geometry)
    }
  })

  it.each([
    ['mapshaper/csv/empty.csv', 'file.empty', {}],
    ['r5/geojson/empty.geojson', 'file.empty', {}],
    ['mapshaper/invalid-json/sample.json', 'file.invalidJson', { line: 3, column: 1 }],
  ])('%s is refused with %s', async (path, key, facts) => {
    expect(await refusalOf(sharedData(`messy/${path}`)!)).toMatchObject({ key, facts })
  })

  it.each([
    ['missing-nodes.pbf', { nodes: 4, ways: 2, relations: 0 }, { wayMissingNodes: 1 }],
    ['circle-bug.osm.gz', { nodes: 474, ways: 30, relations: 0 }, {}],
    ['one_way_dead_end.osm.pbf', { nodes: 1154, ways: 89, relations: 3 }, { relationMissingMembers: 1 }],
    ['overpass.osm', { nodes: 123, ways: 13, relations: 0 }, {}],
  ])('osm/%s is read as far as it goes', async (path, counts, ignored) => {
    const content = await readOsm(sharedData(`messy/osm/${path}`)!, path)
    expect(content).toMatchObject({ counts, ignored })
    expect(content.bounds).not.toBeNull()
  })

  it('reads 简体 and 简体国语 where nothing or one byte says so (RB-22)', async () => {
    expect(
      (await readSource(sharedData('messy/mapshaper/ldid-chinese/chinese.shp')!)).rows[0]!.values,
    ).toEqual({ NAME: '简体' })
    for (const name of ['gbk', 'gb2312'])
      expect((await readSource(sharedData(`messy/mapshaper/dbf/${name}.dbf`)!)).rows[0]!.values).toEqual({
        NAME: '简体国语',
      })
  })

  it('puts the city with swapped headers right when told to', async () => {
    const path = sharedData('messy/tainan/activity-center_swapped-headers.csv')!
    const { layer, rows } = await readSource(path, 'a.csv', { swapCoordinates: true })
    expect(layer.crs.warnings).not.toContain('crs.warning.swapped')
    expect(rows[0]!.geometry).toEqual({ type: 'Point', coordinates: [120.2656955, 23.2808886] })
  })

  it('draws a system that only the file defines where the same land is in others', async () => {
    const box = async (path: string): Promise<number[]> => {
      const { layers } = await readSource(sharedData(path)!)
      const { layer, rows } = layers[0]!
      const stored = transformGeometry(rows[0]!.geometry, makeTransform(layer.crs.crs!), {
        file: path,
        row: 1,
      }).geometry
      const xs = (stored as { coordinates: number[][][][] }).coordinates
        .flat(2)
        .map((position) => position[0]!)
      return [Math.min(...xs), Math.max(...xs)]
    }
    const [west, east] = await box('messy/mapshaper/gpkg/Oregon_customCRS.gpkg')
    expect(west).toBeCloseTo(-124.61256, 3)
    expect(east).toBeCloseTo(-116.46186, 3)
  })
})
