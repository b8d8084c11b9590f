/** Photos: taken in once each, shown to those who may see an issue that carries them, dropped when nothing does. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PHOTO_LIMIT_BYTES, PhotoHash, type PhotoTaken } from '../../../shared/issues/photos.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asViewer, transaction } from '../../db/database.ts'
import {
  attachPhotos,
  countUploads,
  dropUnused,
  findPhoto,
  insertPhoto,
  knownPhotos,
  noteUpload,
} from '../../db/photos.ts'
import type { Queryable } from '../../db/sql.ts'
import { safeFileName } from '../uploads.ts'
import { dropCutOff, incomingFile, type PhotoSize } from './photoFiles.ts'
import type { Picture } from './preparePicture.ts'

/** A photo that was sent and belongs to nothing is kept so long. */
export const UNUSED_DAYS = 7
/** As many may wait to be used, of one person. */
const MOST_UNUSED = 500

export const tooLarge = (file: string): Refusal =>
  new Refusal('PAYLOAD_TOO_LARGE', 'photo.tooLarge', { file, megabytes: PHOTO_LIMIT_BYTES / 1024 ** 2 })

export interface SentPhoto {
  filename: string
  /** Ends at the limit and says so. */
  file: Readable & { truncated?: boolean }
}

/** Takes what is sent onto the disk, never as a whole into memory. @returns its hash */
async function receive({ filename, file }: SentPhoto, path: string): Promise<string> {
  const hash = createHash('sha256')
  const through = new PassThrough()
  through.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(file, through, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  if (file.truncated) throw tooLarge(safeFileName(filename))
  return hash.digest('hex')
}

/**
 * Takes in a photo that this person may use in a report or a step afterwards. The same bytes are the same photo.
 * @throws Refusal for what is no photo, or too much
 */
export async function takePhoto(app: App, viewer: Viewer, sent: SentPhoto): Promise<PhotoTaken> {
  const waiting = await countUploads(app.db.pool, viewer.accountId)
  if (waiting >= MOST_UNUSED) throw new Refusal('TOO_MANY_REQUESTS', 'photo.tooMany', { most: MOST_UNUSED })
  const coming = await incomingFile(app)
  try {
    const hash = await receive(sent, coming)
    const known = (await app.photos.has(hash)) ? await findPhoto(app.db.pool, hash) : undefined
    if (known) {
      await noteUpload(app.db.pool, hash, viewer.accountId)
      if (await app.photos.has(hash)) return known
    }
    const bytes = await readFile(coming)
    // What reads pictures is large, and loaded with the first one.
    const { preparePicture } = await import('./preparePicture.ts')
    const { photoEvidence } = await import('./photoEvidence.ts')
    const picture = await preparePicture(bytes, safeFileName(sent.filename))
    return await keep(app, viewer, picture, {
      hash,
      width: picture.width,
      height: picture.height,
      ...photoEvidence(bytes),
    })
  } finally {
    await rm(coming, { force: true })
  }
}

/** The files first: what is written down is there. */
async function keep(
  app: App,
  viewer: Viewer,
  { look, large, small }: Picture,
  photo: PhotoTaken,
): Promise<PhotoTaken> {
  const { hash } = photo
  await app.photos.write(hash, { large, small })
  await transaction(app.db, async (tx) => {
    await insertPhoto(tx, { ...photo, look })
    await noteUpload(tx, hash, viewer.accountId)
  })
  // Whoever has dropped the same photo a moment ago may have taken the files with it.
  if (!(await app.photos.has(hash))) await app.photos.write(hash, { large, small })
  return photo
}

/** Gives photos to an event. As the office. @throws Refusal `photo.unknown` where this person has not sent one of them */
export async function givePhotos(
  tx: Queryable,
  viewer: Viewer,
  issueId: string,
  eventId: string,
  hashes: readonly string[],
): Promise<void> {
  if (hashes.length === 0) return
  if ((await attachPhotos(tx, viewer.accountId, issueId, eventId, hashes)) < hashes.length)
    throw new Refusal('BAD_REQUEST', 'photo.unknown')
}

/** A photo as it is sent. @throws Refusal `photo.notFound` where there is none that this person may see */
export async function shownPhoto(app: App, viewer: Viewer, hash: string, size: PhotoSize): Promise<Readable> {
  const isSeen =
    PhotoHash.safeParse(hash).success &&
    (await asViewer(app.db, viewer, (tx) => findPhoto(tx, hash))) !== undefined
  const picture = isSeen ? await app.photos.read(hash, size) : undefined
  if (!picture) throw new Refusal('NOT_FOUND', 'photo.notFound')
  return picture
}

/** Drops what was sent some days ago and belongs to nothing, and files that nothing is written down of. */
export async function dropUnusedPhotos(app: App, turn: number, now = Date.now()): Promise<void> {
  await dropCutOff(app)
  const before = new Date(now - UNUSED_DAYS * 86_400_000)
  // The files go before the rows are given free: who sends the same photo meanwhile waits for that.
  await transaction(app.db, async (tx) => {
    await app.photos.remove(await dropUnused(tx, before, app.photos.dropAtOnce))
  })
  const old = await app.photos.old(turn)
  const known = await knownPhotos(app.db.pool, old)
  await app.photos.remove(old.filter((hash) => !known.has(hash)))
}
