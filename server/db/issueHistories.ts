/** Whole histories of issues at once: what the events of many add up to, written beside them in one statement. */
import type { Progress } from '../../shared/issues/progress.ts'
import type { ToldEvent } from '../../shared/issues/toldHistory.ts'
import { array, type Queryable, rows, run, sql } from './sql.ts'

export interface HistoryProgress {
  issueId: string
  progress: Progress
}

/** Columns of `issue` that the events add up to, as the desk stores them issue by issue: name, type, value. */
const COLUMNS: readonly (readonly [string, string, (progress: Progress) => unknown])[] = [
  ['accepted_at', 'timestamptz', ({ acceptedAt }) => acceptedAt],
  ['outcome', 'text', ({ outcome }) => outcome],
  [
    'target_department',
    'text',
    ({ target }) => (target && 'department' in target ? target.department : null),
  ],
  ['satisfaction', 'int', ({ answer }) => answer?.satisfaction ?? null],
  ['is_solved', 'boolean', ({ answer }) => answer?.isSolved ?? null],
  ['calls_missed', 'int', ({ callsMissed }) => callsMissed],
  ['is_call_ended', 'boolean', ({ isCallEnded }) => isCallEnded],
  ['is_followed', 'boolean', ({ isFollowed }) => isFollowed],
  ['taken_up_at', 'timestamptz', ({ takenUpAt }) => takenUpAt],
  ['verified_at', 'timestamptz', ({ verifiedAt }) => verifiedAt],
  ['is_reworked', 'boolean', ({ isReworked }) => isReworked],
  ['answered_at', 'timestamptz', ({ firstAnswer }) => firstAnswer?.at ?? null],
  ['answer_solved', 'boolean', ({ firstAnswer }) => firstAnswer?.isSolved ?? null],
  ['answer_satisfaction', 'int', ({ firstAnswer }) => firstAnswer?.satisfaction ?? null],
]

/** Since when the limit stands still. */
const stillSince = ({ pauses }: Progress): string | null => {
  const last = pauses.at(-1)
  return last?.to === null ? last.from : null
}

/** A target unit is the one that the issue lies in. What is due while the limit stands still has no due time. */
export async function storeHistoryProgress(
  tx: Queryable,
  histories: readonly HistoryProgress[],
): Promise<void> {
  if (histories.length === 0) return
  const values = (type: string, value: (progress: Progress) => unknown) =>
    array(
      histories.map(({ progress }) => value(progress)),
      type,
    )
  const names = COLUMNS.map(([name]) => name)
  await run(
    tx,
    sql`update issue i set base_due_at = i.due_at,
        due_at = case when g.still_since < i.due_at then null else coalesce(g.due_by, i.due_at) end,
        target_unit = case when g.is_of_grid then i.unit_code end,
        ${sql.raw(names.map((name) => `${name} = g.${name}`).join(', '))}
      from unnest(${array(
        histories.map(({ issueId }) => issueId),
        'text',
      )}, ${values('timestamptz', ({ dueBy }) => dueBy)}, ${values('timestamptz', stillSince)},
          ${values('boolean', ({ target }) => target !== null && 'unit' in target)},
          ${sql.join(
            COLUMNS.map(([, type, value]) => values(type, value)),
            sql`, `,
          )})
        as g (id, due_by, still_since, is_of_grid, ${sql.raw(names.join(', '))})
      where i.id = g.id`,
  )
}

/** Of staged rows, forgets the histories that change nothing, or that would undo what people have done here. */
export const keepNewHistories = (tx: Queryable, importKey: string): Promise<number> =>
  run(
    tx,
    sql`update staged_issue s set history = null from issue i
      where s.import_key = ${importKey} and i.id = s.id and (i.content_hash = s.content_hash or is_worked_on(i.id))`,
  )

export interface StagedHistory {
  id: string
  /** What an earlier file told, oldest first; null where there was none. */
  before: Pick<ToldEvent, 'to' | 'at'>[] | null
  events: ToldEvent[]
}

/** Histories that a file tells of issues which are in now, in the order of their ids. */
export const stagedHistories = (
  tx: Queryable,
  importKey: string,
  after: string,
  limit: number,
): Promise<StagedHistory[]> =>
  rows(
    tx,
    sql`select s.id, s.history as events, case when i.last_event <> 0 then (
          select json_agg(json_build_object('to', e.to_state, 'at', e.at) order by e.id) from issue_event e
          where e.issue_id = i.id and not exists (
            select 1 from issue_event later where later.issue_id = i.id and later.id > e.id and later.details ? 'retold')
        ) end as before
      from staged_issue s join issue i on i.id = s.id
      where s.import_key = ${importKey} and s.history is not null and s.id > ${after} order by s.id limit ${limit}`,
  )

/** Who is said to have taken the steps that a file tells. */
const BY = 'import'

/** Events of whole histories; the database checks each as a whole. */
export async function insertToldEvents(
  tx: Queryable,
  histories: readonly { id: string; events: readonly ToldEvent[] }[],
): Promise<void> {
  const all = histories.flatMap(({ id, events }) => events.map((event) => ({ id, ...event })))
  if (all.length === 0) return
  const column = (type: string, value: (event: (typeof all)[number]) => unknown) =>
    array(all.map(value), type)
  await run(tx, sql`select set_config('quarterhour.issueStep', 'told', true)`)
  await run(
    tx,
    sql`insert into issue_event (issue_id, step, from_state, to_state, at, user_name, details)
      select g.issue_id, g.step, g.from_state, g.to_state, g.at, ${BY}, g.details
      from unnest(${column('text', ({ id }) => id)}, ${column('text', ({ step }) => step)},
          ${column('text', ({ from }) => from)}, ${column('text', ({ to }) => to)},
          ${column('timestamptz', ({ at }) => at)}, ${column('jsonb', ({ details }) => JSON.stringify(details))})
        with ordinality as g (issue_id, step, from_state, to_state, at, details, n)
      order by g.n`,
  )
  await run(tx, sql`select set_config('quarterhour.issueStep', '', true)`)
}
