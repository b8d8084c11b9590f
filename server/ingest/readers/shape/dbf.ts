/**
 * dBASE tables, streamed. Our own reader, since the ones at hand turn all numbers into floats
 * (an identity number of 18 digits loses its last ones, RB-21), dates into local time, and merge fields of one name.
 * Text is given as bytes first: its encoding is decided by `dbfEncoding.ts`.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { decodeText } from '../../encoding/decodeStream.ts'
import type { SourceValue } from '../types.ts'

export interface DbfField {
  nameBytes: Buffer
  type: string
  length: number
}

export interface DbfTable {
  fields: DbfField[]
  /** As the header says. */
  recordCount: number
  /** Whole records that the file really has. */
  presentCount: number
  headerBytes: number
  recordBytes: number
  /** Language driver id, byte 29. */
  language: number
}

const FIELD_BYTES = 32

/** @returns null when the bytes are no dBASE header */
export async function readDbfTable(path: string): Promise<DbfTable | null> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const start = Buffer.alloc(32)
    if ((await handle.read(start, 0, 32, 0)).bytesRead < 32) return null
    const headerBytes = start.readUInt16LE(8)
    const recordBytes = start.readUInt16LE(10)
    if (headerBytes < 33 || recordBytes < 1 || headerBytes > size) return null
    const header = Buffer.alloc(headerBytes)
    await handle.read(header, 0, headerBytes, 0)
    const fields: DbfField[] = []
    let width = 1
    for (let at = 32; at + FIELD_BYTES <= headerBytes && header[at] !== 0x0d; at += FIELD_BYTES) {
      const name = header.subarray(at, at + 11)
      const end = name.indexOf(0)
      const type = String.fromCharCode(header[at + 11]!)
      // long text fields keep the upper byte of their length where numbers have their decimals
      const length = type === 'C' ? header.readUInt16LE(at + 16) : header[at + 16]!
      fields.push({ nameBytes: Buffer.from(end < 0 ? name : name.subarray(0, end)), type, length })
      width += length
    }
    if (width > recordBytes) {
      // a writer that put decimals on text fields: take their short lengths
      fields.forEach((field, i) => (field.length = header[32 + i * FIELD_BYTES + 16]!))
      if (fields.reduce((sum, field) => sum + field.length, 1) > recordBytes) return null
    }
    const recordCount = start.readUInt32LE(4)
    const presentCount = Math.floor((size - headerBytes) / recordBytes)
    return { fields, recordCount, presentCount, headerBytes, recordBytes, language: start[29]! }
  } finally {
    await handle.close()
  }
}

const RECORDS_AT_ONCE = 2_000

/** The records' bytes, deleted ones as null. */
export async function* dbfRecords(
  path: string,
  table: DbfTable,
  limit = Infinity,
): AsyncGenerator<Buffer | null> {
  const count = Math.min(table.recordCount, table.presentCount, limit)
  let handle: FileHandle | null = null
  try {
    handle = await open(path, 'r')
    const step = Math.max(1, Math.min(RECORDS_AT_ONCE, Math.floor((4 * 1024 * 1024) / table.recordBytes)))
    for (let first = 0; first < count; first += step) {
      const records = Math.min(step, count - first)
      const buffer = Buffer.alloc(records * table.recordBytes)
      await handle.read(buffer, 0, buffer.length, table.headerBytes + first * table.recordBytes)
      for (let i = 0; i < records; i++) {
        const record = buffer.subarray(i * table.recordBytes, (i + 1) * table.recordBytes)
        if (record[0] === 0x1a) return
        yield record[0] === 0x2a ? null : record
      }
    }
  } finally {
    await handle?.close()
  }
}

function textOf(bytes: Buffer, encoding: string): string | null {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
  if (end === 0) return null
  const text = decodeText(bytes.subarray(0, end), encoding)
  // a field filled to its last byte may have cut a character in two
  return end === bytes.length ? text.replace(/\uFFFD+$/, '') : text
}

/** A number that a float holds exactly as written, else its text. */
function numberOf(text: string): SourceValue {
  const trimmed = text.replace(/\0/g, '').trim()
  if (trimmed === '' || /^\*+$/.test(trimmed) || /^-?\.?$/.test(trimmed)) return null
  const value = Number(trimmed)
  if (!Number.isFinite(value)) return trimmed
  return /^[+-]?\d{16,}$/.test(trimmed) ? trimmed : value
}

function dateOf(text: string): string | null {
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim())
  return digits && digits[1] !== '0000' ? `${digits[1]}-${digits[2]}-${digits[3]}` : null
}

/** The values of one record, in the order of the fields. */
export function dbfValues(record: Buffer, fields: DbfField[], encoding: string): SourceValue[] {
  let at = 1
  return fields.map((field) => {
    const bytes = record.subarray(at, (at += field.length))
    switch (field.type) {
      case 'C':
        return textOf(bytes, encoding)
      case 'N':
      case 'F':
        return numberOf(bytes.toString('latin1'))
      case 'D':
        return dateOf(bytes.toString('latin1'))
      case 'L': {
        const mark = bytes.toString('latin1').toUpperCase()
        return mark === 'T' || mark === 'Y' ? true : mark === 'F' || mark === 'N' ? false : null
      }
      case 'I':
      case '+':
        return bytes.length === 4 ? bytes.readInt32LE(0) : null
      case 'O':
      case 'B':
        return bytes.length === 8 ? bytes.readDoubleLE(0) : null
      default:
        // memo, picture, general: kept in another file that nobody sends
        return null
    }
  })
}
