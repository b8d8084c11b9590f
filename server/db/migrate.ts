/**
 * Migrations are plain SQL files, numbered, each run once in its own transaction, under a lock so that several
 * servers may start at the same time. A file that was changed after it ran is refused.
 */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Database, transaction } from './database.ts'
import { rows, run, sql } from './sql.ts'

const DIRECTORY = fileURLToPath(new URL('./migrations/', import.meta.url))
const LOCK = 8415001

/** @returns names of the migrations that ran now */
export async function migrate(db: Database): Promise<string[]> {
  const files = readdirSync(DIRECTORY)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
  return transaction(db, async (tx) => {
    await run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)
    await run(
      tx,
      sql`create table if not exists migration (name text primary key, hash text not null, ran_at timestamptz not null default now())`,
    )
    const known = new Map(
      (await rows<{ name: string; hash: string }>(tx, sql`select name, hash from migration`)).map((m) => [
        m.name,
        m.hash,
      ]),
    )
    const ran: string[] = []
    for (const name of files) {
      const text = readFileSync(join(DIRECTORY, name), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
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
