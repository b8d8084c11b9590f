/** Photos on issues: what is taken, and what is told of one. A photo is known by the SHA-256 of the bytes that were sent. */
import { z } from 'zod'

export const PhotoHash = z.string().regex(/^[0-9a-f]{64}$/)

/** With one report or step. */
export const MOST_PHOTOS = 9
export const PhotoHashes = z
  .array(PhotoHash)
  .max(MOST_PHOTOS)
  .refine((hashes) => new Set(hashes).size === hashes.length, 'twice')

/** As it is sent. */
export const PHOTO_LIMIT_BYTES = 20 * 1024 * 1024
/** Width times height; a camera of 64 megapixels just fits. */
export const PHOTO_LIMIT_PIXELS = 65_000_000
/** Longest side of what is kept, and of its small form. */
export const PHOTO_PIXELS = 2048
export const PHOTO_SMALL_PIXELS = 320

/** What the server answers to a photo that it has taken. */
export const PhotoTaken = z.object({
  hash: PhotoHash,
  /** Of what is kept. */
  width: z.number(),
  height: z.number(),
  /** What the camera wrote into it, as far as it did: ISO 8601, and longitude and latitude. */
  takenAt: z.string().nullable(),
  place: z.tuple([z.number(), z.number()]).nullable(),
})
export type PhotoTaken = z.infer<typeof PhotoTaken>

/** A photo in the history of an issue. */
export const IssuePhoto = PhotoTaken.extend({ event: z.string() })
export type IssuePhoto = z.infer<typeof IssuePhoto>

/** Where a photo is to be had, for those who may see it. */
export const photoPath = (hash: string, size?: 'small'): string =>
  `/photos/${hash}${size === 'small' ? '?size=small' : ''}`
