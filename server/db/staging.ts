/**
 * How rows come in: gathered in a staging table by short statements, then taken over by one statement in one
 * transaction. Whatever ends the import before that leaves nothing behind but staged rows, which the next start drops.
 */
import { array, type Queryable, row, run, sql } from './sql.ts'

export type ColumnType =
  'text' | 'integer' | 'double precision' | 'date' | 'timestamptz' | 'bytea' | 'geometry' | 'jsonb'

export interface StagedRow {
  id: string
  rowNumber: number
  /** Column → value, as PostgreSQL's input functions read it. Must hold `content_hash`. */
  data: Record<string, string | number | null>
}

export interface MergeCounts {
  added: number
  changed: number
  unchanged: number
}

interface MergeRule {
  key: readonly string[]
  /** Columns that are not in the file: what they become when a row is new or changed. */
  derived: Readonly<Record<string, string>>
  join: string
}

const PENDING = {
  unit_code: 'null',
  area_path: "''",
  street_code: "''",
  linked_from: 'null',
  link_state: "'unlinked'",
  link_reason: 'null',
}

/** Residents that name a building take over its link at once; everything else waits to be linked. */
const FROM_BUILDING = {
  building_code: 'b.code',
  unit_code: 'b.unit_code',
  area_path: "coalesce(b.area_path, '')",
  street_code: "coalesce(b.street_code, '')",
  linked_from: 'b.linked_from',
  link_state: "case when b.unit_code is null then 'unlinked' else 'linked' end",
  link_reason: 'null',
}

/** Tables that rows can be merged into. A closed list: names never come from outside. */
const RULES = {
  building: { key: ['code'], derived: PENDING, join: '' },
  resident: {
    key: ['id'],
    derived: FROM_BUILDING,
    join: 'left join building b on b.code = s.stated_building',
  },
  facility: { key: ['id'], derived: PENDING, join: '' },
  issue: { key: ['id'], derived: PENDING, join: '' },
  population_count: { key: ['area_code', 'as_of'], derived: PENDING, join: '' },
} as const satisfies Record<string, MergeRule>
export type MergeTable = keyof typeof RULES
type Columns = Readonly<Record<string, ColumnType>>

const STAGING_TABLES = Object.keys(RULES).map((table) => `staged_${table}`)

export async function stageRows(
  on: Queryable,
  importKey: string,
  table: MergeTable,
  columns: Columns,
  staged: readonly StagedRow[],
): Promise<void> {
  if (staged.length === 0) return
  const names = Object.keys(columns)
  const values = names.map((name) =>
    array(
      staged.map(({ data }) => {
        const value = data[name]
        return value === null || value === undefined ? null : String(value)
      }),
      'text',
    ),
  )
  const casts = names.map((name) => `s.${name}::${columns[name]}`).join(', ')
  await run(
    on,
    sql`insert into ${sql.raw(`staged_${table}`)} (import_key, row_number, ${sql.raw(names.join(', '))})
      select ${importKey}, s.n, ${sql.raw(casts)} from unnest(${array(
        staged.map(({ rowNumber }) => rowNumber),
        'bigint',
      )}, ${sql.join(values, sql`, `)}) as s (n, ${sql.raw(names.join(', '))})`,
  )
}

/** Forgets what an import has staged. */
export async function dropStaged(on: Queryable, importKey: string, table: MergeTable): Promise<void> {
  await run(on, sql`delete from ${sql.raw(`staged_${table}`)} where import_key = ${importKey}`)
}

/** Forgets everything staged: what an import that was cut off has left. Only while no import runs. */
export async function dropAllStaged(on: Queryable): Promise<void> {
  await run(on, sql`truncate ${sql.raw([...STAGING_TABLES, 'unit_staging'].join(', '))}`)
}

/**
 * Takes staged rows over: new ones are inserted; those whose content changed are replaced and wait to be linked again;
 * the same ones are left alone, so that importing a file twice changes nothing.
 */
export async function mergeStaged(
  tx: Queryable,
  importKey: string,
  table: MergeTable,
  columns: Columns,
): Promise<MergeCounts> {
  const { key, derived, join }: MergeRule = RULES[table]
  const names = Object.keys(columns)
  const all = [...names, ...Object.keys(derived)]
  const picked = [...names.map((name) => `s.${name}`), ...Object.values(derived)]
  const assignments = all.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`)
  // An import sets the states of issues; the triggers on the table write the events that say so.
  if (table === 'issue') await run(tx, sql`select set_config('quarterhour.issueStep', '*', true)`)
  const counted = await row<{ staged: number; added: number; changed: number }>(
    tx,
    sql`with merged as (
      insert into ${sql.raw(table)} as t (${sql.raw(all.join(', '))})
      select ${sql.raw(picked.join(', '))} from ${sql.raw(`staged_${table}`)} s ${sql.raw(join)}
        where s.import_key = ${importKey}
      on conflict (${sql.raw(key.join(', '))}) do update set ${sql.raw(assignments.join(', '))}
        where t.content_hash <> excluded.content_hash
      returning (xmax = 0) as is_new
    ) select (select count(*) from ${sql.raw(`staged_${table}`)} where import_key = ${importKey}) as staged,
        count(*) filter (where is_new) as added, count(*) filter (where not is_new) as changed from merged`,
  )
  const { staged, added, changed } = counted!
  return { added, changed, unchanged: staged - added - changed }
}
