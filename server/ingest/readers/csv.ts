/**
 * Delimited text: encoding and delimiter are found, records are cut by csv-parse and streamed.
 * A quote that is never closed is answered with the row it begins in, not with the rest of the file in memory.
 */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { basename, extname } from 'node:path'
import { decodeStream, decodeText, isKnownEncoding } from '../encoding/decodeStream.ts'
import { detectEncoding } from '../encoding/detectEncoding.ts'
import { sampleText } from '../encoding/sampleText.ts'
import { MAX_RECORD_BYTES } from '../limits.ts'
import type { Notice } from './buildLayer.ts'
import { openTable, type TableRecord } from './table/openTable.ts'
import type { OpenedSource, OpenOptions } from './types.ts'
import { problemOf, unreadable } from './unreadable.ts'

/** The delimiter that cuts the first lines into the same number of fields most often. */
export function findDelimiter(text: string): string {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, 'q')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 30)
  let best = ','
  let bestScore = 0
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const first = counts[0] ?? 0
    if (first === 0) continue
    const same = counts.filter((count) => Math.abs(count - first) <= 1).length / counts.length
    const score = same * Math.log2(1 + first)
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

interface CsvError {
  code: string
  message: string
  records?: number
  lines?: number
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String((error as { code: unknown }).code).startsWith('CSV_')

/** Opens delimited text. */
export async function openCsv(path: string, file: string, options: OpenOptions): Promise<OpenedSource> {
  const { parse } = await import('csv-parse')
  if (options.encoding && !isKnownEncoding(options.encoding))
    throw unreadable(file, 'file.unknownEncoding', { encoding: options.encoding })
  const head = await sampleText(path)
  const found = detectEncoding(head.bytes)
  const encoding = options.encoding ?? found.encoding
  const delimiter = findDelimiter(decodeText(head.start, encoding))

  async function* records(): AsyncGenerator<TableRecord> {
    const bytes = createReadStream(path, { highWaterMark: 256 * 1024 })
    // UTF-8 is what the parser reads itself
    const text: Readable =
      encoding === 'utf-8' ? bytes : Readable.from(decodeStream(bytes, encoding), { objectMode: true })
    const parser = parse({
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD_BYTES,
    })
    text.on('error', (error) => parser.destroy(error))
    text.pipe(parser)
    let rowNumber = 0
    try {
      for await (const cells of parser as AsyncIterable<string[]>) {
        rowNumber++
        if (cells.length === 1 && cells[0] === '') continue
        yield { rowNumber, cells: cells.map((cell) => (cell === '' ? null : cell)) }
      }
    } catch (error) {
      if (!isCsvError(error)) throw error
      if (error.code === 'CSV_QUOTE_NOT_CLOSED')
        throw unreadable(file, 'file.quoteNotClosed', { row: rowNumber + 1 }, error)
      if (error.code === 'CSV_MAX_RECORD_SIZE')
        throw unreadable(file, 'file.recordTooLong', { line: rowNumber + 1, limit: MAX_RECORD_BYTES }, error)
      throw unreadable(file, 'file.badTable', { row: rowNumber + 1, problem: problemOf(error) }, error)
    } finally {
      text.destroy()
      bytes.destroy()
      parser.destroy()
    }
  }

  const name = basename(file, extname(file))
  const { layer, notices } = await openTable({ file, name, records, encoding, isRaggedFaulty: true }, options)
  const own: Notice[] =
    found.source === 'guessed' && !options.encoding ? [{ key: 'notice.encoding', facts: { encoding } }] : []
  return { format: 'csv', file, layers: [layer], notices: [...own, ...notices], close: async () => {} }
}
