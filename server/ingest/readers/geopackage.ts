/**
 * GeoPackages, read straight from disk: every feature or attribute table is a layer with a system of its own.
 * The database is opened through a link in a folder of our own, since the library puts its lock beside the file.
 */
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Database, QueryResult } from 'node-sqlite3-wasm'
import type { Geometry } from 'geojson'
import type { CrsDeclaration } from '../crs/findCrs.ts'
import { buildLayer, type Notice } from './buildLayer.ts'
import { makeFault } from './fault.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { OpenedSource, OpenOptions, SourceLayer, SourceValue } from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'
import { readGeoPackageGeometry, WkbProblem } from './wkb.ts'

interface TableInfo {
  table: string
  geometryColumn: string | null
  declared: CrsDeclaration | null
}

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

const textOf = (value: unknown): string => (typeof value === 'string' ? value : String(value ?? ''))

/** The declaration of a reference system: its authority's code, else its definition. */
function declarationOf(srs: QueryResult | null): CrsDeclaration | null {
  if (!srs) return null
  const id = Number(srs['srs_id'])
  if (id === -1 || id === 0) return { kind: 'none', text: '' }
  if (/^epsg$/i.test(textOf(srs['organization'])))
    return { kind: 'urn', text: `EPSG:${textOf(srs['organization_coordsys_id'])}` }
  const definition = [srs['definition'], srs['definition_12_063']]
    .map(textOf)
    .find((text) => text !== '' && text !== 'undefined')
  return definition ? { kind: 'wkt', text: definition } : { kind: 'none', text: '' }
}

function listTables(db: Database): TableInfo[] {
  const geometryColumns = db.all('select table_name, column_name, srs_id from gpkg_geometry_columns')
  const systems = db.all('select * from gpkg_spatial_ref_sys')
  return db
    .all("select table_name, data_type from gpkg_contents where data_type in ('features', 'attributes')")
    .map((row) => {
      const table = textOf(row['table_name'])
      const column = geometryColumns.find((entry) => textOf(entry['table_name']) === table)
      const srs = column && systems.find((entry) => Number(entry['srs_id']) === Number(column['srs_id']))
      return {
        table,
        geometryColumn: column ? textOf(column['column_name']) : null,
        declared: column ? (declarationOf(srs ?? null) ?? { kind: 'none', text: '' }) : null,
      }
    })
}

function valueOf(value: unknown): SourceValue {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  return null
}

/** Opens every layer of a GeoPackage. */
export async function openGeoPackage(
  path: string,
  file: string,
  options: OpenOptions,
): Promise<OpenedSource> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  const folder = await mkdtemp(join(options.tempFolder ?? tmpdir(), 'quarterhour-gpkg-'))
  const link = join(folder, 'source.gpkg')
  await symlink(resolve(path), link).catch(() => copyFile(path, link))
  let db: Database | null = null
  const close = async (): Promise<void> => {
    if (db?.isOpen) db.close()
    db = null
    await rm(folder, { recursive: true, force: true })
  }

  async function* rowsOf(info: TableInfo): AsyncGenerator<ParsedRow> {
    if (!db) throw new Error('the source is closed')
    const statement = db.prepare(`select * from ${quoteName(info.table)}`)
    try {
      let rowNumber = 0
      for (const row of statement.iterate() as Iterable<Record<string, unknown>>) {
        rowNumber++
        const values: Record<string, SourceValue> = {}
        for (const [name, value] of Object.entries(row))
          if (name !== info.geometryColumn) values[name] = valueOf(value)
        const blob = info.geometryColumn ? row[info.geometryColumn] : null
        let geometry: Geometry | null = null
        if (blob instanceof Uint8Array) {
          try {
            geometry = readGeoPackageGeometry(blob).geometry
          } catch (error) {
            if (!(error instanceof WkbProblem)) throw error
            const expected =
              error.kind === 'damaged' ? 'fault.expected.geometry' : 'fault.expected.geometry.known'
            yield { fault: makeFault(file, rowNumber, info.geometryColumn, error.message, expected), values }
            continue
          }
        }
        yield { rowNumber, values, geometry }
      }
    } catch (error) {
      throw unreadable(file, 'file.notGeoPackage', { problem: problemOf(error) }, error)
    } finally {
      statement.finalize()
    }
  }

  try {
    db = new sqlite.Database(link, { readOnly: true })
    const tables = listTables(db)
    const layers: SourceLayer[] = []
    const notices: Notice[] = []
    for (const info of tables) {
      try {
        const count = db.get(`select count(*) as n from ${quoteName(info.table)}`)
        const built = await buildLayer(
          {
            file,
            name: info.table,
            rows: () => rowsOf(info),
            declared: info.declared,
            rowCount: Number(count?.['n'] ?? 0),
          },
          options,
        )
        layers.push(built.layer)
        notices.push(...built.notices)
      } catch (error) {
        notices.push({ key: 'notice.layerSkipped', facts: { layer: info.table, problem: problemOf(error) } })
      }
    }
    if (layers.length === 0) throw unreadable(file, 'file.noLayers')
    return { format: 'geopackage', file, layers, notices, close }
  } catch (error) {
    await close()
    if (error instanceof Error && error.name === 'UnreadableFile') throw error
    throw unreadable(file, 'file.notGeoPackage', { problem: problemOf(error) }, error)
  }
}
