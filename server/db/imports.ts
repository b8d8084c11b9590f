/** What was imported, when, by whom, and how the columns of a source were mapped. */
import { z } from 'zod'
import type { ImportKind } from '../../shared/domain/importing.ts'
import { type Queryable, row, rows, run, sql } from './sql.ts'

export const ImportRecord = z.object({
  id: z.string(),
  file: z.string(),
  kind: z.string(),
  importedBy: z.string(),
  importedAt: z.string(),
  read: z.number(),
  accepted: z.number(),
  faulty: z.number(),
})
export type ImportRecord = z.infer<typeof ImportRecord>

export async function recentImports(on: Queryable): Promise<ImportRecord[]> {
  return rows<ImportRecord>(
    on,
    sql`select id::text as id, file, kind, imported_by as "importedBy", imported_at as "importedAt",
        (report->>'read')::int as read, (report->>'accepted')::int as accepted, (report->>'faulty')::int as faulty
      from import order by import.id desc limit 50`,
  )
}

export async function recordImport(
  tx: Queryable,
  record: { file: string; fileHash: string; kind: ImportKind; report: unknown; importedBy: string },
): Promise<string> {
  const made = await row<{ id: string }>(
    tx,
    sql`insert into import (file, file_hash, kind, report, imported_by)
      values (${record.file}, ${record.fileHash}, ${record.kind}, ${JSON.stringify(record.report)}::jsonb, ${record.importedBy})
      returning id::text as id`,
  )
  return made!.id
}

export interface RememberedMapping {
  kind: ImportKind
  mapping: Record<string, string>
  level: string | null
  crs: string | null
}

export async function rememberMapping(
  tx: Queryable,
  signature: string,
  remembered: RememberedMapping,
): Promise<void> {
  await run(
    tx,
    sql`insert into import_mapping (signature, kind, mapping, level, crs)
      values (${signature}, ${remembered.kind}, ${JSON.stringify(remembered.mapping)}::jsonb, ${remembered.level}, ${remembered.crs})
      on conflict (signature, kind) do update set mapping = excluded.mapping, level = excluded.level,
        crs = excluded.crs, used_at = now()`,
  )
}

export async function recallMapping(
  on: Queryable,
  signature: string,
): Promise<RememberedMapping | undefined> {
  return row<RememberedMapping>(
    on,
    sql`select kind, mapping, level, crs from import_mapping where signature = ${signature} order by used_at desc limit 1`,
  )
}
