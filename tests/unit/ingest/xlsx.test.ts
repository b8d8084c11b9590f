import excel from 'exceljs'
import { describe, expect, it } from 'vitest'
import { cellValue, dateText } from '../../../server/ingest/readers/xlsx.ts'
import { makeZip, readSource, refusalOf, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()

async function write(fill: (book: excel.Workbook) => void, name = 'a.xlsx'): Promise<string> {
  const book = new excel.Workbook()
  fill(book)
  await book.xlsx.writeFile(folder.path(name))
  return folder.path(name)
}

describe('XLSX', () => {
  it('keeps identity numbers that are text, and refuses those that are numbers (RB-21)', async () => {
    const path = await write((book) => {
      const sheet = book.addWorksheet('居民')
      sheet.addRow(['姓名', '身份证号'])
      sheet.addRow(['甲', '320106199001011234'])
      sheet.addRow(['乙', Number('320106199001011234')])
      sheet.addRow(['丙', 6228480402564890])
    })
    const { rows, faults, layer } = await readSource(path)
    expect(layer.name).toBe('居民')
    expect(rows.map((row) => [row.rowNumber, row.values['身份证号']])).toEqual([[2, '320106199001011234']])
    expect(faults.map(({ row, field, expected }) => [row, field, expected])).toEqual([
      [3, '身份证号', 'fault.expected.exactDigits'],
      [4, '身份证号', 'fault.expected.exactDigits'],
    ])
  })

  it('gives the calendar date and second of the sheet, in any time zone (RB-24)', async () => {
    const path = await write((book) => {
      const sheet = book.addWorksheet('a')
      sheet.addRow(['day', 'instant', 'odd'])
      sheet.addRow([42878, 44420.5, 44420 + 43 / 86400])
      sheet.getColumn(1).numFmt = 'yyyy/m/d'
      sheet.getColumn(2).numFmt = 'yyyy-mm-dd hh:mm:ss'
      sheet.getColumn(3).numFmt = 'yyyy-mm-dd hh:mm:ss'
    })
    const before = process.env['TZ']
    try {
      for (const zone of ['Asia/Shanghai', 'UTC', 'America/New_York']) {
        process.env['TZ'] = zone
        const { rows } = await readSource(path)
        // 42878 is 2017-05-23, 44420 is 2021-08-12 in Excel's count of days
        expect(rows[0]!.values).toEqual({
          day: '2017-05-23',
          instant: '2021-08-12 12:00:00',
          odd: '2021-08-12 00:00:43',
        })
      }
    } finally {
      if (before === undefined) delete process.env['TZ']
      else process.env['TZ'] = before
    }
  })

  it.each([
    [new Date(Date.UTC(2017, 4, 23)), '2017-05-23'],
    [new Date(Date.UTC(2017, 4, 22, 23, 59, 59, 999)), '2017-05-23'],
    [new Date(Date.UTC(2021, 7, 12, 0, 0, 43)), '2021-08-12 00:00:43'],
    [new Date(Date.UTC(1899, 11, 30, 8, 30)), '08:30:00'],
  ])('writes %s as %s', (date, text) => {
    expect(dateText(date)).toBe(text)
  })

  it('takes rich text, links, formulas and padded codes for what they show', () => {
    expect(cellValue({ richText: [{ text: '东' }, { text: '湖' }] }, undefined)).toBe('东湖')
    expect(cellValue({ text: 'here', hyperlink: 'http://x' }, undefined)).toBe('here')
    expect(cellValue({ formula: 'A1+1', result: 3 } as excel.CellFormulaValue, undefined)).toBe(3)
    expect(cellValue(7, '000')).toBe('007')
    expect(cellValue(0, undefined)).toBe(0)
    expect(cellValue({ error: '#N/A' }, undefined)).toEqual({
      found: '#N/A',
      expected: 'fault.expected.cellValue',
    })
  })

  it('reads several sheets, leaves out empty ones, counts rows as the sheet does', async () => {
    const path = await write((book) => {
      book.addWorksheet('说明')
      const first = book.addWorksheet('设施')
      first.addRow(['名称', '经度', '纬度'])
      first.addRow([])
      first.addRow(['东湖', 114.4, 30.5])
      book.addWorksheet('人口').addRows([
        ['里', '户数'],
        ['忠政', 12],
      ])
    })
    const { layers } = await readSource(path)
    expect(layers.map(({ layer }) => layer.name)).toEqual(['设施', '人口'])
    expect(layers[0]!.rows).toEqual([
      {
        rowNumber: 3,
        values: { 名称: '东湖', 经度: 114.4, 纬度: 30.5 },
        geometry: { type: 'Point', coordinates: [114.4, 30.5] },
      },
    ])
    expect(layers[1]!.rows[0]!.values).toEqual({ 里: '忠政', 户数: 12 })
  })

  it('joins two header rows of groups and columns', async () => {
    const path = await write((book) => {
      book.addWorksheet('a').addRows([
        ['村里', '人口', null, '户数'],
        [null, '男', '女', '户'],
        ['忠政', 1, 2, 3],
        ['民權', 4, 5, 6],
      ])
    })
    const { layer } = await readSource(path, 'a.xlsx', { headerRows: 2 })
    expect(layer.fields.map((field) => field.name)).toEqual(['村里', '人口 男', '人口 女', '户数 户'])
  })

  it.each([
    ['a workbook cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100), 'file.badZip'],
    [
      'a zip without a workbook',
      () => makeZip([{ name: 'xl/other.xml', data: Buffer.from('x') }]),
      'file.notXlsx',
    ],
    [
      'the old format',
      () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'file.oldXls',
    ],
    ['text', () => Buffer.from('hello'), 'file.notXlsx'],
  ])('refuses %s', async (_what, change, key) => {
    const { readFileSync } = await import('node:fs')
    const path = await write((book) => void book.addWorksheet('a').addRow(['a']))
    expect((await refusalOf(folder.write('b.xlsx', change(readFileSync(path))))).key).toBe(key)
  })

  it('refuses a sound archive whose sheet is cut off', async () => {
    const { readFileSync } = await import('node:fs')
    const { unzipSync, zipSync } = await import('fflate')
    const path = await write((book) =>
      book.addWorksheet('a').addRows(Array.from({ length: 50 }, (_, i) => [i, 'a'])),
    )
    const parts = unzipSync(readFileSync(path))
    const sheet = parts['xl/worksheets/sheet1.xml']!
    const cut = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': sheet.subarray(0, sheet.length >> 1) })
    expect((await refusalOf(folder.write('b.xlsx', cut))).key).toBe('file.notXlsx')
  }, 60_000)

  it('refuses a workbook without rows', async () => {
    expect((await refusalOf(await write((book) => void book.addWorksheet('a')))).key).toBe('file.noRows')
  })
})
