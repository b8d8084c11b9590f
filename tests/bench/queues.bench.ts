/**
 * Question: does every queue, list, card and map of issues come within 200 ms (p95) with 1,000,000 issues in the history
 * and 5,000 open, and how does that grow? Input: the demo town with its history copied backwards (`longHistory.ts`), a
 * thousandth of them opened again; `QUARTERHOUR_BENCH_ISSUES=100000,1000000` takes other sizes. There is no peer.
 */
import { today } from '../../shared/domain/dates.ts'
import { alikeIssues } from '../../server/services/desk/alikeIssues.ts'
import { issueFile } from '../../server/services/desk/issueFile.ts'
import { leaderFigures } from '../../server/services/figures/leaderFigures.ts'
import { replay } from '../../server/services/figures/hotSpots.ts'
import { queues } from '../../server/services/desk/queues.ts'
import { reportIssue } from '../../server/services/desk/reportIssue.ts'
import { issueCard, issuePointArrays, issues } from '../../server/services/issues.ts'
import { search } from '../../server/services/search.ts'
import { unitPanel } from '../../server/services/unitPanel.ts'
import { row, sql } from '../../server/db/sql.ts'
import { openLongHistory } from '../fixtures/longHistory.ts'
import { machine, timeAnswer } from './measure.ts'

const SIZES = (process.env.QUARTERHOUR_BENCH_ISSUES ?? '1000000').split(',').map(Number)
const OPEN = 5_000
const ROUNDS = Number(process.env.QUARTERHOUR_BENCH_ROUNDS ?? 20)

console.log(machine())
for (const size of SIZES) {
  const town = await openLongHistory(size, 1_000)
  const { app, office, staff } = town
  const { pool } = app.db
  await pool.query('alter table issue disable trigger user')
  await pool.query(
    `update issue set state = (array['new', 'dispatched', 'inHand', 'toVerify'])[1 + abs(hashtext(id)) % 4], closed_at = null,
        reported_at = now() - abs(hashtext(id)) % 4000 * interval '1 minute',
        due_at = now() + (abs(hashtext(id)) % 3000 - 300) * interval '1 minute'
      where id in (select id from issue where state = 'closed' and id like '%-%-%' order by id desc
        limit greatest(0, ${String(OPEN)} - (select count(*) from issue where state <> 'closed')))`,
  )
  await pool.query('alter table issue enable trigger user')
  await pool.query('vacuum analyze issue')
  const open = await row<{ count: number }>(
    pool,
    sql`select count(*) as count from issue where state <> 'closed' and closed_at is null`,
  )
  console.log(
    `\n${town.issues.toLocaleString('en')} issues, ${open!.count.toLocaleString('en')} of them open`,
  )
  const time = (name: string, ask: () => Promise<unknown>): Promise<void> => timeAnswer(name, ROUNDS, ask)
  const day = today()
  for (const viewer of [office, staff]) {
    console.log(viewer === office ? 'the whole office' : 'one community')
    await time('counts of all queues', () => queues(app, viewer))
    for (const state of ['open', 'new', 'dispatched', 'inHand', 'toVerify'] as const)
      await time(`list: ${state}`, () => issues(app, viewer, { state, order: 'late', limit: 50 }))
    await time('list: late', () =>
      issues(app, viewer, { state: 'open', isLate: true, order: 'late', limit: 50 }),
    )
    await time('list: soon late', () =>
      issues(app, viewer, { state: 'open', isSoon: true, order: 'late', limit: 50 }),
    )
    await time('list: to ask', () => issues(app, viewer, { isToCall: true, order: 'closed', limit: 50 }))
    await time('list: closing with signs', () =>
      issues(app, viewer, { hasSigns: true, order: 'newest', limit: 50 }),
    )
    await time('list: newest of all, closed too', () => issues(app, viewer, { order: 'newest', limit: 50 }))
    await time('list: closed', () => issues(app, viewer, { state: 'closed', order: 'newest', limit: 50 }))
    await time('list: one class, closed too', () =>
      issues(app, viewer, { class: 'greening', order: 'newest', limit: 50 }),
    )
    await time('list: one unit, open', () =>
      issues(app, viewer, { unit: staff.areas[0]!, state: 'open', order: 'late', limit: 50 }),
    )
    await time('map: points of open issues', () => issuePointArrays(app, viewer, day))
    await time('panel of a unit', () => unitPanel(app, viewer, staff.areas[0]!, day))
    for (const by of ['community', 'grid', 'class'] as const)
      await time(`figures of a month, by ${by}`, () =>
        leaderFigures(app, viewer, { span: 'month', by, isReasonableOnly: false }),
      )
    await time('today played again', () => replay(app, viewer, day))
    const { rows: found } = await issues(app, viewer, { state: 'new', order: 'newest', limit: 1 })
    const { id, location } = found[0]!
    await time('card of one', () => issueCard(app, viewer, id, day))
    await time('file of one', () => issueFile(app, viewer, id))
    await time('others like it', () => alikeIssues(app, viewer, id))
    await time('search by number', () => search(app, viewer, { text: id.slice(0, 9), at: day }))
    let n = 0
    await time('a report, and the panel of its unit after it', async () => {
      await reportIssue(app, office, {
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线',
        address: '',
        photos: [],
        location: location!,
        key: `00000000-0000-4000-8000-${String(viewer === office ? ++n : ++n + 500).padStart(12, '0')}`,
      })
      await unitPanel(app, viewer, staff.areas[0]!, day)
    })
  }
  await town.close()
}
