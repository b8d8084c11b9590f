/**
 * Walks the records of a .shp and checks each one against its own counts before anything is decoded:
 * a damaged length can neither allocate memory nor shift the rows that follow. Where a record is damaged the walk
 * goes on at the place the .shx gives, else at the next header that makes sense.
 * Layout: ESRI Shapefile Technical Description, July 1998.
 */
import type { FileHandle } from 'node:fs/promises'
import { MAX_RECORD_BYTES } from '../../limits.ts'

export interface ShpHeader {
  shapeType: number
  /** As the header says; the file may be shorter. */
  declaredBytes: number
}

export const SHP_HEADER_BYTES = 100
const RECORD_HEADER_BYTES = 8

const POINTS = [1, 11, 21]
const MULTIPOINTS = [8, 18, 28]
const PATHS = [3, 5, 13, 15, 23, 25]
const KNOWN_TYPES = new Set([0, ...POINTS, ...MULTIPOINTS, ...PATHS])

export const isKnownShapeType = (type: number): boolean => KNOWN_TYPES.has(type)
/** Shape types that carry Z or M. */
export const hasHeights = (type: number): boolean => type > 10

/** @returns null when it is no .shp header */
export function readShpHeader(bytes: Buffer): ShpHeader | null {
  if (bytes.length < SHP_HEADER_BYTES || bytes.readInt32BE(0) !== 9994) return null
  return { shapeType: bytes.readInt32LE(32), declaredBytes: bytes.readInt32BE(24) * 2 }
}

/** One record: its bytes with the header, or null when it is damaged. */
export interface ShpRecord {
  /** From 0. */
  index: number
  bytes: Buffer | null
}

/** Whether the content's counts fit its length, and its parts its points. */
export function isSoundContent(content: Buffer, shapeType: number): boolean {
  if (content.length < 4) return false
  const type = content.readInt32LE(0)
  if (type === 0) return true
  if (type !== shapeType) return false
  if (POINTS.includes(type)) return content.length >= 20
  if (content.length < 40) return false
  if (MULTIPOINTS.includes(type)) {
    const points = content.readInt32LE(36)
    return points >= 0 && content.length >= 40 + 16 * points
  }
  if (content.length < 44) return false
  const parts = content.readInt32LE(36)
  const points = content.readInt32LE(40)
  if (parts < 0 || points < 0 || content.length < 44 + 4 * parts + 16 * points) return false
  let last = -1
  for (let i = 0; i < parts; i++) {
    const start = content.readInt32LE(44 + 4 * i)
    if (start <= last || start >= points) return false
    last = start
  }
  return parts === 0 ? points === 0 : content.readInt32LE(44) === 0
}

/** Offsets of the records as a .shx gives them. */
export function readShxOffsets(bytes: Buffer): number[] {
  const offsets: number[] = []
  for (let at = SHP_HEADER_BYTES; at + 8 <= bytes.length; at += 8) offsets.push(bytes.readInt32BE(at) * 2)
  return offsets
}

/** Reads on from a growing position with few system calls. */
class Window {
  private buffer = Buffer.alloc(0)
  private start = 0
  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  async bytes(position: number, length: number): Promise<Buffer> {
    if (position < this.start || position + length > this.start + this.buffer.length) {
      const wanted = Math.min(Math.max(length, 1024 * 1024), this.size - position)
      const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(wanted), 0, wanted, position)
      this.buffer = buffer.subarray(0, bytesRead)
      this.start = position
    }
    return this.buffer.subarray(position - this.start, position - this.start + length)
  }
}

/**
 * @param handle  the open .shp
 * @param size  its true length in bytes
 * @param shapeType  of the file's header
 * @param shxOffsets  empty when there is no .shx
 */
export async function* walkShpRecords(
  handle: FileHandle,
  size: number,
  shapeType: number,
  shxOffsets: number[],
): AsyncGenerator<ShpRecord> {
  const window = new Window(handle, size)

  async function lengthAt(position: number): Promise<number | null> {
    if (position + RECORD_HEADER_BYTES + 4 > size) return null
    const head = await window.bytes(position, RECORD_HEADER_BYTES + 4)
    const length = head.readInt32BE(4) * 2
    const type = head.readInt32LE(RECORD_HEADER_BYTES)
    const isPossible =
      length >= 4 && length <= MAX_RECORD_BYTES && position + RECORD_HEADER_BYTES + length <= size
    return isPossible && (type === 0 || type === shapeType) ? length : null
  }

  /** The next header that makes sense, two bytes at a time: lengths count in 16-bit words. */
  async function resync(from: number, index: number): Promise<number | null> {
    const listed = shxOffsets[index]
    if (listed !== undefined && listed > from && (await lengthAt(listed)) !== null) return listed
    for (let position = from + 2; position + 12 <= size; position += 2) {
      const length = await lengthAt(position)
      if (length === null) continue
      const bytes = await window.bytes(position, RECORD_HEADER_BYTES + length)
      const number = bytes.readInt32BE(0)
      if (number > index && number < index + 10_000 && isSoundContent(bytes.subarray(8), shapeType))
        return position
    }
    return null
  }

  let position = SHP_HEADER_BYTES
  for (let index = 0; position + RECORD_HEADER_BYTES <= size; index++) {
    const length = await lengthAt(position)
    if (length !== null) {
      const bytes = Buffer.from(await window.bytes(position, RECORD_HEADER_BYTES + length))
      yield { index, bytes: isSoundContent(bytes.subarray(RECORD_HEADER_BYTES), shapeType) ? bytes : null }
      position += RECORD_HEADER_BYTES + length
      continue
    }
    yield { index, bytes: null }
    const next = await resync(position, index + 1)
    if (next === null) return
    position = next
  }
}
