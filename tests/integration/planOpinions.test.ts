/** Opinions on a plan: colleagues by their account, residents by links that are good once, and what neither may do. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asViewer } from '../../server/db/database.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import type { Role } from '../../shared/domain/access.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { UnitCode } from '../../shared/domain/ids.ts'
import type { AskOpinion } from '../../shared/plans/opinionRecord.ts'
import { A, A1, A2, B, B1, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

const day = today()

describe.skipIf(!hasDatabase)('opinions on a plan', () => {
  let town: TestApp
  let server: FastifyInstance
  let plan: string
  let survey: string
  const accounts = new Map<string, string>()
  const as = (role: Role, account: string, ...areas: string[]) =>
    callerAs(town.app, role, accounts.get(account) ?? account, ...areas)
  const wish = (part: Partial<AskOpinion> = {}): AskOpinion => ({
    id: plan,
    title: '是否赞成调整',
    questions: [
      { text: '您赞成吗？', choices: [] },
      { text: '您最关心什么？', choices: ['距离', '人员', '都不'] },
    ],
    opensOn: day,
    closesOn: addDays(day, 7),
    colleagues: { roles: ['gridWorker'], unit: UnitCode.parse(A) },
    ...part,
  })
  const links = async (unit: string, count: number): Promise<string[]> =>
    (await (await as('planner', '1')).opinion.makeLinks({ survey, unit: UnitCode.parse(unit), count })).paths
  /** How often pages were told that plans have changed. */
  const told = async (): Promise<number> =>
    (await rows(town.app.db.pool, sql`select 1 from event where kind = 'plans'`)).length
  const post = (path: string, fields: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    server = await buildServer(town.app)
    for (const [name, role, area, isDisabled] of [
      ['worker-a', 'gridWorker', A1, false],
      ['worker-b', 'gridWorker', B1, false],
      ['gone', 'gridWorker', A1, true],
      ['staff-a', 'communityStaff', A, false],
    ] as const) {
      const made = await row<{ id: string }>(
        town.app.db.pool,
        sql`insert into account (user_name, display_name, roles, areas, is_disabled)
          values (${name}, ${name}, array[${role}], array[${area}], ${isDisabled}) returning id::text as id`,
      )
      accounts.set(name, made!.id)
    }
    plan = (await (await as('planner', '1')).plan.create({ name: '听意见', scope: STREET, from: 'today' })).id
  })
  afterAll(async () => {
    await server?.close()
    await town?.close()
  })

  test('are asked of the colleagues in use with a role whose area meets the unit', async () => {
    const planner = await as('planner', '1')
    const who = await planner.opinion.colleagues({
      id: plan,
      roles: ['gridWorker', 'communityStaff'],
      unit: UnitCode.parse(A),
    })
    expect(who.map(({ displayName }) => displayName)).toEqual(['staff-a', 'worker-a'])
    survey = (await planner.opinion.ask(wish())).id
    expect(await (await as('gridWorker', 'worker-a', A1)).opinion.mine()).toMatchObject([
      { id: survey, planName: '听意见', isAnswered: false, closesOn: addDays(day, 7) },
    ])
    expect(await (await as('gridWorker', 'worker-b', B1)).opinion.mine()).toEqual([])
  })

  test('are asked only with days and questions that make sense, in one’s own area', async () => {
    const planner = await as('planner', '1')
    const refusal = (part: Partial<AskOpinion>) => refusalOf(planner.opinion.ask(wish(part)))
    expect(await refusal({ opensOn: addDays(day, -9), closesOn: addDays(day, -1) })).toBe('plan.surveyDays')
    expect(await refusal({ closesOn: addDays(day, -1) })).toBe('BAD_REQUEST')
    expect(await refusal({ closesOn: addDays(day, 400) })).toBe('plan.surveyTooLong')
    expect(await refusal({ questions: [] })).toBe('BAD_REQUEST')
    expect(await refusal({ questions: [{ text: '？', choices: ['只有一个'] }] })).toBe('BAD_REQUEST')
    expect(await refusal({ colleagues: { roles: ['sitingStaff'], unit: UnitCode.parse(A) } })).toBe(
      'plan.nobodyToAsk',
    )
    const other = await as('planner', '2', B)
    expect(await refusalOf(other.opinion.ask(wish()))).toBe('plan.unknown')
    expect(await refusalOf(other.opinion.list({ id: plan }))).toBe('plan.unknown')
    expect(await refusalOf(other.opinion.end({ id: survey }))).toBe('plan.surveyUnknown')
    expect(await refusalOf(other.opinion.makeLinks({ survey, unit: UnitCode.parse(B1), count: 1 }))).toBe(
      'plan.surveyUnknown',
    )
    expect(await refusalOf((await as('gridWorker', 'worker-a', A1)).opinion.ask(wish()))).toBe(
      'access.refused',
    )
  })

  test('are given once by a colleague who was asked, and what was said stands apart', async () => {
    const worker = await as('gridWorker', 'worker-a', A1)
    const answer = { survey, choices: [0, 1], remark: '晚上没人值班' }
    expect(await refusalOf(worker.opinion.answer({ ...answer, choices: [0] }))).toBe('plan.surveyMisfit')
    expect(await refusalOf(worker.opinion.answer({ ...answer, choices: [null, null] }))).toBe(
      'plan.surveyMisfit',
    )
    expect(await refusalOf(worker.opinion.answer({ ...answer, choices: [2, 0] }))).toBe('plan.surveyMisfit')
    const stranger = await as('gridWorker', 'worker-b', B1)
    expect(await refusalOf(stranger.opinion.answer(answer))).toBe('plan.surveyUnknown')
    const before = await told()
    await worker.opinion.answer(answer)
    expect(await told()).toBe(before)
    expect(await refusalOf(worker.opinion.answer(answer))).toBe('plan.surveyAnswered')
    const [result] = await (await as('planner', '1')).opinion.list({ id: plan })
    expect(result).toMatchObject({ colleagues: { asked: 1, answered: 1, tally: null }, remarks: [] })
    const columns = await rows<{ name: string }>(
      town.app.db.pool,
      sql`select column_name as name from information_schema.columns where table_name = 'plan_survey_answer'`,
    )
    expect(columns.map(({ name }) => name)).not.toContain('account_id')
  })

  test('are given by a resident through a private link, once, without a name', async () => {
    const [link] = await links(A1, 1)
    const asked = await server.inject(link!)
    expect(asked.statusCode).toBe(200)
    expect(asked.body).toContain('您最关心什么？')
    expect(asked.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await post(link!, { remark: 'x' })).statusCode).toBe(400)
    expect((await post(link!, { q0: '7' })).statusCode).toBe(400)
    expect((await post(link!, { q0: '1', remark: '字'.repeat(301) })).statusCode).toBe(400)
    const before = await told()
    const done = await post(link!, { q0: '1', q1: '0', remark: '太远<b>了' })
    expect([done.statusCode, done.headers.location]).toEqual([303, link])
    expect((await server.inject(link!)).body).toContain('谢谢')
    await post(link!, { q0: '0' })
    expect(await told()).toBe(before)
    const [result] = await (await as('planner', '1')).opinion.list({ id: plan })
    expect(result!.residents).toEqual({ asked: 1, answered: 1, tally: null })
    expect(result!.byGrid).toMatchObject([{ code: A1, asked: 1, answered: null, tally: null }])
    // The token itself is nowhere.
    const token = link!.split('/').at(-1)!
    const stored = await row<{ hash: Buffer }>(
      town.app.db.pool,
      sql`select token_hash as hash from plan_survey_link where unit_code = ${A1}`,
    )
    expect(stored!.hash.toString('base64url')).not.toBe(token)
    expect(stored!.hash).toHaveLength(32)
  })

  test('are not given by a link that somebody made up or bent, and guessing has to wait', async () => {
    const [link] = await links(A2, 1)
    const bent = `${link!.slice(0, -1)}${link!.endsWith('A') ? 'B' : 'A'}`
    expect((await server.inject(bent)).statusCode).toBe(404)
    expect((await post(bent, { q0: '0' })).headers.location).toBe(bent)
    const tries = []
    for (let i = 0; i < 60; i++) tries.push((await server.inject(`/opinion/guess${i}`)).statusCode)
    expect(tries).toContain(404)
    expect(tries.at(-1)).toBe(429)
    const used = await row(
      town.app.db.pool,
      sql`select 1 from plan_survey_link where unit_code = ${A2} and used_on is not null`,
    )
    expect(used).toBeUndefined()
  })

  test('are told of five or more, and not before the end', async () => {
    await run(
      town.app.db.pool,
      sql`insert into plan_survey_link (token_hash, survey_id, unit_code, made_on, used_on)
        select sha256(('x' || n)::bytea), ${survey}::bigint, case when n <= 6 then ${B1} else ${A2} end, ${day}::date,
          ${day}::date from generate_series(1, 12) n`,
    )
    await run(
      town.app.db.pool,
      sql`insert into plan_survey_answer (survey_id, by_resident, unit_code, choices, remark)
        select ${survey}::bigint, true, case when n <= 6 then ${B1} else ${A2} end,
          case when n in (1, 7, 8) then '[0, 2]'::jsonb else '[0, null]'::jsonb end, ''
        from generate_series(1, 12) n`,
    )
    const planner = await as('planner', '1')
    const [open] = await planner.opinion.list({ id: plan })
    expect(open).toMatchObject({ state: 'open', residents: { answered: 13, tally: null }, remarks: [] })
    expect(open!.byGrid.every(({ answered, tally }) => answered === null && tally === null)).toBe(true)
    const end = (at: string | null) =>
      run(
        town.app.db.pool,
        sql`update plan_survey set ended_at = ${at}::timestamptz where id = ${survey}::bigint`,
      )
    await end('2026-01-01T00:00:00Z')
    const [result] = await planner.opinion.list({ id: plan })
    await end(null)
    // Four answered the second question: what they said is not told.
    const tally = [[12, 1], null]
    expect(result!.residents).toEqual({ asked: 14, answered: 13, tally })
    const shown = Object.fromEntries(
      result!.byGrid.map(({ code, answered, tally }) => [code, [answered, tally?.[0]]]),
    )
    // One answer from A1 is held back, and the next smallest with it; both have six, A2 comes first.
    expect(shown[A1]).toEqual([null, undefined])
    expect([shown[A2], shown[B1]].filter((one) => one?.[0] === null)).toHaveLength(1)
    expect([shown[A2], shown[B1]]).toContainEqual([6, [6, 0]])
    // One colleague answered: neither the choice nor the remark is told.
    expect(result!.colleagues).toEqual({ asked: 1, answered: 1, tally: null })
    expect(result!.remarks).toEqual([{ words: '太远<b>了', byResident: true }])
  })

  test('are told by grid for each question, where five or more answered it', async () => {
    const end = (at: string | null) =>
      run(
        town.app.db.pool,
        sql`update plan_survey set ended_at = ${at}::timestamptz where id = ${survey}::bigint`,
      )
    /** What is told of B1, of which six answered, once two of a grid have left the second question out. */
    const toldOfB1 = async (unit: string) => {
      await run(
        town.app.db.pool,
        sql`update plan_survey_answer set choices = case when id in (select id from plan_survey_answer
            where survey_id = ${survey}::bigint and unit_code = ${unit} order by id limit 2)
            then '[0, null]'::jsonb else '[0, 1]'::jsonb end
          where survey_id = ${survey}::bigint and unit_code in (${A2}, ${B1})`,
      )
      await end('2026-01-01T00:00:00Z')
      const [result] = await (await as('planner', '1')).opinion.list({ id: plan })
      await end(null)
      expect(result!.residents.tally).toEqual([
        [12, 1],
        [1, 10, 0],
      ])
      const shown = Object.fromEntries(result!.byGrid.map(({ code, tally }) => [code, tally]))
      // A1 with its one answer, and A2 with it.
      expect([shown[A1], shown[A2]]).toEqual([null, null])
      return shown[B1]
    }
    expect(await toldOfB1(A2)).toEqual([
      [6, 0],
      [0, 6, 0],
    ])
    expect(await toldOfB1(B1)).toEqual([[6, 0], null])
  })

  test('are closed on their day, before it, or when they are ended', async () => {
    const planner = await as('planner', '1')
    const coming = await planner.opinion.ask(
      wish({
        opensOn: addDays(day, 2),
        closesOn: addDays(day, 3),
        colleagues: { roles: ['communityStaff'], unit: UnitCode.parse(A) },
      }),
    )
    const staff = await as('communityStaff', 'staff-a', A)
    expect(await staff.opinion.mine()).toEqual([])
    expect(await refusalOf(staff.opinion.answer({ survey: coming.id, choices: [0, 0] }))).toBe(
      'plan.surveyNotOpen',
    )
    const [link] = await links(A2, 1)
    await planner.opinion.end({ id: survey })
    expect(await refusalOf(planner.opinion.end({ id: survey }))).toBe('plan.surveyClosed')
    expect(await refusalOf(links(A2, 1))).toBe('plan.surveyClosed')
    // Another address has not guessed.
    const late = await server.inject({ url: link!, remoteAddress: '10.1.2.3' })
    expect([late.statusCode, late.body.includes('已截止')]).toEqual([410, true])
    const before = await rows(town.app.db.pool, sql`select 1 from plan_survey_answer`)
    await server.inject({
      method: 'POST',
      url: link!,
      remoteAddress: '10.1.2.3',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'q0=0',
    })
    expect(await rows(town.app.db.pool, sql`select 1 from plan_survey_answer`)).toHaveLength(before.length)
    await run(
      town.app.db.pool,
      sql`update plan_survey set opens_on = ${addDays(day, -3)}::date, closes_on = ${addDays(day, -1)}::date where id = ${coming.id}::bigint`,
    )
    expect(await refusalOf(staff.opinion.answer({ survey: coming.id, choices: [0, 0] }))).toBe(
      'plan.surveyNotOpen',
    )
  })

  test('keep their plan: it is deleted only while nobody has answered', async () => {
    const planner = await as('planner', '1')
    expect(await refusalOf(planner.plan.remove({ id: plan }))).toBe('plan.hasAnswers')
    expect(await planner.opinion.list({ id: plan })).toHaveLength(2)
    const other = await planner.plan.create({ name: '没人答', scope: STREET, from: 'today' })
    await planner.opinion.ask(wish({ id: other.id }))
    await planner.plan.remove({ id: other.id })
    expect(await refusalOf(planner.plan.open({ id: other.id }))).toBe('plan.unknown')
  })

  test('are kept by the database itself: viewers write no answers and read no tokens', async () => {
    const code = async (statement: Parameters<typeof run>[1], ...areas: string[]): Promise<string> => {
      const viewer = await viewerWith(town.app, ['planner'], areas.length > 0 ? areas : undefined)
      try {
        return `${(await asViewer(town.app.db, viewer, (tx) => rows(tx, statement))).length} rows`
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    }
    expect(await code(sql`select token_hash from plan_survey_link`)).toBe('42501')
    expect(await code(sql`update plan_survey_link set used_on = null`)).toBe('42501')
    expect(
      await code(sql`insert into plan_survey_answer (survey_id, by_resident, choices, remark)
        values (${survey}::bigint, false, '[0]', '')`),
    ).toBe('42501')
    expect(await code(sql`update plan_survey_asked set answered_on = null`)).toBe('42501')
    expect(await code(sql`select id from plan_survey_answer`, B)).toBe('0 rows')
    expect(await code(sql`select id from plan_survey_answer`)).not.toBe('0 rows')
    // Nor what was said while somebody can still answer.
    const days = (closesOn: string, isEnded: boolean) =>
      run(
        town.app.db.pool,
        sql`update plan_survey set opens_on = ${addDays(day, -9)}::date, closes_on = ${closesOn}::date,
            ended_at = case when ${isEnded} then now() end`,
      )
    const answers = sql`select id, choices, remark from plan_survey_answer`
    for (const closesOn of [day, addDays(day, 3)]) {
      await days(closesOn, false)
      expect(await code(answers)).toBe('0 rows')
    }
    // How many there are keeps their plan, whoever may read them.
    expect(await refusalOf((await as('planner', '1')).plan.remove({ id: plan }))).toBe('plan.hasAnswers')
    await days(addDays(day, -1), false)
    expect(await code(answers)).not.toBe('0 rows')
    await days(addDays(day, 3), true)
    expect(await code(answers)).not.toBe('0 rows')
  })

  test('are not tied to whoever answered: neither by a day nor by what was written together', async () => {
    const columns = await rows<{ name: string; type: string }>(
      town.app.db.pool,
      sql`select column_name as name, data_type as type from information_schema.columns
        where table_name = 'plan_survey_answer'`,
    )
    expect(columns.filter(({ type }) => /date|time|int/.test(type)).map(({ name }) => name)).toEqual([
      'survey_id',
    ])
    const viewer = await viewerWith(town.app, ['planner'])
    for (const table of ['plan_survey_answer', 'plan_survey_asked', 'plan_survey_link'])
      for (const column of ['xmin', 'ctid'])
        await expect(
          asViewer(town.app.db, viewer, (tx) => rows(tx, sql.raw(`select ${column} from ${table}`))),
          `${table}.${column}`,
        ).rejects.toMatchObject({ code: '42501' })
  })
})
