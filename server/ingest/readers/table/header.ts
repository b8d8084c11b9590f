/**
 * Which of the first rows of a table are its header: none, one, or two (codes above words, or groups above columns).
 * Judged by the columns that hold numbers further down: a header has words there.
 */
import type { SourceValue } from '../types.ts'

export interface TableHeader {
  headerRows: 0 | 1 | 2
  /** One per column, unique; null for a column that is left out (no name and no values). */
  names: (string | null)[]
  /** By name: what the other header row calls it. */
  aliases: Record<string, string>
  /** Names that came twice. */
  renamed: { name: string; renamed: string }[]
}

const textOf = (value: SourceValue | undefined): string =>
  value === null || value === undefined
    ? ''
    : String(value)
        .replace(/[\u200b\ufeff]/g, '')
        .trim()

const isNumeric = (text: string): boolean => /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(text)
/** Dates and times count as data; a year alone is a common column name. */
const isData = (text: string): boolean =>
  (isNumeric(text) && !/^(19|20)\d\d$/.test(text)) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Columns in which most of the later rows hold numbers. */
function numericColumns(records: SourceValue[][], from: number): number[] {
  const width = Math.max(0, ...records.map((cells) => cells.length))
  const columns: number[] = []
  for (let column = 0; column < width; column++) {
    const filled = records
      .slice(from)
      .map((cells) => textOf(cells[column]))
      .filter(Boolean)
    if (filled.length > 0 && filled.filter(isData).length >= filled.length * 0.8) columns.push(column)
  }
  return columns
}

function countHeaderRows(records: SourceValue[][]): 0 | 1 | 2 {
  const [first, second] = records
  if (!first || !second) return 1
  const firstTexts = first.map(textOf)
  const filled = firstTexts.filter(Boolean)
  const numeric = numericColumns(records, 2)
  const dataShare = numeric.length
    ? numeric.filter((c) => isData(firstTexts[c] ?? '')).length / numeric.length
    : 0
  if (dataShare >= 0.5 && filled.filter(isData).length >= filled.length * 0.2) return 0
  if (records.length < 3 || numeric.length === 0) return 1
  const secondTexts = second.map(textOf)
  const areAllWords = numeric.every((column) => secondTexts[column] && !isData(secondTexts[column]!))
  if (!areAllWords || secondTexts.some((text) => text && isData(text))) return 1
  const areScriptsDifferent =
    filled.some(hasHan) !== secondTexts.some(hasHan) &&
    secondTexts.filter(Boolean).length >= filled.length * 0.8
  const isGrouped = standUnderGroups(firstTexts, secondTexts)
  return areScriptsDifferent || isGrouped || numeric.length >= 2 ? 2 : 1
}

/** Some columns have their own word under an empty place that belongs to a group. */
const standUnderGroups = (first: string[], second: string[]): boolean =>
  second.some((text, column) => text && !first[column] && first.slice(0, column).some(Boolean))

/** Group words stand over their first column only: they go on until the next one. */
function fillForward(texts: string[]): string[] {
  let last = ''
  return texts.map((text) => (last = text || last))
}

/**
 * @param records  the first rows of the table, the header among them
 * @param forced  how many header rows the user says there are
 */
export function findHeader(records: SourceValue[][], forced?: 0 | 1 | 2): TableHeader {
  const headerRows = forced ?? countHeaderRows(records)
  const width = Math.max(0, ...records.slice(0, Math.max(1, headerRows)).map((cells) => cells.length))
  const first = Array.from({ length: width }, (_, column) => textOf(records[0]?.[column]))
  const second = Array.from({ length: width }, (_, column) => textOf(records[1]?.[column]))
  const isGrouped = headerRows === 2 && standUnderGroups(first, second)
  const groups = isGrouped ? fillForward(first) : first
  const wordsFirst = first.some(hasHan) || !second.some(hasHan)
  const used = new Set<string>()
  const names: (string | null)[] = []
  const aliases: Record<string, string> = {}
  const renamed: TableHeader['renamed'] = []
  for (let column = 0; column < width; column++) {
    let name = headerRows === 0 ? '' : first[column]!
    let alias = ''
    if (headerRows === 2) {
      if (isGrouped) name = [groups[column], second[column]].filter(Boolean).join(' ')
      else [name, alias] = wordsFirst ? [first[column]!, second[column]!] : [second[column]!, first[column]!]
      name ||= alias
    }
    if (!name && headerRows > 0 && records.slice(headerRows).every((cells) => !textOf(cells[column]))) {
      names.push(null)
      continue
    }
    const wanted = name || `#${column + 1}`
    let unique = wanted
    for (let n = 2; used.has(unique); n++) unique = `${wanted}_${n}`
    if (unique !== wanted) renamed.push({ name: wanted, renamed: unique })
    used.add(unique)
    names.push(unique)
    if (alias && alias !== unique) aliases[unique] = alias
  }
  return { headerRows, names, aliases, renamed }
}
