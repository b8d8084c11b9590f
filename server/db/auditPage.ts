/** The audit log as a list, newest first. */
import type { AuditRow } from '../../shared/domain/access.ts'
import { cursorOf, pageFrom, readCursor } from './cursor.ts'
import { type Queryable, rows, sql } from './sql.ts'

export async function auditPage(
  on: Queryable,
  input: { cursor?: string | null; limit: number },
): Promise<{ rows: AuditRow[]; total: number; nextCursor: string | null }> {
  const after = readCursor(input.cursor, 1)
  const found = await rows<AuditRow>(
    on,
    sql`select id::text as id, at, user_name as "userName", action, subject_kind as "subjectKind",
        subject_id as "subjectId", fields, purpose
      from audit ${after === null ? sql`` : sql`where audit.id < ${after[0]}::bigint`}
      order by audit.id desc limit ${input.limit + 1}`,
  )
  const total = await rows<{ count: number }>(on, sql`select count(*) as count from audit`)
  return pageFrom(found, input.limit, total[0]!.count, (row) => cursorOf([row.id]))
}
