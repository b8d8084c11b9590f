import { describe, expect, it } from 'vitest'
import {
  closingDay,
  isComplete,
  isOpenOn,
  laterQuarter,
  MUTUAL_QUESTIONS,
  MUTUAL_SIDES,
  otherSide,
  quarterOf,
  quarterStart,
} from '../../../shared/issues/mutual.ts'

describe('quarters of the mutual evaluation', () => {
  it('are those of the calendar', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map(quarterOf)).toEqual([
      '2026Q1',
      '2026Q1',
      '2026Q2',
      '2026Q4',
    ])
    expect(['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map(quarterStart)).toEqual([
      '2026-01-01',
      '2026-04-01',
      '2026-07-01',
      '2026-10-01',
    ])
    expect([laterQuarter('2026Q4'), laterQuarter('2026Q1', -1), laterQuarter('2026Q2', 7)]).toEqual([
      '2027Q1',
      '2025Q4',
      '2028Q1',
    ])
  })

  it('are open from their first day to ten days after their last', () => {
    expect(closingDay('2026Q4')).toBe('2027-01-10')
    expect(closingDay('2027Q1')).toBe('2027-04-10')
    const open = (day: string): boolean => isOpenOn('2026Q4', day)
    expect(['2026-09-30', '2026-10-01', '2027-01-10', '2027-01-11'].map(open)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('questions of the mutual evaluation', () => {
  it('are four to six for each side, each with its own key and both languages', () => {
    for (const side of MUTUAL_SIDES) {
      const questions = MUTUAL_QUESTIONS[side]
      expect(questions.length).toBeGreaterThanOrEqual(4)
      expect(questions.length).toBeLessThanOrEqual(6)
      expect(questions.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true)
      expect(otherSide(otherSide(side))).toBe(side)
    }
    const keys = MUTUAL_SIDES.flatMap((side) => MUTUAL_QUESTIONS[side].map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are answered when each has a score, and nothing else has', () => {
    const all = Object.fromEntries(MUTUAL_QUESTIONS.street.map(({ key }) => [key, 3]))
    expect(isComplete('street', all)).toBe(true)
    expect(isComplete('community', all)).toBe(false)
    expect(isComplete('street', { ...all, extra: 3 })).toBe(false)
    const { finding: _finding, ...rest } = all
    expect(isComplete('street', rest)).toBe(false)
    expect(isComplete('street', { ...rest, extra: 3 })).toBe(false)
  })
})
