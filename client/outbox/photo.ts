/** A photo that waits with what it belongs to: its bytes as they were taken, and the hash once the server has it. */
export interface Photo {
  name: string
  bytes: Blob
  hash: string | null
}
