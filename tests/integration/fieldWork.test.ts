/** Work in the field: whose tasks they are, and that what a phone sends twice, or another one with the same key, counts once for each person. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import { type StepInput } from '../../shared/issues/desk.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { row, sql } from '../../server/db/sql.ts'
import { A, A1, A2, type Commands, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, refusalOf, callerAs } from './harness.ts'

describe.skipIf(!hasDatabase)('work in the field', () => {
  let office: TestApp
  let commands: Commands
  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
  })
  afterAll(() => office?.close())

  const as = async (role: Role, accountId: string, ...areas: string[]) =>
    callerAs(office.app, role, accountId, ...areas)
  type Person = Awaited<ReturnType<typeof as>>
  let officer: Person
  let worker: Person
  let other: Person
  beforeAll(async () => {
    officer = await as('commandCentre', '11')
    worker = await as('gridWorker', '12', A1)
    other = await as('gridWorker', '13', A1)
  })

  const refusal = refusalOf
  const report = (key: string = randomUUID()) => ({
    class: 'streetOrder',
    subclass: 'carParking',
    description: '占用消防通道',
    location: [114.005, 30.005] as [number, number],
    key,
  })
  const take = async (person: Person, id: string, step: RuledStep, more: Partial<StepInput> = {}) =>
    person.issue.step({
      id,
      step,
      seen: (await officer.issue.file({ id })).lastEvent,
      reason: '',
      details: {},
      key: randomUUID(),
      ...more,
    })
  const mine = async (person: Person): Promise<Record<string, string>> =>
    Object.fromEntries((await person.work.mine()).tasks.map(({ part, issue }) => [issue.id, part]))
  const issueCount = async (): Promise<number> =>
    (await row<{ count: number }>(office.app.db.pool, sql`select count(*) as count from issue`))!.count

  test('tasks are what waits for whoever is there: not new ones, not those of a department, not elsewhere', async () => {
    const { id } = await officer.issue.report(report())
    expect(await mine(worker)).not.toHaveProperty(id)
    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    expect(await mine(worker)).toMatchObject({ [id]: 'handle' })
    expect(await mine(await as('gridWorker', '14', A2))).not.toHaveProperty(id)
    await take(officer, id, 'dispatch', { details: { target: { department: 'greening' } } })
    expect(await mine(worker)).not.toHaveProperty(id)
    // Called in by whoever has it.
    const event = await take(officer, id, 'callIn', { reason: '请到场', details: { target: { unit: A1 } } })
    expect(await mine(worker)).toMatchObject({ [id]: 'handle' })
    await officer.issue.undo({ id, event: event.event, key: randomUUID() })
    expect(await mine(worker)).not.toHaveProperty(id)
  })

  test('who has fed back has nothing to verify; the other one of the grid has', async () => {
    const { id } = await officer.issue.report(report())
    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    await take(worker, id, 'feedBack', { reason: '已劝离' })
    expect(await mine(worker)).not.toHaveProperty(id)
    expect(await mine(other)).toMatchObject({ [id]: 'verify' })
    await take(other, id, 'verify')
    expect(await mine(other)).not.toHaveProperty(id)
  })

  test('a task comes with all that is needed to do it without signal, and the grid with its middle', async () => {
    const { id } = await officer.issue.report(report())
    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    const work = await worker.work.mine()
    expect(work).toMatchObject({ accountId: '12', hasMore: false })
    const [unit] = work.units
    expect(unit).toMatchObject({ code: A1, name: '甲一网格', level: 'grid', box: [114, 30, 114.01, 30.01] })
    expect(unit!.centre[0]).toBeCloseTo(114.005, 3)
    const found = work.tasks.find(({ issue }) => issue.id === id)!
    const { lastEvent, events, photos, due } = await worker.issue.file({ id })
    expect(found).toEqual({
      part: 'handle',
      issue: await worker.issue.show({ id }),
      lastEvent,
      events,
      photos,
      due,
    })
    // Community staff have the tasks of all their grids; who has no area of work gets nothing.
    expect(await mine(await as('communityStaff', '15', A))).toHaveProperty(id)
    expect(await refusal((await as('planner', '16')).work.mine())).toBe('access.refused')
  })

  test('a report sent twice, one after the other or at once, is one report with one answer', async () => {
    const before = await issueCount()
    const sent = report()
    const first = await worker.issue.report(sent)
    expect(await worker.issue.report(sent)).toEqual(first)
    const again = report()
    const answers = await Promise.all([1, 2, 3, 4].map(() => worker.issue.report(again)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await issueCount()).toBe(before + 2)
  })

  test('a step sent twice, one after the other or at once, is one step with one answer', async () => {
    const { id } = await officer.issue.report(report())
    await take(officer, id, 'dispatch', { details: { target: { unit: A1 } } })
    const { lastEvent } = await worker.issue.file({ id })
    const step = { id, step: 'take', seen: lastEvent, reason: '', details: {}, key: randomUUID() } as const
    const answers = await Promise.all([1, 2, 3, 4].map(() => worker.issue.step(step)))
    expect(new Set(answers.map(({ event }) => event)).size).toBe(1)
    const [first] = answers
    // Also when somebody has gone on meanwhile: the first answer again, and no conflict.
    await take(officer, id, 'escalate', { reason: '居民再次来电' })
    const repeated = await worker.issue.step(step)
    expect(repeated).toMatchObject({ id, event: first!.event, state: 'inHand' })
    expect(Date.parse(repeated.undoUntil!)).toBeCloseTo(Date.parse(first!.undoUntil!), -3)
    expect((await officer.issue.file({ id })).events.map((event) => event.step)).toEqual([
      'report',
      'dispatch',
      'take',
      'escalate',
    ])
  })

  test('a key of somebody else says nothing: theirs is another report, another step', async () => {
    const sent = report()
    const [first, second] = [await worker.issue.report(sent), await other.issue.report(sent)]
    expect(second.id).not.toBe(first.id)
    const key = randomUUID()
    const [one, two] = [
      await take(worker, first.id, 'note', { reason: '在看', key }),
      await take(other, first.id, 'note', { reason: '也在看', key }),
    ]
    expect(two.event).not.toBe(one.event)
  })

  test('what one wrote is never sent under the name of whoever is signed in by then', async () => {
    const before = await issueCount()
    expect(await refusal(other.issue.report({ ...report(), by: '12' }))).toBe('issue.writtenByAnother')
    expect(await issueCount()).toBe(before)
    const { id } = await worker.issue.report({ ...report(), by: '12' })
    expect(await refusal(take(other, id, 'note', { reason: 'x', by: '12' }))).toBe('issue.writtenByAnother')
    expect((await officer.issue.file({ id })).events).toHaveLength(1)
  })

  test('what arrives late says when it was written; our own clock decides the rest', async () => {
    const writtenAt = new Date(Date.now() - 3 * 3_600_000).toISOString()
    const { id } = await worker.issue.report({ ...report(), writtenAt })
    await take(worker, id, 'note', { reason: '没有信号', writtenAt })
    await take(worker, id, 'note', { reason: '有信号', writtenAt: new Date().toISOString() })
    const { events } = await officer.issue.file({ id })
    expect(events.map(({ details }) => details.writtenAt)).toEqual([writtenAt, writtenAt, undefined])
    expect(Date.now() - Date.parse(events[0]!.at)).toBeLessThan(60_000)
  })
})
