/** What the embedded database puts into the temporary directory goes again: by itself, or by the next start. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../server/db/embedded/embeddedDatabase.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { row, sql } from '../../server/db/sql.ts'
import { isAlive } from '../fixtures/serverProcess.ts'
import { isServerDatabase } from './harness.ts'

const ownName = (end: string): string => `quarterhour-${process.getuid?.() ?? 0}-${end}`

describe.skipIf(isServerDatabase || process.platform === 'win32')('socket directories', () => {
  const outside = process.env.TMPDIR
  let temporary: string
  let data: string
  const left = (): string[] => readdirSync(temporary).filter((name) => name.startsWith(ownName('')))

  beforeAll(async () => {
    await makeSeed()
    data = mkdtempSync(join(tmpdir(), 'quarterhour-data-'))
    temporary = mkdtempSync(join(tmpdir(), 'qh-'))
    process.env.TMPDIR = temporary
  })
  afterAll(() => {
    if (outside === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = outside
    for (const directory of [data, temporary]) rmSync(directory, { recursive: true, force: true })
  })

  const answers = (db: EmbeddedDatabase): Promise<{ n: number } | undefined> =>
    row<{ n: number }>(db.pool, sql`select 1 as n`)

  test('go with a clean stop', async () => {
    const db = await startEmbeddedDatabase(data)
    expect(left()).toHaveLength(1)
    await db.close()
    expect(left()).toEqual([])
  })

  test('of killed processes go with the next start; those of living ones and of others stay', async () => {
    const one = await startEmbeddedDatabase(data)
    const otherData = mkdtempSync(join(tmpdir(), 'quarterhour-other-'))
    const stale = ownName('00000000000000aa')
    const foreign = ['quarterhour-elsewhere', ownName('not-a-socket')]
    for (const name of [stale, ...foreign]) mkdirSync(join(temporary, name))
    writeFileSync(join(temporary, stale, 'pid'), '999999999')
    const other = await startEmbeddedDatabase(otherData)
    expect(left()).not.toContain(stale)
    expect(left()).toHaveLength(3)
    expect(readdirSync(temporary)).toEqual(expect.arrayContaining(foreign))
    expect([await answers(one), await answers(other)]).toEqual([{ n: 1 }, { n: 1 }])
    await other.close()
    expect(await answers(one)).toEqual({ n: 1 })

    const pid = one.pid()!
    process.kill(pid, 'SIGKILL')
    for (let n = 0; n < 100 && isAlive(pid); n++) await wait(50)
    // it is opened anew, on a socket of its own
    expect(await answers(one)).toEqual({ n: 1 })
    await one.close()
    expect(left()).toEqual([ownName('not-a-socket')])
    rmSync(otherData, { recursive: true, force: true })
  })
})
