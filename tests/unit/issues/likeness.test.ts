import { describe, expect, it } from 'vitest'
import { ALIKE_SCORE, likenessOf, type Report, sharedWords } from '../../../shared/issues/likeness.ts'

const HOUR = 3_600_000
const first: Report = {
  class: 'streetOrder',
  subclass: 'carParking',
  description: '消防通道被一辆白色轿车堵住',
  lon: 113.9,
  lat: 30.4,
  reportedAt: Date.parse('2026-09-24T09:00:00+08:00'),
}
/** Degrees of latitude for metres. */
const north = (meters: number): number => 30.4 + meters / 111_195
const like = (other: Partial<Report>): number => likenessOf(first, { ...first, ...other }).score

describe('words in common', () => {
  it('are counted in pairs of letters, over both texts', () => {
    // of 5 and 4 pairs, 3 are common: 堵消防 防通道 share 消防, 通道 and the one between
    expect(sharedWords('堵消防通道口', '消防通道坏')).toBeCloseTo((2 * 3) / 9, 10)
    expect(sharedWords('消防通道', '消防，通道！')).toBe(1)
    expect(sharedWords('Blocked LANE', 'blocked lane')).toBe(1)
    expect(sharedWords('路灯不亮', '垃圾未清运')).toBe(0)
  })

  it('of texts without a pair are none, and a text that repeats itself is no better', () => {
    expect(sharedWords('', '')).toBe(0)
    expect(sharedWords('🔥🔥🔥', '🔥🔥🔥')).toBe(0)
    expect(sharedWords('堵', '堵')).toBe(0)
    expect(sharedWords('哈哈哈哈', '哈哈')).toBeCloseTo((2 * 1) / 4, 10)
  })
})

describe('two reports', () => {
  it('of one place, hour, kind and text are one', () => {
    expect(like({})).toBeCloseTo(1, 10)
  })

  it('are perhaps one on the same spot and day without a word in common', () => {
    expect(
      like({ description: '又停了', lat: north(10), reportedAt: first.reportedAt + 5 * HOUR }),
    ).toBeGreaterThan(ALIKE_SCORE)
  })

  it('a street apart need like words', () => {
    const apart = { lat: north(100), reportedAt: first.reportedAt - 24 * HOUR }
    expect(like({ ...apart, description: '树枝压线' })).toBeLessThan(ALIKE_SCORE)
    expect(like({ ...apart, description: '白色轿车堵住消防通道' })).toBeGreaterThan(ALIKE_SCORE)
  })

  it('of another class are not, unless place, time and words are the same', () => {
    const other = { class: 'environment', subclass: 'garbage' }
    expect(like({ ...other, description: '垃圾成堆' })).toBeLessThan(ALIKE_SCORE)
    expect(like(other)).toBeGreaterThan(ALIKE_SCORE)
  })

  it('tell what they have in common', () => {
    const { meters, hours, isSameSubclass } = likenessOf(first, {
      ...first,
      subclass: 'bikeMess',
      lat: north(40),
      reportedAt: first.reportedAt + 30 * HOUR,
    })
    expect(meters).toBeCloseTo(40, 0)
    expect([hours, isSameSubclass]).toEqual([30, false])
  })
})
