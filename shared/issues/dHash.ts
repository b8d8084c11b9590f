/**
 * How a picture looks, in 64 bits: whether it gets brighter from one pixel to the next, in a picture of 9 by 8 grey
 * pixels. Copies that were made smaller or packed again differ in few bits, other pictures in about half of them.
 * Method: difference hash, Krawetz 2013, "Kind of Like That" (hackerfactor.com).
 */
export const LOOK_WIDTH = 9
export const LOOK_HEIGHT = 8
/** Each of those pixels is the mean of a square of so many: what a scaler does at edges changes with the size. */
export const LOOK_SQUARE = 32

/** Up to so many bits apart two pictures are taken for one: of the five parts of their looks one at least is the same. */
export const SAME_LOOK_BITS = 4
/** Bits of each part, 64 in all: long ones, so that few other looks have one in common. */
const PART_BITS = [13, 13, 13, 13, 12] as const
/** A picture with fewer changes (a wall, the night) looks like too many others to be told by them. */
const LEAST_CHANGES = 8

/** @param grey  values from 0 to 255, row by row, of 288 by 256 pixels @returns the means of its 72 squares */
export function squareMeans(grey: ArrayLike<number>): number[] {
  const width = LOOK_WIDTH * LOOK_SQUARE
  const means = Array.from({ length: LOOK_WIDTH * LOOK_HEIGHT }, () => 0)
  for (let at = 0; at < grey.length; at++) {
    const column = Math.floor((at % width) / LOOK_SQUARE)
    const row = Math.floor(at / (width * LOOK_SQUARE))
    means[row * LOOK_WIDTH + column]! += grey[at]! / LOOK_SQUARE ** 2
  }
  return means.map(Math.round)
}

/**
 * @param grey  72 values from 0 to 255, row by row
 * @returns 16 hexadecimal digits
 * @throws RangeError for another number of values
 */
export function dHash(grey: ArrayLike<number>): string {
  if (grey.length !== LOOK_WIDTH * LOOK_HEIGHT)
    throw new RangeError(`found ${String(grey.length)} pixels, expected ${String(LOOK_WIDTH * LOOK_HEIGHT)}`)
  let hash = ''
  for (let row = 0; row < LOOK_HEIGHT; row++) {
    let byte = 0
    for (let column = 0; column < LOOK_WIDTH - 1; column++) {
      const at = row * LOOK_WIDTH + column
      byte = byte * 2 + (grey[at + 1]! > grey[at]! ? 1 : 0)
    }
    hash += byte.toString(16).padStart(2, '0')
  }
  return hash
}

const BITS = Array.from({ length: 16 }, (_, digit) => digit.toString(2).replaceAll('0', '').length)

/** In how many of the 64 bits two looks differ. */
export function bitsApart(a: string, b: string): number {
  let bits = 0
  for (let at = 0; at < a.length; at++)
    bits += BITS[Number.parseInt(a[at]!, 16) ^ Number.parseInt(b[at]!, 16)]!
  return bits
}

/**
 * The five parts of a look with their places: two looks that are close have one at least in common.
 * @returns none where there is too little to tell the picture by
 */
export function lookParts(look: string): number[] {
  const changes = bitsApart(look, '0'.repeat(look.length))
  if (changes < LEAST_CHANGES || changes > 64 - LEAST_CHANGES) return []
  const bits = BigInt(`0x${look}`).toString(2).padStart(64, '0')
  let from = 0
  return PART_BITS.map((length, place) => {
    const part = bits.slice(from, (from += length))
    return place * 2 ** 13 + Number.parseInt(part, 2)
  })
}
