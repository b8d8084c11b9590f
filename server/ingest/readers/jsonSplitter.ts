/**
 * Cuts a JSON text into the pieces that `JSON.parse` then reads: the elements of one named array, one at a time,
 * and the other members of the top object. Memory holds one piece, whatever the size of the file, and every piece
 * knows its line and column. Texts that follow each other (newline-delimited, RFC 8142) are read one by one.
 */
export type JsonPiece =
  | { kind: 'member'; key: string; value: unknown; topIndex: number }
  | { kind: 'element'; text: string; line: number; column: number; topIndex: number }
  | { kind: 'end'; topIndex: number }

/** The text is not JSON; `line` and `column` count from 1. */
export class JsonProblem extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    message: string,
    readonly isCutOff = false,
  ) {
    super(message)
    this.name = 'JsonProblem'
  }
}

/** A piece longer than the limit. */
export class JsonPieceTooLong extends Error {
  constructor(readonly line: number) {
    super('piece too long')
    this.name = 'JsonPieceTooLong'
  }
}

/** The parser met the end of the text while it wanted more: so far nothing is wrong. */
function isCut(error: unknown, length: number): boolean {
  const message = (error as Error).message
  if (/Unexpected end of JSON|Unterminated string/.test(message)) return true
  return new RegExp(`position ${length}\\b`).test(message)
}

/** Where a text stops being JSON: the longest beginning that only lacks its end, found by halving. */
export function findJsonProblem(text: string): { index: number; message: string } | null {
  let message = ''
  const state = (length: number): 'fine' | 'bad' => {
    try {
      JSON.parse(text.slice(0, length))
      return 'fine'
    } catch (error) {
      if (isCut(error, length)) return 'fine'
      message = (error as Error).message
      return 'bad'
    }
  }
  if (state(text.length) === 'fine') return null
  let low = 0
  let high = text.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (state(middle) === 'bad') high = middle
    else low = middle
  }
  state(high)
  const shown = text.slice(low, low + 12).split('\n')[0]!
  return {
    index: low,
    message: /Bad|control|escape/i.test(message) ? message.replace(/ in JSON.*$/, '') : `unexpected ${shown}`,
  }
}

const LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Whole numbers of 16 digits and more become text, so that no digit is lost (RB-21). */
export const quoteLongIntegers = (text: string): string =>
  /[^\d.]\d{16,}[^\d.eE]/.test(text)
    ? text.replace(LONG_INTEGER, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token))
    : text

/** `JSON.parse` with exact long integers, and with the place of a problem in the whole file. */
export function parsePiece(text: string, line: number, column: number): unknown {
  try {
    return JSON.parse(quoteLongIntegers(text)) as unknown
  } catch (error) {
    const problem = findJsonProblem(text)
    const before = text.slice(0, problem?.index ?? text.length)
    const lines = before.split('\n')
    throw new JsonProblem(
      line + lines.length - 1,
      lines.length > 1 ? lines.at(-1)!.length + 1 : column + before.length,
      problem?.message ?? (error as Error).message,
      problem === null,
    )
  }
}

enum State {
  Top,
  KeyOrEnd,
  Key,
  InKey,
  Colon,
  Value,
  InValue,
  AfterValue,
  ElementOrEnd,
  Element,
  InElement,
  AfterElement,
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * @param chunks  UTF-8 bytes
 * @param arrayKey  the member whose elements come one by one
 * @param maxPieceBytes  a longer piece throws `JsonPieceTooLong`
 */
export async function* splitJson(
  chunks: AsyncIterable<Uint8Array>,
  arrayKey: string,
  maxPieceBytes: number,
): AsyncGenerator<JsonPiece> {
  let state: State = State.Top
  let line = 1
  let lineStart = 0
  let offset = 0
  let topIndex = 0
  let key = ''
  // the piece in hand
  let held: Buffer[] = []
  let heldBytes = 0
  let pieceStart = -1
  let pieceLine = 0
  let pieceColumn = 0
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isPrimitive = false

  const problem = (at: number, message: string, cutOff = false): JsonProblem =>
    new JsonProblem(line, offset + at - lineStart + 1, message, cutOff)

  function* scan(chunk: Buffer): Generator<JsonPiece> {
    const begin = (at: number): void => {
      pieceStart = at
      pieceLine = line
      pieceColumn = offset + at - lineStart + 1
      held = []
      heldBytes = 0
    }
    const take = (end: number): string => {
      const last = chunk.subarray(pieceStart, end)
      const bytes = held.length ? Buffer.concat([...held, last]) : last
      held = []
      pieceStart = -1
      return bytes.toString('utf8')
    }
    const openValue = (byte: number, at: number, inside: State): void => {
      begin(at)
      depth = byte === 0x7b || byte === 0x5b ? 1 : 0
      isInString = byte === QUOTE
      isEscaped = false
      isPrimitive = depth === 0 && !isInString
      state = inside
    }
    let i =
      chunk.length > 2 && offset === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0
    for (; i < chunk.length; i++) {
      const byte = chunk[i]!
      if (byte === 0x0a) {
        line++
        lineStart = offset + i + 1
      }
      if (state === State.InKey) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) {
          key = parsePiece(take(i + 1), pieceLine, pieceColumn) as string
          state = State.Colon
        }
        continue
      }
      if (state === State.InValue || state === State.InElement) {
        let isDone = false
        let end = i + 1
        if (isInString) {
          if (isEscaped) isEscaped = false
          else if (byte === BACKSLASH) isEscaped = true
          else if (byte === QUOTE) {
            isInString = false
            isDone = depth === 0
          }
        } else if (isPrimitive) {
          if (isSpace(byte) || byte === 0x2c || byte === 0x7d || byte === 0x5d) {
            isDone = true
            end = i
          }
        } else if (byte === QUOTE) isInString = true
        else if (byte === 0x7b || byte === 0x5b) depth++
        else if (byte === 0x7d || byte === 0x5d) isDone = --depth === 0
        if (!isDone) continue
        const inElement = state === State.InElement
        const text = take(end)
        if (inElement) yield { kind: 'element', text, line: pieceLine, column: pieceColumn, topIndex }
        else yield { kind: 'member', key, value: parsePiece(text, pieceLine, pieceColumn), topIndex }
        state = inElement ? State.AfterElement : State.AfterValue
        if (!isPrimitive) continue
        // the byte that ended a primitive is looked at below
      }
      if (isSpace(byte)) continue
      switch (state) {
        case State.Top:
          if (byte === 0x1e) break
          if (byte !== 0x7b) throw problem(i, `expected {, found ${String.fromCharCode(byte)}`)
          state = State.KeyOrEnd
          break
        case State.KeyOrEnd:
        case State.Key:
          if (byte === QUOTE) {
            begin(i)
            isEscaped = false
            state = State.InKey
          } else if (byte === 0x7d && state === State.KeyOrEnd) {
            yield { kind: 'end', topIndex }
            topIndex++
            state = State.Top
          } else throw problem(i, `expected a name in quotes, found ${String.fromCharCode(byte)}`)
          break
        case State.Colon:
          if (byte !== 0x3a) throw problem(i, `expected :, found ${String.fromCharCode(byte)}`)
          state = State.Value
          break
        case State.Value:
          if (key === arrayKey && byte === 0x5b) state = State.ElementOrEnd
          else openValue(byte, i, State.InValue)
          break
        case State.AfterValue:
          if (byte === 0x2c) state = State.Key
          else if (byte === 0x7d) {
            yield { kind: 'end', topIndex }
            topIndex++
            state = State.Top
          } else throw problem(i, `expected , or }, found ${String.fromCharCode(byte)}`)
          break
        case State.ElementOrEnd:
        case State.Element:
          if (byte === 0x5d && state === State.ElementOrEnd) state = State.AfterValue
          else if (byte === 0x2c || byte === 0x5d || byte === 0x7d || byte === 0x3a)
            throw problem(i, `expected a value, found ${String.fromCharCode(byte)}`)
          else openValue(byte, i, State.InElement)
          break
        case State.AfterElement:
          if (byte === 0x2c) state = State.Element
          else if (byte === 0x5d) state = State.AfterValue
          else throw problem(i, `expected , or ], found ${String.fromCharCode(byte)}`)
          break
      }
    }
    if (pieceStart >= 0) {
      held.push(Buffer.from(chunk.subarray(pieceStart)))
      heldBytes += chunk.length - pieceStart
      pieceStart = 0
      if (heldBytes > maxPieceBytes) throw new JsonPieceTooLong(pieceLine)
    }
    offset += chunk.length
  }

  for await (const chunk of chunks) yield* scan(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  if (state !== State.Top) throw problem(0, 'the text ends too early', true)
  if (topIndex === 0) throw problem(0, 'the text is empty', true)
}
