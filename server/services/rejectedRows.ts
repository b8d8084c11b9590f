/** The rows an import did not take, as CSV with their faults, to be mended and imported again. */
import { type WriteStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { csvLine } from '../../shared/domain/csvExport.ts'
import type { Fault, SourceValue } from '../ingest/readers/types.ts'

const BOM = '\uFEFF'

export class RejectedRows {
  private stream: WriteStream | undefined

  constructor(
    private readonly file: string,
    private readonly columns: readonly string[],
  ) {}

  /** One line a fault. Cells beyond the last column stand behind it, as they were found. */
  async write(
    row: { values?: Record<string, SourceValue>; moreCells?: SourceValue[] } | null,
    faults: readonly Fault[],
  ): Promise<void> {
    if (!this.stream) {
      this.stream = createWriteStream(this.file, { mode: 0o600 })
      this.stream.write(BOM + csvLine(['row', 'field', 'found', 'expected', ...this.columns]))
    }
    for (const fault of faults) {
      const line = csvLine([
        fault.row ?? '',
        fault.field ?? '',
        fault.found,
        fault.expected,
        ...this.columns.map((column) => row?.values?.[column] ?? ''),
        ...(row?.moreCells ?? []).map((cell) => cell ?? ''),
      ])
      if (!this.stream.write(line)) await once(this.stream, 'drain')
    }
  }

  async close(): Promise<void> {
    const stream = this.stream
    if (!stream) return
    stream.end()
    await once(stream, 'finish')
  }
}
