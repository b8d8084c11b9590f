/**
 * After an error in the extended protocol PGlite says ReadyForQuery at once, and again at the Sync that follows. A
 * driver that has sent its next statement by then takes the second one for the answer to it: from there on answers
 * belong to the wrong statements. In the protocol only Sync, a simple query and the start are answered with
 * ReadyForQuery, so it is taken out of the answer to any other message.
 */
import type { PGlite } from '@electric-sql/pglite'

/** Parse, Bind, Describe, Execute, Close, Flush. */
const EXTENDED = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)))
const READY_BYTES = 6

const isReady = (bytes: Uint8Array): boolean =>
  bytes.length === READY_BYTES &&
  bytes[0] === 0x5a &&
  bytes[1] === 0 &&
  bytes[2] === 0 &&
  bytes[3] === 0 &&
  bytes[4] === 5 &&
  (bytes[5] === 0x49 || bytes[5] === 0x54 || bytes[5] === 0x45)

/** Passes bytes on, always the last six late, so that a ReadyForQuery at the end can be held back. */
function withoutReadyAtEnd(pass: (bytes: Uint8Array) => void): {
  take(bytes: Uint8Array): void
  end(): void
} {
  let held = new Uint8Array(0)
  return {
    take(bytes) {
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes])
      const cut = Math.max(0, all.length - READY_BYTES)
      if (cut > 0) pass(all.subarray(0, cut))
      // A copy: the bytes lie in the database's own memory.
      held = new Uint8Array(all.subarray(cut))
    },
    end() {
      if (held.length > 0 && !isReady(held)) pass(held)
    },
  }
}

/** Mends the answers of this database to messages of the wire protocol. */
export function oneReadyPerSync(db: PGlite): void {
  const answer = db.execProtocolRawStream.bind(db)
  db.execProtocolRawStream = async (message, options) => {
    if (!EXTENDED.has(message[0]!)) return answer(message, options)
    const filter = withoutReadyAtEnd(options.onRawData)
    await answer(message, { ...options, onRawData: filter.take })
    filter.end()
  }
}
