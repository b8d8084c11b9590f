/** The embedded database's process under stress: many writers, a second start, a query without end, a moving directory. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApp } from '../../server/app/app.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
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
  const keptIn = async (database: EmbeddedDatabase): Promise<Set<number>> =>
    new Set((await rows<{ n: number }>(database.pool, sql`select n from kept`)).map(({ n }) => n))

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
    const stored = await keptIn(db)
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([])
  })

  test('leaves a directory that can be copied and opened while it writes', async () => {
    const acknowledged: number[] = []
    let isOver = false
    const writer = (async () => {
      while (!isOver) acknowledged.push(await insert())
    })()
    await wait(60)
    const before = [...acknowledged]
    const copy = mkdtempSync(join(tmpdir(), 'quarterhour-copy-'))
    cpSync(join(opened.directory, 'database'), join(copy, 'database'), { recursive: true })
    const there = await startEmbeddedDatabase(copy)
    const found = await keptIn(there)
    await there.close()
    isOver = true
    await writer
    rmSync(copy, { recursive: true })
    expect(before.length).toBeGreaterThan(0)
    expect(before.filter((n) => !found.has(n))).toEqual([])
  })

  test('goes on when a second start on its directory was refused', async () => {
    await expect(openApp({ ...opened.app.config })).rejects.toThrow(/^database\.inUse \d+$/)
    // New connections too, not only those that were open: the second one has not taken the socket away.
    const killed = db.pid()!
    process.kill(killed, 'SIGKILL')
    await insertAtLast()
    await Promise.all(Array.from({ length: 12 }, () => run(db.pool, sql`select pg_sleep(0.01)`)))
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
