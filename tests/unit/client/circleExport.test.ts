/** Files of circles and scores say how people were counted, and only where it matters. */
import excel from 'exceljs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { countsText } from '../../../client/circles/countsText.ts'
import { circlesGeoJson, unitTable } from '../../../client/circles/export/circleExport.ts'
import { csvOf, noteSheet, withNote, xlsxOf } from '../../../client/circles/export/tables.ts'
import type { ShownCircles } from '../../../client/circles/shownCircles.ts'
import { translate } from '../../../client/i18n/i18n.ts'

const people = { residents: 5, households: 2, over64: 0, under15: 0, dwellings: 2, buildings: 1 }
const answer = (isExact: boolean, isEstimate = false): ShownCircles =>
  ({
    points: [],
    rings: [{ ...people, minutes: 5, radiusMeters: null }],
    outside: people,
    total: people,
    byUnit: [{ code: '001', name: '一格', outside: 5, over64Outside: 0, total: 10 }],
    outsidePlaces: [],
    isEstimate,
    isExact,
  }) as unknown as ShownCircles
const noteOf = (shown: ShownCircles) => countsText(translate, shown)
const shapes = { type: 'FeatureCollection', features: [] } as const
const readMap = async (shown: ShownCircles): Promise<object> =>
  JSON.parse(await circlesGeoJson(shown, { ...shapes, features: [] }, noteOf(shown)).text()) as object

describe('files of circles', () => {
  const rounded = translate('circles.roundedToFives')
  const estimate = translate('circles.estimateHint')

  it('carry the sentence of the page where counts are rounded or estimated', () => {
    expect(noteOf(answer(true))).toBeNull()
    expect(noteOf(answer(false))).toBe(rounded)
    expect(noteOf(answer(false, true))).toBe(`${estimate} ${rounded}`)
  })

  it('as GeoJSON have it beside the features', async () => {
    expect(await readMap(answer(false))).toMatchObject({ type: 'FeatureCollection', note: rounded })
    expect(await readMap(answer(true))).not.toHaveProperty('note')
  })

  it('as CSV have it in a last column of every row', async () => {
    const table = unitTable(answer(false), translate)
    const rows = parse(await csvOf(withNote(table, '说明', rounded)).text(), { bom: true }) as string[][]
    expect(rows.map((row) => row.at(-1))).toEqual(['说明', rounded])
    expect(rows[1]!.slice(0, -1)).toEqual(['001', '一格', '5', '0', '10'])
    expect(withNote(table, '说明', null)).toBe(table)
  })

  it('as XLSX have it in a sheet of its own', async () => {
    const bytes = await (
      await xlsxOf([unitTable(answer(false), translate), ...noteSheet('说明', rounded)])
    ).arrayBuffer()
    const book = new excel.Workbook()
    await book.xlsx.load(bytes)
    expect(book.worksheets.map(({ name }) => name)).toEqual([translate('export.sheetUnits'), '说明'])
    expect(book.getWorksheet('说明')!.getCell('A2').value).toBe(rounded)
    expect(noteSheet('说明', null)).toEqual([])
  })
})
