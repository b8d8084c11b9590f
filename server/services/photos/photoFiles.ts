/**
 * Photos in the data directory: `photos/ab/ab….jpg` by the hash of what was sent, and the small one beside it. A file
 * has its name only once it is whole and on the disk, so that neither a full disk nor a `kill -9` leaves half a photo.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../app/config.ts'

type At = { config: Pick<Config, 'dataDirectory'> }

export type PhotoSize = 'large' | 'small'
const SIZES: readonly PhotoSize[] = ['large', 'small']

const HOUR = 3_600_000
/** The first two digits of a hash: a folder each. */
const FOLDERS = 256

const root = (app: At): string => join(app.config.dataDirectory, 'photos')
const incoming = (app: At): string => join(root(app), 'incoming')
const folderOf = (app: At, hash: string): string => join(root(app), hash.slice(0, 2))

export const photoFile = (app: At, hash: string, size: PhotoSize): string =>
  join(folderOf(app, hash), `${hash}${size === 'small' ? '.small' : ''}.jpg`)

export const hasPhotoFiles = (app: At, hash: string): boolean =>
  SIZES.every((size) => existsSync(photoFile(app, hash, size)))

/** A name for something that is on its way in; its folder is there. */
export async function incomingFile(app: At): Promise<string> {
  await mkdir(incoming(app), { recursive: true, mode: 0o700 })
  return join(incoming(app), randomUUID())
}

/** The folder remembers the new name. Windows cannot be asked to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function write(app: At, path: string, data: Uint8Array): Promise<void> {
  const coming = await incomingFile(app)
  try {
    const handle = await open(coming, 'wx', 0o600)
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(coming, path)
  } catch (error) {
    await rm(coming, { force: true })
    throw error
  }
}

/** Keeps both sizes of a photo, whole and durably. */
export async function writePhotoFiles(
  app: At,
  hash: string,
  pictures: Record<PhotoSize, Uint8Array>,
): Promise<void> {
  await mkdir(folderOf(app, hash), { recursive: true, mode: 0o700 })
  try {
    for (const size of SIZES) await write(app, photoFile(app, hash, size), pictures[size])
  } catch (error) {
    // The first fault is the one to tell.
    await removePhotoFiles(app, [hash]).catch(() => undefined)
    throw error
  }
  await syncFolder(folderOf(app, hash))
  await syncFolder(root(app))
}

export async function removePhotoFiles(app: At, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) for (const size of SIZES) await rm(photoFile(app, hash, size), { force: true })
}

async function olderThan(folder: string, milliseconds: number): Promise<string[]> {
  const names = existsSync(folder) ? await readdir(folder) : []
  const old: string[] = []
  for (const name of names) {
    // It may have got its name, or gone, meanwhile.
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > milliseconds) old.push(name)
  }
  return old
}

/** Drops what was cut off on its way in. */
export async function dropCutOff(app: At): Promise<void> {
  for (const name of await olderThan(incoming(app), HOUR))
    await rm(join(incoming(app), name), { force: true })
}

/** Hashes of files in one of the folders that are older than a day. @param turn  0 and on: one folder after the other */
export async function oldPhotoFiles(app: At, turn: number): Promise<string[]> {
  const folder = (turn % FOLDERS).toString(16).padStart(2, '0')
  const names = await olderThan(join(root(app), folder), 24 * HOUR)
  return [...new Set(names.flatMap((name) => /^[0-9a-f]{64}/.exec(name)?.[0] ?? []))]
}
