/**
 * Three mends of how PGlite and its socket server speak the extended protocol, in which one statement is several messages
 * (Parse, Bind, Describe, Execute) up to a Sync. Without them one failing statement disturbs the others.
 *
 * 1. After an error PGlite says ReadyForQuery at once, and again at the Sync. A driver that has sent its next statement
 *    by then takes the second one for the answer to it. Only Sync, a simple query and the start are answered with
 *    ReadyForQuery, so it is taken out of the answer to any other message.
 * 2. The socket server keeps to one client while a transaction is open; an error ends a statement's own transaction
 *    before its Sync, and messages of another client come between, which the database then skips. So "in a
 *    transaction" includes "before the Sync".
 * 3. When the program inside is broken off in the middle of a statement (PROJ without its data, memory gone), the
 *    answer is empty and a driver takes that for no rows: what should have been stored is missing and nobody is told.
 *    No message of these kinds has an empty answer, so the database is given up and opened anew, as after a crash.
 */
import type { PGlite } from '@electric-sql/pglite'

const codeOf = (letter: string): number => letter.charCodeAt(0)
/** Parse, Bind, Describe, Execute, Close, Flush. */
const EXTENDED = new Set([...'PBDECH'].map(codeOf))
/** Parse, Bind, Describe, Execute, Close, a simple query and Sync: always answered. */
const ANSWERED = new Set([...'PBDECQS'].map(codeOf))
/** A message that a driver begins with, never goes on with. */
const BEGINNINGS = new Set([...'PQ'].map(codeOf))
const SYNC = new Uint8Array([codeOf('S'), 0, 0, 0, 4])
const FLUSH = codeOf('H')
const READY_BYTES = 6

const isReady = (bytes: Uint8Array): boolean =>
  bytes.length === READY_BYTES &&
  bytes[0] === codeOf('Z') &&
  bytes[1] === 0 &&
  bytes[2] === 0 &&
  bytes[3] === 0 &&
  bytes[4] === 5 &&
  [...'ITE'].map(codeOf).includes(bytes[5]!)

/** Follows the borders of the messages in an answer: whether there was one, and one that says an error. */
function watchMessages(): { take(bytes: Uint8Array): void; hasMessage(): boolean; hasError(): boolean } {
  const header = new Uint8Array(5)
  let filled = 0
  let toSkip = 0
  let count = 0
  let isError = false
  return {
    take(bytes) {
      for (let at = 0; at < bytes.length;) {
        if (toSkip > 0) {
          const step = Math.min(toSkip, bytes.length - at)
          toSkip -= step
          at += step
          continue
        }
        header[filled++] = bytes[at++]!
        if (filled < header.length) continue
        filled = 0
        count++
        isError ||= header[0] === codeOf('E')
        toSkip = new DataView(header.buffer).getUint32(1) - 4
      }
    },
    hasMessage: () => count > 0,
    hasError: () => isError,
  }
}

/** So many bytes of a statement's answer are passed on before it is over. */
const MOST_GATHERED = 64 * 1024

/** Gathers what answers the messages of one statement, so that it goes out in one piece: each piece costs both sides. */
class Gathered {
  private parts: Uint8Array[] = []
  private size = 0

  /** Takes bytes that stay as they are. */
  take(bytes: Uint8Array, pass: (bytes: Uint8Array) => void): void {
    this.parts.push(bytes)
    this.size += bytes.length
    if (this.size > MOST_GATHERED) this.passOn(pass)
  }
  passOn(pass: (bytes: Uint8Array) => void): void {
    if (this.size > 0) pass(Buffer.concat(this.parts))
    this.drop()
  }
  drop(): void {
    this.parts = []
    this.size = 0
  }
}

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

/** @param onBroken  told when the database broke off inside a statement; it cannot be used any more */
export function mendProtocol(db: PGlite, onBroken: (reason: string) => void): void {
  const answerAsIs = db.execProtocolRawStream.bind(db)
  const isInTransaction = db.isInTransaction.bind(db)
  let isBeforeSync = false
  let isSkipping = false
  const gathered = new Gathered()

  const answer: typeof answerAsIs = async (message, options) => {
    const watcher = watchMessages()
    try {
      await answerAsIs(message, {
        ...options,
        onRawData: (bytes) => {
          watcher.take(bytes)
          options.onRawData(bytes)
        },
      })
    } catch (error) {
      onBroken(String(error))
      return
    }
    if (!watcher.hasMessage() && !isSkipping && ANSWERED.has(message[0]!))
      onBroken('a statement got no answer')
    // After an error all is passed over without an answer up to the Sync.
    if (message[0] === SYNC[0]) isSkipping = false
    else if (EXTENDED.has(message[0]!) && watcher.hasError()) isSkipping = true
  }

  db.isInTransaction = () => isBeforeSync || isInTransaction()
  db.execProtocolRawStream = async (message, options) => {
    // A client went away in the middle of a statement: what it left is ended before the next one's.
    if (isBeforeSync && BEGINNINGS.has(message[0]!))
      await answer(SYNC, { ...options, onRawData: () => undefined })
    if (BEGINNINGS.has(message[0]!)) gathered.drop()
    isBeforeSync = EXTENDED.has(message[0]!)
    if (!isBeforeSync) {
      // The end of the statement: what answers it goes with it.
      await answer(message, {
        ...options,
        onRawData: (bytes) => gathered.take(new Uint8Array(bytes), options.onRawData),
      })
      return gathered.passOn(options.onRawData)
    }
    const filter = withoutReadyAtEnd((bytes) => gathered.take(new Uint8Array(bytes), options.onRawData))
    await answer(message, { ...options, onRawData: filter.take })
    filter.end()
    // A driver that says Flush waits for the answer now.
    if (message[0] === FLUSH) gathered.passOn(options.onRawData)
  }
}
