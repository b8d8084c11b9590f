/** A plan talked over: comments on places, the four checks before publishing, and who may do what with them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asViewer } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { CHECK_KINDS } from '../../shared/plans/reviewRecord.ts'
import type { PlanChange } from '../../shared/plans/planDocument.ts'
import { A, B, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

const PLACE: [number, number] = [114.005, 30.005]
const nextMonth = addDays(today(), 30)

describe.skipIf(!hasDatabase)('a plan talked over', () => {
  let town: TestApp
  let id: string
  const as = (role: 'planner' | 'commandCentre' | 'gridWorker', account = '1', ...areas: string[]) =>
    callerAs(town.app, role, account, ...areas)
  /** The first grid gets another name: something to publish. */
  const renamed = async (plan: string, name: string): Promise<void> => {
    const planner = await as('planner')
    const { document, version } = await planner.plan.open({ id: plan })
    const [before] = document.grids
    const change: PlanChange = {
      arcs: [],
      grids: [{ key: before!.key, before: before!, after: { ...before!, name } }],
      what: 'rename',
    }
    await planner.plan.edit({ id: plan, base: version, change })
  }

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    id = (await (await as('planner')).plan.create({ name: '评议', scope: STREET, from: 'today' })).id
  })
  afterAll(() => town?.close())

  describe('by comments', () => {
    test('stand where they were put, with who and when, answered and resolved', async () => {
      const planner = await as('planner')
      const office = await as('commandCentre', '2')
      const [written] = await planner.review.comment({ id, lonLat: PLACE, words: ' 这条路为什么归甲？ ' })
      expect(written).toMatchObject({
        lonLat: PLACE,
        words: '这条路为什么归甲？',
        by: 'planner1',
        isOwn: true,
        isWithdrawn: false,
        resolvedBy: null,
        answers: [],
      })
      const [answered] = await office.review.answer({ id: written!.id, words: '学校从这边进' })
      expect(answered).toMatchObject({
        isOwn: false,
        answers: [{ words: '学校从这边进', by: 'commandCentre2' }],
      })
      const [resolved] = await office.review.resolve({ id: written!.id, isResolved: true })
      expect(resolved).toMatchObject({ resolvedBy: 'commandCentre2' })
      const [reopened] = await planner.review.resolve({ id: written!.id, isResolved: false })
      expect(reopened).toMatchObject({ resolvedBy: null, resolvedAt: null })
    })

    test('are withdrawn by their writer alone, and stay as withdrawn without their words', async () => {
      const planner = await as('planner')
      const office = await as('commandCentre', '2')
      const before = await planner.review.comment({ id, lonLat: PLACE, words: '写错了地方' })
      const own = before.at(-1)!.id
      expect(await refusalOf(office.review.withdraw({ id: own }))).toBe('plan.commentNotYours')
      const after = await planner.review.withdraw({ id: own })
      expect(after.at(-1)).toMatchObject({ id: own, words: '', isWithdrawn: true })
      expect(await refusalOf(planner.review.withdraw({ id: own }))).toBe('plan.commentWithdrawn')
      expect(await refusalOf(planner.review.answer({ id: own, words: 'x' }))).toBe('plan.commentWithdrawn')
      const kept = await rows<{ words: string }>(
        town.app.db.pool,
        sql`select words from plan_comment where id = ${own}::bigint`,
      )
      expect(kept).toEqual([{ words: '' }])
    })

    test('are not seen, written or changed from another area, nor by roles that do not plan', async () => {
      const other = await as('planner', '3', B)
      const [first] = await (await as('planner')).review.comments({ id })
      expect(await refusalOf(other.review.comments({ id }))).toBe('plan.unknown')
      expect(await refusalOf(other.review.comment({ id, lonLat: PLACE, words: 'x' }))).toBe('plan.unknown')
      expect(await refusalOf(other.review.resolve({ id: first!.id, isResolved: true }))).toBe(
        'plan.commentUnknown',
      )
      expect(await refusalOf((await as('gridWorker')).review.comments({ id }))).toBe('access.refused')
    })

    test('are kept by the database itself: nobody rewrites or withdraws what another wrote', async () => {
      const [first] = await (await as('planner')).review.comments({ id })
      const code = async (statement: Parameters<typeof run>[1], account = '2'): Promise<string> => {
        const viewer = { ...(await viewerWith(town.app, ['planner'])), accountId: account }
        try {
          return `${await asViewer(town.app.db, viewer, (tx) => run(tx, statement))} rows`
        } catch (error) {
          return (error as { code?: string }).code ?? String(error)
        }
      }
      const at = sql`where id = ${first!.id}::bigint`
      expect(await code(sql`update plan_comment set words = 'x' ${at}`)).toBe('42501')
      expect(await code(sql`update plan_comment set words = '', withdrawn_at = now() ${at}`)).toBe('42501')
      expect(await code(sql`update plan_comment set words = 'x' ${at}`, '1')).toBe('42501')
      expect(await code(sql`delete from plan_comment ${at}`, '1')).toBe('42501')
      const forged = sql`insert into plan_comment (plan_id, location, words, account_id, written_by)
        values (${id}::bigint, st_setsrid(st_makepoint(114, 30), 4326), 'x', 1, 'planner1')`
      expect(await code(forged)).toBe('42501')
      expect(await code(forged, '1')).toBe('1 rows')
    })
  })

  describe('by the four checks', () => {
    test('tell what the program knows, and what is missing', async () => {
      await renamed(id, '甲一新')
      const { version, checks, despite } = await (await as('planner')).review.checks({ id, on: nextMonth })
      expect(version).toBe(1)
      expect(checks.map(({ kind, given }) => [kind, given])).toEqual(CHECK_KINDS.map((kind) => [kind, null]))
      expect(despite).toEqual([])
      const facts = new Map(checks.flatMap((check) => check.facts.map((fact) => [fact.key, fact])))
      expect(facts.get('planCheck.fact.noHindrance')?.tone).toBe('good')
      // Four grids of a handful of homes: none has 300 households.
      expect(facts.get('planCheck.fact.norm')).toMatchObject({ facts: { areas: 4, outside: 4 }, tone: 'bad' })
      expect(facts.get('planCheck.fact.moved')?.facts).toMatchObject({ households: 0, people: 0 })
      expect(facts.get('planCheck.fact.nobodyAsked')?.tone).toBe('bad')
      const past = await (await as('planner')).review.checks({ id, on: addDays(today(), -1) })
      expect(past.checks[0]!.facts[0]).toMatchObject({
        key: 'planCheck.fact.hindrances',
        facts: { count: 1 },
      })
    })

    test('are given with verdict, name, reason and day, on the plan as it was looked at', async () => {
      const planner = await as('planner')
      const wish = {
        id,
        version: 1,
        kind: 'lawful',
        verdict: 'passed',
        reason: '依据街道办事处决定',
      } as const
      await planner.review.check(wish)
      const { checks } = await planner.review.checks({ id, on: nextMonth })
      expect(checks[0]!.given).toMatchObject({
        verdict: 'passed',
        reason: '依据街道办事处决定',
        by: 'planner1',
        isStale: false,
      })
      expect(await refusalOf(planner.review.check({ ...wish, version: 0 }))).toBe('plan.changedMeanwhile')
      expect(await refusalOf(planner.review.check({ ...wish, reason: '  ' }))).toBe('BAD_REQUEST')
      expect(await refusalOf((await as('planner', '3', B)).review.check(wish))).toBe('plan.unknown')
      await renamed(id, '甲一又新')
      const after = await planner.review.checks({ id, on: nextMonth })
      expect(after.checks[0]!.given).toMatchObject({ isStale: true })
    })

    test('that are missing keep a plan from being published without a reason, which is kept', async () => {
      const office = await as('commandCentre', '2')
      const wish = { id, version: 2, on: nextMonth }
      expect(await refusalOf(office.plan.publish(wish))).toBe('plan.checksMissing')
      expect(await refusalOf(office.plan.publish({ ...wish, despite: ' ' }))).toBe('BAD_REQUEST')
      await office.plan.publish({ ...wish, despite: '年底前必须生效' })
      const { despite } = await office.review.checks({ id, on: nextMonth })
      expect(despite).toMatchObject([
        { on: nextMonth, missing: [...CHECK_KINDS], reason: '年底前必须生效', by: 'commandCentre2' },
      ])
      const late = { id, version: 2, kind: 'feasible', verdict: 'passed', reason: '晚了' } as const
      expect(await refusalOf(office.review.check(late))).toBe('plan.isPublished')
      await office.plan.withdraw({ id })
      const logged = await rows<{ fields: string[]; purpose: string | null }>(
        town.app.db.pool,
        sql`select fields, purpose from audit where action = 'planPublished' and subject_id = ${id}`,
      )
      expect(logged).toEqual([{ fields: [...CHECK_KINDS], purpose: '年底前必须生效' }])
      expect(await refusalOf(office.plan.remove({ id }))).toBe('plan.hasReasons')
      expect((await office.review.checks({ id, on: nextMonth })).despite).toHaveLength(1)
    })

    test('that are all passed need no word; one that failed does', async () => {
      const planner = await as('planner')
      const office = await as('commandCentre', '2')
      for (const kind of CHECK_KINDS)
        await planner.review.check({ id, version: 2, kind, verdict: 'conditional', reason: '过渡期三个月' })
      await office.review.check({ id, version: 2, kind: 'feasible', verdict: 'failed', reason: '人手不够' })
      expect(await refusalOf(office.plan.publish({ id, version: 2, on: nextMonth }))).toBe(
        'plan.checksMissing',
      )
      await office.review.check({ id, version: 2, kind: 'feasible', verdict: 'passed', reason: '已调来两人' })
      expect(await office.plan.publish({ id, version: 2, on: nextMonth })).toMatchObject({
        state: 'published',
      })
      expect((await office.review.checks({ id, on: nextMonth })).despite).toHaveLength(1)
      await office.plan.withdraw({ id })
    })

    test('are never changed, also in plain SQL', async () => {
      const viewer = { ...(await viewerWith(town.app, ['planner'])), accountId: '1' }
      const change = asViewer(town.app.db, viewer, (tx) =>
        run(tx, sql`update plan_check set verdict = 'passed' where plan_id = ${id}::bigint`),
      )
      await expect(change).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('is compared with the grids in force on a day', async () => {
    const planner = await as('planner')
    const { grids } = await planner.plan.division({ id, on: today() })
    expect(grids.map(({ parent }) => parent)).toEqual([A, A, B, B])
    expect(await refusalOf(planner.plan.division({ id, on: '1800-01-01' }))).toBe('plan.nothingInForce')
    expect(await refusalOf((await as('planner', '3', B)).plan.division({ id, on: today() }))).toBe(
      'plan.unknown',
    )
  })
})
