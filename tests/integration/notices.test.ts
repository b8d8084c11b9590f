/** What is told outside the page: to whom, in which form and order, tried until it arrives or lies in the dead-letter list. */
import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StepInput } from '../../shared/issues/desk.ts'
import type { WebhookInput } from '../../shared/issues/notices.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { type DeliverySettings, deliverNotices } from '../../server/services/notices/deliverNotices.ts'
import { spreadNotices } from '../../server/services/notices/spreadNotices.ts'
import { dropOldNotices } from '../../server/db/notices.ts'
import { noteCrossings } from '../../server/services/notices/noteCrossings.ts'
import {
  answers,
  answersLate,
  closes,
  hangs,
  openReceiver,
  type Manner,
  type Receiver,
} from '../fixtures/receiver.ts'
import { A, A1, B, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { callerAs, hasDatabase, openTestApp, refusalOf, type TestApp } from './harness.ts'

type Caller = Awaited<ReturnType<typeof callerAs>>
const IN_A: [number, number] = [114.005, 30.005]
const QUICK: Partial<DeliverySettings> = {
  everyMilliseconds: 20,
  timeoutMilliseconds: 300,
  waitSeconds: () => 0.02,
}

describe.skipIf(!hasDatabase)('notices', () => {
  let office: TestApp
  let admin: Caller
  let officer: Caller
  let receiver: Receiver
  let stop: () => Promise<void> = async () => undefined
  const deliver = (more: Partial<DeliverySettings> = {}): void => {
    stop = deliverNotices(office.app, { ...QUICK, ...more })
  }
  const webhook = (more: Partial<WebhookInput> = {}): Promise<{ id: string }> =>
    admin.notice.saveWebhook({
      name: '值班群',
      address: `${receiver.url}/in`,
      secret: 'a secret of the office',
      format: 'json',
      occurrences: ['reported', 'dispatched', 'sentBack', 'reopened', 'escalated', 'dueSoon', 'late'],
      areas: ['*'],
      language: 'zh-CN',
      pageUrl: 'https://office.example.org',
      isOn: true,
      ...more,
    })
  const report = async (location = IN_A): Promise<string> =>
    (
      await officer.issue.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线，联系人王芳 13900001111',
        address: '银杏巷 3 号',
        location,
        key: randomUUID(),
      })
    ).id
  const take = async (id: string, step: RuledStep, more: Partial<StepInput> = {}) =>
    officer.issue.step({
      id,
      step,
      seen: (await officer.issue.file({ id })).lastEvent,
      reason: '已办',
      details: {},
      key: randomUUID(),
      ...more,
    })
  const told = () =>
    receiver.received.map(
      ({ body }) =>
        JSON.parse(body) as {
          id: string
          occurrence: string
          of?: string
          issue: { number: string; state: string; target: { name: string } | null; dueAt: string | null }
        },
    )
  const until = (check: () => boolean | Promise<boolean>) =>
    expect.poll(check, { timeout: 10_000 }).toBe(true)
  const settled = () =>
    until(async () => (await admin.notice.webhooks()).every(({ waiting }) => waiting === 0))
  const came = (count: number) => until(() => receiver.received.length >= count)

  beforeAll(async () => {
    office = await openTestApp()
    office.app.config.allowsLoopbackTargets = true
    await loadTinyTown(commandsOf(office.app))
    admin = await callerAs(office.app, 'administrator', '21')
    officer = await callerAs(office.app, 'commandCentre', '22')
  })
  beforeEach(async () => {
    receiver = await openReceiver()
  })
  afterEach(async () => {
    await stop()
    stop = async () => undefined
    await receiver.close()
    await run(office.app.db.pool, sql`delete from webhook`)
    await run(office.app.db.pool, sql`delete from notice`)
  })
  afterAll(() => office?.close())

  test('tell of an issue from its report on, signed, in order', async () => {
    await webhook()
    const id = await report()
    await take(id, 'dispatch', { details: { target: { unit: A1 } } })
    await take(id, 'escalate')
    deliver()
    await came(3)
    expect(told().map(({ occurrence }) => occurrence)).toEqual(['reported', 'dispatched', 'escalated'])
    expect(told()[1]!.issue).toMatchObject({
      number: id,
      state: 'dispatched',
      unit: { code: A1, name: '甲一网格' },
      target: { unit: A1, name: '甲一网格' },
    })
    for (const { headers, body } of receiver.received) {
      const timestamp = String(headers['x-quarterhour-timestamp'])
      const expected = createHmac('sha256', 'a secret of the office')
        .update(`${timestamp}.${body}`)
        .digest('hex')
      expect(headers['x-quarterhour-signature']).toBe(`v1=${expected}`)
      expect(headers['x-quarterhour-delivery']).toBe((JSON.parse(body) as { id: string }).id)
      expect(Math.abs(Number(timestamp) * 1000 - Date.now())).toBeLessThan(60_000)
    }
  })

  test('say nothing personal: no words of a resident, no address, no names of staff', async () => {
    await webhook()
    const id = await report()
    await take(id, 'dispatch', { reason: '请王芳处理', details: { target: { unit: A1 } } })
    deliver()
    await came(2)
    for (const { body } of receiver.received)
      expect(body).not.toMatch(/树枝压线|王芳|139|银杏巷|commandCentre/)
  })

  test('reach who wants the occurrence and whose areas hold the issue, from the moment it is on', async () => {
    const before = await report()
    await webhook({ name: '甲', areas: [A], address: `${receiver.url}/a` })
    await webhook({ name: '乙', areas: [B], address: `${receiver.url}/b` })
    await webhook({ name: '督办', occurrences: ['escalated'], address: `${receiver.url}/escalated` })
    await webhook({ name: '停用', isOn: false, address: `${receiver.url}/off` })
    const id = await report()
    await take(before, 'escalate')
    deliver()
    await settled()
    await came(3)
    expect(
      receiver.received.map(({ path, body }) => [path, (JSON.parse(body) as never)['occurrence']]).sort(),
    ).toEqual([
      ['/a', 'escalated'],
      ['/a', 'reported'],
      ['/escalated', 'escalated'],
    ])
    expect(told().find(({ occurrence }) => occurrence === 'reported')!.issue.number).toBe(id)
  })

  test('take back what was taken back, to those who were told of it', async () => {
    await webhook({ occurrences: ['dispatched'] })
    const id = await report()
    const { event } = await take(id, 'dispatch', { details: { target: { unit: A1 } } })
    await officer.issue.undo({ id, event, key: randomUUID() })
    deliver()
    await came(2)
    expect(told()[1]).toMatchObject({ occurrence: 'takenBack', of: 'dispatched', issue: { state: 'new' } })
  })

  test.each<[string, Manner]>([
    ['answers 500', answers(500, 'out of order')],
    ['hangs', hangs],
    ['closes', closes],
    ['answers late', answersLate(600)],
    ['redirects', answers(302, '', { location: 'http://127.0.0.1:1/' })],
  ])('come again, under the same id, to a receiver that %s', async (_name, manner) => {
    await webhook()
    receiver.manner = manner
    await report()
    deliver()
    await came(2)
    receiver.manner = answers(200)
    await settled()
    expect(new Set(told().map(({ id }) => id)).size).toBe(1)
    const delivered = await rows(
      office.app.db.pool,
      sql`select 1 from notice_delivery where status = 'delivered'`,
    )
    expect(delivered).toHaveLength(1)
  })

  test('of one issue never pass one another; those of others are not held up', async () => {
    await webhook()
    const stuck = await report()
    receiver.manner = (received, response) =>
      answers(
        (JSON.parse(received.body) as { issue: { number: string } }).issue.number === stuck ? 500 : 200,
      )(received, response)
    deliver()
    await came(2)
    await take(stuck, 'escalate')
    const free = await report()
    await until(() => told().some(({ issue }) => issue.number === free))
    expect(told().some(({ occurrence }) => occurrence === 'escalated')).toBe(false)
    receiver.manner = answers(200)
    await settled()
    const ofStuck = told().filter(({ issue }) => issue.number === stuck)
    expect(ofStuck.at(-1)!.occurrence).toBe('escalated')
    expect(ofStuck.slice(0, -1).every(({ occurrence }) => occurrence === 'reported')).toBe(true)
  })

  test('lie in the dead-letter list after the last try, to be sent again or discarded', async () => {
    await webhook()
    receiver.manner = answers(500, '<b>no room</b>')
    const [first, second] = [await report(), await report()]
    deliver({ mostAttempts: 3 })
    await until(async () => (await admin.notice.deadLetters()).total === 2)
    expect(receiver.received).toHaveLength(6)
    const { letters } = await admin.notice.deadLetters()
    expect(letters.map(({ issueId }) => issueId).sort()).toEqual([first, second].sort())
    expect(letters[0]).toMatchObject({
      occurrence: 'reported',
      attempts: 3,
      reason: 'badStatus',
      status: 500,
      answer: '<b>no room</b>',
    })
    receiver.manner = answers(200)
    const again = letters.find(({ issueId }) => issueId === first)!
    const gone = letters.find(({ issueId }) => issueId === second)!
    await admin.notice.sendAgain({ id: again.id })
    await admin.notice.discard({ id: gone.id })
    await until(() => receiver.received.length === 7)
    await settled()
    expect(told()[6]!.issue.number).toBe(first)
    expect(await admin.notice.deadLetters()).toMatchObject({ total: 0, letters: [] })
    expect(await refusalOf(admin.notice.sendAgain({ id: gone.id }))).toBe('notice.letterUnknown')
    const audited = await rows<{ action: string; id: string }>(
      office.app.db.pool,
      sql`select action, subject_id as id from audit where action in ('noticeSentAgain', 'noticeDiscarded') order by id`,
    )
    expect(audited).toEqual([
      { action: 'noticeSentAgain', id: first },
      { action: 'noticeDiscarded', id: second },
    ])
  })

  test('are sent once by two processes on one database', async () => {
    await webhook()
    for (let n = 0; n < 12; n++) await report()
    const stops = [deliverNotices(office.app, QUICK), deliverNotices(office.app, QUICK)]
    await came(12)
    await settled()
    await wait(200)
    for (const end of stops) await end()
    expect(new Set(told().map(({ id }) => id)).size).toBe(12)
    expect(receiver.received).toHaveLength(12)
  })

  test('leased by a process that ended go out again when the lease is over', async () => {
    await webhook()
    await report()
    receiver.manner = hangs
    deliver({ timeoutMilliseconds: 60_000 })
    await came(1)
    // As a kill -9 leaves it: nobody says what came of the try.
    await run(office.app.db.pool, sql`update notice_delivery set leased_until = now() - interval '1 second'`)
    receiver.manner = answers(200)
    // Another process; the lane of this one still waits.
    const endFirst = stop
    deliver()
    await came(2)
    await settled()
    expect(new Set(told().map(({ id }) => id)).size).toBe(1)
    await endFirst()
  })

  test('of due times are noted once for each due time, soon and late', async () => {
    await webhook({ occurrences: ['dueSoon', 'late'] })
    const id = await report()
    const { pool } = office.app.db
    const dueIn = (minutes: number) =>
      run(pool, sql`update issue set due_at = now() + make_interval(mins => ${minutes}) where id = ${id}`)
    const note = async (): Promise<void> => void (await noteCrossings(office.app.db))
    await dueIn(60 * 24)
    await note()
    await dueIn(60)
    await note()
    await note()
    // A minute after it was due; the clock goes on, the due time stays.
    await noteCrossings(office.app.db, new Date(Date.now() + 61 * 60_000))
    await noteCrossings(office.app.db, new Date(Date.now() + 62 * 60_000))
    await dueIn(120)
    await note()
    deliver()
    await came(3)
    await settled()
    expect(told().map(({ occurrence, issue }) => [occurrence, issue.number])).toEqual([
      ['dueSoon', id],
      ['late', id],
      ['dueSoon', id],
    ])
  })

  test('of what was late before anybody listened are no news', async () => {
    await webhook({ occurrences: ['late'] })
    await run(office.app.db.pool, sql`update issue set due_at = '2020-01-01T00:00:00Z' where id = 'IA1'`)
    await noteCrossings(office.app.db)
    const noted = await rows(office.app.db.pool, sql`select 1 from notice where issue_id = 'IA1'`)
    expect(noted).toEqual([])
  })

  test('of what has been late for days when it comes with a file are no news', async () => {
    await webhook({ occurrences: ['late'] })
    const { pool } = office.app.db
    await run(
      pool,
      sql`update setting set value = to_jsonb(now() - interval '1 year') where key = 'noticesSince'`,
    )
    const due = (hours: number) =>
      run(pool, sql`update issue set due_at = now() - make_interval(hours => ${hours}) where id = 'IA2'`)
    const noted = () => rows(pool, sql`select 1 from notice where issue_id = 'IA2'`)
    await due(50)
    await noteCrossings(office.app.db)
    expect(await noted()).toEqual([])
    await due(1)
    await noteCrossings(office.app.db)
    expect(await noted()).toHaveLength(1)
  })

  test('that nobody has taken for days are given up, those of today are not', async () => {
    await webhook({ occurrences: ['reported'] })
    const { pool } = office.app.db
    await report()
    await report()
    await spreadNotices(office.app.db)
    await run(
      pool,
      sql`update notice_delivery set made_at = now() - interval '4 days', next_at = now() - interval '4 days'
        where id = (select min(id) from notice_delivery where status = 'waiting')`,
    )
    const waiting = () => rows(pool, sql`select id from notice_delivery where status = 'waiting'`)
    const before = await waiting()
    await dropOldNotices(pool)
    expect(await waiting()).toHaveLength(before.length - 1)
    expect(await rows(pool, sql`select 1 from notice_delivery where reason = 'tooOld'`)).toHaveLength(1)
  })

  test('go to messengers as their text messages, whose refusal in a 200 is a refusal', async () => {
    await webhook({ name: '企业微信', format: 'wecom', address: `${receiver.url}/wecom?key=abc` })
    await webhook({ name: '钉钉', format: 'dingtalk', address: `${receiver.url}/ding?access_token=abc` })
    await webhook({ name: '飞书', format: 'feishu', address: `${receiver.url}/feishu` })
    receiver.manner = answers(200, '{"errcode":0,"code":0}')
    const id = await report()
    deliver()
    await came(3)
    const by = (path: string) => receiver.received.find((one) => one.path.startsWith(path))!
    const text = JSON.parse(by('/wecom').body) as { msgtype: string; text: { content: string } }
    expect(text.msgtype).toBe('text')
    expect(text.text.content).toMatch(
      new RegExp(
        `^新诉求 ${id}\\n[^\\n]*甲一网格，待立案，时限 \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\nhttps://office.example.org/\\?`,
      ),
    )
    const ding = new URL(by('/ding').path, receiver.url).searchParams
    const secret = 'a secret of the office'
    expect(ding.get('sign')).toBe(
      createHmac('sha256', secret)
        .update(`${ding.get('timestamp')}\n${secret}`)
        .digest('base64'),
    )
    const feishu = JSON.parse(by('/feishu').body) as Record<string, unknown>
    expect(feishu).toMatchObject({ msg_type: 'text', content: { text: text.text.content } })
    expect(feishu.sign).toBe(createHmac('sha256', `${String(feishu.timestamp)}\n${secret}`).digest('base64'))
    await settled()

    receiver.manner = answers(200, '{"errcode":310000,"errmsg":"keywords not in content"}')
    const [wecom] = await admin.notice.webhooks()
    expect(await admin.notice.tryWebhook({ id: wecom!.id })).toMatchObject({
      isDelivered: false,
      reason: 'messengerRefused',
      status: 200,
      answer: expect.stringContaining('310000') as string,
    })
  })

  test('a trial shows what the receiver really answered', async () => {
    const { id } = await webhook()
    receiver.manner = answers(202, 'taken')
    expect(await admin.notice.tryWebhook({ id })).toMatchObject({
      isDelivered: true,
      reason: null,
      status: 202,
      answer: 'taken',
    })
    expect(told()[0]).toMatchObject({ occurrence: 'trial' })
    await receiver.close()
    expect(await admin.notice.tryWebhook({ id })).toMatchObject({ reason: 'refusedConnection', status: null })
    receiver = await openReceiver()
  })

  test('go nowhere near this machine unless the environment says so', async () => {
    await webhook()
    const refused = async (address: string): Promise<string> => refusalOf(webhook({ address }))
    office.app.config.allowsLoopbackTargets = false
    try {
      expect(await refused(receiver.url)).toBe('notice.targetLoopback')
      expect(await refused('http://localhost:5432/')).toBe('notice.targetLoopback')
      expect(await refused('http://169.254.169.254/latest/meta-data')).toBe('notice.targetLinkLocal')
      expect(await refused('http://8.8.8.8/')).toBe('notice.targetOpenHttp')
      expect(await refused('ftp://10.0.0.1/')).toBe('notice.targetMalformed')
      const { id } = await webhook({ address: 'http://10.0.0.1/in' })
      expect(id).toMatch(/^\d+$/)
      // What was set while it was allowed is judged again when it is sent.
      await report()
      deliver()
      await until(async () => (await admin.notice.deadLetters()).total === 1)
      expect((await admin.notice.deadLetters()).letters[0]).toMatchObject({
        reason: 'targetLoopback',
        attempts: 1,
      })
      expect(receiver.received).toEqual([])
    } finally {
      office.app.config.allowsLoopbackTargets = true
    }
  })

  test('addresses and secrets are sealed, and no page is given them', async () => {
    const { id } = await webhook({ address: `${receiver.url}/hook/k3y-of-the-group` })
    const [shown] = await admin.notice.webhooks()
    expect(shown).toMatchObject({ addressHint: `${receiver.url}/…`, hasSecret: true })
    const stored = JSON.stringify(await rows(office.app.db.pool, sql`select w::text from webhook w`))
    for (const text of [stored, JSON.stringify(shown)]) expect(text).not.toMatch(/k3y|a secret/)
    // Changed without them it keeps them.
    await webhook({ id, name: '改名', address: undefined, secret: undefined })
    await admin.notice.tryWebhook({ id })
    expect(receiver.received[0]).toMatchObject({ path: '/hook/k3y-of-the-group' })
    expect(receiver.received[0]!.headers['x-quarterhour-signature']).toMatch(/^v1=/)
  })
})
