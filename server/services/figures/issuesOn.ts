import { today } from '../../../shared/domain/dates.ts'
import { linkAt } from '../../db/linkAt.ts'
import { type SQL, sql } from '../../db/sql.ts'

/** Issues `i` with the unit that they are in on a day, and the SQL of its path, '' without one. */
export function issuesOn(day: string): { from: SQL; path: SQL } {
  // The link in force is kept with the issue: no history to look through.
  if (day === today()) return { from: sql`from issue i`, path: sql`i.area_path` }
  return {
    from: sql`from issue i left join ${linkAt('issue', day)} l on l.subject_id = i.id`,
    path: sql`coalesce(l.area_path, '')`,
  }
}
