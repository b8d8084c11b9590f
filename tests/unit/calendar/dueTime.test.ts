import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import { dueTime, type Pause, timeBetween, type TimeLimit } from '../../../shared/calendar/dueTime.ts'
import { calendarDay, officeSpans } from '../../../shared/calendar/officeCalendar.ts'
import { addDays, dayAt } from '../../../shared/domain/dates.ts'

const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const shown = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16)
const due = (start: string, limit: TimeLimit, pauses: Pause[] = [], calendar = makeCalendar()) =>
  shown(dueTime(at(start), limit, calendar, pauses).at)

const hours = (amount: number): TimeLimit => ({ amount, unit: 'workingHours' })
const days = (amount: number): TimeLimit => ({ amount, unit: 'workingDays' })

describe('a limit in working days', () => {
  it('counts make-up working days (two Sundays around Labour Day 2019)', () => {
    expect(due('2019-04-26T10:00', days(3))).toBe('2019-04-30T18:00')
    expect(due('2019-04-30T10:00', days(1))).toBe('2019-05-05T18:00')
  })

  it('begins with the day after, however early or late it was reported', () => {
    expect(due('2026-11-25T00:00', days(1))).toBe('2026-11-26T18:00')
    expect(due('2026-11-25T23:59', days(1))).toBe('2026-11-26T18:00')
    expect(due('2026-11-27T12:00', days(1))).toBe('2026-11-30T18:00')
  })

  it('leaves out days on whose evening it stands still', () => {
    const hung = [{ from: at('2026-11-26T10:00'), to: at('2026-11-27T10:00') }]
    expect(due('2026-11-25T12:00', days(1), hung)).toBe('2026-11-27T18:00')
    const open = dueTime(at('2026-11-25T12:00'), days(3), makeCalendar(), [
      { from: at('2026-11-27T10:00'), to: null },
    ])
    expect(open).toMatchObject({ at: null, left: 2 })
  })
})

describe('a limit in working hours', () => {
  it('leaves out the break, and ends at closing time where it is used up then', () => {
    const calendar = makeCalendar({
      hours: [
        { from: 9 * 60, to: 13 * 60 },
        { from: 14 * 60, to: 18 * 60 },
      ],
    })
    expect(due('2026-11-23T09:00', hours(8), [], calendar)).toBe('2026-11-23T18:00')
    expect(due('2026-11-23T09:00', hours(10), [], calendar)).toBe('2026-11-24T11:00')
  })

  it('starts with the next office hours', () => {
    expect(due('2026-11-27T18:30', hours(1))).toBe('2026-11-30T10:00')
    expect(due('2026-11-28T11:00', hours(4))).toBe('2026-11-30T14:00')
    expect(due('2026-11-25T12:30', hours(1))).toBe('2026-11-25T14:00')
  })

  it('says which days it counted and why it left the others out', () => {
    const { days: counted } = dueTime(at('2026-09-30T17:00'), hours(3), makeCalendar())
    expect(counted.map(({ day, reason, minutes }) => [day, reason, minutes])).toEqual([
      ['2026-09-30', 'weekday', 60],
      ...['01', '02', '03', '04', '05', '06', '07'].map((day) => [`2026-10-${day}`, 'holiday', 0]),
      ['2026-10-08', 'weekday', 120],
    ])
  })

  it('is provisional where it runs into a year that is not announced', () => {
    const calendar = makeCalendar()
    const last = Math.max(...calendar.announcedYears)
    expect(dueTime(at(`${String(last)}-12-30T10:00`), hours(40), calendar).isProvisional).toBe(true)
    expect(dueTime(at(`${String(last)}-11-30T10:00`), hours(8), calendar).isProvisional).toBe(false)
  })

  it('is refused by a calendar in which nobody works', () => {
    const idle = { ...makeCalendar({ weekdays: [] }), exceptions: new Map() }
    expect(() => dueTime(at('2026-11-25T10:00'), hours(1), idle)).toThrow(RangeError)
    expect(() => dueTime(at('2026-11-25T10:00'), days(1), idle)).toThrow(RangeError)
  })
})

describe('a limit by the clock', () => {
  it('runs at night and on holidays', () => {
    expect(due('2026-10-01T23:00', { amount: 4, unit: 'clockHours' })).toBe('2026-10-02T03:00')
  })

  it('stands still while hung', () => {
    const pauses = [{ from: at('2026-11-25T11:00'), to: at('2026-11-25T15:30') }]
    expect(due('2026-11-25T10:00', { amount: 4, unit: 'clockHours' }, pauses)).toBe('2026-11-25T18:30')
    const open = dueTime(at('2026-11-25T10:00'), { amount: 4, unit: 'clockHours' }, makeCalendar(), [
      { from: at('2026-11-25T11:00'), to: null },
    ])
    expect(open).toMatchObject({ at: null, left: 3 * 3_600_000 })
  })
})

/** Numbers from a seed, 0 to 1. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('over random calendars, starts and pauses', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => {
    const next = random(seed + 1)
    const open = Math.floor(next() * 600)
    const noon = open + 30 + Math.floor(next() * 200)
    const calendar = makeCalendar({
      hours: [
        { from: open, to: noon },
        { from: noon + Math.floor(next() * 90), to: noon + 100 + Math.floor(next() * 300) },
      ],
      weekdays: [0, 1, 2, 3, 4, 5, 6].filter(() => next() < 0.7).concat(3),
    })
    const start = at('2024-01-01T00:00') + Math.floor(next() * 900 * 1440) * 60_000
    const pauses: Pause[] = Array.from({ length: Math.floor(next() * 4) }, () => {
      const from = start + Math.floor((next() - 0.1) * 9_000) * 60_000
      return { from, to: from + Math.floor(next() * 6_000) * 60_000 }
    })
    return { next, calendar, start, pauses, amount: 1 + Math.floor(next() * 4_000) / 60 }
  })

  it('the time that ran until it is due is the limit, to the millisecond', () => {
    for (const { calendar, start, pauses, amount } of cases) {
      for (const unit of ['workingHours', 'clockHours'] as const) {
        const { at: end, days: counted } = dueTime(start, { amount, unit }, calendar, pauses)
        expect(timeBetween(start, end!, unit, calendar, pauses)).toBe(Math.round(amount * 3_600_000))
        const minutes = counted.reduce((sum, one) => sum + one.minutes, 0)
        expect(Math.abs(minutes - amount * 60)).toBeLessThanOrEqual(counted.length)
      }
    }
  })

  it('it is due within office hours, and nothing of it is left a millisecond later', () => {
    for (const { calendar, start, pauses, amount } of cases) {
      const end = dueTime(start, { amount, unit: 'workingHours' }, calendar, pauses).at!
      const spans = officeSpans(calendar, dayAt(new Date(end)))
      expect(spans.some(({ from, to }) => from < end && end <= to)).toBe(true)
      expect(timeBetween(start, end - 1, 'workingHours', calendar, pauses)).toBeLessThan(
        Math.round(amount * 3_600_000),
      )
    }
  })

  it('more limit, a later start or a longer pause is never due earlier', () => {
    for (const { calendar, start, pauses, amount, next } of cases) {
      for (const unit of ['workingHours', 'clockHours', 'workingDays'] as const) {
        const end = dueTime(start, { amount, unit }, calendar, pauses).at!
        expect(
          dueTime(start, { amount: amount + next(), unit }, calendar, pauses).at!,
        ).toBeGreaterThanOrEqual(end)
        const later = start + Math.floor(next() * 5_000) * 60_000
        expect(dueTime(later, { amount, unit }, calendar, pauses).at!).toBeGreaterThanOrEqual(end)
        const longer = pauses.map(({ from, to }) => ({ from, to: to! + 3_600_000 }))
        expect(dueTime(start, { amount, unit }, calendar, longer).at!).toBeGreaterThanOrEqual(end)
      }
    }
  })

  it('working days are as many days with office hours as the limit says', () => {
    for (const { calendar, start, amount } of cases) {
      const wanted = Math.ceil(amount)
      const end = dueTime(start, { amount, unit: 'workingDays' }, calendar).at!
      let count = 0
      for (let day = addDays(dayAt(new Date(start)), 1); day <= dayAt(new Date(end)); day = addDays(day, 1))
        if (calendarDay(calendar, day).isWorking) count++
      expect(count).toBe(wanted)
    }
  })
})
