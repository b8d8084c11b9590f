/** The server as a process: killed in the middle of an import, and stopped by Ctrl-C. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { openApp } from '../../server/app/app.ts'
import { row, sql } from '../../server/db/sql.ts'
import { type ServerProcess, isAlive, startServer } from '../fixtures/serverProcess.ts'
import { STREET, UNITS, collection } from '../fixtures/tinyTown.ts'
import { isServerDatabase } from './harness.ts'

describe.skipIf(isServerDatabase)('the server', { timeout: 240_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'quarterhour-server-'))
  const lockFile = join(data, 'database.lock')
  const started: ServerProcess[] = []
  const start = async (): Promise<ServerProcess> => {
    started.push(await startServer(data))
    return started.at(-1)!
  }
  afterAll(async () => {
    for (const server of started) await server.end('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })

  test('killed in the middle of an import recovers, and nothing is half-loaded', async () => {
    writeFileSync(join(data, 'units.geojson'), collection(UNITS))
    const lines = Array.from({ length: 60_000 }, (_, n) => `f${n},name ${n},pharmacy,114.005,30.005`)
    writeFileSync(join(data, 'many.csv'), ['id,name,kind,lon,lat', ...lines, ''].join('\n'))
    const first = await start()
    expect((await first.command('import', 'units.geojson', '--as', 'units')).exitCode).toBe(0)
    const importing = first.command('import', 'many.csv', '--as', 'facilities').catch(() => 'cut off')
    await wait(700)
    expect(await first.end('SIGKILL')).toBe('SIGKILL')
    expect(await importing).toBe('cut off')

    // At once: the database process of the first one may still be closing.
    const second = await start()
    const unit = await second.command('unit', STREET, '--json')
    expect((JSON.parse(unit.stdout) as { facilities: object }).facilities).toEqual({})
    // The same import once more is whole.
    const again = await second.command('import', 'many.csv', '--as', 'facilities', '--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 60_000 })
  })

  test('stops cleanly on Ctrl-C: no lock, no control file, no process left', async () => {
    const server = started.at(-1)!
    const holder = Number(readFileSync(lockFile, 'utf8'))
    expect(isAlive(holder)).toBe(true)
    const before = Date.now()
    expect(await server.end('SIGINT')).toBe(0)
    expect(Date.now() - before).toBeLessThan(15_000)
    for (let n = 0; n < 100 && isAlive(holder); n++) await wait(50)
    expect(isAlive(holder)).toBe(false)
    expect(readdirSync(data).sort()).toEqual(['database', 'keys', 'many.csv', 'units.geojson'])
  })

  test('drops at its next start what an import had staged', async () => {
    const config = {
      port: 0,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDirectory: data,
      trustProxy: false as const,
    }
    const first = await openApp(config)
    await first.db.pool.query(`insert into staged_facility (import_key, row_number) values ('cut off', 1)`)
    await first.close()
    const second = await openApp(config)
    const staged = await row(second.db.pool, sql`select 1 from staged_facility limit 1`)
    await second.close()
    expect(staged).toBeUndefined()
  })
})
