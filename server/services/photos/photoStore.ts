/** Where the two pictures of a photo are kept, by its hash: the data directory, or an S3-compatible store by setting. */
import type { Readable } from 'node:stream'
import type { Config } from '../../app/config.ts'
import type { Database } from '../../db/database.ts'
import { installationName } from '../../db/settings.ts'
import { directoryPhotos } from './directoryPhotos.ts'
import type { PhotoSize } from './photoFiles.ts'
import { s3Photos } from './s3Photos.ts'

export interface PhotoStore {
  /** Whether both sizes are there. */
  has(hash: string): Promise<boolean>
  /** @returns undefined when it is not there */
  read(hash: string, size: PhotoSize): Promise<Readable | undefined>
  /** Keeps both sizes, whole and durably, or neither. @throws an error with a code of the disk */
  write(hash: string, pictures: Record<PhotoSize, Uint8Array>): Promise<void>
  remove(hashes: readonly string[]): Promise<void>
  /** Hashes older than a day in one part of the store. @param turn  0 and on: one part after the other */
  old(turn: number): Promise<string[]>
  /** Writes, reads and drops something, where the store is elsewhere. @throws an error that says what is wrong */
  check?(): Promise<void>
  /** So many are dropped in one transaction, which waits for it. */
  readonly dropAtOnce: number
}

export const openPhotoStore = (config: Config, db: Database): PhotoStore =>
  config.s3 ? s3Photos(config.s3, () => installationName(db.pool)) : directoryPhotos(config)
