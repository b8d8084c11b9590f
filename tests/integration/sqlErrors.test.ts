/** A statement that fails disturbs no other: every answer belongs to its own question afterwards. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transaction } from '../../server/db/database.ts'
import type { EmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
import { row, run, sql } from '../../server/db/sql.ts'
import { type TestApp, hasDatabase, openTestApp } from './harness.ts'

describe.skipIf(!hasDatabase)('statements that fail', () => {
  let opened: TestApp
  beforeAll(async () => {
    opened = await openTestApp()
    const { pool } = opened.app.db
    await pool.query('create table refusing (a integer)')
    await pool.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`,
    )
    await pool.query('create trigger refuse before insert on refusing for each row execute function refuse()')
  })
  afterAll(() => opened?.close())

  const failures = {
    'while it runs': () => sql`insert into refusing values (1)`,
    'while it is read': () => sql`select * from nowhere`,
    'while its values are bound': () => sql`select ${'many'}::int`,
  }

  test.each(Object.entries(failures))('leave later answers alone when one fails %s', async (_, failing) => {
    const { db } = opened.app
    for (let round = 0; round < 15; round++) {
      await expect(transaction(db, (tx) => run(tx, failing()))).rejects.toThrow()
      expect(await row(db.pool, sql`select ${round}::int as round`)).toEqual({ round })
    }
  })

  test('a connection lost between two statements fails that transaction, and the process goes on', async () => {
    const { db } = opened.app
    const broken = transaction(db, async (tx) => {
      const { pid } = (await row<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`))!
      if (db.kind === 'embedded') (db as EmbeddedDatabase).restart()
      else await row(db.pool, sql`select pg_terminate_backend(${pid}::int)`)
      // Nothing is asked of the connection while it breaks.
      await wait(500)
      await run(tx, sql`select 1`)
    })
    await expect(broken).rejects.toThrow()
    expect(await row(db.pool, sql`select 1 as one`)).toEqual({ one: 1 })
  })

  test('leave the answers of others alone when many fail at once', async () => {
    const { db } = opened.app
    const kinds = Object.values(failures)
    const answers = await Promise.all(
      Array.from({ length: 90 }, async (_, n) => {
        if (n % 2 === 0) return row<{ n: number }>(db.pool, sql`select ${n}::int as n`)
        const failing = kinds[n % 3]!()
        return n % 4 === 1
          ? run(db.pool, failing).catch(() => 'failed')
          : transaction(db, (tx) => run(tx, failing)).catch(() => 'failed')
      }),
    )
    answers.forEach((answer, n) => expect(answer).toEqual(n % 2 === 0 ? { n } : 'failed'))
  })
})
