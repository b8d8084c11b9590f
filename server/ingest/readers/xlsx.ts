/**
 * XLSX workbooks, one layer a sheet, rows streamed by exceljs. Dates come out as the calendar date and second that
 * the sheet shows, with no time zone in between (RB-24); numbers too long for Excel's 15 digits are faults (RB-21).
 */
import type { CellValue, Row } from 'exceljs'
import { verifyZip } from '../archive/readZip.ts'
import type { Notice } from './buildLayer.ts'
import { openTable, type TableRecord } from './table/openTable.ts'
import {
  UnreadableFile,
  type OpenedSource,
  type OpenOptions,
  type SourceLayer,
  type SourceValue,
} from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'

/** Sheets of a million rows stay below this; the table of shared texts is held in memory. */
const MAX_WORKBOOK_BYTES = 2 * 1024 * 1024 * 1024
const MAX_SHARED_TEXT_BYTES = 256 * 1024 * 1024

/** Excel keeps 15 digits: a whole number of 16 and more has lost its last ones. */
const FIRST_ROUNDED = 1e15

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * A date cell as the sheet shows it. exceljs gives the sheet's wall clock as if it were UTC, so only UTC parts are
 * right; its rounding is mended to whole seconds.
 */
export function dateText(date: Date): string {
  const wall = new Date(Math.round(date.getTime() / 1000) * 1000)
  const day = `${wall.getUTCFullYear()}-${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
  const clock = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`
  // serial numbers below 1 are times of day
  if (wall.getUTCFullYear() < 1900) return clock
  return clock === '00:00:00' ? day : `${day} ${clock}`
}

type BadCell = NonNullable<TableRecord['badCells']>[number]

/** One cell as text, number or boolean, or what is wrong with it. */
export function cellValue(
  value: CellValue,
  format: string | undefined,
): SourceValue | Omit<BadCell, 'column'> {
  if (value === null || value === undefined || value === '') return null
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : dateText(value)
  if (typeof value === 'number') {
    if (Number.isInteger(value) && Math.abs(value) >= FIRST_ROUNDED)
      return { found: value.toPrecision(15), expected: 'fault.expected.exactDigits' }
    // codes that only look as if they began with zeros: keep what the sheet shows
    if (format && /^0{2,}$/.test(format) && Number.isInteger(value))
      return String(value).padStart(format.length, '0')
    return value
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if ('richText' in value) return value.richText.map((part) => part.text).join('') || null
  if ('error' in value) return { found: String(value.error), expected: 'fault.expected.cellValue' }
  if ('text' in value) return cellValue(value.text as CellValue, format)
  if ('result' in value) return cellValue(value.result as CellValue, format)
  return null
}

const isBad = (value: ReturnType<typeof cellValue>): value is Omit<BadCell, 'column'> =>
  typeof value === 'object' && value !== null

function recordOf(row: Row): TableRecord | null {
  const cells: SourceValue[] = []
  const badCells: BadCell[] = []
  let isBlank = true
  for (let column = 1; column <= row.cellCount; column++) {
    const cell = row.getCell(column)
    const value = cellValue(cell.value, cell.numFmt)
    if (isBad(value)) {
      badCells.push({ column: column - 1, ...value })
      cells.push(null)
      isBlank = false
    } else {
      cells.push(value)
      if (value !== null) isBlank = false
    }
  }
  return isBlank ? null : { rowNumber: row.number, cells, ...(badCells.length ? { badCells } : {}) }
}

const ATTEMPTS = 3

/** The library may wait for ever for a sheet that does not come; nobody should wait with it. */
const STALL_MILLISECONDS = 30_000

async function* withoutStalls<T>(file: string, items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined
      const stalled = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('the workbook stops in the middle')), STALL_MILLISECONDS)
      })
      const next = await Promise.race([iterator.next(), stalled]).finally(() => clearTimeout(timer))
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw unreadable(file, 'file.notXlsx', { problem: problemOf(error) }, error)
  } finally {
    // not waited for: a stalled iterator would not answer this either
    void Promise.resolve(iterator.return?.()).catch(() => {})
  }
}

/** Opens every sheet of a workbook that has rows. */
export async function openXlsx(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const entries = await verifyZip(path, file, {
    maxUnpackedBytes: options.maxUnpackedBytes ?? MAX_WORKBOOK_BYTES,
  })
  const shared = entries.find((entry) => /sharedStrings\.xml$/i.test(entry.name))
  if (shared && shared.bytes > MAX_SHARED_TEXT_BYTES)
    throw unreadable(file, 'file.tooLarge', { bytes: shared.bytes, limit: MAX_SHARED_TEXT_BYTES })
  if (!entries.some((entry) => /xl\/workbook\.(xml|bin)$/i.test(entry.name)))
    throw unreadable(file, 'file.notXlsx', { problem: 'no workbook in it' })
  // the library takes a sheet that stops in the middle for a short one
  const cut = entries.find(
    ({ name, tail }) =>
      /xl\/worksheets\/[^/]+\.xml$/i.test(name) && !/<\/(\w+:)?worksheet>\s*$/.test(tail.toString('latin1')),
  )
  if (cut) throw unreadable(file, 'file.notXlsx', { problem: `${cut.name} is cut off` })
  const { default: excel } = await import('exceljs')

  interface OpenedSheet {
    name: string
    rows: AsyncIterable<Row>
  }

  /**
   * On a busy machine the library now and then loses a part of the archive: it then knows no workbook, or no texts. No
   * sheet has been given by then, so it is asked once more.
   */
  async function* sheets(): AsyncGenerator<OpenedSheet> {
    for (let attempt = 1; ; attempt++) {
      let hasBegun = false
      try {
        for await (const sheet of readSheets()) {
          hasBegun = true
          yield sheet
        }
        return
      } catch (error) {
        if (hasBegun || attempt === ATTEMPTS) throw error
      }
    }
  }

  async function* readSheets(): AsyncGenerator<OpenedSheet> {
    const reader = new excel.stream.xlsx.WorkbookReader(path, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
    })
    for await (const sheet of withoutStalls(file, reader)) {
      if (shared && !('sharedStrings' in reader))
        throw unreadable(file, 'file.notXlsx', { problem: 'its texts were not read' })
      const { name, id } = sheet as unknown as { name?: string; id: number }
      yield { name: name ?? `Sheet${id}`, rows: withoutStalls(file, sheet as AsyncIterable<Row>) }
    }
  }

  async function* recordsOf(wanted: number): AsyncGenerator<TableRecord> {
    let index = 0
    for await (const sheet of sheets()) {
      const isWanted = index++ === wanted
      for await (const row of sheet.rows) {
        // sheets before the wanted one must be read past: they come in one stream
        if (!isWanted) continue
        const record = recordOf(row)
        if (record) yield record
      }
      if (isWanted) return
    }
  }

  const found: { name: string; index: number }[] = []
  let index = 0
  for await (const sheet of sheets()) {
    let hasRows = false
    for await (const row of sheet.rows) hasRows ||= recordOf(row) !== null
    if (hasRows) found.push({ name: sheet.name, index })
    index++
  }
  if (found.length === 0) throw unreadable(file, 'file.noRows')
  const layers: SourceLayer[] = []
  const notices: Notice[] = []
  for (const sheet of found) {
    const built = await openTable(
      {
        file,
        name: sheet.name,
        records: () => recordsOf(sheet.index),
        encoding: null,
        isRaggedFaulty: false,
      },
      options,
    )
    layers.push(built.layer)
    notices.push(...built.notices)
  }
  return { format: 'xlsx', file, layers, notices, close: async () => {} }
}
