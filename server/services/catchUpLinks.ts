/**
 * Links that are due: after a process ended between storing rows and linking them, and when boundaries begin on a day.
 * What was linked is noted with the newest event at the time, so that a start finds what came after it.
 */
import { today } from '../../shared/domain/dates.ts'
import type { App } from '../app/app.ts'
import { LINK_TABLES } from '../db/links.ts'
import { setSetting } from '../db/settings.ts'
import { type Queryable, row, sql } from '../db/sql.ts'
import { readRevisions } from '../live/events.ts'
import { type LinkMark, linkScope } from './linking.ts'
import { handOverDue } from './plans/handOver.ts'

const NOTHING: LinkMark = { units: 0, rows: 0, day: '1900-01-01' }

const markOf = async (on: Queryable): Promise<LinkMark> =>
  (await row<{ value: LinkMark }>(on, sql`select value from setting where key = 'links.mark'`))?.value ??
  NOTHING

const hasPending = async (on: Queryable): Promise<boolean> => {
  const pending = LINK_TABLES.map(
    ({ table }) =>
      sql`exists (select 1 from ${sql.raw(table)} where link_state = 'unlinked' and link_reason is null)`,
  )
  return (await row<{ isPending: boolean }>(on, sql`select ${sql.join(pending, sql` or `)} as "isPending"`))!
    .isPending
}

/** Boundaries that began or ended since links were made the last time. */
export async function linkNewDays(app: App): Promise<void> {
  const mark = await markOf(app.db.pool)
  const day = today()
  if (mark.day >= day) return
  const begun = await row(
    app.db.pool,
    sql`select 1 from unit_version where (valid_from > ${mark.day}::date and valid_from <= ${day}::date)
      or (valid_to > ${mark.day}::date and valid_to <= ${day}::date) limit 1`,
  )
  if (begun) await linkScope(app)
  else await setSetting(app.db.pool, 'links.mark', { ...mark, day })
}

/** At a start, before anything is imported: makes the links that an earlier process left undone. */
export async function catchUpLinks(app: App): Promise<void> {
  const [mark, revisions] = await Promise.all([markOf(app.db.pool), readRevisions(app.db.pool)])
  const newestRow = Math.max(
    0,
    ...(['buildings', 'residents', 'facilities', 'issues'] as const).map((kind) => revisions[kind] ?? 0),
  )
  if ((revisions.units ?? 0) > mark.units) await linkScope(app)
  else if (newestRow > mark.rows) {
    if (await hasPending(app.db.pool)) await linkScope(app, 'pending')
    else await setSetting(app.db.pool, 'links.mark', { ...mark, rows: newestRow })
  }
  await handOverDue(app)
  await linkNewDays(app)
}
