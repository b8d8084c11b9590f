/**
 * How a picture looks, in 64 bits: whether it gets brighter from one pixel to the next, in a picture of 9 by 8 grey
 * pixels. Copies that were made smaller or packed again differ in few bits, other pictures in about half of them.
 * Method: difference hash, Krawetz 2013, "Kind of Like That" (hackerfactor.com).
 */
export const LOOK_WIDTH = 9
export const LOOK_HEIGHT = 8

/** Up to so many bits apart two pictures are taken for one: of the pairs of eight parts one at least is the same. */
export const SAME_LOOK_BITS = 6
/** A picture with fewer changes (a wall, the night) looks like too many others to be told by them. */
const LEAST_CHANGES = 8

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
 * The eight bytes of a look with their places, 0 to 2047: two looks that are close have one at least in common.
 * @returns none where there is too little to tell the picture by
 */
export function lookParts(look: string): number[] {
  const changes = bitsApart(look, '0'.repeat(look.length))
  if (changes < LEAST_CHANGES || changes > 64 - LEAST_CHANGES) return []
  return Array.from({ length: 8 }, (_, at) => at * 256 + Number.parseInt(look.slice(2 * at, 2 * at + 2), 16))
}
