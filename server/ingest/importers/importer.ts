/**
 * The one shape of an importer for rows: it turns a row's cells and place into a row of its table, or faults.
 * The content hash is over what the file says, so that a second import of the same row changes nothing.
 */
import type { Geometry } from 'geojson'
import type { Vault } from '../../access/vault.ts'
import type { ColumnType, MergeTable, StagedRow } from '../../db/staging.ts'
import type { Cells } from './cells.ts'

export interface ImportContext {
  vault: Vault
  /** Shown name of the file. */
  file: string
  /** For what has no date of its own. */
  date: string
  /** Counters for notices, by message key. */
  noted: Map<string, number>
}

export interface RowImporter {
  table: MergeTable
  /** Column → type, in the order that they are staged in. */
  columns: Readonly<Record<string, ColumnType>>
  /** The same for what is staged with the rows and does not become a column of theirs. */
  stagedOnly?: Readonly<Record<string, ColumnType>>
  /** @returns the row, or null when its cells hold faults */
  parse(cells: Cells, place: Geometry | null, context: ImportContext): StagedRow | null
}

export const note = (context: ImportContext, key: string): void =>
  void context.noted.set(key, (context.noted.get(key) ?? 0) + 1)

/** A geometry as PostgreSQL reads it. */
export const asGeometry = (geometry: Geometry | null): string | null =>
  geometry === null ? null : `SRID=4326;${toWkt(geometry)}`

const position = (at: number[]): string => `${at[0]} ${at[1]}`
const path = (positions: number[][]): string => `(${positions.map(position).join(',')})`
const polygon = (rings: number[][][]): string => `(${rings.map(path).join(',')})`

/** Well-known text of the kinds that are stored. */
export function toWkt(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `POINT(${position(geometry.coordinates)})`
    case 'MultiPoint':
      return `MULTIPOINT(${geometry.coordinates.map((at) => `(${position(at)})`).join(',')})`
    case 'LineString':
      return `LINESTRING${path(geometry.coordinates)}`
    case 'MultiLineString':
      return `MULTILINESTRING(${geometry.coordinates.map(path).join(',')})`
    case 'Polygon':
      return `POLYGON${polygon(geometry.coordinates)}`
    case 'MultiPolygon':
      return `MULTIPOLYGON(${geometry.coordinates.map(polygon).join(',')})`
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION(${geometry.geometries.map(toWkt).join(',')})`
  }
}
