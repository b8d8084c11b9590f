/** Days are Asia/Shanghai calendar days, whatever clock the machine has. */
import { describe, expect, test } from 'vitest'
import { addDays, dayAt, endOfDay, isDay } from '../../../shared/domain/dates.ts'

describe('days', () => {
  test('a day exists or it does not', () => {
    expect(['2024-02-29', '2026-12-31', '1900-01-01'].every(isDay)).toBe(true)
    for (const text of [
      '2023-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-01-01 ',
      '',
    ])
      expect(isDay(text)).toBe(false)
  })

  test('the day changes at midnight in Shanghai', () => {
    expect(dayAt(new Date('2026-01-05T15:59:59.999Z'))).toBe('2026-01-05')
    expect(dayAt(new Date('2026-01-05T16:00:00Z'))).toBe('2026-01-06')
  })

  test('the end of a day still is that day', () => {
    for (const day of ['2026-01-05', '2024-02-29', '2026-12-31']) {
      expect(dayAt(endOfDay(day))).toBe(day)
      expect(dayAt(new Date(endOfDay(day).getTime() + 1))).toBe(addDays(day, 1))
    }
  })

  test('days are added over months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
    expect(addDays('2026-11-24', 365)).toBe('2027-11-24')
  })
})
