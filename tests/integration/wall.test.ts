/** The board of the wall: the numbers of the desk and of the leader, of today by the local midnight. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, today } from '../../shared/domain/dates.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import type { StepInput } from '../../shared/issues/desk.ts'
import { WALL_RATES } from '../../shared/issues/wall.ts'
import { run, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { wallBoard } from '../../server/services/wall/wallBoard.ts'
import { A1, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const everywhere = { areas: ['*'], areaPaths: [] }

describe.skipIf(!hasDatabase)('the wall', () => {
  let office: TestApp
  const person = async (accountId: string) =>
    appRouter.createCaller({
      app: office.app,
      viewer: { ...(await viewerWith(office.app, ['commandCentre'])), accountId },
      sessionToken: undefined,
      setSession: () => undefined,
    })
  let officer: Awaited<ReturnType<typeof person>>
  let checker: Awaited<ReturnType<typeof person>>
  const take = async (
    who: typeof officer,
    id: string,
    step: RuledStep,
    more: Partial<StepInput> = {},
  ): Promise<unknown> =>
    who.issue.step({
      id,
      step,
      seen: (await who.issue.file({ id })).lastEvent,
      reason: '已办',
      details: {},
      key: randomUUID(),
      ...more,
    })

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    officer = await person('11')
    checker = await person('12')
  })
  afterAll(() => office?.close())

  test('counts as the queues do, and rates as the leader’s figures do', async () => {
    const [board, queues, figures] = [
      await officer.wall.board(),
      await officer.issue.queues(),
      await officer.issue.figures({ span: 'month', by: 'community' }),
    ]
    const { counts } = board
    expect([counts.new, counts.inHand, counts.late, counts.soon]).toEqual(
      (['new', 'inHand', 'late', 'soon'] as const).map((queue) => queues.counts[queue]),
    )
    expect(counts.open).toBe((await officer.issue.points({})).ids.length)
    for (const rate of WALL_RATES) expect(board.rates[rate]).toEqual(figures.total[rate].now)
    expect(board.lateLongest.every(({ isLate }) => isLate)).toBe(true)
  })

  test('an issue that is reported and settled today moves the numbers of today, until midnight', async () => {
    const before = await officer.wall.board()
    const { id } = await officer.issue.report({
      class: 'greening',
      subclass: 'streetTree',
      description: '树枝压线',
      location: [114.00512345, 30.00512345],
      key: randomUUID(),
    })
    const reported = await officer.wall.board()
    expect(reported.latest[0]).toMatchObject({
      id,
      subclass: 'streetTree',
      unitName: '甲一网格',
      state: 'new',
    })
    expect(reported.counts.new).toBe(before.counts.new + 1)
    expect(reported.counts.reportedToday).toBe(before.counts.reportedToday + 1)
    const at = reported.points.isNew.indexOf(1)
    expect([reported.points.lons[at], reported.points.lats[at]]).toEqual([114.0051, 30.0051])

    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    await take(officer, id, 'take')
    expect((await officer.wall.board()).counts.inHand).toBe(before.counts.inHand + 1)
    await take(officer, id, 'feedBack')
    await take(checker, id, 'verify')
    const settled = await officer.wall.board()
    expect(settled.counts.settledToday).toBe(before.counts.settledToday + 1)
    expect(settled.counts.open).toBe(before.counts.open)

    const nextDay = addDays(today(), 1)
    const justAfter = await wallBoard(office.app, everywhere, new Date(`${nextDay}T00:00:01+08:00`))
    expect(justAfter).toMatchObject({ day: nextDay, counts: { settledToday: 0, reportedToday: 0 } })
    const justBefore = await wallBoard(office.app, everywhere, new Date(`${today()}T23:59:59+08:00`))
    expect(justBefore.counts.settledToday).toBe(settled.counts.settledToday)
  })

  test('what was refused or merged is not settled', async () => {
    const report = async (): Promise<string> =>
      (
        await officer.issue.report({
          class: 'greening',
          subclass: 'streetTree',
          description: '误报',
          location: [114.005, 30.005],
          key: randomUUID(),
        })
      ).id
    const before = (await officer.wall.board()).counts.settledToday
    const [refused, merged, kept] = [await report(), await report(), await report()]
    await take(officer, refused, 'refuse')
    await take(officer, merged, 'merge', { details: { other: kept } })
    expect((await officer.wall.board()).counts.settledToday).toBe(before)
  })

  test('the longest late stand first, and those that hang are not among them', async () => {
    const pool = office.app.db.pool
    const { id } = await officer.issue.report({
      class: 'greening',
      subclass: 'streetTree',
      description: '久拖',
      location: [114.005, 30.005],
      key: randomUUID(),
    })
    await run(pool, sql`update issue set due_at = '2020-01-01T00:00:00Z' where id = ${id}`)
    expect((await officer.wall.board()).lateLongest[0]).toMatchObject({ id, isLate: true })
    await take(officer, id, 'hang', { details: { reviewDate: addDays(today(), 9) } })
    expect((await officer.wall.board()).lateLongest.map((issue) => issue.id)).not.toContain(id)
  })
})
