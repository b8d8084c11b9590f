/** Uploaded files: each upload has a folder of its own, belongs to who made it, and is dropped after a day. */
import { randomUUID } from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'

const KEPT_HOURS = 24

/** A file of an import may be as large as this; one that a plan begins from, and a roster of a part of the street, as these. */
export const UPLOAD_LIMIT_BYTES = 2 * 1024 ** 3
export const PLAN_UPLOAD_LIMIT_BYTES = 200 * 1024 ** 2
export const ROSTER_UPLOAD_LIMIT_BYTES = 20 * 1024 ** 2

const sizeOf = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${String(bytes / 1024 ** 3)} GB` : `${String(bytes / 1024 ** 2)} MB`

interface UploadNote {
  owner: string
  main: string
}

const folderOf = (app: App, uploadId?: string): string =>
  join(app.config.dataDirectory, 'uploads', uploadId ?? '')

/** A name as it may stand in our folder: no directories, no control characters, not hidden. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = [...last]
    .filter((letter) => letter >= ' ' && !'<>:"|?*'.includes(letter))
    .join('')
    .replace(/^\.+/, '')
    .slice(-120)
  return clean === '' ? 'file' : clean
}

const sisterRank = (name: string): number =>
  /\.(shp|tab)$/i.test(name) ? 0 : /\.(dbf|shx|prj|cpg|sbn|sbx|qpj|qmd|xml)$/i.test(name) ? 2 : 1

/**
 * Stores the files of one upload (a shapefile has several) as they stream in.
 * @param mostBytes  of one file, as whoever cuts it off says
 * @returns its id
 */
export async function storeUpload(
  app: App,
  viewer: Viewer,
  files: AsyncIterable<{ filename: string; file: Readable & { truncated?: boolean } }>,
  mostBytes = UPLOAD_LIMIT_BYTES,
): Promise<string> {
  const uploadId = randomUUID()
  const folder = folderOf(app, uploadId)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const names: string[] = []
  try {
    for await (const { filename, file } of files) {
      const name = safeFileName(filename)
      await pipeline(file, createWriteStream(join(folder, name), { mode: 0o600 }))
      if (file.truncated)
        throw new Refusal('BAD_REQUEST', 'upload.tooLarge', { file: name, most: sizeOf(mostBytes) })
      names.push(name)
    }
    const main = [...names].sort((a, b) => sisterRank(a) - sisterRank(b))[0]
    if (main === undefined) throw new Refusal('BAD_REQUEST', 'upload.empty')
    const note: UploadNote = { owner: viewer.accountId, main }
    writeFileSync(join(folder, '.upload.json'), JSON.stringify(note), { mode: 0o600 })
    return uploadId
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** @throws Refusal when there is no such upload of this viewer */
export function uploadPath(
  app: App,
  viewer: Viewer,
  uploadId: string,
): { path: string; bytes: number; rejectedFile: string } {
  const folder = folderOf(app, uploadId)
  const noteFile = join(folder, '.upload.json')
  if (!/^[0-9a-f-]{36}$/.test(uploadId) || !existsSync(noteFile))
    throw new Refusal('NOT_FOUND', 'upload.unknown')
  const note = JSON.parse(readFileSync(noteFile, 'utf8')) as UploadNote
  if (note.owner !== viewer.accountId) throw new Refusal('NOT_FOUND', 'upload.unknown')
  const path = join(folder, note.main)
  return { path, bytes: statSync(path).size, rejectedFile: join(folder, '.rejected.csv') }
}

/** Drops uploads that are a day old. */
export function dropOldUploads(app: App): void {
  const folder = folderOf(app)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > KEPT_HOURS * 3_600_000)
      rmSync(path, { recursive: true, force: true })
  }
}
