import { describe, expect, it } from 'vitest'
import { makeCalendar } from '../../../shared/calendar/defaultCalendar.ts'
import { changeOf, isSmallSample, rateOf, sortFigures } from '../../../shared/issues/compareFigures.ts'
import {
  type Count,
  type PartCount,
  daysIn,
  FIGURE_KEYS,
  type FigureKey,
  figurePlan,
  type FigureSet,
  partsOf,
  sumFigures,
} from '../../../shared/issues/figures.ts'
import { CLOCK_SUBCLASSES, RATES, RATE_RULES } from '../../../shared/issues/rates.ts'
import { respondBy } from '../../../shared/issues/respondBy.ts'
import { ISSUE_CLASSES } from '../../../shared/standards/issueClasses.ts'
import { en } from '../../../client/i18n/en/index.ts'
import { zhCN } from '../../../client/i18n/zh-CN/index.ts'

const CALENDAR = makeCalendar()
const shanghai = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const written = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

describe('the table of rates', () => {
  it('has its name and its three sentences in both languages', () => {
    for (const rate of RATES) {
      const { numerator, denominator, counts, countedOn } = RATE_RULES[rate]
      const keys = [`rate.${rate}`, numerator, denominator, counts, `figures.countedOn.${countedOn}`]
      for (const key of keys) {
        expect(zhCN[key as keyof typeof zhCN], key).toBeTruthy()
        expect(en[key as keyof typeof en], key).toBeTruthy()
      }
    }
  })

  it('knows every subclass that is limited by the clock', () => {
    const all = ISSUE_CLASSES.flatMap((row) => row.subclasses).filter(
      ({ hoursKind }) => hoursKind === 'clock',
    )
    expect(CLOCK_SUBCLASSES).toHaveLength(all.length)
    expect(CLOCK_SUBCLASSES).toContain('otherComponent/elevator')
    expect(CLOCK_SUBCLASSES).not.toContain('greening/streetTree')
  })
})

describe('the time to respond', () => {
  const by = (subclass: readonly [string, string], reported: string): string =>
    written(respondBy(...subclass, shanghai(reported), CALENDAR))
  const TREE = ['greening', 'streetTree'] as const
  const LIFT = ['otherComponent', 'elevator'] as const

  it('is two hours at any time of day for what runs by the clock', () => {
    expect(by(LIFT, '2026-11-28 23:30')).toBe('2026-11-29 01:30')
  })

  it('ends with the next working day for everything else, whatever the hour', () => {
    for (const hour of ['00:00', '09:30', '23:59'])
      expect(by(TREE, `2026-11-25 ${hour}`)).toBe('2026-11-26 18:00')
    expect(by(TREE, '2026-11-27 10:00')).toBe('2026-11-30 18:00')
    expect(by(['no', 'such'], '2026-11-28 10:00')).toBe('2026-11-30 18:00')
  })

  it('skips holidays and counts make-up days', () => {
    // 1 to 7 October 2026 are days off; 10 October, a Saturday, is worked.
    expect(by(TREE, '2026-09-30 15:00')).toBe('2026-10-08 18:00')
    expect(by(TREE, '2026-10-09 15:00')).toBe('2026-10-10 18:00')
  })
})

describe('the plan of a question', () => {
  it('compares with as many days before, and draws both', () => {
    const plan = figurePlan('week', '2026-11-30')
    expect(plan.period).toEqual({ from: '2026-11-24', to: '2026-11-30' })
    expect(plan.before).toEqual({ from: '2026-11-17', to: '2026-11-23' })
    expect(plan.buckets).toHaveLength(14)
    expect(plan.from).toBe('2026-11-17')
    expect(figurePlan('day', '2026-11-30').before).toEqual({ from: '2026-11-29', to: '2026-11-29' })
    expect(figurePlan('day', '2026-11-30').buckets[0]).toEqual({ from: '2026-11-17', to: '2026-11-17' })
  })

  it('has buckets that follow each other to the last day, none empty', () => {
    for (const days of [1, 2, 7, 8, 15, 30, 31, 90, 365, 366]) {
      const from = new Date(Date.parse('2026-11-30') - (days - 1) * 86_400_000).toISOString().slice(0, 10)
      const plan = figurePlan({ from, to: '2026-11-30' }, '2026-11-30')
      expect(daysIn(plan.period)).toBe(days)
      expect(daysIn(plan.before)).toBe(days)
      expect(plan.buckets.at(-1)!.to).toBe('2026-11-30')
      expect(plan.buckets.length).toBeGreaterThan(6)
      expect(plan.buckets.length).toBeLessThanOrEqual(14)
      plan.buckets.forEach((bucket, n) => {
        expect(daysIn(bucket)).toBe(daysIn(plan.buckets[0]!))
        const next = plan.buckets[n + 1]
        if (next) expect(daysIn({ from: bucket.to, to: next.from })).toBe(2)
      })
      expect(plan.from <= plan.before.from && plan.from <= plan.buckets[0]!.from).toBe(true)
    }
  })
})

describe('the parts of a plan', () => {
  it('begin wherever a period or a bucket does, and cover all days', () => {
    for (const days of [1, 2, 7, 8, 15, 30, 31, 90, 366]) {
      const from = new Date(Date.parse('2026-11-30') - (days - 1) * 86_400_000).toISOString().slice(0, 10)
      const made = figurePlan({ from, to: '2026-11-30' }, '2026-11-30')
      const parts = partsOf(made)
      expect(parts[0]).toBe(made.from)
      expect(parts).toEqual(parts.toSorted())
      for (const range of [made.period, made.before, ...made.buckets]) expect(parts).toContain(range.from)
    }
  })
})

describe('the sums of days', () => {
  const plan = figurePlan('week', '2026-11-30')
  const day = (key: string, date: string, numerator: number, denominator: number): PartCount => ({
    key,
    figure: 'inTime',
    day: date,
    isSetAside: false,
    numerator,
    denominator,
  })

  it('fall into the period, the one before and the trend', () => {
    const { total, rows } = sumFigures(
      [
        day('A', '2026-11-30', 1, 2),
        day('A', '2026-11-24', 2, 2),
        day('A', '2026-11-23', 0, 1),
        day('B', '2026-11-24', 1, 1),
        day('B', '2026-11-16', 9, 9),
      ],
      plan,
      ['C', 'A'],
      false,
    )
    expect([...rows.keys()]).toEqual(['C', 'A', 'B'])
    expect(rows.get('A')!.inTime).toMatchObject({ now: [3, 4], before: [0, 1] })
    expect(rows.get('B')!.inTime).toMatchObject({ now: [1, 1], before: [0, 0] })
    expect(rows.get('C')!.inTime.now).toEqual([0, 0])
    expect(total.inTime).toMatchObject({ now: [4, 5], before: [0, 1] })
    expect(total.inTime.trend[7]).toEqual([3, 3])
    expect(total.inTime.trend[6]).toEqual([0, 1])
    expect(total.response.now).toEqual([0, 0])
  })

  it('hold what was found unreasonable or leave it out, and tell the whole the other way too', () => {
    const counts = [day('A', '2026-11-30', 1, 3), { ...day('A', '2026-11-30', 0, 2), isSetAside: true }]
    const all = sumFigures(counts, plan, [], false)
    expect([all.total.inTime.now, all.otherWay.inTime]).toEqual([
      [1, 5],
      [1, 3],
    ])
    const some = sumFigures(counts, plan, [], true)
    expect([some.total.inTime.now, some.otherWay.inTime]).toEqual([
      [1, 3],
      [1, 5],
    ])
    expect(some.rows.get('A')!.inTime.now).toEqual([1, 3])
  })
})

describe('a figure beside the one before', () => {
  const counts = (now: Count, before: Count) => ({ now, before, trend: [] })

  it('is no data without issues, never nought', () => {
    expect(rateOf([0, 0])).toBeNull()
    expect(rateOf([0, 3])).toBe(0)
    expect(changeOf('inTime', counts([0, 0], [3, 4]))).toBeNull()
    expect(changeOf('inTime', counts([3, 4], [0, 0]))).toBeNull()
  })

  it('says which way is worse', () => {
    expect(changeOf('inTime', counts([60, 100], [90, 100]))).toMatchObject({ isNotable: true })
    expect(changeOf('inTime', counts([60, 100], [90, 100]))!.worse).toBeCloseTo(0.3)
    expect(changeOf('rework', counts([60, 100], [90, 100]))!.worse).toBeCloseTo(-0.3)
    expect(changeOf('reported', counts([30, 30], [20, 20]))).toEqual({ by: 10, worse: 10, isNotable: true })
  })

  it('says nothing of small samples and small moves', () => {
    expect(changeOf('inTime', counts([1, 9], [9, 9]))!.isNotable).toBe(false)
    expect(changeOf('inTime', counts([98, 100], [100, 100]))!.isNotable).toBe(false)
    expect(changeOf('reported', counts([4, 4], [1, 1]))!.isNotable).toBe(false)
    expect(changeOf('reported', counts([104, 104], [99, 99]))!.isNotable).toBe(false)
    expect(isSmallSample('inTime', [9, 9])).toBe(true)
    expect(isSmallSample('inTime', [0, 10])).toBe(false)
    expect(isSmallSample('inTime', [0, 0])).toBe(false)
    expect(isSmallSample('reported', [2, 2])).toBe(false)
  })

  it('puts the worst first, then small samples, then what has no data or no unit', () => {
    const row = (key: string, figure: FigureKey, now: Count, before: Count = [0, 0]) => {
      const none = { now: [0, 0] as Count, before: [0, 0] as Count, trend: [] }
      const set = Object.fromEntries(FIGURE_KEYS.map((one) => [one, none])) as unknown as FigureSet
      return { key, figures: { ...set, [figure]: { now, before, trend: [] } } }
    }
    const keys = (rows: ReturnType<typeof row>[], order: 'value' | 'change', isReversed = false): string =>
      sortFigures(rows, 'inTime', order, isReversed)
        .map(({ key }) => key)
        .join(' ')
    const rows = [
      row('none', 'inTime', [0, 0], [5, 50]),
      row('good', 'inTime', [49, 50], [10, 50]),
      row('small', 'inTime', [0, 2], [2, 2]),
      row('', 'inTime', [0, 50], [50, 50]),
      row('bad', 'inTime', [30, 50], [31, 50]),
      row('fell', 'inTime', [40, 50], [50, 50]),
    ]
    expect(keys(rows, 'value')).toBe('bad fell good small  none')
    expect(keys(rows, 'value', true)).toBe('good fell bad small  none')
    expect(keys(rows, 'change')).toBe('fell bad good small  none')
  })
})
