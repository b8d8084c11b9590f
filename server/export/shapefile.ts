/**
 * A shapefile of areas, its five files zipped (ESRI Shapefile Technical Description, July 1998; dBASE III). Our own: the
 * writers at hand put Chinese in as single bytes. Text is UTF-8 and says so, in .cpg.
 */
import type { MultiPolygon, Position } from 'geojson'
import { zipSync } from 'fflate'
import { type FeatureFile, type FileColumn, boxOf } from './featureFile.ts'

const POLYGON = 5
const HEADER_BYTES = 100
const MOST_TEXT_BYTES = 254
const NUMBER_BYTES = 12

const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

export function shapefileOf(file: FeatureFile): Buffer {
  const { shp, shx } = shapes(file.features.map(({ geometry }) => geometry))
  const text = new TextEncoder()
  return Buffer.from(
    zipSync({
      [`${file.layer}.shp`]: shp,
      [`${file.layer}.shx`]: shx,
      [`${file.layer}.dbf`]: table(file),
      [`${file.layer}.prj`]: text.encode(WGS84),
      [`${file.layer}.cpg`]: text.encode('UTF-8'),
    }),
  )
}

const twiceArea = (ring: readonly Position[]): number =>
  ring.reduce((sum, [x = 0, y = 0], i) => {
    const [px = 0, py = 0] = ring[i === 0 ? ring.length - 1 : i - 1]!
    return sum + px * y - x * py
  }, 0)

/** Outer rings clockwise, holes the other way: the other way round than in GeoJSON. */
const ringsOf = ({ coordinates }: MultiPolygon): Position[][] =>
  coordinates.flatMap((rings) =>
    rings.map((ring, i) => (twiceArea(ring) > 0 === (i === 0) ? [...ring].reverse() : [...ring])),
  )

function shapes(geometries: readonly MultiPolygon[]): { shp: Uint8Array; shx: Uint8Array } {
  const all = geometries.map(ringsOf)
  const lengths = all.map(
    (rings) => 44 + 4 * rings.length + 16 * rings.reduce((sum, ring) => sum + ring.length, 0),
  )
  const size = HEADER_BYTES + lengths.reduce((sum, length) => sum + 8 + length, 0)
  const shp = Buffer.alloc(size)
  const shx = Buffer.alloc(HEADER_BYTES + 8 * all.length)
  const box = boxOf(geometries)
  header(shp, box)
  header(shx, box)
  let at = HEADER_BYTES
  all.forEach((rings, i) => {
    // Places and lengths are told in words of two bytes.
    shx.writeInt32BE(at / 2, HEADER_BYTES + 8 * i)
    shx.writeInt32BE(lengths[i]! / 2, HEADER_BYTES + 8 * i + 4)
    shp.writeInt32BE(i + 1, at)
    shp.writeInt32BE(lengths[i]! / 2, at + 4)
    at += 8
    shp.writeInt32LE(POLYGON, at)
    boxOf([geometries[i]!]).forEach((edge, n) => shp.writeDoubleLE(edge, at + 4 + 8 * n))
    shp.writeInt32LE(rings.length, at + 36)
    shp.writeInt32LE(
      rings.reduce((sum, ring) => sum + ring.length, 0),
      at + 40,
    )
    at += 44
    let first = 0
    for (const ring of rings) {
      shp.writeInt32LE(first, at)
      first += ring.length
      at += 4
    }
    for (const [lon = 0, lat = 0] of rings.flat()) {
      shp.writeDoubleLE(lon, at)
      shp.writeDoubleLE(lat, at + 8)
      at += 16
    }
  })
  return { shp, shx }
}

function header(file: Buffer, box: readonly number[]): void {
  file.writeInt32BE(9994, 0)
  file.writeInt32BE(file.length / 2, 24)
  file.writeInt32LE(1000, 28)
  file.writeInt32LE(POLYGON, 32)
  box.forEach((edge, i) => file.writeDoubleLE(edge, 36 + 8 * i))
}

/** As many whole signs as fit. */
function cut(text: string): Buffer {
  let bytes = Buffer.from(text, 'utf8')
  for (let signs = [...text]; bytes.length > MOST_TEXT_BYTES;) {
    signs = signs.slice(0, -1)
    bytes = Buffer.from(signs.join(''), 'utf8')
  }
  return bytes
}

function table({ columns, features }: FeatureFile): Uint8Array {
  const cells = features.map(({ values }) =>
    columns.map(({ type }, i) => {
      const value = values[i] ?? null
      if (value === null) return Buffer.alloc(0)
      return type === 'text' ? cut(String(value)) : Buffer.from(String(Math.round(Number(value))))
    }),
  )
  const widths = columns.map(({ type }, i) =>
    type === 'integer' ? NUMBER_BYTES : cells.reduce((most, row) => Math.max(most, row[i]!.length), 1),
  )
  const headerBytes = 32 + 32 * columns.length + 1
  const recordBytes = 1 + widths.reduce((sum, width) => sum + width, 0)
  const file = Buffer.alloc(headerBytes + recordBytes * features.length + 1, 0x20)
  file.fill(0, 0, headerBytes)
  file[0] = 3
  const now = new Date()
  file[1] = now.getUTCFullYear() - 1900
  file[2] = now.getUTCMonth() + 1
  file[3] = now.getUTCDate()
  file.writeUInt32LE(features.length, 4)
  file.writeUInt16LE(headerBytes, 8)
  file.writeUInt16LE(recordBytes, 10)
  columns.forEach((column, i) => field(file, 32 + 32 * i, column, widths[i]!))
  file[headerBytes - 1] = 0x0d
  cells.forEach((row, n) => {
    let at = headerBytes + n * recordBytes + 1
    row.forEach((cell, i) => {
      // Numbers stand at the right.
      cell.copy(file, columns[i]!.type === 'integer' ? at + widths[i]! - cell.length : at)
      at += widths[i]!
    })
  })
  file[file.length - 1] = 0x1a
  return file
}

function field(file: Buffer, at: number, { shortName, type }: FileColumn, width: number): void {
  file.write(shortName.slice(0, 10), at, 'ascii')
  file.write(type === 'text' ? 'C' : 'N', at + 11, 'ascii')
  file[at + 16] = width
}
