/** Two databases of one PostgreSQL server that are made ready at the same moment. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, it } from 'vitest'
import { makeRole } from '../../server/db/sharedRoles.ts'
import { hasDatabase, isServerDatabase } from './harness.ts'

it.runIf(isServerDatabase && hasDatabase)('take a role that the other made meanwhile', async () => {
  const role = `quarterhour_test_${randomUUID().replaceAll('-', '')}`
  const [one, other] = [1, 2].map(() => new pg.Client(process.env.QUARTERHOUR_TEST_POSTGRES!)) as [
    pg.Client,
    pg.Client,
  ]
  await Promise.all([one.connect(), other.connect()])
  try {
    await one.query('begin')
    await one.query(`create role ${role} nologin`)
    const waiting = makeRole(other, role)
    // the other has come to wait for the first before that one ends
    await expect
      .poll(async () => {
        const { rows } = await one.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%' and pid <> pg_backend_pid()",
          [role],
        )
        return rows.length
      })
      .toBe(1)
    await one.query('commit')
    await waiting
    const { rows } = await other.query('select rolname from pg_roles where rolname = $1', [role])
    expect(rows).toEqual([{ rolname: role }])
  } finally {
    await one.query('rollback')
    await one.query(`drop role if exists ${role}`)
    await Promise.all([one.end(), other.end()])
  }
})
