/**
 * Bytes to text, streamed: a character that falls on two chunks stays whole, a byte order mark is dropped.
 * What cannot be decoded becomes U+FFFD, which the table readers report with its row.
 */
import iconv from 'iconv-lite'

/** Whether the name is an encoding we can read (WHATWG and code page names both). */
export const isKnownEncoding = (name: string): boolean => iconv.encodingExists(name)

/** One piece of text. */
export const decodeText = (bytes: Uint8Array, encoding: string): string =>
  iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding)

/**
 * @param chunks  the bytes, in order
 * @param encoding  any name that `isKnownEncoding`
 */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const isUtf8 = /^utf-?8$/i.test(encoding)
  const native = isUtf8 ? new TextDecoder('utf-8') : null
  const decoder = native ? null : iconv.getDecoder(encoding)
  for await (const chunk of chunks) {
    const text = native
      ? native.decode(chunk, { stream: true })
      : decoder!.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    if (text) yield text
  }
  const rest = native ? native.decode() : decoder!.end()
  if (rest) yield rest
}
