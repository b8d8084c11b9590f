/**
 * GeoJSON, RFC 7946 and the older form with `crs`: collections, single features, bare geometries, newline-delimited.
 * Features are streamed; the whole file must be JSON, a single bad feature is a fault of its row.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Geometry } from 'geojson'
import type { CrsDeclaration } from '../crs/findCrs.ts'
import { decodeStream, decodeText } from '../encoding/decodeStream.ts'
import { detectEncoding } from '../encoding/detectEncoding.ts'
import { sampleText } from '../encoding/sampleText.ts'
import { MAX_RECORD_BYTES } from '../limits.ts'
import { buildLayer, type Notice } from './buildLayer.ts'
import { makeFault } from './fault.ts'
import { JsonPieceTooLong, JsonProblem, parsePiece, splitJson, type JsonPiece } from './jsonSplitter.ts'
import type { ParsedRow } from './parsedRow.ts'
import type { OpenedSource, OpenOptions, SourceValue } from './types.ts'
import { unreadable } from './unreadable.ts'

const GEOMETRY_TYPES = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
])

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isGeometry = (value: unknown): value is Json =>
  isObject(value) && typeof value['type'] === 'string' && GEOMETRY_TYPES.has(value['type'])

/** Attribute values as the rows carry them; what is nested becomes its JSON text. */
export function valuesOfProperties(properties: unknown): Record<string, SourceValue> {
  const values: Record<string, SourceValue> = {}
  if (!isObject(properties)) return values
  for (const [name, value] of Object.entries(properties))
    values[name] =
      value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value)
  return values
}

const NUMBER_TEXT = /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/

/** Nested positions with numbers in quotes made numbers; null when something else is in them. */
function numbersOf(value: unknown, depth: number): unknown {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return NUMBER_TEXT.test(value) ? Number(value) : null
  if (!Array.isArray(value) || depth > 6) return null
  const parts = value.map((part) => numbersOf(part, depth + 1))
  return parts.includes(null) ? null : parts
}

const DEPTH: Record<string, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

/** Whether the arrays are nested as the type demands. */
function hasDepth(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth === 0) return value.length >= 2 && value.every((part) => typeof part === 'number')
  return value.every((part) => hasDepth(part, depth - 1))
}

/** A checked geometry; null when it is none. An empty one is null too, with `isEmpty`. */
export function readGeometry(value: unknown): { geometry: Geometry | null; hadText: boolean } | null {
  if (!isGeometry(value)) return null
  if (value['type'] === 'GeometryCollection') {
    if (!Array.isArray(value['geometries'])) return null
    const parts = value['geometries'].map(readGeometry)
    if (parts.some((part) => part === null)) return null
    const geometries = parts.map((part) => part!.geometry).filter((part): part is Geometry => part !== null)
    return {
      geometry: geometries.length ? { type: 'GeometryCollection', geometries } : null,
      hadText: parts.some((part) => part!.hadText),
    }
  }
  const { type, coordinates } = value as { type: string; coordinates: unknown }
  if (Array.isArray(coordinates) && coordinates.length === 0) return { geometry: null, hadText: false }
  if (hasDepth(coordinates, DEPTH[type]!))
    return { geometry: { type, coordinates } as Geometry, hadText: false }
  const numbers = numbersOf(coordinates, 0)
  if (numbers === null || !hasDepth(numbers, DEPTH[type]!)) return null
  return { geometry: { type, coordinates: numbers } as Geometry, hadText: true }
}

/** The declaration in a `crs` member of the 2008 form. */
export function crsMember(value: unknown): CrsDeclaration {
  if (isObject(value) && isObject(value['properties'])) {
    const { name, code } = value['properties']
    if (typeof name === 'string') return { kind: 'urn', text: name }
    if (typeof code === 'number' || typeof code === 'string') return { kind: 'urn', text: `EPSG:${code}` }
  }
  return { kind: 'none', text: '' }
}

/** A `crs` that stands behind the features: looked for in the last part of the file. */
async function trailingCrs(path: string): Promise<CrsDeclaration | null> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, 64 * 1024)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const match = /\]\s*,\s*"crs"\s*:\s*(\{[^{}]*\{[^{}]*\}[^{}]*\})/.exec(buffer.toString('latin1'))
    return match ? crsMember(JSON.parse(match[1]!)) : null
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

/** Opens GeoJSON. */
export async function openGeoJson(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const head = await sampleText(path)
  const encoding = options.encoding ?? detectEncoding(head.bytes).encoding
  if (/^[\s\ufeff]*\[/.test(decodeText(head.start.subarray(0, 1000), encoding)))
    throw unreadable(file, 'file.notGeoJson', { found: '[…]' })
  const context: { crs: CrsDeclaration | null; hadTextCoordinates: boolean; looksShifted: boolean } = {
    crs: null,
    hadTextCoordinates: false,
    looksShifted: false,
  }

  async function* utf8(): AsyncGenerator<Uint8Array> {
    const bytes = createReadStream(path, { highWaterMark: 1024 * 1024 })
    if (encoding === 'utf-8') yield* bytes as AsyncIterable<Buffer>
    else for await (const text of decodeStream(bytes, encoding)) yield Buffer.from(text, 'utf8')
  }

  async function* pieces(): AsyncGenerator<JsonPiece> {
    try {
      yield* splitJson(utf8(), 'features', MAX_RECORD_BYTES)
    } catch (error) {
      if (error instanceof JsonPieceTooLong)
        throw unreadable(file, 'file.recordTooLong', { line: error.line, limit: MAX_RECORD_BYTES }, error)
      throw jsonFailure(error)
    }
  }

  function jsonFailure(error: unknown): unknown {
    if (!(error instanceof JsonProblem)) return error
    const { line, column, message } = error
    if (error.isCutOff) return unreadable(file, 'file.truncated', { line, column }, error)
    return unreadable(file, 'file.invalidJson', { line, column, problem: message }, error)
  }

  function rowOf(feature: unknown, rowNumber: number): ParsedRow {
    const bare = isGeometry(feature) ? { type: 'Feature', properties: {}, geometry: feature } : feature
    if (!isObject(bare) || bare['type'] !== 'Feature')
      return { fault: makeFault(file, rowNumber, null, feature, 'fault.expected.feature') }
    const values = valuesOfProperties(bare['properties'])
    const id = bare['id']
    if ((typeof id === 'string' || typeof id === 'number') && !('id' in values)) values['id'] = id
    if (bare['geometry'] === null || bare['geometry'] === undefined)
      return { rowNumber, values, geometry: null }
    const read = readGeometry(bare['geometry'])
    if (!read)
      return {
        fault: makeFault(file, rowNumber, 'geometry', bare['geometry'], 'fault.expected.geometry'),
        values,
      }
    if (read.hadText) context.hadTextCoordinates = true
    if ('adcode' in values && ('childrenNum' in values || 'acroutes' in values)) context.looksShifted = true
    return { rowNumber, values, geometry: read.geometry }
  }

  async function* rows(): AsyncGenerator<ParsedRow> {
    let rowNumber = 0
    let top: Json = {}
    let hadFeatures = false
    for await (const piece of pieces()) {
      if (piece.kind === 'element') {
        hadFeatures = true
        let feature: unknown
        try {
          feature = parsePiece(piece.text, piece.line, piece.column)
        } catch (error) {
          throw jsonFailure(error)
        }
        yield rowOf(feature, ++rowNumber)
      } else if (piece.kind === 'member') {
        if (piece.key === 'crs') context.crs = crsMember(piece.value)
        top[piece.key] = piece.value
      } else {
        const type = top['type']
        if (type === 'Feature' || (typeof type === 'string' && GEOMETRY_TYPES.has(type)))
          yield rowOf(top, ++rowNumber)
        else if (type !== 'FeatureCollection' && !(hadFeatures && type === undefined))
          throw unreadable(file, 'file.notGeoJson', {
            found: typeof type === 'string' ? type : Object.keys(top).slice(0, 5).join(', ') || '{}',
          })
        top = {}
        hadFeatures = false
      }
    }
  }

  // one look over the first rows for what stands before them, then the sample proper
  let seen = 0
  for await (const item of rows()) {
    void item
    if (++seen >= 200) break
  }
  const declared = context.crs ?? (await trailingCrs(path))
  const { layer, notices } = await buildLayer(
    {
      file,
      name: basename(file, extname(file)),
      rows,
      declared,
      crsByFormat: 'EPSG:4326',
      encoding: encoding === 'utf-8' ? null : encoding,
    },
    options,
  )
  if (context.looksShifted && layer.crs.crs === 'EPSG:4326') {
    layer.crs.warnings = [
      'crs.warning.looksGcj02',
      ...layer.crs.warnings.filter((key) => key !== 'crs.warning.maybeShifted'),
    ]
    layer.crs.candidates = ['gcj02', ...layer.crs.candidates.filter((name) => name !== 'gcj02')]
  }
  const own: Notice[] = context.hadTextCoordinates ? [{ key: 'notice.coordinatesAsText' }] : []
  return { format: 'geojson', file, layers: [layer], notices: [...own, ...notices], close: async () => {} }
}
