/**
 * Question: how long does it take to link 100,000 residents and 100,000 issues again after a change?
 * Input: the demo town, its residents and issues copied until there are 100,000 of each; every fifth resident has a
 * place of its own, the others follow their building. The embedded database. There is no peer: the aim is seconds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../../server/app/app.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { rows, row, sql } from '../../server/db/sql.ts'
import { loadDemo } from '../../server/demo/loadDemo.ts'
import { linkScope } from '../../server/services/linking.ts'
import { acceptUnits, prepareUnits } from '../../server/services/storeUnits.ts'
import { today } from '../../shared/domain/dates.ts'
import { machine } from './measure.ts'

const WANTED = 100_000
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`

console.log(machine())
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
await makeSeed()
const app = await openApp({
  port: 0,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDirectory: directory,
  trustProxy: false,
})
await loadDemo(app, { size: 'town', seed: 8415 }, () => undefined)
const pool = app.db.pool

/** Copies rows under new ids, with what the import left open: no link yet. */
async function copyUntil(table: 'resident' | 'issue'): Promise<void> {
  const columns = (
    await rows<{ name: string }>(
      pool,
      sql`select column_name as name from information_schema.columns
        where table_name = ${table} and table_schema = 'public' and column_name <> 'id' and is_generated = 'NEVER'`,
    )
  ).map(({ name }) => `"${name}"`)
  for (let copy = 1; ; copy++) {
    const { count } = (await row<{ count: number }>(
      pool,
      sql`select count(*)::int as count from ${sql.raw(table)}`,
    ))!
    if (count >= WANTED) return
    const list = sql.raw(columns.join(', '))
    await pool.query(`alter table ${table} disable trigger user`)
    await rows(
      pool,
      sql`insert into ${sql.raw(table)} (id, ${list}) select id || ${`-${copy}`}, ${list} from ${sql.raw(table)}
        where id not like '%-_' order by id limit ${WANTED - count}`,
    )
    await pool.query(`alter table ${table} enable trigger user`)
  }
}
await copyUntil('resident')
await copyUntil('issue')
await pool.query(
  `update resident r set location = b.location, stated_building = null, building_code = null
    from building b where b.code = r.building_code and abs(hashtext(r.id)) % 5 = 0`,
)
for (const table of ['resident', 'issue'])
  await pool.query(
    `update ${table} set link_state = 'unlinked', link_reason = null, unit_code = null, area_path = '', linked_from = null`,
  )
await pool.query('analyze')

let start = performance.now()
let changed = await linkScope(app)
console.log(`nothing is linked: ${seconds(start)}, ${changed.toLocaleString('en')} links written`)
start = performance.now()
changed = await linkScope(app)
console.log(`all is linked already: ${seconds(start)}, ${changed.toLocaleString('en')} links written`)

/** From today two neighbours hold each other's ground: everything in both changes hands, nothing else does. */
const [first, second] = await rows<{ code: string; name: string; parent: string; boundary: string }>(
  pool,
  sql`select u.code, v.name, v.parent_code as parent, st_asgeojson(v.boundary) as boundary
    from unit_version v join unit u on u.code = v.unit_code and v.level = 'grid'
    where u.level = 'grid' and v.valid_to is null order by u.code limit 2`,
)
start = performance.now()
changed = await acceptUnits(
  app,
  await prepareUnits(
    app,
    [
      { unit: first!, ground: second! },
      { unit: second!, ground: first! },
    ].map(({ unit, ground }, index) => ({
      rowNumber: index + 1,
      code: unit.code,
      name: unit.name,
      level: 'grid' as const,
      parent: unit.parent,
      kind: 'ordinary' as const,
      validFrom: today(),
      boundary: JSON.parse(ground.boundary),
    })),
    { isChecked: false },
  ),
).then(() => linkScope(app))
console.log(`two grids changed: ${seconds(start)}, ${changed.toLocaleString('en')} more links written`)
await app.close()
rmSync(directory, { recursive: true, force: true })
