/** The embedded database keeps what it acknowledged: it asks the disk, and outlives the killing of either process. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { isServerDatabase } from './harness.ts'

const PATIENCE_MS = 60_000

describe.skipIf(isServerDatabase)('the embedded database', () => {
  const directory = mkdtempSync(join(tmpdir(), 'quarterhour-durable-'))
  let db: EmbeddedDatabase

  const count = async (): Promise<number> =>
    (await row<{ count: number }>(db.pool, sql`select count(*) as count from kept`))!.count

  /** Asks again while the database process is being started anew. */
  const untilAnswered = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (Date.now() > deadline) throw error
        await wait(200)
      }
    }
  }

  beforeAll(async () => {
    await makeSeed()
    db = await startEmbeddedDatabase(directory)
    await run(db.pool, sql`create table kept (n integer primary key)`)
  })
  afterAll(async () => {
    await db?.close()
    rmSync(directory, { recursive: true, force: true })
  })

  test('asks the disk at least once for every acknowledged write', async () => {
    const before = await db.fsyncs()
    for (let n = 0; n < 50; n++) await run(db.pool, sql`insert into kept values (${n})`)
    expect((await db.fsyncs()) - before).toBeGreaterThanOrEqual(50)
  })

  test('loses no acknowledged write when its process is killed, and goes on by itself', async () => {
    let acknowledged = await count()
    for (let round = 0; round < 2; round++) {
      const killed = db.pid()!
      setTimeout(() => process.kill(killed, 'SIGKILL'), 150)
      const deadline = Date.now() + PATIENCE_MS
      for (let isKilled = false; !isKilled && Date.now() < deadline;) {
        await run(db.pool, sql`insert into kept values (${acknowledged})`).then(
          () => acknowledged++,
          () => (isKilled = true),
        )
      }
      const found = await untilAnswered(count)
      // The write under way when it was killed may have reached the disk without being acknowledged.
      expect(found - acknowledged).toBeGreaterThanOrEqual(0)
      expect(found - acknowledged).toBeLessThanOrEqual(1)
      acknowledged = found
      expect(db.pid()).not.toBe(killed)
    }
  })

  test('refuses a second process on its directory', async () => {
    await expect(startEmbeddedDatabase(directory)).rejects.toThrow(/database\.inUse/)
    // New connections as well, not only the one that was open: the socket is still there.
    const counts = await Promise.all(Array.from({ length: 6 }, count))
    expect(counts.every((found) => found > 0)).toBe(true)
  })

  test('opens from a copy of its directory taken while it was written to', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'quarterhour-copy-'))
    const acknowledged: number[] = []
    let isOver = false
    const writing = (async () => {
      for (let n = 1_000_000; !isOver; n++) {
        await run(db.pool, sql`insert into kept values (${n})`)
        acknowledged.push(n)
      }
    })()
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(0)
    const before = [...acknowledged]
    cpSync(join(directory, 'database'), join(copy, 'database'), { recursive: true })
    const opened = await startEmbeddedDatabase(copy)
    const found = new Set((await rows<{ n: number }>(opened.pool, sql`select n from kept`)).map(({ n }) => n))
    await opened.close()
    isOver = true
    await writing
    rmSync(copy, { recursive: true, force: true })
    expect(before.filter((n) => !found.has(n))).toEqual([])
  })

  test('leaves neither process nor lock when it is closed', async () => {
    const pid = db.pid()!
    await db.close()
    expect(() => process.kill(pid, 0)).toThrow()
    expect(existsSync(join(directory, 'database.lock'))).toBe(false)
  })
})
