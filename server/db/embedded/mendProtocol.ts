/**
 * Two mends of how PGlite and its socket server speak the extended protocol, in which one statement is several messages
 * (Parse, Bind, Describe, Execute) up to a Sync. Without them one failing statement disturbs the others.
 *
 * 1. After an error PGlite says ReadyForQuery at once, and again at the Sync. A driver that has sent its next statement
 *    by then takes the second one for the answer to it. Only Sync, a simple query and the start are answered with
 *    ReadyForQuery, so it is taken out of the answer to any other message.
 * 2. The socket server keeps to one client while a transaction is open; an error ends a statement's own transaction
 *    before its Sync, and messages of another client come between, which the database then skips. So "in a
 *    transaction" includes "before the Sync".
 */
import type { PGlite } from '@electric-sql/pglite'

const codeOf = (letter: string): number => letter.charCodeAt(0)
/** Parse, Bind, Describe, Execute, Close, Flush. */
const EXTENDED = new Set([...'PBDECH'].map(codeOf))
/** A message that a driver begins with, never goes on with. */
const BEGINNINGS = new Set([...'PQ'].map(codeOf))
const SYNC = new Uint8Array([codeOf('S'), 0, 0, 0, 4])
const READY_BYTES = 6

const isReady = (bytes: Uint8Array): boolean =>
  bytes.length === READY_BYTES &&
  bytes[0] === codeOf('Z') &&
  bytes[1] === 0 &&
  bytes[2] === 0 &&
  bytes[3] === 0 &&
  bytes[4] === 5 &&
  [...'ITE'].map(codeOf).includes(bytes[5]!)

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

export function mendProtocol(db: PGlite): void {
  const answer = db.execProtocolRawStream.bind(db)
  const isInTransaction = db.isInTransaction.bind(db)
  let isBeforeSync = false

  db.isInTransaction = () => isBeforeSync || isInTransaction()
  db.execProtocolRawStream = async (message, options) => {
    // A client went away in the middle of a statement: what it left is ended before the next one's.
    if (isBeforeSync && BEGINNINGS.has(message[0]!))
      await answer(SYNC, { ...options, onRawData: () => undefined })
    isBeforeSync = EXTENDED.has(message[0]!)
    if (!isBeforeSync) return answer(message, options)
    const filter = withoutReadyAtEnd(options.onRawData)
    await answer(message, { ...options, onRawData: filter.take })
    filter.end()
  }
}
