/**
 * What a file is, by its first bytes; its name decides only where bytes cannot (a dBASE table has no mark).
 */
import { open, stat } from 'node:fs/promises'
import { gunzipSync, constants } from 'node:zlib'
import { extname } from 'node:path'
import { decodeText } from '../encoding/decodeStream.ts'
import { detectEncoding } from '../encoding/detectEncoding.ts'
import { unreadable } from './unreadable.ts'

export type RecognisedFormat =
  | 'geojson'
  | 'topojson'
  | 'shapefile'
  | 'dbf'
  | 'zip'
  | 'xlsx'
  | 'kmz'
  | 'geopackage'
  | 'kml'
  | 'csv'
  | 'osm-pbf'
  | 'osm-xml'

const HEAD_BYTES = 64 * 1024

const startsWith = (bytes: Buffer, ...marks: number[]): boolean => marks.every((mark, i) => bytes[i] === mark)

async function readHead(path: string, file: string): Promise<Buffer> {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(file, 'file.missing', {}, error)
  })
  if (!info.isFile()) throw unreadable(file, 'file.notAFile')
  if (info.size === 0) throw unreadable(file, 'file.empty')
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(file, 'file.missing', {}, error)
  })
  try {
    const length = Math.min(HEAD_BYTES, info.size)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** XML by its root element. */
function recogniseXml(text: string): RecognisedFormat | null {
  const root = /<\s*(?!\?|!)(?:[\w-]+:)?([\w-]+)/
    .exec(text.replace(/<!--[\s\S]*?-->/g, ''))?.[1]
    ?.toLowerCase()
  if (root === 'osm' || root === 'osmchange') return 'osm-xml'
  if (root === 'kml' || root === 'document' || root === 'placemark') return 'kml'
  return null
}

/** JSON by the first type it names. */
function recogniseJson(text: string): RecognisedFormat {
  const isTopology =
    /"type"\s*:\s*"Topology"/.test(text) || (/"arcs"\s*:/.test(text) && !/"Feature"/.test(text))
  return isTopology ? 'topojson' : 'geojson'
}

/** A blob of OSM's binary form: length, then a header that names `OSMHeader` or `OSMData`. */
const isOsmPbf = (bytes: Buffer): boolean =>
  bytes.length > 16 &&
  bytes.readUInt32BE(0) < 64 * 1024 &&
  /^.{2}OSM(Header|Data)/s.test(bytes.toString('latin1', 4, 20))

/** dBASE: a version, a sane date, a header of whole field descriptions. */
function isDbf(bytes: Buffer): boolean {
  if (bytes.length < 33 || ![0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x43, 0x83, 0x8b, 0xf5].includes(bytes[0]!))
    return false
  const [month, day] = [bytes[2]!, bytes[3]!]
  const headerLength = bytes.readUInt16LE(8)
  return month <= 12 && day <= 31 && headerLength >= 33 && bytes.readUInt16LE(10) > 0
}

function recogniseText(bytes: Buffer, extension: string, file: string): RecognisedFormat {
  const encoding = detectEncoding(bytes)
  const text = decodeText(bytes, encoding.encoding).replace(/^\ufeff/, '')
  const start = text.trimStart()
  if (start === '' && bytes.length < HEAD_BYTES) throw unreadable(file, 'file.noRows')
  if (start.startsWith('<')) {
    const format = recogniseXml(start)
    if (format) return format
    throw unreadable(file, 'file.unknownFormat')
  }
  if (start.startsWith('{') || start.startsWith('\x1e')) return recogniseJson(start)
  if (start.startsWith('[') && /json/.test(extension)) return 'geojson'
  // text has no control characters; anything else is a binary file of a kind unknown to us
  let controls = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 9 || (code > 13 && code < 32)) controls++
  }
  if (controls > text.length / 200) throw unreadable(file, 'file.unknownFormat')
  if (/json/.test(extension)) return 'geojson'
  if (extension === 'kml') return 'kml'
  if (extension === 'osm') return 'osm-xml'
  return 'csv'
}

/** What is inside gzip or bzip2: only OSM is read from these. */
function recogniseGzip(bytes: Buffer, file: string): RecognisedFormat {
  let inner: Buffer
  try {
    inner = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 })
  } catch (error) {
    throw unreadable(file, 'file.badGzip', {}, error)
  }
  if (recogniseXml(inner.toString('utf8', 0, HEAD_BYTES)) === 'osm-xml') return 'osm-xml'
  throw unreadable(file, 'file.unknownFormat')
}

/** Zip by the names in its first entries, then by the file's own name. */
function recogniseZip(bytes: Buffer, extension: string): RecognisedFormat {
  const text = bytes.toString('latin1')
  if (/\[Content_Types\]\.xml|xl\/(workbook|worksheets)/.test(text)) return 'xlsx'
  if (/\.xlsx?$|\.xlsm$/.test(extension)) return 'xlsx'
  if (extension === '.kmz' || (extension !== '.zip' && text.slice(0, 400).includes('.kml'))) return 'kmz'
  return 'zip'
}

/**
 * @throws UnreadableFile when the file is empty, missing or of no known kind
 */
export async function recogniseFile(path: string, displayName: string): Promise<RecognisedFormat> {
  const bytes = await readHead(path, displayName)
  const extension = extname(displayName).toLowerCase()
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06))
    return recogniseZip(bytes, extension)
  if (bytes.toString('latin1', 0, 15) === 'SQLite format 3') return 'geopackage'
  if (startsWith(bytes, 0x00, 0x00, 0x27, 0x0a)) {
    if (extension === '.shx') throw unreadable(displayName, 'file.sisterAlone', { extension: '.shx' })
    return 'shapefile'
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw unreadable(displayName, 'file.oldXls')
  if (startsWith(bytes, 0x1f, 0x8b)) return recogniseGzip(bytes, displayName)
  if (bytes.toString('latin1', 0, 3) === 'BZh') return 'osm-xml'
  if (isOsmPbf(bytes)) return 'osm-pbf'
  if (extension === '.dbf' || (isDbf(bytes) && bytes.includes(0))) {
    if (isDbf(bytes)) return 'dbf'
    throw unreadable(displayName, 'file.notDbf', { problem: 'no dBASE header' })
  }
  if (extension === '.prj' || extension === '.cpg' || extension === '.qpj')
    throw unreadable(displayName, 'file.sisterAlone', { extension })
  for (const [ending, key] of [
    ['.shp', 'file.notShapefile'],
    ['.pbf', 'file.notOsm'],
    ['.zip', 'file.badZip'],
    ['.kmz', 'file.badZip'],
    ['.xlsx', 'file.notXlsx'],
  ] as const)
    if (extension === ending)
      throw unreadable(displayName, key, { problem: 'the content is of another kind' })
  return recogniseText(bytes, extension, displayName)
}
