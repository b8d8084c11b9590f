/** Photos in the data directory. */
import { createReadStream } from 'node:fs'
import type { Config } from '../../app/config.ts'
import { hasPhotoFiles, oldPhotoFiles, photoFile, removePhotoFiles, writePhotoFiles } from './photoFiles.ts'
import type { PhotoStore } from './photoStore.ts'

export function directoryPhotos(config: Config): PhotoStore {
  const at = { config }
  return {
    has: (hash) => Promise.resolve(hasPhotoFiles(at, hash)),
    read: (hash, size) =>
      Promise.resolve(hasPhotoFiles(at, hash) ? createReadStream(photoFile(at, hash, size)) : undefined),
    write: (hash, pictures) => writePhotoFiles(at, hash, pictures),
    remove: (hashes) => removePhotoFiles(at, hashes),
    old: (turn) => oldPhotoFiles(at, turn),
    dropAtOnce: 100,
  }
}
