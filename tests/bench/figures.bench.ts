/**
 * Question: does every figure of the leader come within 200 ms (p95) with 1,000,000 issues in the history?
 * Input: the demo town, its year of issues copied backwards year by year until there are 1,000,000 (in as many years as
 * that takes, so that a month holds what a month of the town does) or, with `dense`, into five years (fourteen times the
 * town's issues in each). Answers, sendings back and steps are put in at random. The embedded database. There is no peer.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { permissionsOf } from '../../shared/domain/access.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { FIGURE_GROUPS, type FiguresInput, SPANS } from '../../shared/issues/figures.ts'
import type { Viewer } from '../../server/access/viewer.ts'
import { openApp } from '../../server/app/app.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { row, rows, sql } from '../../server/db/sql.ts'
import { loadDemo } from '../../server/demo/loadDemo.ts'
import { replay, reportedPlaces } from '../../server/services/figures/hotSpots.ts'
import { leaderFigures } from '../../server/services/figures/leaderFigures.ts'
import { load } from '../../server/services/figures/load.ts'
import { issues } from '../../server/services/issues.ts'
import { machine } from './measure.ts'

const WANTED = Number(process.env.QUARTERHOUR_BENCH_ISSUES ?? 1_000_000)
const YEARS = process.argv.includes('dense') ? 5 : 1_000
const ROUNDS = 20

console.log(machine())
const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
await makeSeed()
const app = await openApp({
  port: 0,
  host: '127.0.0.1',
  databaseUrl: process.env.DATABASE_URL,
  dataDirectory: directory,
  trustProxy: false,
})
await loadDemo(app, { size: 'town', seed: 8415 }, () => undefined)
const { pool } = app.db

const countIssues = async (): Promise<number> =>
  (await row<{ count: number }>(pool, sql`select count(*) as count from issue`))!.count
const COLUMNS = `class, subclass, subject, description, address, state, location, unit_code, area_path, street_code,
  linked_from, link_state, content_hash`
await pool.query('alter table issue disable trigger user')
const year = await countIssues()
for (let copy = 1, left = WANTED - year; left > 0; copy++) {
  const back = `interval '${365 * (copy % YEARS)} days'`
  const added = await pool.query(
    `insert into issue (id, ${COLUMNS}, reported_at, due_at, closed_at)
      select id || '-${copy}', ${COLUMNS.replace(' state,', " 'closed',")}, reported_at - ${back}, due_at - ${back},
        least(coalesce(closed_at, due_at + interval '1 day') - ${back}, now())
      from issue where id not like '%-%-%' order by id limit ${left}`,
  )
  left -= added.rowCount!
}
// Every second one was followed here from its report on.
await pool.query(`update issue set is_followed = true, last_event = 1,
    taken_up_at = reported_at + abs(hashtext(id)) % 1500 * interval '1 minute',
    verified_at = case when state = 'closed' then closed_at end, is_reworked = abs(hashtext(id)) % 11 = 0,
    answered_at = case when state = 'closed' then closed_at + interval '5 hours' end,
    answer_solved = abs(hashtext(id)) % 13 <> 0, answer_satisfaction = 1 + abs(hashtext(id)) % 5
  where abs(hashtext(id)) % 2 = 0`)
await pool.query('alter table issue enable trigger user')
await pool.query('vacuum analyze issue')
console.log(`${(await countIssues()).toLocaleString('en')} issues`)

const office: Viewer = {
  accountId: '0',
  userName: 'bench',
  displayName: 'bench',
  roles: ['commandCentre'],
  areas: ['*'],
  areaPaths: [],
  permissions: permissionsOf(['commandCentre']),
  mustSetPassword: false,
}
const [community] = await rows<{ code: string; path: string }>(
  pool,
  sql`select unit_code as code, path from unit_version where level = 'community' and valid_to is null order by 1 limit 1`,
)
const staff: Viewer = {
  ...office,
  roles: ['communityStaff'],
  areas: [community!.code],
  areaPaths: [community!.path],
  permissions: permissionsOf(['communityStaff']),
}

async function time(name: string, ask: () => Promise<unknown>): Promise<void> {
  await ask()
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const [median, p95] = [times[ROUNDS >> 1]!, times[Math.ceil(ROUNDS * 0.95) - 1]!]
  console.log(
    `  ${name.padEnd(52)} median ${median.toFixed(0).padStart(5)}  p95 ${p95.toFixed(0).padStart(5)} ms`,
  )
}

const day = today()
const month = { from: addDays(day, -29), to: day }
for (const viewer of [office, staff]) {
  console.log(viewer === office ? '\nthe whole office' : '\none community')
  const asked = (span: FiguresInput['span'], by: FiguresInput['by']): FiguresInput => ({
    span,
    by,
    isReasonableOnly: false,
  })
  for (const span of SPANS)
    for (const by of FIGURE_GROUPS)
      await time(`figures, ${span}, by ${by}`, () => leaderFigures(app, viewer, asked(span, by)))
  await time('figures, 90 days, by grid', () =>
    leaderFigures(app, viewer, asked({ from: addDays(day, -89), to: day }, 'grid')),
  )
  const figure = {
    figure: 'inTime',
    part: 'rest',
    period: month,
    by: 'grid',
    isReasonableOnly: false,
  } as const
  await time('the list behind a figure of a month', () =>
    issues(app, viewer, { figure, order: 'newest', limit: 50 }),
  )
  await time('hot spots of a month', () => reportedPlaces(app, viewer, { period: month }))
  await time('a day played again', () => replay(app, viewer, addDays(day, -1)))
  await time('load of every grid', () => load(app, viewer, undefined))
}
await app.close()
rmSync(directory, { recursive: true, force: true })
