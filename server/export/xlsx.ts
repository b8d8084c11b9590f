/** Tables as one workbook, a sheet each. Text stays text: nothing is read as a formula. */
import type { FileTable } from '../../shared/plans/movesTables.ts'

export async function workbookOf(tables: readonly FileTable[]): Promise<Buffer> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  for (const { name, head, rows } of tables) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.addRow([...head]).font = { bold: true }
    for (const row of rows) sheet.addRow([...row])
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}
