import { describe, expect, it } from 'vitest'
import { bitsApart, dHash, lookParts, SAME_LOOK_BITS, squareMeans } from '../../../shared/issues/dHash.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

/** Rows of nine grey values. */
const picture = (...rows: number[][]): number[] => rows.flat()
const rising = [0, 1, 2, 3, 4, 5, 6, 7, 8]
const falling = rising.toReversed()
const flat = Array.from({ length: 9 }, () => 128)

describe('the look of a picture', () => {
  it('is one bit for each step to something brighter', () => {
    expect(
      dHash(picture(rising, falling, flat, rising, rising, falling, falling, [0, 9, 0, 9, 0, 9, 0, 9, 0])),
    ).toBe('ff0000ffff0000aa')
  })

  it('is of the means of squares', () => {
    const grey = new Uint8Array(288 * 256)
    // The second square of the first row half white, the last of all white.
    for (let y = 0; y < 16; y++) grey.fill(255, y * 288 + 32, y * 288 + 64)
    for (let y = 224; y < 256; y++) grey.fill(255, y * 288 + 256, y * 288 + 288)
    const means = squareMeans(grey)
    expect([means.length, means[1], means[71]]).toEqual([72, 128, 255])
    expect(means.filter((mean) => mean > 0)).toHaveLength(2)
    expect(dHash(means)).toBe('8000000000000001')
  })

  it('stays when all of it gets brighter', () => {
    const random = seededRandom(5)
    const grey = Array.from({ length: 72 }, () => Math.floor(random() * 200))
    expect(dHash(grey.map((value) => value + 40))).toBe(dHash(grey))
  })

  it('is of 72 pixels and no other number', () => {
    expect(() => dHash([1, 2, 3])).toThrow(RangeError)
  })

  it('differs by the bits that differ', () => {
    expect(bitsApart('ff0000ffff0000aa', 'ff0000ffff0000aa')).toBe(0)
    expect(bitsApart('0000000000000000', 'ffffffffffffffff')).toBe(64)
    expect(bitsApart('8000000000000001', '0000000000000003')).toBe(2)
  })

  it('has a part in common with every look that is near enough, over random ones', () => {
    const random = seededRandom(9)
    for (let round = 0; round < 500; round++) {
      const look = Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('')
      const near = [...BigInt(`0x${look}`).toString(2).padStart(64, '0')]
      for (let flip = 0; flip < SAME_LOOK_BITS; flip++) {
        const at = Math.floor(random() * 64)
        near[at] = near[at] === '0' ? '1' : '0'
      }
      const other = BigInt(`0b${near.join('')}`)
        .toString(16)
        .padStart(16, '0')
      expect(bitsApart(look, other)).toBeLessThanOrEqual(SAME_LOOK_BITS)
      const parts = lookParts(look)
      expect(parts.length === 0 || lookParts(other).some((part) => parts.includes(part))).toBe(true)
    }
  })

  it('tells nothing of a wall or of the night', () => {
    expect(lookParts(dHash(picture(flat, flat, flat, flat, flat, flat, flat, flat)))).toEqual([])
    expect(lookParts('ff0000ffff0000aa')).toEqual([8160, 8195, 24575, 28672, 32938])
  })
})
