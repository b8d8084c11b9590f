/** Tables that leave the page, as CSV for one and XLSX for all. */
import { csvLine } from '../../../shared/domain/csvExport.ts'

export type Cell = string | number | null

export interface Table {
  name: string
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** A note of all figures as a last column: readers that know nothing of it see a table still. */
export const withNote = (table: Table, head: string, note: string | null): Table =>
  note === null
    ? table
    : { ...table, head: [...table.head, head], rows: table.rows.map((row) => [...row, note]) }

/** The note as a sheet of its own, after the others. */
export const noteSheet = (name: string, note: string | null): Table[] =>
  note === null ? [] : [{ name, head: [name], rows: [[note]] }]

/** Spreadsheets take UTF-8 without this mark for the office's old encoding. */
const MARK = '\ufeff'

export const csvOf = ({ head, rows }: Table): Blob =>
  new Blob([MARK, csvLine(head), ...rows.map(csvLine)], { type: 'text/csv;charset=utf-8' })

/** One sheet a table. Text stays text: nothing is read as a formula. */
export async function xlsxOf(tables: readonly Table[]): Promise<Blob> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  for (const { name, head, rows } of tables) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.addRow([...head]).font = { bold: true }
    for (const row of rows) sheet.addRow([...row])
    sheet.columns.forEach((column, index) => {
      const longest = [head, ...rows].reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), 0)
      column.width = Math.min(48, longest + 2)
    })
  }
  const bytes = await book.xlsx.writeBuffer()
  return new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}

/** Chinese signs are two columns wide. */
const widthOf = (cell: Cell): number =>
  [...String(cell ?? '')].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0)
