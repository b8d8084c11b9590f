/** The content hashes of rows that are known already: what a dry run compares with. */
import type { MergeTable } from './staging.ts'
import { array, type Queryable, rows, sql } from './sql.ts'

export async function contentHashes(
  on: Queryable,
  table: MergeTable,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const id =
    table === 'building'
      ? sql`code`
      : table === 'population_count'
        ? sql`(area_code || '@' || as_of::text)`
        : sql`id`
  const found = await rows<{ id: string; hash: string }>(
    on,
    sql`select ${id} as id, content_hash as hash from ${sql.raw(table)} where ${id} = any (${array(ids, 'text')})`,
  )
  return new Map(found.map(({ id: key, hash }) => [key, hash]))
}
