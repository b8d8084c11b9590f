/**
 * OpenStreetMap PBF. Blobs are framed and unpacked here, so that neither a length nor a bomb can take memory;
 * the blocks inside are decoded by osm-pbf-parser-node. One block is in memory at a time; any order of objects.
 * Source: https://wiki.openstreetmap.org/wiki/PBF_Format (a blob unpacks to 32 MiB at most).
 */
import { open, type FileHandle } from 'node:fs/promises'
import { inflateSync } from 'node:zlib'
import { problemOf, unreadable } from '../readers/unreadable.ts'
import { UnreadableFile } from '../readers/types.ts'
import type { OsmElement } from './elements.ts'

const MAX_HEADER_BYTES = 64 * 1024
const MAX_BLOB_BYTES = 32 * 1024 * 1024

interface Field {
  number: number
  value: number | Buffer
}

/** The fields of one protobuf message, one level deep. */
function* fieldsOf(bytes: Buffer): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('a field ends too early')
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new Error('a number is too long')
  }
  while (at < bytes.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    switch (key % 8) {
      case 0:
        yield { number, value: varint() }
        break
      case 1:
        yield { number, value: bytes.subarray(at, (at += 8)) }
        break
      case 2: {
        const length = varint()
        if (at + length > bytes.length) throw new Error('a field ends too early')
        yield { number, value: bytes.subarray(at, (at += length)) }
        break
      }
      case 5:
        yield { number, value: bytes.subarray(at, (at += 4)) }
        break
      default:
        throw new Error('unknown wire type')
    }
  }
}

const signed = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

/** Box of the header block, in degrees. */
function headerBox(block: Buffer): [number, number, number, number] | null {
  for (const { number, value } of fieldsOf(block)) {
    if (number !== 1 || typeof value === 'number') continue
    const sides: Record<number, number> = {}
    for (const side of fieldsOf(value))
      if (typeof side.value === 'number') sides[side.number] = signed(side.value) / 1e9
    const box = [sides[1], sides[4], sides[2], sides[3]]
    if (box.every((side) => side !== undefined)) return box as [number, number, number, number]
  }
  return null
}

/** Features a reader must know; anything else could be misread. */
const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation'])

function unpackBlob(blob: Buffer): Buffer {
  for (const { number, value } of fieldsOf(blob)) {
    if (typeof value === 'number') continue
    if (number === 1) return value
    if (number === 3) return inflateSync(value, { maxOutputLength: MAX_BLOB_BYTES })
    if (number >= 4 && number <= 7)
      throw new Error('the blocks are packed by lzma, lz4 or zstd; only zlib is read')
  }
  throw new Error('an empty blob')
}

/** How many packed numbers there are, and how many of them are 0. */
function countVarints(bytes: Buffer): { all: number; zeros: number } {
  let [all, zeros] = [0, 0]
  for (let i = 0; i < bytes.length; i++)
    if (bytes[i]! < 0x80) {
      all++
      if (bytes[i] === 0 && (i === 0 || bytes[i - 1]! < 0x80)) zeros++
    }
  return { all, zeros }
}

/**
 * The tags of dense nodes are one list with a 0 after each node's. The decoder runs on until it finds the 0,
 * so a list that lacks one is refused before.
 */
function checkDenseTags(block: Buffer): void {
  for (const group of fieldsOf(block)) {
    if (group.number !== 2 || typeof group.value === 'number') continue
    for (const dense of fieldsOf(group.value)) {
      if (dense.number !== 2 || typeof dense.value === 'number') continue
      let [nodes, tagBytes, ends] = [0, 0, 0]
      for (const { number, value } of fieldsOf(dense.value)) {
        if (typeof value === 'number') continue
        if (number === 1) nodes += countVarints(value).all
        if (number === 10) {
          tagBytes += value.length
          ends += countVarints(value).zeros
        }
      }
      if (tagBytes > 0 && ends < nodes) throw new Error('the tags of dense nodes do not end')
    }
  }
}

async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position)
  return bytesRead === length ? buffer : null
}

/** Every object of a PBF file, in the file's order. */
export async function* readOsmPbf(path: string, file: string): AsyncGenerator<OsmElement> {
  const { parse } = await import('osm-pbf-parser-node')
  const handle = await open(path, 'r')
  const truncated = (): UnreadableFile => unreadable(file, 'file.truncated', { line: 0, column: 0 })
  try {
    const { size } = await handle.stat()
    for (let position = 0; position < size;) {
      const prefix = await readExactly(handle, position, 4)
      if (!prefix) throw truncated()
      const headerLength = prefix.readUInt32BE(0)
      if (headerLength > MAX_HEADER_BYTES) throw new Error('a header is too long')
      const header = await readExactly(handle, position + 4, headerLength)
      if (!header) throw truncated()
      let kind = ''
      let length = 0
      for (const { number, value } of fieldsOf(header)) {
        if (number === 1 && typeof value !== 'number') kind = value.toString('latin1')
        if (number === 3 && typeof value === 'number') length = value
      }
      if (length > MAX_BLOB_BYTES) throw new Error('a blob is too long')
      const blob = await readExactly(handle, position + 4 + headerLength, length)
      if (!blob) throw truncated()
      position += 4 + headerLength + length
      if (kind === 'OSMHeader') {
        const block = unpackBlob(blob)
        for (const { number, value } of fieldsOf(block))
          if (number === 4 && typeof value !== 'number' && !KNOWN_FEATURES.has(value.toString('utf8')))
            throw new Error(`the feature ${value.toString('utf8').slice(0, 40)} is not known`)
        const box = headerBox(block)
        if (box) yield { type: 'bounds', box }
      } else if (kind === 'OSMData') {
        const block = unpackBlob(blob)
        checkDenseTags(block)
        yield* parse(block, {}) as OsmElement[]
      }
      // other kinds are to be passed over
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw unreadable(file, 'file.notOsm', { problem: problemOf(error) }, error)
  } finally {
    await handle.close()
  }
}
