/** Records that this product makes itself (the demo, what a base map file holds), parsed like rows of any file. */
import type { Geometry } from 'geojson'
import type { Vault } from '../access/vault.ts'
import type { App } from '../app/app.ts'
import { type StagedRow, stageRows } from '../db/staging.ts'
import { Cells } from '../ingest/importers/cells.ts'
import type { RowImporter } from '../ingest/importers/importer.ts'
import type { SourceValue } from '../ingest/readers/types.ts'

const STAGED_AT_ONCE = 4_000

export interface RecordSource<Record> {
  importer: RowImporter
  /** Named where a record does not parse. */
  file: string
  records: Iterable<Record>
  toRow: (record: Record) => { values: { [target: string]: SourceValue }; geometry: Geometry | null }
  /** What the file is dated. */
  date: string
}

/**
 * Parses record by record, a batch of rows at a time, as they are asked for.
 * @throws Error when one does not parse: that is a bug of ours
 */
export function* parseRecords<Record>(
  vault: Vault,
  { importer, file, records, toRow, date }: RecordSource<Record>,
): Generator<StagedRow[]> {
  const context = { vault, file, date, noted: new Map<string, number>() }
  let count = 0
  let batch: StagedRow[] = []
  for (const record of records) {
    const { values, geometry } = toRow(record)
    const mapping = Object.fromEntries(Object.keys(values).map((target) => [target, target]))
    const cells = new Cells(file, { rowNumber: ++count, values, geometry }, mapping)
    const staged = importer.parse(cells, geometry, context)
    if (staged === null) throw new Error(`${file}, record ${count}: ${JSON.stringify(cells.faults)}`)
    batch.push(staged)
    if (batch.length < STAGED_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Batches of a list, made at once or while one waits for them. */
export type Batches<Value> = Iterable<Value[]> | AsyncIterable<Value[]>

/** Stages parsed rows batch by batch; the database stores one while the next one is made ready. */
export async function stageParsed(
  app: App,
  importKey: string,
  importer: RowImporter,
  batches: Batches<StagedRow>,
): Promise<void> {
  let storing: Promise<void> = Promise.resolve()
  for await (const batch of batches) {
    await storing
    storing = stageRows(app.db.pool, importKey, importer.table, importer.columns, batch)
    // Heard at the next batch, which may be long in coming.
    storing.catch(() => undefined)
  }
  await storing
}
