/** The demo town made in a thread of its own is the demo town. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVault } from '../../../server/access/vault.ts'
import type { StagedRow } from '../../../server/db/staging.ts'
import { DEMO_KINDS, type DemoRows, demoRows, makeDemoTown } from '../../../server/demo/demoRows.ts'
import { townAhead } from '../../../server/demo/townAhead.ts'
import { HELD_BATCHES } from '../../../server/demo/townMessages.ts'
import type { Batches } from '../../../server/services/stageRecords.ts'

const OPTIONS = { size: 'town', seed: 8415, today: '2026-11-24' } as const

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'quarterhour-town-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

async function all<Value>(batches: Batches<Value>): Promise<Value[]> {
  const list: Value[] = []
  for await (const batch of batches) list.push(...batch)
  return list
}

/** A sealed value is another one each time. */
const unsealed = ({ id, rowNumber, data }: StagedRow): unknown => ({
  id,
  rowNumber,
  data: Object.fromEntries(Object.entries(data).filter(([column]) => !column.endsWith('_cipher'))),
})

test('gives the same town, rows and histories as making it here', { timeout: 120_000 }, async () => {
  const made: DemoRows = await townAhead(OPTIONS, directory)
  const vault = openVault(directory)
  const expected = demoRows(makeDemoTown(OPTIONS), vault)
  const { issues: _issues, residents: _residents, histories: _histories, ...plan } = makeDemoTown(OPTIONS)
  expect(made.town).toEqual(plan)
  for (const kind of DEMO_KINDS) {
    const [rows, wanted] = [await all(made.rows[kind]), await all(expected.rows[kind])]
    expect(rows.length, kind).toBe(wanted.length)
    expect(rows.map(unsealed), kind).toEqual(wanted.map(unsealed))
    if (kind === 'issues') expect(await all(made.histories())).toEqual(await all(expected.histories()))
    if (kind !== 'residents') continue
    const [sealed] = rows
    const name = Buffer.from(String(sealed!.data.name_cipher).slice(2), 'hex')
    expect(vault.open('name', name).length).toBeGreaterThan(1)
  }
})

test('says so when its rows are taken in another order', { timeout: 60_000 }, async () => {
  const made = await townAhead(OPTIONS, directory)
  await expect(all(made.rows.facilities)).rejects.toThrow('the demo town gave buildings, expected facilities')
})

test('holds the whole default town, so that making it never waits for the database', () => {
  const town = makeDemoTown(OPTIONS)
  const batches = [town.buildings, town.facilities, [...town.issues()], [...town.residents()]].map(
    (list) => Math.ceil(list.length / 4_000) + 1,
  )
  expect(batches.reduce((sum, count) => sum + count, 1)).toBeLessThanOrEqual(HELD_BATCHES)
})
