/**
 * The people of the demo town, loaded while the page is already used: each batch is a transaction of its own, so that
 * questions are answered in between. Loading them again adds what is missing, whatever cut it off.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../app/app.ts'
import { transaction } from '../db/database.ts'
import { setSetting } from '../db/settings.ts'
import { type Queryable, row, run, sql } from '../db/sql.ts'
import { type StagedRow, dropStaged, mergeStaged, stageRows } from '../db/staging.ts'
import { announce } from '../live/events.ts'
import type { Batches } from '../services/stageRecords.ts'
import { DEMO_IMPORTERS, type DemoOptions } from './demoRows.ts'

/** Set while the street is there and its people are not. */
const WAITING = 'demo.residents'

export const noteWaitingResidents = (on: Queryable, options: DemoOptions): Promise<void> =>
  setSetting(on, WAITING, options)

/** @returns the town whose residents are still to be loaded */
export const waitingResidents = async (on: Queryable): Promise<DemoOptions | undefined> =>
  (await row<{ value: DemoOptions }>(on, sql`select value from setting where key = ${WAITING}`))?.value

/** Stored in a few hundredths of a second: nobody's question waits longer for it. */
const AT_ONCE = 1_000
const PATIENCE_MS = 1_000

/** Waits while others ask the database, but not for ever: the embedded one answers one at a time. */
async function giveWay({ pool }: App['db']): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (pool.totalCount > pool.idleCount && performance.now() < until) await wait(10)
}

/** @returns how many were added now */
export async function loadResidents(app: App, batches: Batches<StagedRow>): Promise<number> {
  const { table, columns } = DEMO_IMPORTERS.residents
  const options = await waitingResidents(app.db.pool)
  let added = 0
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; from += AT_ONCE) {
      await giveWay(app.db)
      added += await transaction(app.db, async (tx) => {
        const key = randomUUID()
        await stageRows(tx, key, table, columns, batch.slice(from, from + AT_ONCE))
        const merged = await mergeStaged(tx, key, table, columns)
        await dropStaged(tx, key, table)
        return merged.added
      })
    }
  }
  await transaction(app.db, async (tx) => {
    await announce(tx, 'residents', added)
    await run(tx, sql`delete from setting where key = ${WAITING}`)
    if (options?.today) await setSetting(tx, 'date.residents', options.today)
  })
  await run(app.db.pool, sql`analyze resident`)
  return added
}
