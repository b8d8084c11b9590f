/** How often a dispatch was returned, by whether the suggestion was followed: counted from the events, as the viewer. */
import { endOfDay, today } from '../../../shared/domain/dates.ts'
import { type Accuracy, type DispatchCount, sumAccuracy } from '../../../shared/issues/accuracy.ts'
import { type FiguresInput, figurePlan } from '../../../shared/issues/figures.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { rows, sql } from '../../db/sql.ts'

interface Found extends Omit<DispatchCount, 'kind'> {
  /** null where nothing was suggested. */
  kind: DispatchCount['kind'] | null
}

export async function accuracy(
  app: App,
  viewer: Viewer,
  { span, at }: Pick<FiguresInput, 'span' | 'at'>,
): Promise<Accuracy> {
  const { period } = figurePlan(span, at ?? today())
  const found = await asViewer(app.db, viewer, (tx) =>
    rows<Found>(
      tx,
      // The next word on who has it decides: given to another without a return is no return.
      sql`select i.class, split_part(i.area_path, '/', 3) as community,
          case when d.details -> 'suggested' is null then null
            when d.details #> '{suggested,rank}' = '1'::jsonb then 'first'
            when jsonb_typeof(d.details #> '{suggested,rank}') = 'number' then 'further' else 'own' end as kind,
          count(*) as dispatched, count(*) filter (where next.step = 'return') as returned
        from issue_event d join issue i on i.id = d.issue_id
        left join lateral (
          select n.step from issue_event n
          where n.issue_id = d.issue_id and n.id > d.id and n.step in ('dispatch', 'return')
            and not exists (select 1 from issue_event u where u.undoes = n.id)
          order by n.id limit 1
        ) next on true
        where d.step = 'dispatch' and not d.details ? 'replayed' and d.at >= ${`${period.from}T00:00:00+08:00`}::timestamptz
          and d.at <= ${endOfDay(period.to).toISOString()}::timestamptz
          and not exists (select 1 from issue_event u where u.undoes = d.id)
        group by 1, 2, 3`,
    ),
  )
  const known = found.filter((one): one is DispatchCount => one.kind !== null)
  return {
    period,
    ...sumAccuracy(known),
    without: found.filter(({ kind }) => kind === null).reduce((sum, one) => sum + one.dispatched, 0),
  }
}
