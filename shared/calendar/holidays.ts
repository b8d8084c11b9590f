/**
 * Holidays and make-up working days of mainland China. Years that the State Council has announced come from the data of
 * the package `chinese-days` (its data: most of its functions depend on the time zone of the machine). Of a year that
 * is not announced only the statutory days are known (全国年节及纪念日放假办法, as revised in November 2024), without
 * the days that will be moved around them.
 */
// As a whole: Node, which reads the package as CommonJS, finds no names in it.
import chineseDays from 'chinese-days'
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays, type Day } from '../domain/dates.ts'
import type { DayException } from './officeCalendar.ts'

/** `English,中文,days` as the package writes it. */
const chineseName = (text: string): string => text.split(',')[1] ?? text

const ANNOUNCED: readonly DayException[] = [
  ...Object.entries(announced.holidays).map(([day, name]) => ({
    day,
    isWorking: false,
    name: chineseName(name),
  })),
  ...Object.entries(announced.workdays).map(([day, name]) => ({
    day,
    isWorking: true,
    name: chineseName(name),
  })),
].sort((a, b) => (a.day < b.day ? -1 : 1))

const yearOf = (day: Day): number => Number(day.slice(0, 4))

/** Years whose days are announced and known here, ascending. */
export const ANNOUNCED_YEARS: readonly number[] = [...new Set(ANNOUNCED.map(({ day }) => yearOf(day)))]

/**
 * The day of a place in the lunar calendar. The package is asked with a local date, as it reads it; what the browser or
 * Node know of that calendar (`Intl`) is a day off for 2027, whose new moon falls four minutes before midnight.
 */
const lunarDay = (year: number, month: number, date: number): Day =>
  chineseDays.getSolarDateFromLunar(new Date(year, month - 1, date)).date

/** 清明, by the usual formula for the years 2000 to 2099. */
const tombSweeping = (year: number): number => {
  const short = year % 100
  return Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4)
}

function statutoryDays(year: number): DayException[] {
  const on = (monthDay: string): Day => `${String(year)}-${monthDay}`
  const newYear = lunarDay(year, 1, 1)
  const named: readonly [string, readonly Day[]][] = [
    ['元旦', [on('01-01')]],
    ['春节', [-1, 0, 1, 2].map((shift) => addDays(newYear, shift))],
    ['清明', [on(`04-0${String(tombSweeping(year))}`)]],
    ['劳动节', [on('05-01'), on('05-02')]],
    ['端午', [lunarDay(year, 5, 5)]],
    ['中秋', [lunarDay(year, 8, 15)]],
    ['国庆节', [on('10-01'), on('10-02'), on('10-03')]],
  ]
  return named.flatMap(([name, days]) => days.map((day) => ({ day, isWorking: false, name })))
}

/**
 * The days of a year that differ from their weekday, ascending.
 * @throws RangeError for a year outside 2000 to 2099 that is not announced
 */
export function holidaysOf(year: number): DayException[] {
  if (ANNOUNCED_YEARS.includes(year)) return ANNOUNCED.filter(({ day }) => yearOf(day) === year)
  if (year < 2000 || year > 2099) throw new RangeError(`holidays of ${String(year)} are not known`)
  return statutoryDays(year).sort((a, b) => (a.day < b.day ? -1 : 1))
}
