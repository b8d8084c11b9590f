/**
 * Question: does every figure of the leader come within 200 ms (p95) with 1,000,000 issues in the history?
 * Input: the demo town, its year of issues copied backwards year by year until there are 1,000,000 (in as many years as
 * that takes, so that a month holds what a month of the town does) or, with `dense`, into five years (fourteen times the
 * town's issues in each). Answers, sendings back and steps are put in at random. The embedded database. There is no peer.
 */
import { addDays, today } from '../../shared/domain/dates.ts'
import { FIGURE_GROUPS, type FiguresInput, SPANS } from '../../shared/issues/figures.ts'
import { accuracy } from '../../server/services/figures/accuracy.ts'
import { replay, reportedPlaces } from '../../server/services/figures/hotSpots.ts'
import { leaderFigures } from '../../server/services/figures/leaderFigures.ts'
import { load } from '../../server/services/figures/load.ts'
import { issues } from '../../server/services/issues.ts'
import { openLongHistory } from '../fixtures/longHistory.ts'
import { machine, timeAnswer } from './measure.ts'

const WANTED = Number(process.env.QUARTERHOUR_BENCH_ISSUES ?? 1_000_000)
const YEARS = process.argv.includes('dense') ? 5 : 1_000
const ROUNDS = 20

console.log(machine())
const town = await openLongHistory(WANTED, YEARS)
const { app, office, staff } = town
console.log(`${town.issues.toLocaleString('en')} issues`)

const time = (name: string, ask: () => Promise<unknown>): Promise<void> => timeAnswer(name, ROUNDS, ask)

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
  await time('accuracy of suggestions, month', () => accuracy(app, viewer, { span: 'month' }))
}
await town.close()
