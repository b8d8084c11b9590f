/**
 * Due times that were crossed since the last look, soon and late, by the same conditions as the queues; each is noted once.
 * What was crossed long ago is no news: a file may bring issues that have been late for months.
 * Under the issue's own lock, so that its notices follow one another; one that somebody is at just now waits for the next look.
 */
import { transaction, type Database } from '../../db/database.ts'
import { type Queryable, run, type SQL, sql } from '../../db/sql.ts'
import { isLateAt, isOpenAt, isSoonAt } from '../snapshot.ts'

/** Longer than a server stands still over a night. */
const NEWS_HOURS = 24
const since = (
  instant: Date,
): SQL => sql`greatest(${instant.toISOString()}::timestamptz - make_interval(hours => ${NEWS_HOURS}),
  (select (value #>> '{}')::timestamptz from setting where key = 'noticesSince'))`

const note = (
  tx: Queryable,
  occurrence: 'dueSoon' | 'late',
  isCrossed: SQL,
  instant: Date,
): Promise<number> =>
  run(
    tx,
    sql`with crossed as (
        insert into issue_crossing (issue_id, occurrence, due_at)
        select i.id, ${occurrence}, i.due_at from issue i
        where i.closed_at is null and ${isCrossed} and i.due_at > ${since(instant)}
          and not exists (select 1 from issue_crossing c
            where c.issue_id = i.id and c.occurrence = ${occurrence} and c.due_at = i.due_at)
        for update of i skip locked
        on conflict do nothing returning issue_id)
      insert into notice (issue_id, occurrence, state, target_unit, target_department)
      select i.id, ${occurrence}, i.state, i.target_unit, i.target_department
      from crossed c join issue i on i.id = c.issue_id where somebody_is_told()`,
  )

/** @returns how many notices were written */
export const noteCrossings = (db: Database, instant = new Date()): Promise<number> =>
  transaction(db, async (tx) => {
    const soon = await note(tx, 'dueSoon', sql`${isOpenAt(instant)} and ${isSoonAt(instant)}`, instant)
    return soon + (await note(tx, 'late', sql`${isOpenAt(instant)} and ${isLateAt(instant)}`, instant))
  })
