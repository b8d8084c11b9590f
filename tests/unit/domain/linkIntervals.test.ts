/** To which unit a place belonged, from when to when: reckoned by hand on a line of days. */
import { describe, expect, test } from 'vitest'
import { type Epoch, linkIntervals } from '../../../shared/domain/linkIntervals.ts'

const epochs = (...units: (string | null)[]): Epoch<string>[] =>
  units.map((unit, index) => ({ from: `2026-0${index + 1}-01`, locate: () => unit }))
const intervals = (...units: (string | null)[]) =>
  linkIntervals(epochs(...units), 0, 0, (a, b) => a === b).map(({ unit, from, to }) => [unit, from, to])

describe('intervals of links', () => {
  test('one unit for ever is one open interval', () => {
    expect(intervals('A', 'A', 'A')).toEqual([['A', '2026-01-01', null]])
  })

  test('a change of boundary closes one and opens the next on the same day', () => {
    expect(intervals('A', 'B')).toEqual([
      ['A', '2026-01-01', '2026-02-01'],
      ['B', '2026-02-01', null],
    ])
  })

  test('days without a unit belong to no interval', () => {
    expect(intervals(null, 'A', null, 'A', null)).toEqual([
      ['A', '2026-02-01', '2026-03-01'],
      ['A', '2026-04-01', '2026-05-01'],
    ])
  })

  test('a unit that takes a place back begins anew', () => {
    expect(intervals('A', 'B', 'A')).toEqual([
      ['A', '2026-01-01', '2026-02-01'],
      ['B', '2026-02-01', '2026-03-01'],
      ['A', '2026-03-01', null],
    ])
  })

  test('nothing comes of no epochs', () => {
    expect(linkIntervals([], 0, 0, () => true)).toEqual([])
  })
})
