/**
 * Changes as rows with growing ids, written in the transaction that makes the change, under a lock, so that ids grow in
 * the order of commit: who reads "after id n" misses nothing. Open pages hear of them over SSE.
 */
import { EventEmitter } from 'node:events'
import { LIVE_KINDS, type LiveEvent } from '../../shared/domain/live.ts'
import { type Database } from '../db/database.ts'
import { array, type Queryable, rows, run, sql } from '../db/sql.ts'

const LOCK = 8415002
const POLL_MS = 1_000

/** Last event id of each kind: what caches compare. */
export type Revisions = Readonly<Partial<Record<LiveEvent['kind'], number>>>

/** Writes the event; call inside the transaction of the change, as its last statement. */
export async function announce(tx: Queryable, kind: LiveEvent['kind'], count: number): Promise<void> {
  if (count === 0) return
  await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
  await run(tx, sql`insert into event (kind, count) values (${kind}, ${count})`)
}

export async function eventsAfter(on: Queryable, id: string, limit = 500): Promise<LiveEvent[]> {
  return rows<LiveEvent>(
    on,
    sql`select id::text as id, at, kind, count from event where id > ${id}::bigint order by event.id limit ${limit}`,
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

/** Looks for new events once a second while anybody listens; every copy of the server sees what any other wrote. */
export class LiveFeed {
  private readonly emitter = new EventEmitter().setMaxListeners(0)
  private timer: NodeJS.Timeout | undefined
  private lastId: string | undefined
  private isLooking = false

  constructor(private readonly db: Database) {}

  /** Yields events after `lastId` (the newest when absent) until the signal aborts. */
  async *follow(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<LiveEvent> {
    let seen = lastId ?? (await newestEventId(this.db.pool))
    this.start()
    let wake: () => void = () => undefined
    const onChange = (): void => wake()
    this.emitter.on('change', onChange)
    signal.addEventListener('abort', onChange)
    try {
      while (!signal.aborted) {
        const changed = new Promise<void>((resolve) => (wake = resolve))
        const found = await eventsAfter(this.db.pool, seen)
        for (const event of found) {
          seen = event.id
          yield event
        }
        if (found.length === 0 && !signal.aborted) await changed
      }
    } finally {
      this.emitter.off('change', onChange)
      signal.removeEventListener('abort', onChange)
      if (this.emitter.listenerCount('change') === 0) this.stop()
    }
  }

  /** Called after a commit of this process, so that its own changes are told at once. */
  readonly look = async (): Promise<void> => {
    if (this.isLooking || this.emitter.listenerCount('change') === 0) return
    this.isLooking = true
    try {
      const newest = await newestEventId(this.db.pool)
      if (newest !== this.lastId) this.emitter.emit('change')
      this.lastId = newest
    } catch {
      // The database is restarting; the next look tries again.
    } finally {
      this.isLooking = false
    }
  }

  private start(): void {
    this.timer ??= setInterval(() => void this.look(), POLL_MS)
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
    this.emitter.emit('change')
  }
}
