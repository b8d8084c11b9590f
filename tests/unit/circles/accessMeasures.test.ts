/** Access measures on numbers small enough to reckon by hand. */
import { describe, expect, test } from 'vitest'
import {
  accessOfPlaces,
  gini,
  meanOf,
  worstTenth,
  ZONE_WEIGHTS,
} from '../../../shared/circles/accessMeasures.ts'
import { UNREACHED } from '../../../shared/network/networkView.ts'

const MINUTE = 60_000
// Two facilities, three places. The first serves places 0 and 1, the second places 1 and 2.
const input = {
  places: 3,
  facilities: 2,
  costs: Uint32Array.from([
    4 * MINUTE, 9 * MINUTE, UNREACHED, // 4 is the near third of 15 minutes, 9 the middle one
    UNREACHED, 14 * MINUTE, 2 * MINUTE, // 14 is the far third
  ]),
  limitMilliseconds: 15 * MINUTE,
  people: [100, 50, 200],
  capacity: [30, 10],
} // prettier-ignore

describe('access of places', () => {
  test('nearest: the fewest minutes', () => {
    expect([...accessOfPlaces('nearest', input)]).toEqual([4, 9, 2])
  })

  test('choices: facilities within the limit', () => {
    expect([...accessOfPlaces('choices', input)]).toEqual([1, 2, 1])
  })

  test('two steps: capacity shared among all within the limit', () => {
    const [first, second] = [30 / 150, 10 / 250]
    const access = accessOfPlaces('twoStep', input)
    expect(access[0]).toBeCloseTo(first, 12)
    expect(access[1]).toBeCloseTo(first + second, 12)
    expect(access[2]).toBeCloseTo(second, 12)
  })

  test('enhanced two steps: both steps weighted by thirds of the limit', () => {
    const [near, middle, far] = ZONE_WEIGHTS
    const first = 30 / (100 * near + 50 * middle)
    const second = 10 / (50 * far + 200 * near)
    const access = accessOfPlaces('enhancedTwoStep', input)
    expect(access[0]).toBeCloseTo(first * near, 12)
    expect(access[1]).toBeCloseTo(first * middle + second * far, 12)
    expect(access[2]).toBeCloseTo(second * near, 12)
  })

  test('two steps give away exactly the capacity that somebody can reach', () => {
    for (const measure of ['twoStep', 'enhancedTwoStep'] as const) {
      const access = accessOfPlaces(measure, input)
      const given = access.reduce((sum, value, place) => sum + value * input.people[place]!, 0)
      expect(given).toBeCloseTo(40, 9)
    }
  })

  test('a facility that nobody reaches gives nothing to anybody', () => {
    const alone = { ...input, costs: new Uint32Array(6).fill(UNREACHED) }
    expect([...accessOfPlaces('twoStep', alone)]).toEqual([0, 0, 0])
    expect([...accessOfPlaces('nearest', alone)]).toEqual([Infinity, Infinity, Infinity])
  })
})

describe('how evenly it is spread', () => {
  test('Gini: 0 when all have the same, by hand for two, null without people', () => {
    expect(gini([3, 3, 3], [1, 5, 2])).toBeCloseTo(0, 12)
    // Half of the people have nothing: the Lorenz curve leaves half of the triangle.
    expect(gini([0, 2], [1, 1])).toBeCloseTo(0.5, 12)
    expect(gini([1, 3], [1, 1])).toBeCloseTo(0.25, 12)
    expect(gini([1, 3], [0, 0])).toBeNull()
    expect(gini([0, 0], [1, 1])).toBeNull()
  })

  test('Gini does not change when a place is split in two', () => {
    expect(gini([1, 3, 3], [4, 1, 2])).toBeCloseTo(gini([1, 3], [4, 3])!, 12)
  })

  test('the worst-served tenth takes part of the place on its edge', () => {
    // A tenth of 100 people is 10: 4 who have 1, and 6 of those who have 2.
    expect(worstTenth([5, 1, 2], [80, 4, 16])).toBeCloseTo((4 * 1 + 6 * 2) / 10, 12)
    expect(worstTenth([], [])).toBeNull()
  })

  test('the mean counts people, not places', () => {
    expect(meanOf([1, 3], [3, 1])).toBeCloseTo(1.5, 12)
    expect(meanOf([Infinity, 3], [0, 1])).toBe(3)
    expect(meanOf([1], [0])).toBeNull()
  })
})
