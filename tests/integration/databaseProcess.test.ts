/** The embedded database's process under stress: many writers while it is killed, and a query without end. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { isAlive } from '../fixtures/serverProcess.ts'
import { type TestApp, isServerDatabase, openTestApp } from './harness.ts'

describe.skipIf(isServerDatabase)('the process of the embedded database', { timeout: 180_000 }, () => {
  let opened: TestApp
  let db: EmbeddedDatabase
  let next = 0
  const insert = async (): Promise<number> => {
    const n = next++
    await run(db.pool, sql`insert into kept (n) values (${n})`)
    return n
  }
  /** Writes again and again until one write is taken. */
  const insertAtLast = async (): Promise<void> => {
    for (let n = 0; n < 300; n++) {
      const isTaken = await insert().then(
        () => true,
        () => false,
      )
      if (isTaken) return
      await wait(100)
    }
    throw new Error('the database did not come back')
  }
  const kept = async (): Promise<Set<number>> =>
    new Set((await rows<{ n: number }>(db.pool, sql`select n from kept`)).map(({ n }) => n))

  beforeAll(async () => {
    opened = await openTestApp()
    db = opened.app.db as EmbeddedDatabase
    await db.pool.query('create table kept (n integer primary key)')
  })
  afterAll(() => opened?.close())

  test('is told to write through to the disk', async () => {
    const settings = await rows<{ name: string; setting: string }>(
      db.pool,
      sql`select name, setting from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method') order by 1`,
    )
    expect(settings.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
      'fsync on',
      'full_page_writes on',
      'synchronous_commit on',
      'wal_sync_method fsync',
    ])
  })

  test('finds what PROJ needs: areas and distances on the spheroid', async () => {
    const [found] = await rows<{ area: number }>(
      db.pool,
      sql`select st_area(st_setsrid('POLYGON((0 0,1 0,1 1,0 0))'::geometry, 4326)::geography) as area`,
    )
    expect(found!.area).toBeCloseTo(6_154_854_786.7, 0)
  })

  test('killed under several writers loses nothing that was acknowledged to any of them', async () => {
    const acknowledged: number[] = []
    const pid = db.pid()!
    let isOver = false
    const writers = Array.from({ length: 3 }, async () => {
      while (!isOver) {
        await insert().then(
          (n) => acknowledged.push(n),
          () => wait(20),
        )
      }
    })
    await wait(250)
    process.kill(pid, 'SIGKILL')
    for (let n = 0; n < 100 && isAlive(pid); n++) await wait(50)
    // Nobody restarts anything here: writing goes on as soon as the database is back.
    const soFar = acknowledged.length
    for (let n = 0; n < 600 && acknowledged.length < soFar + 20; n++) await wait(100)
    isOver = true
    await Promise.all(writers)
    expect(soFar).toBeGreaterThan(0)
    expect(acknowledged.length).toBeGreaterThanOrEqual(soFar + 20)
    const stored = await kept()
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([])
  })

  test('that hangs in one query is ended, and the next one answers again', async () => {
    const hanging = run(db.pool, sql`select count(*) from generate_series(1, 100000000000)`).catch(
      () => 'ended',
    )
    await wait(300)
    db.restart()
    expect(await hanging).toBe('ended')
    await insertAtLast()
  })
})
