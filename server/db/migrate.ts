/**
 * Migrations are plain SQL files, numbered, each run once in its own transaction, under a lock so that several
 * servers may start at the same time. A file that was changed after it ran is refused.
 */
import { type Database, transaction } from './database.ts'
import { CREATE_MIGRATION_TABLE, readMigrations } from './readMigrations.ts'
import { makeSharedRoles } from './sharedRoles.ts'
import { rows, run, sql } from './sql.ts'

const LOCK = 8415001

/** @returns names of the migrations that ran now */
export async function migrate(db: Database): Promise<string[]> {
  await makeSharedRoles(db.pool)
  return transaction(db, async (tx) => {
    await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
    await tx.query(CREATE_MIGRATION_TABLE)
    const known = new Map(
      (await rows<{ name: string; hash: string }>(tx, sql`select name, hash from migration`)).map((m) => [
        m.name,
        m.hash,
      ]),
    )
    const ran: string[] = []
    for (const { name, text, hash } of readMigrations()) {
      const before = known.get(name)
      if (before === hash) continue
      if (before !== undefined) throw new Error(`migration ${name} was changed after it ran`)
      await tx.query(text)
      await run(tx, sql`insert into migration (name, hash) values (${name}, ${hash})`)
      ran.push(name)
    }
    return ran
  })
}
