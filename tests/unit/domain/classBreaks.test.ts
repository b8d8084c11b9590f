import { describe, expect, it } from 'vitest'
import { BREAK_METHODS, classBreaks, classOf, roundBetween } from '../../../shared/domain/classBreaks.ts'

const countsOf = (values: readonly number[], breaks: readonly number[]): number[] => {
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  for (const value of values) counts[classOf(value, breaks)] = (counts[classOf(value, breaks)] ?? 0) + 1
  return counts
}

/** Sum of squared deviations within classes: what natural breaks make least. */
function deviation(values: readonly number[], breaks: readonly number[]): number {
  let total = 0
  for (let index = 0; index <= breaks.length; index++) {
    const own = values.filter((value) => classOf(value, breaks) === index)
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    total += own.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }
  return total
}

describe('classBreaks', () => {
  it('puts the same number of units into each quantile', () => {
    const values = Array.from({ length: 100 }, (_, i) => i * 7 + 3)
    expect(countsOf(values, classBreaks(values, 'quantile', 5))).toEqual([20, 20, 20, 20, 20])
  })

  it('makes equal steps between smallest and largest', () => {
    const values = Array.from({ length: 101 }, (_, i) => i)
    expect(classBreaks(values, 'equal', 5)).toEqual([20, 40, 60, 80])
  })

  it('finds the groups that the values form', () => {
    const values = [1, 2, 3, 50, 51, 52, 100, 101, 103]
    expect(countsOf(values, classBreaks(values, 'natural', 3))).toEqual([3, 3, 3])
  })

  it('finds natural breaks as good as the best of all', () => {
    const values = [2, 3, 5, 9, 14, 15, 17, 30, 31, 44, 45, 70].sort((a, b) => a - b)
    let best = Infinity
    for (let i = 1; i < values.length - 1; i++) {
      for (let j = i + 1; j < values.length; j++) {
        best = Math.min(best, deviation(values, [values[i] ?? 0, values[j] ?? 0]))
      }
    }
    expect(deviation(values, classBreaks(values, 'natural', 3))).toBeCloseTo(best, 9)
  })

  it('keeps the many units at nought together and shares out the rest', () => {
    const values = [...Array.from({ length: 60 }, () => 0), ...Array.from({ length: 40 }, (_, i) => i + 1)]
    expect(countsOf(values, classBreaks(values, 'quantile', 5))).toEqual([60, 10, 10, 10, 10])
  })

  it('writes breaks with few digits without moving a unit', () => {
    expect(classBreaks([1, 2, 3, 996, 1004, 1234], 'quantile', 2)).toEqual([500])
  })

  it('makes fewer classes when there are fewer values', () => {
    for (const method of BREAK_METHODS) {
      expect(classBreaks([], method, 5)).toEqual([])
      expect(classBreaks([4, 4, 4], method, 5)).toEqual([])
      expect(classBreaks([0, 0, 0, 9], method, 5)).toHaveLength(1)
    }
  })

  it('gives ascending breaks inside the range for any values', () => {
    let seed = 1
    const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    for (let round = 0; round < 200; round++) {
      const values = Array.from(
        { length: 1 + Math.floor(next() * 60) },
        () => (next() - 0.3) ** 3 * 10 ** (next() * 6),
      )
      for (const method of BREAK_METHODS) {
        const breaks = classBreaks(values, method, 2 + Math.floor(next() * 6))
        breaks.reduce(
          (before, one) => {
            expect(one).toBeGreaterThan(before)
            return one
          },
          Math.min(...values),
        )
        for (const count of countsOf(values, breaks))
          expect(count, `${method} ${breaks}`).toBeGreaterThan(method === 'equal' ? -1 : 0)
      }
    }
  })

  it('puts a value on a break into the class above', () => {
    expect(classOf(20, [20, 40])).toBe(1)
    expect(classOf(19.99, [20, 40])).toBe(0)
    expect(classOf(40, [20, 40])).toBe(2)
  })
})

describe('roundBetween', () => {
  it.each([
    [3, 996, 500],
    [580, 584, 584],
    [0.031, 0.052, 0.05],
    [-5, 5, 0],
    [999, 1001, 1000],
    [7, 7, 7],
  ])('between %d and %d is %d', (low, high, expected) => {
    expect(roundBetween(low, high)).toBe(expected)
  })
})
