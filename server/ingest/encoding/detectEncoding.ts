/**
 * Which encoding a text is in, from its bytes alone: byte order mark, zeros of UTF-16, valid UTF-8,
 * else GB18030 or Big5 by where their everyday characters lie, else Windows-1252.
 * A pure function; the user can always choose another.
 */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252'

export interface EncodingFinding {
  encoding: TextEncodingName
  /** `mark`: byte order mark; `valid`: only this fits; `guessed`: the likelier one. */
  source: 'mark' | 'valid' | 'guessed'
  /** Length of the byte order mark. */
  markBytes: number
}

/** Valid UTF-8, where the last character may be cut off. */
export function isUtf8(bytes: Uint8Array, isCut = true): boolean {
  let end = bytes.length
  if (isCut) {
    // step back over a cut last character: at most three continuation bytes and their lead
    let back = 0
    while (back < 3 && end - 1 - back >= 0 && (bytes[end - 1 - back]! & 0xc0) === 0x80) back++
    const lead = bytes[end - 1 - back]
    if (lead !== undefined && lead >= 0xc0) {
      const needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
      if (back + 1 < needed) end -= back + 1
    }
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end))
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark: the zeros of its ASCII characters stand on one side. */
function utf16Order(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length & ~1, 4096)
  if (length < 4) return null
  let evenZeros = 0
  let oddZeros = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) evenZeros++
    if (bytes[i + 1] === 0) oddZeros++
  }
  const least = Math.max(2, length / 2 / 20)
  if (oddZeros >= least && evenZeros * 20 <= oddZeros) return 'utf-16le'
  if (evenZeros >= least && oddZeros * 20 <= evenZeros) return 'utf-16be'
  return null
}

/**
 * Share of double-byte pairs that are everyday characters, per encoding.
 * GB 2312 level 1 has the leads B0-D7 with trails from A1; Big5 level 1 the leads A4-C6 with trails 40-7E, A1-FE.
 * Each text read as the other falls outside for a third or more of its pairs.
 */
export function chineseShares(bytes: Uint8Array): { gb18030: number; big5: number; pairs: number } {
  let pairs = 0
  let gb = 0
  let big5 = 0
  for (let i = 0; i < bytes.length;) {
    const lead = bytes[i]!
    if (lead < 0x80) {
      i++
      continue
    }
    const trail = bytes[i + 1]
    if (trail === undefined) break
    if (trail >= 0x30 && trail <= 0x39 && lead >= 0x81 && lead <= 0xfe) {
      // four bytes of GB18030, or no double byte at all
      const third = bytes[i + 2]
      const fourth = bytes[i + 3]
      if (third !== undefined && third >= 0x81 && fourth !== undefined && fourth >= 0x30 && fourth <= 0x39) {
        pairs++
        gb++
        i += 4
        continue
      }
    }
    if (trail < 0x40) {
      pairs++
      i++
      continue
    }
    pairs++
    const isHighTrail = trail >= 0xa1 && trail <= 0xfe
    const isLowTrail = trail >= 0x40 && trail <= 0x7e
    if (isHighTrail && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) gb++
    // the rest of GBK counts half: rare characters, and traditional ones
    else if (lead >= 0x81 && lead <= 0xfe && trail !== 0x7f && !(lead >= 0xa4 && lead <= 0xa9)) gb += 0.5
    if ((isHighTrail || isLowTrail) && lead >= 0xa1 && lead <= 0xc6) big5++
    else if ((isHighTrail || isLowTrail) && lead >= 0xc9 && lead <= 0xf9) big5 += 0.3
    i += 2
  }
  return { gb18030: pairs ? gb / pairs : 0, big5: pairs ? big5 / pairs : 0, pairs }
}

/** Latin text with accents: its high bytes stand alone among letters. */
function latinLikely(bytes: Uint8Array): boolean {
  let high = 0
  let lone = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    high++
    const previous = bytes[i - 1] ?? 0x20
    const next = bytes[i + 1] ?? 0x20
    if (previous < 0x80 && next < 0x80) lone++
  }
  return high > 0 && lone / high > 0.35
}

/**
 * @param bytes  the first part of the text, some tens of kilobytes; it may end inside a character
 * @returns the likeliest encoding and how sure it is
 */
export function detectEncoding(bytes: Uint8Array): EncodingFinding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { encoding: 'utf-8', source: 'mark', markBytes: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', source: 'mark', markBytes: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', source: 'mark', markBytes: 2 }
  const order = utf16Order(bytes)
  if (order) return { encoding: order, source: 'guessed', markBytes: 0 }
  if (isUtf8(bytes)) return { encoding: 'utf-8', source: 'valid', markBytes: 0 }
  if (latinLikely(bytes)) return { encoding: 'windows-1252', source: 'guessed', markBytes: 0 }
  const shares = chineseShares(bytes)
  return {
    encoding: shares.big5 > shares.gb18030 ? 'big5' : 'gb18030',
    source: 'guessed',
    markBytes: 0,
  }
}
