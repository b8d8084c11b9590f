/**
 * The resident's answer: the queue of call-backs, answers taken down by staff, answers by a private link that is good
 * once, and what such a link may not do, in the procedures and in plain SQL.
 */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import type { IssueFile, StepDone, StepInput } from '../../shared/issues/desk.ts'
import { RESIDENT_STEPS, ruleOf, type RuledStep } from '../../shared/issues/steps.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { asViewer } from '../../server/db/database.ts'
import { row, rows, run, sql } from '../../server/db/sql.ts'
import { buildServer } from '../../server/http/server.ts'
import { rebuildIssues } from '../../server/services/desk/rebuildIssues.ts'
import { A, A1, B1, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith, refusalOf, callerAs } from './harness.ts'

describe.skipIf(!hasDatabase)('the resident’s answer', () => {
  let office: TestApp
  let server: FastifyInstance
  const as = async (role: Role, accountId: string, ...areas: string[]) =>
    (await callerAs(office.app, role, accountId, ...areas)).issue
  type Person = Awaited<ReturnType<typeof as>>
  let officer: Person
  let worker: Person

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    server = await buildServer(office.app)
    officer = await as('commandCentre', '11')
    worker = await as('gridWorker', '12', A)
  })
  afterAll(async () => {
    await server?.close()
    await office?.close()
  })

  const refusal = refusalOf
  const take = async (
    person: Person,
    id: string,
    step: RuledStep,
    more: Partial<StepInput> = {},
  ): Promise<StepDone> => {
    const { lastEvent: seen } = await officer.file({ id })
    return person.step({ id, step, seen, reason: '', details: {}, key: randomUUID(), ...more })
  }
  const report = async (): Promise<string> =>
    (
      await officer.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '王小明家门口树枝压线',
        address: '东路1号2单元301',
        location: [114.005, 30.005],
        key: randomUUID(),
      })
    ).id
  /** Reported, handled by the worker, closed by the officer. */
  const closed = async (): Promise<string> => {
    const id = await report()
    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    await take(worker, id, 'feedBack', { reason: '已修剪' })
    await take(officer, id, 'verify')
    return id
  }
  const toCall = async (person: Person = officer): Promise<string[]> =>
    (await person.list({ isToCall: true, order: 'closed' })).rows.map(({ id }) => id)
  const stepsOf = ({ steps }: IssueFile): string[] => steps.map(({ step }) => step)
  const eventsOf = async (id: string): Promise<string[]> =>
    (await officer.file({ id })).events.map(({ step }) => step)
  const SOLVED = { details: { answer: { isSolved: true, satisfaction: 4 } } } as const
  const NOT_SOLVED = { details: { answer: { isSolved: false, satisfaction: 1 } } } as const

  describe('the queue of call-backs', () => {
    test('holds what was closed as solved and not asked about, the one closed first on top, as it counts', async () => {
      const [first, second, refused] = [await closed(), await closed(), await report()]
      await take(officer, refused, 'refuse', { reason: '不属本街道' })
      expect(await toCall()).toEqual([first, second])
      expect((await officer.queues()).counts.toCall).toBe(2)
      expect(await toCall(await as('communityStaff', '13', B1))).toEqual([])
      await take(officer, first, 'evaluate', SOLVED)
      expect(await toCall()).toEqual([second])
      await take(officer, second, 'reopen', { reason: '又断枝' })
      expect(await toCall()).toEqual([])
      expect((await officer.queues()).counts.toCall).toBe(0)
    })

    test('lets go of what was closed more than thirty days ago, and takes what came closed from a file', async () => {
      const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()
      const commands = commandsOf(office.app)
      commands.write(
        'closed.csv',
        `id,class,subclass,description,reportedAt,closedAt,lon,lat\n${[31, 29]
          .map((days) => `C${days},greening,streetTree,枯枝,${at(days + 1)},${at(days)},114.003,30.003`)
          .join('\n')}\n`,
      )
      expect((await commands.run('import', 'closed.csv', '--as', 'issues')).exitCode).toBe(0)
      expect(await toCall()).toEqual(['C29'])
      await take(officer, 'C29', 'evaluate', SOLVED)
      expect(await eventsOf('C29')).toEqual(['report', 'import', 'evaluate'])
      expect(await toCall()).toEqual([])
    })

    test('keeps whom nobody reached, and lets the third try end it', async () => {
      const id = await closed()
      for (const missed of [1, 2]) {
        await take(officer, id, 'notReached')
        const file = await officer.file({ id })
        expect(file.progress.callsMissed).toBe(missed)
        expect(stepsOf(file)).not.toContain('endCallBack')
      }
      expect(await refusal(take(officer, id, 'endCallBack'))).toBe('issue.stepNotNow')
      await take(officer, id, 'notReached')
      expect((await officer.list({ isToCall: true })).rows).toMatchObject([{ id, callsMissed: 3 }])
      await take(officer, id, 'endCallBack')
      expect(await toCall()).toEqual([])
      // Whoever calls back later is still heard.
      expect(stepsOf(await officer.file({ id }))).toEqual(expect.arrayContaining(['evaluate', 'reopen']))
      expect(stepsOf(await officer.file({ id }))).not.toContain('notReached')
      await take(officer, id, 'evaluate', SOLVED)
    })
  })

  describe('taken down by staff', () => {
    test('a "no" opens the issue again at once, with the resident’s words, and cannot be half taken back', async () => {
      const id = await closed()
      expect(await refusal(take(officer, id, 'evaluate', NOT_SOLVED))).toBe('issue.needsReason')
      expect(await eventsOf(id)).not.toContain('evaluate')
      const done = await take(officer, id, 'evaluate', { ...NOT_SOLVED, reason: '修好两天又断了' })
      expect(done).toMatchObject({ state: 'new', undoUntil: null })
      const { events, progress, undo, due } = await officer.file({ id })
      expect(events.slice(-2)).toMatchObject([
        {
          step: 'evaluate',
          to: 'closed',
          reason: '修好两天又断了',
          details: NOT_SOLVED.details,
          byResident: false,
        },
        { step: 'reopen', to: 'new', reason: '修好两天又断了' },
      ])
      expect(progress).toMatchObject({ state: 'new', answer: null, outcome: null })
      expect(undo).toBeNull()
      expect(due.source).toBe('set')
      expect(Date.parse(due.dueAt!)).toBeGreaterThan(Date.now())
      expect(await refusal(officer.undo({ id, event: events.at(-1)!.id, key: randomUUID() }))).toBe(
        'issue.undoTooLate',
      )
      expect(
        await row(office.app.db.pool, sql`select is_solved, closed_at from issue where id = ${id}`),
      ).toEqual({
        is_solved: null,
        closed_at: null,
      })
    })

    test('is asked for once for each closing', async () => {
      const id = await closed()
      await take(officer, id, 'evaluate', SOLVED)
      expect(await refusal(take(officer, id, 'evaluate', SOLVED))).toBe('issue.stepNotNow')
      expect(await refusal(take(officer, id, 'notReached'))).toBe('issue.stepNotNow')
      expect(await refusal(take(worker, await closed(), 'evaluate', SOLVED))).toBe('issue.stepNotYours')
    })
  })

  describe('by a private link', () => {
    const open = (path: string) => server.inject({ url: path })
    const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      server.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost:8415', ...headers },
        payload: new URLSearchParams(fields).toString(),
      })
    const YES = { solved: 'yes', satisfaction: '5', words: '谢谢' }

    test('the page tells what and when and about where, and nothing of anybody', async () => {
      const id = await closed()
      const { path, url } = await officer.makeAnswerLink({ id })
      expect(url).toBeNull()
      expect(path).toMatch(/^\/answer\/[\w-]{43}$/)
      const answer = await open(path)
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      expect(answer.body).not.toContain('<script')
      for (const told of ['行道树', '试验街道 甲社区', today()]) expect(answer.body).toContain(told)
      for (const hidden of ['王小明', '东路1号', '甲一网格', 'gridWorker12', 'commandCentre11', '已修剪', id])
        expect(answer.body).not.toContain(hidden)
      const english = await open(`${path}?lang=en`)
      expect(english.body).toContain('<html lang="en">')
      expect(english.body).toContain('Is it solved?')
      await officer.endAnswerLink({ id })
    })

    test('looking uses nothing up; the first answer does, the second changes nothing', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      for (let n = 0; n < 3; n++) expect((await open(path)).statusCode).toBe(200)
      expect((await officer.file({ id })).answerLink).not.toBeNull()
      const sent = await send(path, YES)
      expect([sent.statusCode, sent.headers.location]).toEqual([303, path])
      expect((await open(path)).body).toContain('谢谢，您的评价已收到')
      const { events, progress, answerLink } = await officer.file({ id })
      expect(events.at(-1)).toMatchObject({
        step: 'evaluate',
        accountId: null,
        userName: 'resident',
        byResident: true,
        reason: '谢谢',
      })
      expect(progress).toMatchObject({ state: 'closed', answer: { isSolved: true, satisfaction: 5 } })
      expect(answerLink).toBeNull()
      expect((await send(path, { solved: 'no', words: '又坏了' })).statusCode).toBe(303)
      expect((await officer.file({ id })).events).toHaveLength(events.length)
      expect((await open(path)).body).toContain('很高兴问题已经解决')
    })

    test('a "no" opens the issue again, in the resident’s words or without any', async () => {
      for (const words of ['还是没修', '']) {
        const id = await closed()
        const { path } = await officer.makeAnswerLink({ id })
        expect((await send(path, { solved: 'no', words })).statusCode).toBe(303)
        const { events, progress, undo } = await officer.file({ id })
        expect(events.slice(-2)).toMatchObject([
          { step: 'evaluate', reason: words, byResident: true, details: { answer: { isSolved: false } } },
          { step: 'reopen', reason: words, byResident: true },
        ])
        expect([progress.state, undo]).toEqual(['new', null])
        expect((await open(path)).body).toContain('已经重新交办')
      }
      expect((await rebuildIssues(office.app)).mended).toEqual([])
    })

    test('two answers at the same moment are one', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      const before = (await eventsOf(id)).length
      const answers = await Promise.all([send(path, YES), send(path, YES), send(path, { solved: 'no' })])
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303])
      expect((await eventsOf(id)).slice(before).filter((step) => step === 'evaluate')).toHaveLength(1)
    })

    test('a form without an answer comes back as it was filled in, and nothing is used up', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      const words = '<b>"很慢"</b>'
      const back = await send(path, { satisfaction: '2', words })
      expect(back.statusCode).toBe(400)
      expect(back.body).toContain('请选择问题是否解决')
      expect(back.body).toContain('&lt;b&gt;&quot;很慢&quot;&lt;/b&gt;')
      expect(back.body).toContain('value="2" checked')
      expect((await send(path, { solved: 'yes', words: '字'.repeat(501) })).statusCode).toBe(400)
      expect((await send(path, { solved: 'yes', words: '字'.repeat(20_000) })).statusCode).toBe(413)
      expect((await send(path, { solved: 'maybe' })).statusCode).toBe(400)
      expect((await officer.file({ id })).progress.answer).toBeNull()
      const kept = await send(path, { solved: 'yes', satisfaction: '9', words: `${'字'.repeat(499)}\r\n。` })
      expect(kept.statusCode).toBe(400)
      expect(
        (await send(path, { solved: 'yes', satisfaction: '9', words: '好\u0000\r\n的' })).statusCode,
      ).toBe(303)
      expect((await officer.file({ id })).events.at(-1)).toMatchObject({
        reason: '好\n的',
        details: { answer: { isSolved: true, satisfaction: null } },
      })
    })

    test('what was never made and what was ended look the same; what has expired says so', async () => {
      const [first, second] = [await closed(), await closed()]
      const guessed = `/answer/${'A'.repeat(43)}`
      const ended = (await officer.makeAnswerLink({ id: first })).path
      await officer.endAnswerLink({ id: first })
      const replaced = (await officer.makeAnswerLink({ id: first })).path
      const live = (await officer.makeAnswerLink({ id: first })).path
      // Opened again by staff: whoever holds the link must not answer about another round.
      const reopened = (await officer.makeAnswerLink({ id: second })).path
      await take(officer, second, 'reopen', { reason: '又断枝' })
      const bare = (text: string, path: string): string =>
        text.replaceAll(path, '').replace(/nonce="[^"]+"/g, '')
      const unknown = await open(guessed)
      expect(unknown.statusCode).toBe(404)
      for (const path of [ended, replaced, reopened]) {
        const answer = await open(path)
        expect([answer.statusCode, bare(answer.body, path)]).toEqual([404, bare(unknown.body, guessed)])
        expect((await send(path, YES)).statusCode).toBe(303)
      }
      expect((await officer.file({ id: first })).progress.answer).toBeNull()
      await run(
        office.app.db.pool,
        sql`update issue_answer_link set expires_at = now() - interval '1 second' where issue_id = ${first}`,
      )
      const expired = await open(live)
      expect([expired.statusCode, expired.body.includes('这个链接已过期')]).toEqual([410, true])
      await send(live, YES)
      expect((await officer.file({ id: first })).progress.answer).toBeNull()
    })

    test('staff who record the answer first end the link', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      await take(officer, id, 'evaluate', SOLVED)
      expect((await open(path)).statusCode).toBe(404)
      await send(path, { solved: 'no' })
      expect((await officer.file({ id })).progress.state).toBe('closed')
    })

    test('only the hash is kept, for a week, and nobody reads it', async () => {
      const id = await closed()
      const { path, expiresAt } = await officer.makeAnswerLink({ id })
      const token = path.split('/').at(-1)!
      const kept = await rows<{ text: string }>(
        office.app.db.pool,
        sql`select to_jsonb(l)::text as text from issue_answer_link l`,
      )
      expect(kept.some(({ text }) => text.includes(token))).toBe(false)
      expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(7 * 86_400_000 - 60_000)
      expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(7 * 86_400_000)
      const everything = await viewerWith(office.app, ['commandCentre'])
      expect(
        await refusal(
          asViewer(office.app.db, everything, (tx) =>
            rows(tx, sql`select token_hash from issue_answer_link`),
          ),
        ),
      ).toBe('42501')
      const staffOfB = await viewerWith(office.app, ['communityStaff'], [B1])
      expect(
        await asViewer(office.app.db, staffOfB, (tx) =>
          rows(tx, sql`select issue_id from issue_answer_link`),
        ),
      ).toEqual([])
    })

    test('is made by who may record the answer, in their area, while there is something to ask', async () => {
      const id = await closed()
      expect(await refusal(worker.makeAnswerLink({ id }))).toBe('issue.stepNotYours')
      expect(await refusal((await as('communityStaff', '14', B1)).makeAnswerLink({ id }))).toBe(
        'issue.unknown',
      )
      expect(await refusal(officer.makeAnswerLink({ id: await report() }))).toBe('issue.stepNotNow')
      await take(officer, id, 'evaluate', SOLVED)
      expect(await refusal(officer.makeAnswerLink({ id }))).toBe('issue.stepNotNow')
    })

    test('another site’s page cannot answer', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      expect((await send(path, YES, { origin: 'https://elsewhere.example' })).statusCode).toBe(403)
      expect((await send(path, YES, { origin: 'null' })).statusCode).toBe(403)
      expect((await officer.file({ id })).progress.answer).toBeNull()
      expect((await send(path, YES, { origin: 'http://localhost:8415' })).statusCode).toBe(303)
      expect((await officer.file({ id })).progress.answer).not.toBeNull()
    })

    test('has the office’s public address where there is one', async () => {
      const id = await closed()
      office.app.config.publicUrl = 'https://answers.example.org/town'
      try {
        const { url, path } = await officer.makeAnswerLink({ id })
        expect(url).toBe(`https://answers.example.org/town${path}`)
      } finally {
        office.app.config.publicUrl = undefined
      }
    })

    test('whoever tries many that are not known has to wait; a known one costs nothing', async () => {
      const id = await closed()
      const { path } = await officer.makeAnswerLink({ id })
      const from = (remoteAddress: string, url: string) => server.inject({ url, remoteAddress })
      for (let n = 0; n < 40; n++) expect((await from('203.0.113.7', path)).statusCode).toBe(200)
      const tries = []
      for (let n = 0; n < 40; n++)
        tries.push((await from('203.0.113.9', `/answer/${String(n).padStart(43, 'x')}`)).statusCode)
      expect(tries.filter((status) => status === 404).length).toBeLessThanOrEqual(31)
      expect(tries.at(-1)).toBe(429)
      const waits = await from('203.0.113.9', path)
      expect([waits.statusCode, waits.body.includes('请稍后再试')]).toEqual([429, true])
      expect((await from('203.0.113.7', path)).statusCode).toBe(200)
    })
  })

  describe('past the procedures', () => {
    const event = (id: string, step: string, from: string, to: string, details = '{}', account = 'null') =>
      sql`insert into issue_event (issue_id, step, from_state, to_state, at, user_name, details, by_resident, account_id)
        values (${id}, ${step}, ${from}, ${to}, now(), 'resident', ${details}::jsonb, true, ${sql.raw(account)})`
    const sqlRefused = async (statement: ReturnType<typeof sql>): Promise<string> => {
      try {
        await run(office.app.db.pool, statement)
        return 'done'
      } catch (error) {
        return (error as { code?: string }).code ?? String(error)
      }
    }

    test('a resident takes no step without a link used in that very transaction, and never another one', async () => {
      const id = await closed()
      await officer.makeAnswerLink({ id })
      const no = '{"answer":{"isSolved":false,"satisfaction":null}}'
      expect(await sqlRefused(event(id, 'evaluate', 'closed', 'closed', no))).toBe('23514')
      expect(await sqlRefused(event(id, 'reopen', 'closed', 'new'))).toBe('23514')
      expect(await sqlRefused(event(id, 'note', 'closed', 'closed'))).toBe('23514')
      expect(await sqlRefused(event(id, 'notReached', 'closed', 'closed'))).toBe('23514')
      expect(await sqlRefused(event(id, 'import', 'closed', 'closed'))).toBe('23514')
      await run(office.app.db.pool, sql`update issue_answer_link set used_at = now() where issue_id = ${id}`)
      expect(await sqlRefused(event(id, 'evaluate', 'closed', 'closed', no))).toBe('23514')
      const other = await closed()
      await officer.makeAnswerLink({ id: other })
      const using = (of: string) => sql`update issue_answer_link set used_at = now() where issue_id = ${of}`
      const answer = event(other, 'evaluate', 'closed', 'closed', no, '11')
      // Even with the link: not in the name of an account.
      const client = await office.app.db.pool.connect()
      try {
        await client.query('begin')
        await run(client, using(other))
        await expect(run(client, answer)).rejects.toMatchObject({ code: '23514' })
      } finally {
        await client.query('rollback')
        client.release()
      }
      expect((await officer.file({ id: other })).events.at(-1)!.step).toBe('verify')
    })

    test('the steps of a resident in the database are those of the program', async () => {
      const kept = await rows<{ step: string; from: string; to: string }>(
        office.app.db.pool,
        sql`select step, from_state as "from", to_state as "to" from issue_step where by_resident order by step`,
      )
      expect(kept).toEqual(
        [...RESIDENT_STEPS].sort().map((step) => {
          const { from, to } = ruleOf(step)
          return { step, from: from[0], to: to === 'same' ? from[0] : to }
        }),
      )
    })

    test('a whole history is taken for an issue without any, along the table, to the state it is in', async () => {
      const history = async (id: string, steps: readonly (readonly [string, string | null, string])[]) => {
        const client = await office.app.db.pool.connect()
        try {
          await client.query('begin')
          await run(client, sql`select set_config('quarterhour.issueStep', 'history', true)`)
          const values = steps.map(
            ([step, from, to], n) =>
              sql`(${id}, ${step}, ${from}::text, ${to}, now() + ${n} * interval '1 minute', 'x')`,
          )
          await run(
            client,
            sql`insert into issue_event (issue_id, step, from_state, to_state, at, user_name) values ${sql.join(values, sql`, `)}`,
          )
          await client.query('commit')
          return 'done'
        } catch (error) {
          await client.query('rollback')
          return (error as { code?: string }).code ?? String(error)
        } finally {
          client.release()
        }
      }
      const begun = ['report', null, 'new'] as const
      // As the demo's issues come in: without what a file tells of them.
      await run(
        office.app.db.pool,
        sql`insert into issue (id, class, subclass, subject, description, address, reported_at, state, location, unit_code,
            area_path, street_code, link_state, content_hash)
          select 'BARE', class, subclass, subject, description, address, reported_at, state, location, unit_code,
            area_path, street_code, link_state, 'bare' from issue where id = 'IA1'`,
      )
      expect(await history('BARE', [['report', null, 'closed']])).toBe('23514')
      expect(await history('BARE', [begun, ['take', 'new', 'inHand']])).toBe('23514')
      expect(await history('BARE', [begun, ['dispatch', 'new', 'dispatched']])).toBe('23514')
      expect(await history('BARE', [begun, ['accept', 'dispatched', 'dispatched']])).toBe('23514')
      expect(await history('nothing', [begun])).toBe('23514')
      expect(await history('BARE', [begun, ['accept', 'new', 'new']])).toBe('done')
      expect((await officer.file({ id: 'BARE' })).lastEvent).not.toBe('0')
      expect(await history('BARE', [begun])).toBe('23514')
      expect(await history(await report(), [begun])).toBe('23514')
    })
  })

  test('whoever waits for a resident names a day to look again, and a queue holds it', async () => {
    const [later, sooner] = [await report(), await report()]
    expect(await refusal(take(officer, later, 'askResident', { reason: '等照片' }))).toBe(
      'issue.needsReviewDate',
    )
    const wait = (id: string, days: number): Promise<StepDone> =>
      take(officer, id, 'askResident', { reason: '等照片', details: { reviewDate: addDays(today(), days) } })
    await wait(later, 9)
    await wait(sooner, 2)
    const waiting = await officer.list({ state: 'open', isWaiting: true, order: 'review' })
    expect(waiting.rows.map(({ id, reviewDate }) => [id, reviewDate])).toEqual([
      [sooner, addDays(today(), 2)],
      [later, addDays(today(), 9)],
    ])
    expect((await officer.queues()).counts.waiting).toBe(2)
    await take(officer, sooner, 'residentAnswered', { reason: '已给' })
    expect((await officer.queues()).counts.waiting).toBe(1)
    expect((await officer.show({ id: sooner })).reviewDate).toBeNull()
  })
})
