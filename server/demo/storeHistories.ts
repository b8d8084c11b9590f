/**
 * Stores what was done with the issues of the demo town, batch by batch: the database checks each as a whole against
 * its table of steps. The people of an issue's grid are those on duty there.
 */
import { TARGET_GRID } from '../../geodata/town/issueHistories.ts'
import type { TownHistory } from '../../geodata/town/types.ts'
import { storeHistoryProgress } from '../db/issueHistories.ts'
import { array, type Queryable, run, sql } from '../db/sql.ts'
import type { Batches } from '../services/stageRecords.ts'

/** Who is no one of a grid. */
const DESKS: Readonly<Record<string, string>> = { desk: '指挥中心值班席', caller: '指挥中心回访席' }

export async function storeHistories(
  tx: Queryable,
  batches: Batches<TownHistory>,
  day: string,
): Promise<void> {
  for await (const batch of batches) {
    await storeEvents(tx, batch, day)
    await storeHistoryProgress(tx, batch)
  }
}

async function storeEvents(tx: Queryable, histories: readonly TownHistory[], day: string): Promise<void> {
  const all = histories.flatMap(({ issueId, events }) => events.map((event) => ({ issueId, ...event })))
  const column = (type: string, value: (event: (typeof all)[number]) => unknown) =>
    array(all.map(value), type)
  await run(tx, sql`select set_config('quarterhour.issueStep', 'history', true)`)
  await run(
    tx,
    sql`with people as materialized (
        select distinct on (unit_code, role) unit_code, role, person_name from assignment
        where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
        order by unit_code, role, assignment.id
      )
      insert into issue_event (issue_id, step, from_state, to_state, at, user_name, reason, details)
      select g.issue_id, g.step, g.from_state, g.to_state, g.at, coalesce(p.person_name, g.who), g.reason,
        case when g.details ? 'target'
          then replace(g.details::text, ${`"unit": "${TARGET_GRID}"`}, '"unit": ' || to_json(i.unit_code))::jsonb
          else g.details end
      from unnest(${column('text', ({ issueId }) => issueId)}, ${column('text', ({ step }) => step)},
          ${column('text', ({ from }) => from)}, ${column('text', ({ to }) => to)},
          ${column('timestamptz', ({ at }) => at)}, ${column('text', ({ who }) => DESKS[who] ?? who)},
          ${column('text', ({ reason }) => reason)}, ${column('jsonb', ({ details }) => JSON.stringify(details))})
        with ordinality as g (issue_id, step, from_state, to_state, at, who, reason, details, n)
      join issue i on i.id = g.issue_id
      left join people p on p.unit_code = i.unit_code and p.role = g.who
      order by g.n`,
  )
  await run(tx, sql`select set_config('quarterhour.issueStep', '', true)`)
}
