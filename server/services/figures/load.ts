/** Open and yearly issues of each grid beside its workers on duty, as far as the viewer's area reaches. */
import { addDays, today } from '../../../shared/domain/dates.ts'
import { type Load, LOAD_YEAR_DAYS } from '../../../shared/issues/load.ts'
import { type Viewer, seesPath } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { issuesLinkedAt } from '../../db/linkAt.ts'
import { rows, sql } from '../../db/sql.ts'
import { instantOf, isLateAt, isOpenAt } from '../snapshot.ts'
import { keySql, reportedIn } from './figureSql.ts'

export async function load(app: App, viewer: Viewer, at: string | undefined): Promise<Load> {
  const day = at ?? today()
  const year = { from: addDays(day, 1 - LOAD_YEAR_DAYS), to: day }
  const { units } = await app.snapshots.at(day)
  const instant = instantOf(day)
  const [issues, staff] = await asViewer(app.db, viewer, async (tx) => [
    await rows<{ unit: string; open: number; late: number; year: number }>(
      tx,
      sql`select ${keySql('grid')} as unit, count(*) filter (where ${isOpenAt(instant)}) as open,
          count(*) filter (where ${isOpenAt(instant)} and ${isLateAt(instant)}) as late,
          count(*) filter (where ${reportedIn(year, instant)}) as year
        from ${issuesLinkedAt(day)} where ${isOpenAt(instant)} or ${reportedIn(year, instant)} group by 1`,
    ),
    await rows<{ unit: string; workers: number }>(
      tx,
      sql`select unit_code as unit, count(*) as workers from assignment
        where role = 'worker' and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
        group by 1`,
    ),
  ])
  const issuesBy = new Map(issues.map((row) => [row.unit, row]))
  const workersBy = new Map(staff.map((row) => [row.unit, row.workers]))
  return {
    year,
    rows: units
      .filter(({ level, path: own }) => level === 'grid' && seesPath(viewer, own))
      .map(({ code }) => {
        const { open = 0, late = 0, year: inYear = 0 } = issuesBy.get(code) ?? {}
        return { unit: code, workers: workersBy.get(code) ?? 0, open, late, year: inYear }
      }),
  }
}
