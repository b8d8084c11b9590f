/**
 * How rows come in: gathered in a staging table by short statements, then taken over by one statement in one
 * transaction. Whatever ends the import before that leaves nothing behind but staged rows, which the next start drops.
 */
import { array, type Queryable, type SQL, row, run, sql } from './sql.ts'

export interface StagedRow {
  id: string
  rowNumber: number
  /** Column → value, as PostgreSQL's input functions read it. Must hold `content_hash`. */
  data: Record<string, string | number | boolean | null>
}

export interface MergeCounts {
  added: number
  changed: number
  unchanged: number
}

/** Tables that rows can be merged into, by their key. A closed list: names never come from outside. */
const KEYS = {
  building: ['code'],
  resident: ['id'],
  facility: ['id'],
  issue: ['id'],
  population_count: ['area_code', 'as_of'],
} as const
export type MergeTable = keyof typeof KEYS

export async function stageRows(
  on: Queryable,
  importKey: string,
  staged: readonly StagedRow[],
): Promise<void> {
  if (staged.length === 0) return
  await run(
    on,
    sql`insert into import_staging (import_key, row_number, id, data)
      select ${importKey}, s.row_number, s.id, s.data::jsonb
      from unnest(${array(
        staged.map(({ rowNumber }) => rowNumber),
        'bigint',
      )},
        ${array(
          staged.map(({ id }) => id),
          'text',
        )},
        ${array(
          staged.map(({ data }) => JSON.stringify(data)),
          'text',
        )}) as s (row_number, id, data)`,
  )
}

export async function dropStaged(on: Queryable, importKey: string): Promise<void> {
  await run(on, sql`delete from import_staging where import_key = ${importKey}`)
}

/**
 * Takes staged rows over: new ones are inserted; those whose content changed are replaced and wait to be linked again;
 * the same ones are left alone, so that importing a file twice changes nothing.
 */
export async function mergeStaged(
  tx: Queryable,
  importKey: string,
  table: MergeTable,
  columns: readonly string[],
): Promise<MergeCounts> {
  const name = sql.raw(table)
  const list = sql.raw(columns.join(', '))
  const picked = sql.raw(columns.map((column) => `p.${column}`).join(', '))
  const assignments: SQL = sql.raw(
    columns
      .filter((column) => column !== 'link_state' && !(KEYS[table] as readonly string[]).includes(column))
      .map((column) => `${column} = excluded.${column}`)
      .join(', '),
  )
  const counted = await row<{ staged: number; added: number; changed: number }>(
    tx,
    sql`with merged as (
      insert into ${name} as t (${list})
      select ${picked} from import_staging s, jsonb_populate_record(null::${name}, s.data) p
        where s.import_key = ${importKey} order by s.row_number
      on conflict (${sql.raw(KEYS[table].join(', '))}) do update
        set ${assignments}, link_state = 'unlinked', link_reason = null
        where t.content_hash <> excluded.content_hash
      returning (xmax = 0) as is_new
    ) select (select count(*) from import_staging where import_key = ${importKey}) as staged,
        count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from merged`,
  )
  const { staged, added, changed } = counted!
  return { added, changed, unchanged: staged - added - changed }
}
