import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import { ANNOUNCED_YEARS, holidaysOf } from '../../../shared/calendar/holidays.ts'
import { calendarDay } from '../../../shared/calendar/officeCalendar.ts'

const calendar = makeCalendar()
const on = (day: string) => calendarDay(calendar, day)

describe('the calendar of an announced year', () => {
  it('has the holidays and the make-up working days of 2026', () => {
    expect(on('2026-02-17')).toMatchObject({ isWorking: false, reason: 'holiday', name: '春节' })
    expect(on('2026-02-14')).toMatchObject({ isWorking: true, reason: 'makeUp', name: '春节' })
    expect(on('2026-02-28')).toMatchObject({ isWorking: true, reason: 'makeUp' })
    expect(on('2026-10-10')).toMatchObject({ isWorking: true, reason: 'makeUp', name: '国庆节' })
    expect(on('2026-10-11')).toMatchObject({ isWorking: false, reason: 'restDay', name: null })
    expect(on('2026-11-25')).toMatchObject({ isWorking: true, reason: 'weekday' })
  })

  it('has 248 working days in 2025 and in 2026', () => {
    const worked = (year: number): number => {
      let count = 0
      for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000)
        if (on(new Date(at).toISOString().slice(0, 10)).isWorking) count++
      return count
    }
    expect([worked(2025), worked(2026)]).toEqual([248, 248])
  })
})

describe('a year that is not announced', () => {
  it('has the eleven to thirteen statutory days and no make-up days', () => {
    expect(ANNOUNCED_YEARS).not.toContain(2031)
    const days = holidaysOf(2031)
    expect(days.every(({ isWorking }) => !isWorking)).toBe(true)
    expect(days.length).toBe(13)
  })

  // The new moon of 2027 falls four minutes before midnight; 2033 has a leap month late in the year.
  it.each([
    [2027, ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'], '2027-06-09', '2027-09-15'],
    [2028, ['2028-01-25', '2028-01-26', '2028-01-27', '2028-01-28'], '2028-05-28', '2028-10-03'],
    [2033, ['2033-01-30', '2033-01-31', '2033-02-01', '2033-02-02'], '2033-06-01', '2033-09-08'],
  ])('%i knows its lunar days', (year, spring, dragonBoat, midAutumn) => {
    const named = (name: string): string[] =>
      holidaysOf(year)
        .filter((one) => one.name === name)
        .map(({ day }) => day)
    expect(named('春节')).toEqual(spring)
    expect(named('端午')).toEqual([dragonBoat])
    // Where mid-autumn falls on a day of the national holiday, the day is listed once under each name.
    expect(named('中秋')).toEqual([midAutumn])
  })

  it('knows 清明 as it was in the years that were announced', () => {
    for (const year of ANNOUNCED_YEARS.filter((one) => one >= 2008)) {
      const announced = holidaysOf(year).filter(({ name, isWorking }) => name === '清明' && !isWorking)
      const short = year % 100
      const day = Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
      expect(announced.map((one) => one.day)).toContain(`${String(year)}-04-0${String(day)}`)
    }
  })
})
