/**
 * OpenStreetMap XML, plain or packed by gzip or bzip2, streamed by saxes: memory holds one object at a time.
 */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MAX_RECORD_BYTES, MAX_UNPACKED_BYTES } from '../limits.ts'
import { UnreadableFile } from '../readers/types.ts'
import { problemOf, unreadable } from '../readers/unreadable.ts'
import type { OsmElement, OsmMember, OsmNode, OsmRelation, OsmWay } from './elements.ts'

type Packing = 'gzip' | 'bzip2' | 'none'

async function packingOf(path: string): Promise<Packing> {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(3), 0, 3, 0)
    if (buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip'
    return buffer.toString('latin1') === 'BZh' ? 'bzip2' : 'none'
  } finally {
    await handle.close()
  }
}

/** unbzip2-stream is a stream of the oldest kind; written to chunk by chunk it answers at once. */
async function* unpackBzip2(bytes: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const { default: unbzip2 } = await import('unbzip2-stream')
  const unpacker = unbzip2()
  const ready: Uint8Array[] = []
  let problem: Error | null = null
  unpacker.on('data', (chunk: Uint8Array) => ready.push(chunk))
  unpacker.on('error', (error: Error) => (problem ??= error))
  for await (const chunk of bytes) {
    unpacker.write(chunk)
    if (problem) throw problem as Error
    yield* ready.splice(0)
  }
  unpacker.end()
  if (problem) throw problem as Error
  yield* ready.splice(0)
}

async function* unpackedBytes(path: string, packing: Packing): AsyncGenerator<Uint8Array> {
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 })
  try {
    if (packing === 'none') yield* bytes as AsyncIterable<Buffer>
    else if (packing === 'bzip2') yield* unpackBzip2(bytes)
    else yield* pipeline(bytes, createGunzip(), () => {}) as unknown as AsyncIterable<Buffer>
  } finally {
    bytes.destroy()
  }
}

const isMemberType = (text: string | undefined): text is OsmMember['type'] =>
  text === 'node' || text === 'way' || text === 'relation'

/** Every object of an OSM XML file, in the file's order. */
export async function* readOsmXml(path: string, file: string): AsyncGenerator<OsmElement> {
  const { SaxesParser } = await import('saxes')
  const packing = await packingOf(path)
  const parser = new SaxesParser()
  let ready: OsmElement[] = []
  let current: OsmNode | OsmWay | OsmRelation | null = null
  let hasRoot = false
  let problem: Error | null = null
  let bytesSinceTag = 0

  parser.on('error', (error) => (problem ??= error))
  parser.on('opentag', ({ name, attributes }) => {
    bytesSinceTag = 0
    const a = attributes as Record<string, string | undefined>
    if (!hasRoot) {
      hasRoot = true
      if (name !== 'osm' && name !== 'osmChange') problem ??= new Error(`the root element is ${name}`)
      return
    }
    if (name === 'tag') {
      if (current && a['k'] !== undefined && a['v'] !== undefined) (current.tags ??= {})[a['k']] = a['v']
    } else if (name === 'nd') {
      if (current?.type === 'way') current.refs.push(Number(a['ref']))
    } else if (name === 'member') {
      if (current?.type === 'relation' && isMemberType(a['type']))
        current.members.push({ type: a['type'], ref: Number(a['ref']), role: a['role'] ?? '' })
    } else if (name === 'node') {
      current = { type: 'node', id: Number(a['id']), lon: Number(a['lon']), lat: Number(a['lat']) }
    } else if (name === 'way') current = { type: 'way', id: Number(a['id']), refs: [] }
    else if (name === 'relation') current = { type: 'relation', id: Number(a['id']), members: [] }
    else if (name === 'bounds') {
      const box = [a['minlon'], a['minlat'], a['maxlon'], a['maxlat']].map(Number) as [
        number,
        number,
        number,
        number,
      ]
      if (box.every(Number.isFinite)) ready.push({ type: 'bounds', box })
    }
  })
  parser.on('closetag', ({ name }) => {
    if (current && name === current.type) {
      ready.push(current)
      current = null
    }
  })

  const decoder = new TextDecoder('utf-8')
  let total = 0
  try {
    for await (const chunk of unpackedBytes(path, packing)) {
      total += chunk.length
      bytesSinceTag += chunk.length
      if (total > MAX_UNPACKED_BYTES * 16)
        throw unreadable(file, 'file.zipBomb', { entry: file, bytes: total, limit: MAX_UNPACKED_BYTES * 16 })
      if (bytesSinceTag > MAX_RECORD_BYTES)
        throw unreadable(file, 'file.recordTooLong', { line: parser.line, limit: MAX_RECORD_BYTES })
      parser.write(decoder.decode(chunk, { stream: true }))
      if (problem) throw problem
      if (ready.length > 0) {
        yield* ready
        ready = []
      }
    }
    parser.close()
    if (problem) throw problem
    yield* ready
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    const text = problemOf(error)
    if (
      packing === 'gzip' &&
      /unexpected end|incorrect|invalid (stored|block|distance|code|literal|bit)/i.test(text)
    )
      throw unreadable(file, 'file.badGzip', {}, error)
    if (/unclosed tag|document must contain a root/i.test(text))
      throw unreadable(file, 'file.truncated', { line: parser.line, column: parser.column }, error)
    if (packing === 'bzip2' && !/^\d+:\d+/.test(text)) throw unreadable(file, 'file.badBzip2', {}, error)
    throw unreadable(file, 'file.notOsm', { problem: text }, error)
  }
}
