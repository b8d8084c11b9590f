/** An acknowledged write stays, whatever ends: the database process, the server, or the copying of the directory. */
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApp } from '../../server/app/app.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { startServer } from '../fixtures/serverProcess.ts'
import { STREET, UNITS, collection } from '../fixtures/tinyTown.ts'
import { type TestApp, isServerDatabase, openTestApp } from './harness.ts'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const untilGone = async (pid: number): Promise<void> => {
  for (let n = 0; n < 150 && isAlive(pid); n++) await wait(100)
  expect(isAlive(pid)).toBe(false)
}
const folders: string[] = []
const folder = (name: string): string => {
  const made = mkdtempSync(join(tmpdir(), `quarterhour-${name}-`))
  folders.push(made)
  return made
}

describe.skipIf(isServerDatabase)('the embedded database', () => {
  let opened: TestApp
  let db: EmbeddedDatabase
  let next = 0
  const insert = async (): Promise<number> => {
    const n = next++
    await run(db.pool, sql`insert into kept (n) values (${n})`)
    return n
  }
  const kept = async (): Promise<Set<number>> =>
    new Set((await rows<{ n: number }>(db.pool, sql`select n from kept`)).map(({ n }) => n))

  beforeAll(async () => {
    opened = await openTestApp()
    db = opened.app.db as EmbeddedDatabase
    await db.pool.query('create table kept (n integer primary key)')
  })
  afterAll(async () => {
    await opened?.close()
    folders.forEach((path) => rmSync(path, { recursive: true, force: true }))
  })

  test('asks the disk for every commit', async () => {
    await insert()
    const before = await db.fsyncs()
    for (let n = 0; n < 60; n++) await insert()
    expect((await db.fsyncs()) - before).toBeGreaterThanOrEqual(60)
  })

  test('is told to write through to the disk', async () => {
    const settings = await rows<{ name: string; setting: string }>(
      db.pool,
      sql`select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method') order by 1`,
    )
    expect(settings.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
      'fsync on',
      'full_page_writes on',
      'synchronous_commit on',
      'wal_sync_method fsync',
    ])
  })

  test('loses no acknowledged write when its process is killed, and the application goes on by itself', async () => {
    const acknowledged: number[] = []
    let failed = 0
    for (let round = 0; round < 3; round++) {
      const pid = db.pid()!
      let isOver = false
      const writers = Array.from({ length: 3 }, async () => {
        while (!isOver) {
          try {
            acknowledged.push(await insert())
          } catch {
            failed++
            await wait(20)
          }
        }
      })
      await wait(150 + 120 * round)
      process.kill(pid, 'SIGKILL')
      await untilGone(pid)
      // Nobody restarts anything here: writing goes on as soon as the database is back.
      const soFar = acknowledged.length
      for (let n = 0; n < 300 && acknowledged.length < soFar + 20; n++) await wait(100)
      isOver = true
      await Promise.all(writers)
      expect(acknowledged.length).toBeGreaterThanOrEqual(soFar + 20)
      expect(db.pid()).not.toBe(pid)
    }
    expect(failed).toBeGreaterThan(0)
    const stored = await kept()
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([])
  })

  test('opens from a copy of its directory that was made at any moment', async () => {
    const acknowledged: number[] = []
    let isOver = false
    const writer = (async () => {
      while (!isOver) acknowledged.push(await insert())
    })()
    for (let n = 0; n < 3; n++) {
      await wait(40)
      const before = [...acknowledged]
      const copy = folder('copy')
      cpSync(join(opened.directory, 'database'), join(copy, 'database'), { recursive: true })
      const there = await startEmbeddedDatabase(copy)
      const found = new Set(
        (await rows<{ n: number }>(there.pool, sql`select n from kept`)).map((one) => one.n),
      )
      await there.close()
      expect(before.filter((one) => !found.has(one))).toEqual([])
    }
    isOver = true
    await writer
  })

  test('is refused to a second process, and the first one goes on', async () => {
    await expect(openApp({ ...opened.app.config })).rejects.toThrow(/^database\.inUse \d+$/)
    // New connections too, not only those that were open.
    await Promise.all(Array.from({ length: 12 }, () => run(db.pool, sql`select pg_sleep(0.01)`)))
    const pid = db.pid()!
    process.kill(pid, 'SIGKILL')
    await untilGone(pid)
    for (let n = 0; n < 100; n++) {
      if (
        await insert().then(
          () => true,
          () => false,
        )
      )
        break
      await wait(100)
    }
    expect((await kept()).has(next - 1)).toBe(true)
  })

  test('answers again after a query that hung was ended', async () => {
    const hanging = run(db.pool, sql`select count(*) from generate_series(1, 100000000000)`).catch(
      () => 'ended',
    )
    await wait(300)
    db.restart()
    expect(await hanging).toBe('ended')
    for (let n = 0; n < 100; n++) {
      if (
        await insert().then(
          () => true,
          () => false,
        )
      )
        return
      await wait(100)
    }
    throw new Error('the database did not come back')
  })
})

describe.skipIf(isServerDatabase)('the server', () => {
  afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })))
  const lockOf = (data: string): string => join(data, 'database.lock')

  test('killed in the middle of an import recovers, and nothing is half-loaded', async () => {
    const data = folder('killed')
    writeFileSync(join(data, 'units.geojson'), collection(UNITS))
    const lines = Array.from({ length: 60_000 }, (_, n) => `f${n},name ${n},pharmacy,114.005,30.005`)
    writeFileSync(join(data, 'many.csv'), ['id,name,kind,lon,lat', ...lines, ''].join('\n'))
    const first = await startServer(data)
    expect((await first.command('import', 'units.geojson', '--as', 'units')).exitCode).toBe(0)
    const importing = first.command('import', 'many.csv', '--as', 'facilities').catch(() => 'cut off')
    await wait(700)
    expect(await first.end('SIGKILL')).toBe('SIGKILL')
    expect(await importing).toBe('cut off')

    const second = await startServer(data)
    const unit = await second.command('unit', STREET, '--json')
    const { facilities } = JSON.parse(unit.stdout) as { facilities: Record<string, number> }
    expect(facilities).toEqual({})
    // The same import once more is whole.
    const again = await second.command('import', 'many.csv', '--as', 'facilities', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 60_000 })
    expect(await second.end('SIGTERM')).toBe(0)
  })

  test('stops cleanly on Ctrl-C: no lock, no control file, no process left', async () => {
    const data = folder('stopped')
    const server = await startServer(data)
    const holder = Number(readFileSync(lockOf(data), 'utf8'))
    expect(isAlive(holder)).toBe(true)
    // An open page must not keep it from stopping.
    const page = await fetch(`${server.base}/healthz`)
    expect(page.ok).toBe(true)
    const started = Date.now()
    expect(await server.end('SIGINT')).toBe(0)
    expect(Date.now() - started).toBeLessThan(10_000)
    await untilGone(holder)
    expect(existsSync(lockOf(data))).toBe(false)
    expect(readdirSync(data).sort()).toEqual(['database', 'keys'])
  })

  test('that starts while another one runs says so in one line and ends', async () => {
    const data = folder('twice')
    const first = await startServer(data)
    await expect(startServer(data)).rejects.toThrow(
      /ended with 1: .*\n?Another Quarterhour \(process \d+\) runs on this data directory\./s,
    )
    expect((await first.command('doctor')).exitCode).toBe(0)
    expect(await first.end('SIGTERM')).toBe(0)
  })

  test('whose database process outlives it for a moment is waited for', async () => {
    const data = folder('follow')
    const first = await startServer(data)
    await first.end('SIGKILL')
    const second = await startServer(data)
    expect((await second.command('doctor')).exitCode).toBe(0)
    expect(await second.end('SIGTERM')).toBe(0)
  })
})

describe.skipIf(isServerDatabase)('what an import had staged when it was cut off', () => {
  test('is gone at the next start', async () => {
    const data = folder('staged')
    const config = { port: 0, host: '127.0.0.1', databaseUrl: undefined, dataDirectory: data }
    const first = await openApp(config)
    await first.db.pool.query(
      `insert into staged_facility (import_key, row_number, id) values ('cut off', 1, 'x')`,
    )
    await first.close()
    const second = await openApp(config)
    expect(await row(second.db.pool, sql`select 1 from staged_facility limit 1`)).toBeUndefined()

    await second.close()
    expect(existsSync(join(data, 'database.lock'))).toBe(false)
  })
})
