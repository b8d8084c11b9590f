/** Days, times and numbers as offices write them. */
import { describe, expect, test } from 'vitest'
import { Cells, readDay, readInstant } from '../../../server/ingest/importers/cells.ts'

describe('days', () => {
  test('all usual ways of writing one day are read', () => {
    const ways = [
      '2026-11-04',
      '2026/11/4',
      '2026.11.04',
      '20261104',
      '2026年11月4日',
      '2026-11-04 13:05',
      '2026-11-04T00:00:00',
    ]
    expect(ways.map(readDay)).toEqual(ways.map(() => '2026-11-04'))
  })

  test('a month means its last day', () => {
    expect(['2024-02', '2023年2月', '2026/12', '105Y12M', '99Y2M'].map(readDay)).toEqual([
      '2024-02-29',
      '2023-02-28',
      '2026-12-31',
      '2016-12-31',
      '2010-02-28',
    ])
  })

  test('a day that does not exist is none', () => {
    expect(
      ['2023-02-29', '2026-13-01', '2026-00', '2026-13', '24/11/2026', '44000', 'soon', ''].map(readDay),
    ).toEqual(Array(8).fill(null))
  })
})

describe('times', () => {
  test('a time without offset is local time in Shanghai', () => {
    expect(readInstant('2026-01-05 09:00')).toBe('2026-01-05T01:00:00.000Z')
    expect(readInstant('2026/1/5 9:00:30')).toBe('2026-01-05T01:00:30.000Z')
    expect(readInstant('2026年1月5日 9:00')).toBe('2026-01-05T01:00:00.000Z')
    expect(readInstant('2026-01-05')).toBe('2026-01-04T16:00:00.000Z')
  })

  test('a time with an offset is taken as it is', () => {
    for (const text of [
      '2026-01-05T01:00:00Z',
      '2026-01-05 01:00:00 UTC',
      '2026-01-05T09:00:00+08:00',
      '2026-01-05T09:00:00+0800',
      '2026-01-05 09:00:00+08',
    ])
      expect(readInstant(text)).toBe('2026-01-05T01:00:00.000Z')
  })

  test('parts of a second are kept to the millisecond', () => {
    expect(readInstant('2026-01-05T01:00:05.25Z')).toBe('2026-01-05T01:00:05.250Z')
    expect(readInstant('2026-01-05T01:00:05.123456Z')).toBe('2026-01-05T01:00:05.123Z')
  })

  test('the second stays the second: no drift of a local mean time', () => {
    expect(readInstant('1900-01-01 00:00:00')).toBe('1899-12-31T16:00:00.000Z')
    expect(readInstant('2017/5/23')).toBe('2017-05-22T16:00:00.000Z')
    expect(readInstant('2021-08-12 00:00:00')).toBe('2021-08-11T16:00:00.000Z')
  })

  test('24:00 is the next midnight, nothing after it exists', () => {
    expect(readInstant('2026-01-05 24:00')).toBe('2026-01-05T16:00:00.000Z')
    expect(
      ['2026-01-05 24:30', '2026-01-05 25:00', '2026-01-05 10:60', '2026-02-30 10:00', 'yesterday'].map(
        readInstant,
      ),
    ).toEqual(Array(5).fill(null))
  })
})

describe('cells of a row', () => {
  const cells = (value: string | number | null): Cells =>
    new Cells('a.csv', { rowNumber: 7, values: { n: value }, geometry: null }, { floors: 'n', kind: '=park' })

  test('whole numbers with thousands separators are read', () => {
    expect(
      ['12', ' 12 ', '1,234', '1,234,567', '12.0', '0'].map((text) => cells(text).wholeNumber('floors')),
    ).toEqual([12, 12, 1234, 1_234_567, 12, 0])
    expect(cells(30).wholeNumber('floors')).toBe(30)
  })

  test('anything else is a fault with file, row, column and what was found', () => {
    for (const text of ['many', '-1', '1.5', '1,23', '0x10', '1e3', '3000000000', '十', 'Infinity']) {
      const row = cells(text)
      expect(row.wholeNumber('floors')).toBeNull()
      expect(row.faults).toEqual([
        { file: 'a.csv', row: 7, field: 'n', found: text, expected: 'fault.expected.wholeNumber' },
      ])
    }
  })

  test('an empty cell is nothing and no fault', () => {
    const row = cells('  ')
    expect([row.wholeNumber('floors'), row.text('floors'), row.day('floors'), row.faults]).toEqual([
      null,
      null,
      null,
      [],
    ])
  })

  test('a column with = is a constant, a missing one is nothing', () => {
    expect([cells('1').text('kind'), cells('1').text('name')]).toEqual(['park', null])
  })

  test('0 is a value', () => {
    expect(cells(0).required('floors')).toBe('0')
  })
})
