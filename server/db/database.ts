/**
 * The connection to PostgreSQL, embedded or any server: one pool, one dialect. Embedded, all sockets share one
 * session, so nothing may outlive a transaction: settings are LOCAL, statements have no names.
 */
import type pg from 'pg'
import { type Reach, type Viewer, areaSetting } from '../access/viewer.ts'
import { type Queryable, run, sql } from './sql.ts'

export interface Database {
  readonly kind: 'embedded' | 'server'
  readonly pool: pg.Pool
  close(): Promise<void>
}

/**
 * A connection that breaks fails the statement under way and the next one on it. Without a listener of ours, one that
 * breaks between two statements would end the whole process.
 */
export function outliveBrokenConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
}

/** Runs work in one transaction on one connection; rolls back when it throws. */
export async function transaction<Result>(
  db: Database,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await db.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause))
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Runs work as a viewer: row-level security shows and takes only what their role and area allow. */
export async function asViewer<Result>(
  db: Database,
  viewer: Viewer,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  return transaction(db, async (tx) => {
    await run(
      tx,
      sql`select set_config('quarterhour.areas', ${areaSetting(viewer)}, true),
        set_config('quarterhour.permissions', ${[...viewer.permissions].join(',')}, true),
        set_config('quarterhour.account', ${viewer.accountId}, true)`,
    )
    await run(tx, sql`set local role quarterhour_viewer`)
    return work(tx)
  })
}

/** Runs work for the wall: of issues in this reach only the columns that may hang on a wall, and nothing else. */
export async function asWall<Result>(
  db: Database,
  reach: Reach,
  work: (tx: Queryable) => Promise<Result>,
): Promise<Result> {
  return transaction(db, async (tx) => {
    await setWall(tx, reach)
    return work(tx)
  })
}

/** The transaction goes on as the wall with this reach, until `asOffice`. */
export async function setWall(tx: Queryable, reach: Reach): Promise<void> {
  await run(
    tx,
    sql`select set_config('quarterhour.areas', ${areaSetting(reach)}, true),
      set_config('quarterhour.permissions', '', true)`,
  )
  await run(tx, sql`set local role quarterhour_wall`)
}

/** The rest of the transaction runs as the office itself: for the trace of what a viewer has done. */
export async function asOffice(tx: Queryable): Promise<void> {
  await run(tx, sql`set local role none`)
}
