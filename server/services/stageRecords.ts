/** Stages records that this product makes itself (the demo, what a base map file holds), parsed like rows of any file. */
import type { Geometry } from 'geojson'
import type { App } from '../app/app.ts'
import { type StagedRow, stageRows } from '../db/staging.ts'
import { Cells } from '../ingest/importers/cells.ts'
import type { RowImporter } from '../ingest/importers/importer.ts'
import type { SourceValue } from '../ingest/readers/types.ts'

const STAGED_AT_ONCE = 4_000

/** @returns how many records were staged @throws Error when one of them does not parse: that is a bug of ours */
export async function stageRecords<Record>(
  app: App,
  importKey: string,
  importer: RowImporter,
  file: string,
  records: Iterable<Record>,
  toRow: (record: Record) => { values: { [target: string]: SourceValue }; geometry: Geometry | null },
  date: string,
): Promise<number> {
  const context = { vault: app.vault, file, date, noted: new Map<string, number>() }
  let batch: StagedRow[] = []
  let count = 0
  // The database stores one batch while the next one is made ready.
  let storing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    await storing
    storing = stageRows(app.db.pool, importKey, importer.table, importer.columns, batch)
    batch = []
  }
  for (const record of records) {
    const { values, geometry } = toRow(record)
    const mapping = Object.fromEntries(Object.keys(values).map((target) => [target, target]))
    const cells = new Cells(file, { rowNumber: ++count, values, geometry }, mapping)
    const staged = importer.parse(cells, geometry, context)
    if (staged === null) throw new Error(`${file}, record ${count}: ${JSON.stringify(cells.faults)}`)
    batch.push(staged)
    if (batch.length >= STAGED_AT_ONCE) await flush()
  }
  await flush()
  await storing
  return count
}
