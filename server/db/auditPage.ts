/** The audit log as a list, newest first. Rows that concern no area are for those who see everything. */
import type { AuditRow } from '../../shared/domain/access.ts'
import { cursorOf, pageFrom, readCursor } from './cursor.ts'
import { type Queryable, array, rows, sql } from './sql.ts'

export async function auditPage(
  on: Queryable,
  areaPaths: readonly string[] | undefined,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: AuditRow[]; total: number; nextCursor: string | null }> {
  const after = readCursor(input.cursor, 1)
  const isOwn =
    areaPaths === undefined
      ? sql`true`
      : sql`exists (select 1 from unnest(${array(areaPaths, 'text')}) own where starts_with(area_path, own))`
  const found = await rows<AuditRow>(
    on,
    sql`select id::text as id, at, user_name as "userName", action, subject_kind as "subjectKind",
        subject_id as "subjectId", fields, purpose
      from audit where ${isOwn} ${after === null ? sql`` : sql`and audit.id < ${after[0]}::bigint`}
      order by audit.id desc limit ${input.limit + 1}`,
  )
  const total = await rows<{ count: number }>(on, sql`select count(*) as count from audit where ${isOwn}`)
  return pageFrom(found, input.limit, total[0]!.count, (row) => cursorOf([row.id]))
}
