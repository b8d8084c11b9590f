/** A photo that waits with what it belongs to: its bytes as they were taken, and the hash once the server has it. */
export interface Photo {
  name: string
  bytes: Blob
  hash: string | null
}

/** Larger ones are refused by the server as well. */
export const LARGEST_PHOTO_BYTES = 20 * 1024 * 1024
