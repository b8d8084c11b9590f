/**
 * Changes as rows with growing ids, written in the transaction that makes the change, under a lock, so that ids grow in
 * the order of commit: who reads "after id n" misses nothing. Open pages hear of them over SSE.
 */
import { LIVE_KINDS, type LiveEvent } from '../../shared/domain/live.ts'
import { array, type Queryable, rows, run, sql } from '../db/sql.ts'

const LOCK = 8415002

/** Last event id of each kind: what caches compare. */
export type Revisions = Readonly<Partial<Record<LiveEvent['kind'], number>>>

/** Writes the event; call inside the transaction of the change, as its last statement. */
export async function announce(
  tx: Queryable,
  kind: LiveEvent['kind'],
  count: number,
  issueId: string | null = null,
): Promise<void> {
  if (count === 0) return
  await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
  await run(tx, sql`insert into event (kind, count, issue_id) values (${kind}, ${count}, ${issueId})`)
}

/** An event with whom it concerns: those who may see the issue it is about. */
export interface FeedEvent extends LiveEvent {
  issueId: string | null
  /** Where the issue lies now; '' when it lies nowhere, or is no more. */
  areaPath: string
}

export async function eventsAfter(on: Queryable, id: string, limit = 500): Promise<FeedEvent[]> {
  return rows<FeedEvent>(
    on,
    // Each issue by itself: a join over all of them is what a planner chooses who does not know how few events are new.
    sql`select e.id::text as id, e.at, e.kind, e.count, e.issue_id as "issueId",
      coalesce((select i.area_path from issue i where i.id = e.issue_id), '') as "areaPath"
      from event e where e.id > ${id}::bigint order by e.id limit ${limit}`,
  )
}

export async function newestEventId(on: Queryable): Promise<string> {
  return (await rows<{ id: string }>(on, sql`select coalesce(max(id), 0)::text as id from event`))[0]!.id
}

/** Id of the newest event of a kind; 0 without any. */
export const newestOfKind = async (on: Queryable, kind: LiveEvent['kind']): Promise<number> =>
  (await rows<{ id: number }>(on, sql`select coalesce(max(id), 0) as id from event where kind = ${kind}`))[0]!
    .id

export async function readRevisions(on: Queryable): Promise<Revisions> {
  const found = await rows<{ kind: LiveEvent['kind']; id: number }>(
    on,
    sql`select k.kind, newest.id from unnest(${array(LIVE_KINDS, 'text')}) as k (kind)
      cross join lateral (select id from event where event.kind = k.kind order by event.id desc limit 1) newest`,
  )
  return Object.fromEntries(found.map(({ kind, id }) => [kind, id]))
}
