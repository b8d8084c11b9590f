/**
 * Shapefiles: a .shp with its sisters beside it, or a lone .dbf as a table. Records are checked by our own walk,
 * then decoded by the `shapefile` package. What is missing (.shx, .dbf, .prj) is told, never a reason to fail.
 */
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { Geometry } from 'geojson'
import { decodeText, isKnownEncoding } from '../encoding/decodeStream.ts'
import { buildLayer, type Notice } from './buildLayer.ts'
import { makeFault } from './fault.ts'
import type { ParsedRow } from './parsedRow.ts'
import { dbfRecords, dbfValues, readDbfTable, type DbfTable } from './shape/dbf.ts'
import { findDbfEncoding } from './shape/dbfEncoding.ts'
import {
  hasHeights,
  isKnownShapeType,
  readShpHeader,
  readShxOffsets,
  SHP_HEADER_BYTES,
  walkShpRecords,
  type ShpRecord,
} from './shape/shpRecords.ts'
import type { OpenedSource, OpenOptions, SourceLayer, SourceRow, SourceValue } from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'

interface Attributes {
  table: DbfTable
  path: string
  encoding: string
  names: string[]
  notices: Notice[]
}

/** The sister with this ending, whatever the case of its letters. */
async function findSister(shpPath: string, ending: string): Promise<string | null> {
  const folder = dirname(shpPath)
  const stem = basename(shpPath, extname(shpPath)).toLowerCase()
  const names = await readdir(folder).catch(() => [] as string[])
  const found = names.find((name) => name.toLowerCase() === `${stem}.${ending}`)
  return found ? join(folder, found) : null
}

/** Field names made unique by a suffix, and short of nothing that a row could lose. */
function uniqueNames(names: string[]): { unique: string[]; notices: Notice[] } {
  const used = new Set<string>()
  const notices: Notice[] = []
  const unique = names.map((name, index) => {
    const wanted = name || `#${index + 1}`
    let candidate = wanted
    for (let n = 2; used.has(candidate); n++) candidate = `${wanted}_${n}`
    if (candidate !== wanted)
      notices.push({ key: 'notice.duplicateField', facts: { name: wanted, renamed: candidate } })
    used.add(candidate)
    return candidate
  })
  return { unique, notices }
}

async function openAttributes(
  path: string,
  file: string,
  cpg: string | null,
  options: OpenOptions,
): Promise<Attributes> {
  if (options.encoding && !isKnownEncoding(options.encoding))
    throw unreadable(file, 'file.unknownEncoding', { encoding: options.encoding })
  const table = await readDbfTable(path)
  if (!table) throw unreadable(file, 'file.notDbf', { problem: 'the header is damaged' })
  const { encoding, notices } = await findDbfEncoding(path, table, cpg, options.encoding)
  const { unique, notices: renamed } = uniqueNames(
    table.fields.map((field) => decodeText(field.nameBytes, encoding).trim()),
  )
  return { table, path, encoding, names: unique, notices: [...notices, ...renamed] }
}

const valuesOf = (names: string[], values: SourceValue[]): Record<string, SourceValue> =>
  Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]))

/** A text that cannot be read in the encoding: the field, or null. */
const unreadableField = (values: Record<string, SourceValue>): string | null =>
  Object.entries(values).find(([, value]) => typeof value === 'string' && value.includes('\uFFFD'))?.[0] ??
  null

/** Checked records as the bytes of a sound .shp; damaged ones become null shapes so that rows keep their places. */
async function* soundBytes(
  header: Buffer,
  records: AsyncIterable<ShpRecord>,
  damaged: Set<number>,
): AsyncGenerator<Buffer> {
  yield header
  for await (const { index, bytes } of records) {
    if (bytes) {
      // numbers run on from 1 in what we hand over, whatever the file's own were
      bytes.writeInt32BE(index + 1, 0)
      yield bytes
      continue
    }
    damaged.add(index)
    const empty = Buffer.alloc(12)
    empty.writeInt32BE(index + 1, 0)
    empty.writeInt32BE(2, 4)
    yield empty
  }
}

async function readText(path: string | null): Promise<string | null> {
  return path ? (await readFile(path)).toString('latin1') : null
}

/** The layer of one .shp. */
export async function shapefileLayer(
  path: string,
  file: string,
  options: OpenOptions,
): Promise<{ layer: SourceLayer; notices: Notice[] }> {
  const { openShp } = await import('shapefile')
  const { size } = await stat(path)
  const headerBytes = Buffer.alloc(SHP_HEADER_BYTES)
  const handle = await open(path, 'r')
  await handle.read(headerBytes, 0, SHP_HEADER_BYTES, 0).finally(() => handle.close())
  const header = size >= SHP_HEADER_BYTES ? readShpHeader(headerBytes) : null
  if (!header)
    throw unreadable(file, size < SHP_HEADER_BYTES ? 'file.truncated' : 'file.notShapefile', {
      problem: 'no header',
    })
  if (!isKnownShapeType(header.shapeType))
    throw unreadable(file, 'file.notShapefile', { problem: `shape type ${header.shapeType}` })
  if (header.declaredBytes > size) throw unreadable(file, 'file.truncated', { line: 0, column: 0 })

  const notices: Notice[] = []
  const [dbfPath, shxPath, prjPath, cpgPath] = await Promise.all([
    findSister(path, 'dbf'),
    findSister(path, 'shx'),
    findSister(path, 'prj'),
    findSister(path, 'cpg'),
  ])
  const prj = (await readText(prjPath))?.replace(/^\xef\xbb\xbf/, '').trim() ?? null
  if (prj === null) notices.push({ key: 'notice.missingPrj' })
  else if (prj === '') notices.push({ key: 'notice.emptyPrj' })
  if (!shxPath) notices.push({ key: 'notice.missingShx' })
  if (!dbfPath) notices.push({ key: 'notice.missingDbf' })
  if (hasHeights(header.shapeType)) notices.push({ key: 'notice.heightsDropped' })
  const offsets = shxPath ? readShxOffsets(await readFile(shxPath)) : []
  const attributes = dbfPath ? await openAttributes(dbfPath, file, await readText(cpgPath), options) : null
  notices.push(...(attributes?.notices ?? []))

  async function* rows(): AsyncGenerator<ParsedRow> {
    const shp = await open(path, 'r')
    const damaged = new Set<number>()
    const records = attributes ? dbfRecords(attributes.path, attributes.table) : null
    const bytes = Readable.from(
      soundBytes(headerBytes, walkShpRecords(shp, size, header!.shapeType, offsets), damaged),
      { objectMode: false, highWaterMark: 256 * 1024 },
    )
    try {
      const shapes = await openShp(bytes)
      for (let index = 0; ; index++) {
        const rowNumber = index + 1
        let geometry: Geometry | null = null
        let isBroken = false
        try {
          const shape = await shapes.read()
          if (shape.done) break
          geometry = shape.value as Geometry | null
        } catch (error) {
          if (!(error instanceof RangeError)) throw error
          isBroken = true
        }
        const record = records ? await records.next() : null
        if (record && !record.done && record.value === null) continue
        if (isBroken || damaged.has(index)) {
          yield { fault: makeFault(file, rowNumber, 'geometry', '', 'fault.expected.wholeRecord') }
          continue
        }
        if (record?.done) {
          yield { fault: makeFault(file, rowNumber, null, '', 'fault.expected.attributeRow') }
          continue
        }
        const values =
          attributes && record
            ? valuesOf(
                attributes.names,
                dbfValues(record.value as Buffer, attributes.table.fields, attributes.encoding),
              )
            : {}
        const bad = unreadableField(values)
        if (bad)
          yield {
            fault: makeFault(file, rowNumber, bad, values[bad], 'fault.expected.readableText', {
              encoding: attributes!.encoding,
            }),
          }
        else yield { rowNumber, values, geometry } satisfies SourceRow
      }
    } finally {
      bytes.destroy()
      await records?.return(undefined)
      await shp.close().catch(() => {})
    }
  }

  const built = await buildLayer(
    {
      file,
      name: basename(file, extname(file)),
      rows,
      declared: prj ? { kind: 'wkt', text: prj } : null,
      rowCount: attributes?.table.recordCount ?? (offsets.length || null),
      encoding: attributes?.encoding ?? null,
      fieldNames: attributes?.names ?? [],
    },
    options,
  ).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'UnreadableFile') throw error
    throw unreadable(file, 'file.notShapefile', { problem: problemOf(error) }, error)
  })
  return { layer: built.layer, notices: [...notices, ...built.notices] }
}

/** Opens a .shp with the sisters in its folder. */
export async function openShapefile(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const { layer, notices } = await shapefileLayer(path, file, options)
  return { format: 'shapefile', file, layers: [layer], notices, close: async () => {} }
}

/** Opens a lone .dbf: rows without geometry. */
export async function openAttributeTable(
  path: string,
  file: string,
  options: OpenOptions,
): Promise<OpenedSource> {
  const attributes = await openAttributes(path, file, await readText(await findSister(path, 'cpg')), options)
  const { table, names, encoding } = attributes
  if (table.presentCount < table.recordCount) throw unreadable(file, 'file.truncated', { line: 0, column: 0 })

  async function* rows(): AsyncGenerator<ParsedRow> {
    let rowNumber = 0
    for await (const record of dbfRecords(path, table)) {
      rowNumber++
      if (!record) continue
      const values = valuesOf(names, dbfValues(record, table.fields, encoding))
      const bad = unreadableField(values)
      if (bad)
        yield {
          fault: makeFault(file, rowNumber, bad, values[bad], 'fault.expected.readableText', { encoding }),
        }
      else yield { rowNumber, values, geometry: null }
    }
  }

  const built = await buildLayer(
    {
      file,
      name: basename(file, extname(file)),
      rows,
      rowCount: table.recordCount,
      encoding,
      fieldNames: names,
    },
    options,
  )
  return {
    format: 'shapefile',
    file,
    layers: [built.layer],
    notices: [{ key: 'notice.attributeTableOnly' }, ...attributes.notices, ...built.notices],
    close: async () => {},
  }
}
