/** A GeoPackage with one layer of areas (OGC 12-128r19, version 1.3). */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MultiPolygon } from 'geojson'
import { type FeatureFile, boxOf } from './featureFile.ts'

/** "GPKG", and version 1.3.0. */
const APPLICATION_ID = 0x47504b47
const VERSION = 10_300

const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'

const SCHEMA = `
create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique,
  description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
create table gpkg_geometry_columns (table_name text not null, column_name text not null, geometry_type_name text not null,
  srs_id integer not null references gpkg_spatial_ref_sys (srs_id), z tinyint not null, m tinyint not null,
  primary key (table_name, column_name), unique (table_name), foreign key (table_name) references gpkg_contents (table_name));
`

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export async function geoPackageOf({ layer, title, columns, features }: FeatureFile): Promise<Buffer> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  const folder = await mkdtemp(join(tmpdir(), 'quarterhour-export-'))
  const path = join(folder, 'plan.gpkg')
  try {
    const db = new sqlite.Database(path)
    try {
      db.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${VERSION}; begin`)
      db.exec(SCHEMA)
      const system = 'insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)'
      db.run(system, ['Undefined cartesian SRS', -1, 'NONE', -1, 'undefined'])
      db.run(system, ['Undefined geographic SRS', 0, 'NONE', 0, 'undefined'])
      db.run(system, ['WGS 84 geodetic', 4326, 'EPSG', 4326, WGS84])
      db.exec(
        `create table ${quoted(layer)} (fid integer primary key autoincrement not null, geom multipolygon, ${columns
          .map(({ name, type }) => `${quoted(name)} ${type}`)
          .join(', ')})`,
      )
      db.run(
        `insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id)
          values (?, 'features', ?, ?, ?, ?, ?, 4326)`,
        [layer, title, ...boxOf(features.map(({ geometry }) => geometry))],
      )
      db.run(`insert into gpkg_geometry_columns values (?, 'geom', 'MULTIPOLYGON', 4326, 0, 0)`, [layer])
      const marks = columns.map(() => '?').join(', ')
      for (const { geometry, values } of features)
        db.run(
          `insert into ${quoted(layer)} (geom, ${columns.map(({ name }) => quoted(name)).join(', ')}) values (?, ${marks})`,
          [geometryBytes(geometry), ...values],
        )
      db.exec('commit')
    } finally {
      db.close()
    }
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The header with its box, then well-known binary, little end first. */
function geometryBytes(geometry: MultiPolygon): Uint8Array {
  const points = geometry.coordinates.reduce(
    (sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0),
    0,
  )
  const rings = geometry.coordinates.reduce((sum, polygon) => sum + polygon.length, 0)
  const bytes = new DataView(
    new ArrayBuffer(8 + 32 + 9 + geometry.coordinates.length * 9 + rings * 4 + points * 16),
  )
  let at = 0
  const byte = (value: number): void => bytes.setUint8(at++, value)
  const number = (value: number): void => {
    bytes.setUint32(at, value, true)
    at += 4
  }
  const double = (value: number): void => {
    bytes.setFloat64(at, value, true)
    at += 8
  }
  byte(0x47)
  byte(0x50)
  byte(0)
  // Little end first, with a box of two dimensions.
  byte(0b0000_0011)
  number(4326)
  const [west, south, east, north] = boxOf([geometry])
  for (const edge of [west, east, south, north]) double(edge)
  byte(1)
  number(6)
  number(geometry.coordinates.length)
  for (const polygon of geometry.coordinates) {
    byte(1)
    number(3)
    number(polygon.length)
    for (const ring of polygon) {
      number(ring.length)
      for (const [lon, lat] of ring as [number, number][]) {
        double(lon)
        double(lat)
      }
    }
  }
  return new Uint8Array(bytes.buffer)
}
