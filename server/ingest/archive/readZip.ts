/**
 * Zip archives from strangers. Names are decoded, judged and then only shown: what is unpacked gets names of ours,
 * so that no entry can choose where it is written. Sizes are checked as declared before, and as they come while unpacking.
 */
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Transform, Writable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { decodeText } from '../encoding/decodeStream.ts'
import { detectEncoding, isUtf8 } from '../encoding/detectEncoding.ts'
import { MAX_ARCHIVE_ENTRIES, MAX_UNPACK_RATIO, MAX_UNPACKED_BYTES, RATIO_FREE_BYTES } from '../limits.ts'
import { UnreadableFile } from '../readers/types.ts'
import { problemOf, unreadable } from '../readers/unreadable.ts'
import { crc32 } from './crc32.ts'

export interface ZipLimits {
  maxUnpackedBytes?: number
}

export interface ZipEntry {
  /** As the archive names it, with `/` between folders. */
  name: string
  bytes: number
  packedBytes: number
}

const TAIL_BYTES = 256
const FLAG_ENCRYPTED = 0x1
const FLAG_UTF8 = 0x800
const ARCHIVE = /\.(zip|7z|rar|tar|gz|tgz|bz2|xz|kmz|shz)$/i
/** Left by the Finder and by Explorer. */
const LITTER = /(^|\/)(__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini)(\/|$)/i

function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer
  const isDeclared = (entry.generalPurposeBitFlag & FLAG_UTF8) !== 0
  const encoding = isDeclared || isUtf8(raw, false) ? 'utf-8' : detectEncoding(raw).encoding
  return decodeText(raw, encoding).replaceAll('\\', '/')
}

/** Whether a name points outside the folder it is unpacked into. */
export const pointsOutside = (name: string): boolean =>
  name.startsWith('/') || /^[a-z]:/i.test(name) || name.includes('\0') || name.split('/').includes('..')

interface WalkedEntry extends ZipEntry {
  entry: Entry
}

async function openZip(path: string, file: string): Promise<ZipFile> {
  const yauzl = (await import('yauzl')).default
  return new Promise((resolve, reject) => {
    yauzl.open(
      path,
      { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true },
      (error, zip) =>
        error ? reject(unreadable(file, 'file.badZip', { problem: problemOf(error) }, error)) : resolve(zip),
    )
  })
}

/** All entries that are files, each judged; throws at the first that is not to be trusted. */
async function listEntries(
  zip: ZipFile,
  file: string,
  isWanted: (name: string) => boolean,
  maxBytes: number,
): Promise<WalkedEntry[]> {
  if (zip.entryCount > MAX_ARCHIVE_ENTRIES)
    throw unreadable(file, 'file.tooManyEntries', { entries: zip.entryCount, limit: MAX_ARCHIVE_ENTRIES })
  const entries: WalkedEntry[] = []
  let total = 0
  await new Promise<void>((resolve, reject) => {
    zip.on('error', (error: Error) =>
      reject(unreadable(file, 'file.badZip', { problem: problemOf(error) }, error)),
    )
    zip.on('end', resolve)
    zip.on('entry', (entry: Entry) => {
      try {
        const name = nameOf(entry)
        if (pointsOutside(name)) throw unreadable(file, 'file.zipTraversal', { entry: name.slice(0, 100) })
        const isFile = !name.endsWith('/') && !LITTER.test(name)
        if (isFile && ARCHIVE.test(name))
          throw unreadable(file, 'file.nestedZip', { entry: name.slice(0, 100) })
        if (isFile && isWanted(name)) {
          if ((entry.generalPurposeBitFlag & FLAG_ENCRYPTED) !== 0)
            throw unreadable(file, 'file.encryptedZip', { entry: name.slice(0, 100) })
          const { uncompressedSize: bytes, compressedSize: packedBytes } = entry
          total += bytes
          const isBomb = bytes > RATIO_FREE_BYTES && bytes > packedBytes * MAX_UNPACK_RATIO
          if (total > maxBytes || isBomb)
            throw unreadable(file, 'file.zipBomb', {
              entry: name.slice(0, 100),
              bytes: total,
              limit: maxBytes,
            })
          entries.push({ name, bytes, packedBytes, entry })
        }
        zip.readEntry()
      } catch (error) {
        reject(error)
      }
    })
    zip.readEntry()
  })
  return entries
}

/** Counts and checks what really comes out, whatever the archive declared. */
function byteGuard(
  file: string,
  entry: string,
  checksum: number,
  budget: { left: number; limit: number },
): Transform {
  let crc = 0
  return new Transform({
    flush(done) {
      done(crc === checksum ? null : unreadable(file, 'file.badZip', { problem: `checksum of ${entry}` }))
    },
    transform(chunk: Buffer, _encoding, done) {
      crc = crc32(chunk, crc)
      budget.left -= chunk.length
      if (budget.left < 0)
        done(unreadable(file, 'file.zipBomb', { entry, bytes: budget.limit, limit: budget.limit }))
      else done(null, chunk)
    },
  })
}

/**
 * Judges an archive without unpacking it.
 * @throws UnreadableFile: damaged, encrypted, bomb, names that point outside, archives in it
 */
export async function inspectZip(path: string, file: string, limits: ZipLimits = {}): Promise<ZipEntry[]> {
  const zip = await openZip(path, file)
  try {
    const entries = await listEntries(zip, file, () => true, limits.maxUnpackedBytes ?? MAX_UNPACKED_BYTES)
    return entries.map(({ name, bytes, packedBytes }) => ({ name, bytes, packedBytes }))
  } finally {
    zip.close()
  }
}

/**
 * Reads every entry to its end and checks its size and checksum, keeping nothing: for libraries that open archives
 * themselves and would wait for ever, or unpack without limit, on a damaged one.
 * @returns what `inspectZip` does, with the last bytes of each entry
 */
export async function verifyZip(
  path: string,
  file: string,
  limits: ZipLimits = {},
): Promise<(ZipEntry & { tail: Buffer })[]> {
  const tails: Buffer[] = []
  const limit = limits.maxUnpackedBytes ?? MAX_UNPACKED_BYTES
  const zip = await openZip(path, file)
  const budget = { left: limit, limit }
  try {
    const entries = await listEntries(zip, file, () => true, limit)
    for (const { name, entry } of entries) {
      let tail = Buffer.alloc(0)
      const sink = new Writable({
        write(chunk: Buffer, _encoding, done) {
          tail = Buffer.from(Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES))
          done()
        },
      })
      await pourEntry(zip, file, name, entry, budget, sink)
      tails.push(tail)
    }
    return entries.map(({ name, bytes, packedBytes }, i) => ({ name, bytes, packedBytes, tail: tails[i]! }))
  } finally {
    zip.close()
  }
}

/** One entry's content into a sink, counted and checked. */
async function pourEntry(
  zip: ZipFile,
  file: string,
  name: string,
  entry: Entry,
  budget: { left: number; limit: number },
  sink: Writable,
): Promise<void> {
  try {
    const source = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
    )
    await pipeline(source, byteGuard(file, name.slice(0, 100), entry.crc32, budget), sink)
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw unreadable(file, 'file.badZip', { problem: problemOf(error) }, error)
  }
}

export interface UnpackedEntry {
  /** As the archive names it. */
  name: string
  /** Where it is now; parts of one shapefile share folder and stem. */
  path: string
}

/**
 * Unpacks the wanted entries into a folder, under names of ours: `1.shp`, `1.dbf`, `2.geojson` …
 * @param folder  an empty folder of the caller's
 * @param isWanted  by the entry's name
 */
export async function unpackZip(
  path: string,
  file: string,
  folder: string,
  isWanted: (name: string) => boolean,
  limits: ZipLimits = {},
): Promise<UnpackedEntry[]> {
  const limit = limits.maxUnpackedBytes ?? MAX_UNPACKED_BYTES
  const zip = await openZip(path, file)
  const budget = { left: limit, limit }
  const stems = new Map<string, number>()
  const used = new Set<string>()
  const unpacked: UnpackedEntry[] = []
  try {
    for (const { name, entry } of await listEntries(zip, file, isWanted, limit)) {
      const [, stem, extension] = /^(.*?)(?:\.([A-Za-z0-9]{1,10}))?$/s.exec(name)!
      const key = stem!.toLowerCase()
      if (!stems.has(key)) stems.set(key, stems.size + 1)
      const target = join(folder, `${stems.get(key)}.${(extension ?? 'bin').toLowerCase()}`)
      // the same name twice: the first one counts
      if (used.has(target)) continue
      used.add(target)
      await pourEntry(zip, file, name, entry, budget, createWriteStream(target))
      unpacked.push({ name, path: target })
    }
    return unpacked
  } finally {
    zip.close()
  }
}
