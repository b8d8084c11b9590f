/** Days, times and kinds of leave as rosters write them. */
import { describe, expect, it } from 'vitest'
import {
  readDutyDays,
  readLeaveKind,
  readMinute,
  shiftText,
} from '../../../server/ingest/importers/rosterWords.ts'
import { seededRandom } from '../../fixtures/seededRandom.ts'

const days = (text: string): unknown => {
  const found = readDutyDays(text)
  return found === null ? null : 'day' in found ? found.day : found.weekdays.join('')
}

describe('days on duty', () => {
  it.each([
    ['周一至周五', '12345'],
    ['星期一到星期五', '12345'],
    ['一、三、五', '135'],
    ['周六,周日', '06'],
    ['礼拜天', '0'],
    ['1-5', '12345'],
    ['１－５', '12345'],
    ['6-2', '0126'],
    ['Mon-Fri', '12345'],
    ['Monday, Wednesday', '13'],
    ['Sat to Sun', '06'],
    ['工作日', '12345'],
    ['周末、节假日', '067'],
    ['1-5,H', '123457'],
    ['每天', '01234567'],
    ['Every day', '01234567'],
    ['7', '0'],
    ['2026-12-25', '2026-12-25'],
    ['2026年12月25日', '2026-12-25'],
    ['20261225', '2026-12-25'],
  ])('%s', (text, expected) => {
    expect(days(text)).toBe(expected)
  })

  it.each(['', '8', '0', '1-8', '周八', '2026-02-30', 'now and then', '1-3-5', 'Mon-'])(
    'refuses "%s"',
    (text) => {
      expect(days(text)).toBeNull()
    },
  )

  it('written out are read again as the same, whatever they are', () => {
    const random = seededRandom(5)
    for (let round = 0; round < 200; round++) {
      const weekdays = [0, 1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.5)
      if (weekdays.length === 0) continue
      const [text, hours] = shiftText({ weekdays, day: null, fromMinute: 480, toMinute: 1440 }).split(' ')
      expect(days(text!)).toBe(weekdays.join(''))
      expect(hours).toBe('08:00-24:00')
    }
  })
})

describe('times of day', () => {
  it('are minutes from midnight, to the end of the day', () => {
    expect(['08:00', '8:05', '17：30', '24:00', '00:00:00'].map(readMinute)).toEqual([
      480, 485, 1050, 1440, 0,
    ])
  })

  it('are refused where they are none', () => {
    expect(['8', '25:00', '24:01', '12:60', '8.30', '08:00:30'].map(readMinute)).toEqual(Array(6).fill(null))
  })
})

describe('kinds of leave', () => {
  it('are ours, or other: illness is not written down', () => {
    expect(['年假', 'Training', '公出', '病假', 'x'].map(readLeaveKind)).toEqual([
      'annual',
      'training',
      'official',
      'other',
      'other',
    ])
  })
})
