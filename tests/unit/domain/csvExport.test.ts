/** CSV that a spreadsheet opens without running anything in it. */
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { csvCell, csvLine } from '../../../shared/domain/csvExport.ts'

describe('cells for a spreadsheet', () => {
  test('what looks like a formula is made text', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      const cell = csvCell(`${start}cmd|' /C calc'!A0`)
      const [[text]] = parse(cell) as [[string]]
      expect(text).toBe(`'${start}cmd|' /C calc'!A0`)
    }
  })

  test('a formula behind a quote is made text too', () => {
    expect(csvCell('=HYPERLINK("http://x","y")')).toBe(`"'=HYPERLINK(""http://x"",""y"")"`)
  })

  test('numbers stay numbers', () => {
    expect(['-12.5', '+3', '0'].map(csvCell)).toEqual(['-12.5', '+3', '0'])
    expect([csvCell(-7), csvCell(0), csvCell(false)]).toEqual(['-7', '0', 'false'])
  })

  test('a number that goes on as a formula does not', () => {
    expect(csvCell('-1+2')).toBe("'-1+2")
    expect(csvCell('+1\n=2')).toBe(`"'+1\n=2"`)
  })

  test('nothing is an empty cell', () => {
    expect(csvLine([null, '', 0])).toBe(',,0\r\n')
  })

  test('quotes, commas and line breaks come back as they went in', () => {
    const cells = ['a"b', 'c,d', 'e\nf', 'g\r\nh', '东路1号']
    expect(parse(csvLine(cells))).toEqual([cells])
  })
})
