/**
 * CSV that a spreadsheet opens safely: a cell that a spreadsheet would take for a formula gets an apostrophe in
 * front (wide signs count: a Chinese spreadsheet reads them so), numbers excepted; quotes, separators and line breaks are quoted.
 */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u
const NUMBER = /^[+-]?\d+(\.\d+)?$/

export function csvCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`
