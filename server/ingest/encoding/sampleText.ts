/**
 * The part of a text that tells its encoding: from the first line that is not plain ASCII on.
 * Codes and numbers can fill the first megabytes of a table, so the start alone is not enough.
 */
import { open } from 'node:fs/promises'

const CHUNK_BYTES = 1024 * 1024
const SAMPLE_BYTES = 128 * 1024
const SEARCHED_BYTES = 512 * 1024 * 1024

export interface TextSample {
  /** The beginning of the file. */
  start: Buffer
  /** What to judge the encoding by: the beginning, or the first part with other characters. */
  bytes: Buffer
}

/** Index of the first byte that is not plain ASCII, or -1. A plain loop: the file may be large. */
function firstOther(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! >= 0x80 || bytes[i] === 0) return i
  return -1
}

/** Reads the sample; at most one chunk is in memory. */
export async function sampleText(path: string): Promise<TextSample> {
  const handle = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    let start: Buffer | null = null
    for (let position = 0; position < SEARCHED_BYTES;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      start ??= Buffer.from(chunk.subarray(0, SAMPLE_BYTES))
      const first = firstOther(chunk)
      if (first >= 0) {
        if (position + first < SAMPLE_BYTES / 2) return { start, bytes: start }
        const line = chunk.lastIndexOf(0x0a, first) + 1
        const sample = Buffer.alloc(SAMPLE_BYTES)
        const part = await handle.read(sample, 0, SAMPLE_BYTES, position + line)
        return { start, bytes: sample.subarray(0, part.bytesRead) }
      }
      position += bytesRead
    }
    start ??= Buffer.alloc(0)
    return { start, bytes: start }
  } finally {
    await handle.close()
  }
}
