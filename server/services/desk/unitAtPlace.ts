import type { SteppedIssue } from '../../db/issueEvents.ts'
import { type Queryable, row, sql } from '../../db/sql.ts'

/** The unit in force at the place; null where there is none. */
export async function unitAtPlace(
  on: Queryable,
  issue: SteppedIssue,
  day: string,
): Promise<{ code: string; name: string } | null> {
  if (issue.unitCode === null) return null
  const unit = await row<{ code: string; name: string }>(
    on,
    sql`select unit_code as code, name from unit_version where unit_code = ${issue.unitCode}
      and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`,
  )
  return unit ?? null
}
