/** Files of areas, read back by the readers of the import: nothing is lost on the way out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { MultiPolygon } from 'geojson'
import { afterAll, describe, expect, it } from 'vitest'
import type { FeatureFile } from '../../../server/export/featureFile.ts'
import { geoPackageOf } from '../../../server/export/geoPackage.ts'
import { shapefileOf } from '../../../server/export/shapefile.ts'
import { openGeoPackage } from '../../../server/ingest/readers/geopackage.ts'
import { openShapefile } from '../../../server/ingest/readers/shapefile.ts'
import type { OpenedSource } from '../../../server/ingest/readers/types.ts'

const folder = mkdtempSync(join(tmpdir(), 'quarterhour-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ring = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
/** With a hole; and in two pieces. */
const HOLED: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [[ring(114.1234567, 30.1, 0.01), [...ring(114.1254567, 30.102, 0.002)].reverse()]],
}
const PARTED: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [[ring(114.2, 30.2, 0.01)], [ring(114.3, 30.2, 0.01)]],
}
const FILE: FeatureFile = {
  layer: 'grids',
  title: '二〇二七年网格',
  columns: [
    { name: 'code', shortName: 'code', type: 'text' },
    { name: 'name', shortName: 'name', type: 'text' },
    { name: 'households', shortName: 'households', type: 'integer' },
  ],
  features: [
    { geometry: HOLED, values: ['429901001001001', '翠湖第一网格“甲”', 312] },
    { geometry: PARTED, values: ['0012', `${'长'.repeat(100)}`, null] },
  ],
}

async function read(source: OpenedSource) {
  const [layer] = source.layers
  const rows: { values: Record<string, unknown>; geometry: unknown }[] = []
  for await (const row of layer!.rows()) {
    if ('fault' in row) throw new Error(JSON.stringify(row.fault))
    rows.push({ values: row.values, geometry: row.geometry })
  }
  await source.close()
  return { crs: layer!.crs, name: layer!.name, rows }
}

/** Rings from their least corner on, whichever way they go; a polygon of one piece as such. */
const shapeOf = (geometry: unknown): string[] => {
  const { type, coordinates } = geometry as { type: string; coordinates: unknown }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as [number, number][][][]
  return polygons
    .map((rings) => rings.map((one) => [...new Set(one.map(String))].sort().join(' ')).join(' | '))
    .sort()
}

describe('files of areas', () => {
  it('are a GeoPackage that gives the same areas, texts and numbers back', async () => {
    const path = join(folder, 'plan.gpkg')
    writeFileSync(path, await geoPackageOf(FILE))
    const { rows, name } = await read(await openGeoPackage(path, 'plan.gpkg', {}))
    expect(name).toBe('grids')
    expect(rows.map(({ values }) => values)).toEqual([
      { fid: 1, code: '429901001001001', name: '翠湖第一网格“甲”', households: 312 },
      { fid: 2, code: '0012', name: '长'.repeat(100), households: null },
    ])
    expect(rows.map(({ geometry }) => geometry)).toEqual([HOLED, PARTED])
  })

  it('are a shapefile in UTF-8 that gives them back, long text cut between signs', async () => {
    const files = unzipSync(shapefileOf(FILE))
    expect(Object.keys(files).sort()).toEqual(
      ['cpg', 'dbf', 'prj', 'shp', 'shx'].map((ending) => `grids.${ending}`),
    )
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
    const { rows } = await read(await openShapefile(join(folder, 'grids.shp'), 'grids.shp', {}))
    expect(
      rows.map(({ values }) => ({ ...values, households: Number(values['households'] ?? Number.NaN) })),
    ).toEqual([
      { code: '429901001001001', name: '翠湖第一网格“甲”', households: 312 },
      // 254 bytes hold 84 signs of three.
      { code: '0012', name: '长'.repeat(84), households: Number.NaN },
    ])
    expect(rows.map(({ geometry }) => shapeOf(geometry))).toEqual([shapeOf(HOLED), shapeOf(PARTED)])
  })
})
