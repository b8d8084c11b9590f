/** The embedded database has nobody who tends its tables: counts and room, by its own housekeeping. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countGrown, makeRoom } from '../../server/db/embedded/tendTables.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { hasDatabase, isServerDatabase, openTestApp, type TestApp } from './harness.ts'

describe.skipIf(!hasDatabase || isServerDatabase)('tables of the embedded database', () => {
  let town: TestApp
  const pool = () => town.app.db.pool
  const counted = async (): Promise<number> =>
    (await row<{ count: number }>(
      pool(),
      sql`select reltuples::int8 as count from pg_class where relname = 'event'`,
    ))!.count
  const size = async (): Promise<number> =>
    (await row<{ bytes: number }>(pool(), sql`select pg_relation_size('event') as bytes`))!.bytes
  const add = (count: number) =>
    run(
      pool(),
      sql`insert into event (kind, count) select 'issues', n from generate_series(1, ${count}::int) n`,
    )

  beforeAll(async () => {
    town = await openTestApp()
  }, 120_000)
  afterAll(() => town.close())

  test('are counted again when they have grown, and left alone until then', async () => {
    while (await countGrown(pool()));
    await add(20_000)
    expect(await countGrown(pool())).toBe('event')
    expect(await counted()).toBeGreaterThan(19_000)
    await add(100)
    expect(await countGrown(pool())).toBeUndefined()
  })

  test('are given room once a night, and by day where no night came', async () => {
    await run(pool(), sql`delete from setting where key = 'vacuumed'`)
    // 3 in the morning in Beijing, of the first day: from here on the days are counted.
    expect(await makeRoom(pool(), new Date('2026-12-01T19:00:00Z'))).toBe(false)
    expect(await makeRoom(pool(), new Date('2026-12-02T12:00:00Z'))).toBe(false)
    const before = await size()
    await run(pool(), sql`delete from event where kind = 'issues'`)
    expect(await size()).toBe(before)
    expect(await makeRoom(pool(), new Date('2026-12-02T19:00:00Z'))).toBe(true)
    expect(await size()).toBeLessThan(before / 10)
    expect(await makeRoom(pool(), new Date('2026-12-02T19:01:00Z'))).toBe(false)
    // Switched off at night: on the third day by day.
    expect(await makeRoom(pool(), new Date('2026-12-05T02:00:00Z'))).toBe(false)
    expect(await makeRoom(pool(), new Date('2026-12-06T02:00:00Z'))).toBe(true)
    expect((await rows(pool(), sql`select 1 from setting where key = 'vacuumed'`)).length).toBe(1)
  })
})
