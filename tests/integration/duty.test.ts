/** The duty roster: kept by whoever may, by area; what it suggests for an issue, and how often that was returned. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import type { RosterChange } from '../../shared/duty/roster.ts'
import type { ReportInput, StepInput } from '../../shared/issues/desk.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { asViewer } from '../../server/db/database.ts'
import { type SQL, rows, run, sql } from '../../server/db/sql.ts'
import { A, A1, A2, B1, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf, viewerWith } from './harness.ts'

const EVERY_DAY = { weekdays: [0, 1, 2, 3, 4, 5, 6, 7] }
const HOUR = 3_600_000
const later = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString()

describe.skipIf(!hasDatabase)('the duty roster', () => {
  let office: TestApp
  type Caller = Awaited<ReturnType<typeof callerAs>>
  let officer: Caller
  let staffOfA: Caller
  const as = (role: Role, accountId: string, ...areas: string[]): Promise<Caller> =>
    callerAs(office.app, role, accountId, ...areas)

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app))
    officer = await as('commandCentre', '11')
    staffOfA = await as('communityStaff', '12', A)
  })
  afterAll(() => office?.close())

  const personIn = async (unit: string, name: string): Promise<string> => {
    await officer.duty.change({ kind: 'addPerson', unit, name, skills: [] })
    const { people } = await officer.duty.roster({ unit })
    return people.find((one) => one.unit === unit && one.name === name)!.id
  }
  const always = (unit: string, person: string): RosterChange => ({
    kind: 'addShift',
    unit,
    person,
    on: EVERY_DAY,
    fromMinute: 0,
    toMinute: 1440,
  })
  const report = async (more: Partial<ReportInput> = {}): Promise<string> =>
    (
      await officer.issue.report({
        class: 'greening',
        subclass: 'streetTree',
        description: '树枝压线',
        location: [114.005, 30.005],
        key: randomUUID(),
        ...more,
      })
    ).id
  const take = async (id: string, step: RuledStep, more: Partial<StepInput> = {}) => {
    const { lastEvent: seen } = await officer.issue.file({ id })
    return officer.issue.step({ id, step, seen, reason: '', details: {}, key: randomUUID(), ...more })
  }
  const suggestionFor = async (caller: Caller, id: string) => (await caller.issue.file({ id })).suggestion!

  test('without one the register of assignments says who is responsible, and nobody is nobody', async () => {
    const id = await report()
    // The tiny town has no assignments: the street's desk is what is left.
    expect(await suggestionFor(officer, id)).toMatchObject({
      unit: { code: A1 },
      options: [{ target: { unit: STREET }, state: 'desk' }, { target: { department: 'greening' } }],
      passedOver: [{ unit: A1 }, { unit: A }],
    })
    // Who is there and who is away is told to those who may dispatch, and to nobody else.
    for (const role of ['gridWorker', 'planner'] as const)
      expect((await (await as(role, '19', A)).issue.file({ id })).suggestion).toBeNull()
    await run(
      office.app.db.pool,
      sql`insert into assignment (unit_code, role, person_name, valid_from) values (${A1}, 'worker', '欧阳一', '2020-01-01')`,
    )
    expect((await suggestionFor(officer, id)).options[0]).toMatchObject({
      target: { unit: A1 },
      state: 'noRoster',
      people: [{ name: '欧阳一', until: null }],
    })
  })

  test('suggests who is on duty, on leave the deputy, without one the community, and says why', async () => {
    const id = await report()
    const [worker, leader, specialist] = [
      await personIn(A1, '欧阳一'),
      await personIn(A1, '欧阳长'),
      await personIn(A, '欧阳专'),
    ]
    await officer.duty.change(always(A1, worker))
    await officer.duty.change(always(A, specialist))
    expect((await suggestionFor(officer, id)).options).toMatchObject([
      {
        target: { unit: A1 },
        state: 'onDuty',
        people: [{ name: '欧阳一', standsFor: null, isTrained: null }],
      },
      { target: { department: 'greening' } },
      { target: { unit: A }, people: [{ name: '欧阳专' }] },
    ])
    await officer.duty.change({
      kind: 'addLeave',
      person: worker,
      leave: 'annual',
      from: later(-1),
      to: later(30),
    })
    expect(await suggestionFor(officer, id)).toMatchObject({
      options: [
        { target: { unit: A } },
        {},
        { target: { unit: A1 }, state: 'later', next: { name: '欧阳一' } },
      ],
      passedOver: [{ unit: A1, away: ['欧阳一'] }],
    })
    await officer.duty.change({
      kind: 'addDeputy',
      person: worker,
      deputy: leader,
      from: later(-1),
      to: null,
    })
    const [best] = (await suggestionFor(officer, id)).options
    expect(best).toMatchObject({ target: { unit: A1 }, people: [{ name: '欧阳长', standsFor: '欧阳一' }] })
    // Of one grid only, the community is beyond: named, and not to be given.
    await run(office.app.db.pool, sql`delete from duty_deputy`)
    const beyond = (await suggestionFor(await as('communityStaff', '13', A1), id)).options[0]
    expect(beyond).toMatchObject({ target: { unit: A }, isBeyond: true })
    expect((await suggestionFor(staffOfA, id)).options[0]).toMatchObject({ isBeyond: false })
  })

  test('keeps with a dispatch what was suggested and which was taken, and counts what was returned', async () => {
    const suggested = async (id: string) =>
      (await officer.issue.file({ id })).events.find(({ step }) => step === 'dispatch')!.details.suggested
    const [first, second, own, undone] = [await report(), await report(), await report(), await report()]
    const target = (await suggestionFor(officer, first)).options.map((option) => option.target)
    await take(first, 'dispatch', { details: { target: target[0], suggested: { targets: [], rank: 3 } } })
    await take(second, 'dispatch', { details: { target: target[1] } })
    await take(own, 'dispatch', { details: { target: { department: 'safety' } } })
    const { event } = await take(undone, 'dispatch', { details: { target: target[0] } })
    await officer.issue.undo({ id: undone, event, key: randomUUID() })
    // Not what a page says, but what there was to suggest.
    expect(await suggested(first)).toEqual({ targets: target, rank: 1 })
    expect(await suggested(second)).toMatchObject({ rank: 2 })
    expect(await suggested(own)).toMatchObject({ rank: null })
    await take(first, 'return', { reason: '不归本网格' })
    // Given on without a return, then returned by the next: the first is no miss.
    await take(second, 'dispatch', { details: { target: { department: 'safety' } } })
    await take(second, 'return', { reason: '不归我们' })
    const { total, byClass, byCommunity, without } = await officer.issue.accuracy({ span: 'day' })
    expect(total).toEqual({ first: [1, 1], further: [0, 1], own: [1, 2] })
    expect(byClass).toEqual([{ key: 'greening', counts: total }])
    expect(byCommunity).toEqual([{ key: A, counts: total }])
    expect(without).toBe(0)
    const elsewhere = await (await as('communityStaff', '14', B1)).issue.accuracy({ span: 'day' })
    expect(elsewhere.byClass).toEqual([])
  })

  test('gives many at once each what is suggested first for it alone', async () => {
    const places = [114.005, 114.015, 114.025].map((lon): [number, number] => [lon, 30.005])
    const ids: string[] = []
    for (const location of places) ids.push(await report({ location }))
    ids.push(await report({ class: 'advertising', subclass: 'banner' }))
    const same = async (caller: Caller): Promise<void> => {
      for (const { id, unit } of await caller.issue.choices({ ids })) {
        const { options, passedOver } = await suggestionFor(caller, id)
        const [best] = options
        expect(unit).toEqual(
          best!.isBeyond
            ? null
            : {
                code: (best!.target as { unit: string }).unit,
                name: best!.name,
                level: best!.level,
                state: best!.state,
                passedOver: passedOver.map(({ name }) => name),
              },
        )
      }
    }
    await same(officer)
    await same(staffOfA)
    const units = (await officer.issue.choices({ ids })).map(({ unit }) => unit!)
    // In the first grid nobody is on duty, in the second nobody is entered: the community has both.
    expect(units.map(({ code }) => code)).toEqual([A, A, STREET, A])
    expect(units[0]!.passedOver).toEqual(['甲一网格'])
    expect((await staffOfA.issue.choices({ ids })).map(({ id }) => id)).not.toContain(ids[2])
  })

  test('counts what who is on duty has taken, and says where that is not known', async () => {
    const administrator = await as('administrator', '17')
    const { id: accountId } = await administrator.account.create({
      userName: 'ouyang.zhuan',
      displayName: '欧阳专',
      roles: ['communityStaff'],
      areas: [A],
      validTo: null,
    })
    const id = await report()
    const first = async () => (await suggestionFor(officer, id)).options[0]!
    expect((await first()).people).toMatchObject([{ name: '欧阳专', inHand: null }])
    const person = (await officer.duty.roster({ unit: A })).people.find(({ name }) => name === '欧阳专')!
    await administrator.duty.change({
      kind: 'changePerson',
      id: person.id,
      skills: [],
      account: 'ouyang.zhuan',
    })
    expect((await first()).people).toMatchObject([{ inHand: 0 }])
    const before = (await first()).openIssues
    const specialist = await callerAs(office.app, 'communityStaff', accountId, A)
    const [taken, given, undone] = [await report(), await report(), await report()]
    for (const one of [taken, given, undone])
      await take(one, 'dispatch', { details: { target: { unit: A } } })
    const takes = async (one: string) => {
      const { lastEvent: seen } = await specialist.issue.file({ id: one })
      return specialist.issue.step({
        id: one,
        step: 'take',
        seen,
        reason: '',
        details: {},
        key: randomUUID(),
      })
    }
    await takes(taken)
    const { event } = await takes(undone)
    await specialist.issue.undo({ id: undone, event, key: randomUUID() })
    expect((await first()).people).toMatchObject([{ inHand: 1 }])
    expect((await first()).openIssues).toBe(before + 3)
  })

  test('is announced as what it is: no page asks for every issue again', async () => {
    const newest = async () =>
      rows<{ kind: string }>(office.app.db.pool, sql`select kind from event order by id desc limit 1`)
    await personIn(STREET, '司马告')
    expect(await newest()).toEqual([{ kind: 'duty' }])
  })

  test('is seen and changed within one’s own area only, by procedure and by SQL', async () => {
    const own = await personIn(A2, '司马二')
    const other = await personIn(B1, '司马乙')
    expect((await staffOfA.duty.roster({ unit: A2 })).people.map(({ id }) => id)).toContain(own)
    expect((await staffOfA.duty.roster({ unit: A2 })).people.map(({ id }) => id)).not.toContain(other)
    expect(await refusalOf(staffOfA.duty.roster({ unit: B1 }))).toBe('access.outsideArea')
    const change = (input: RosterChange) => refusalOf(staffOfA.duty.change(input))
    expect(await change({ kind: 'addPerson', unit: B1, name: '外人', skills: [] })).toBe('access.outsideArea')
    expect(await change(always(B1, own))).toBe('access.outsideArea')
    expect(await change(always(A2, other))).toBe('duty.unknown')
    expect(await change({ kind: 'removePerson', id: other })).toBe('duty.unknown')
    expect(await change({ kind: 'addDeputy', person: own, deputy: other, from: later(0), to: null })).toBe(
      'duty.unknown',
    )
    expect(await change({ kind: 'addPerson', unit: A2, name: '司马二', skills: [] })).toBe('duty.personKnown')
    expect(await change({ kind: 'changePerson', id: own, skills: [], account: 'admin' })).toBe(
      'access.refused',
    )
    expect(await change(always(A2, own))).toBe('answered')
    // With a shift nobody is taken away unseen.
    expect(await change({ kind: 'removePerson', id: own })).toBe('duty.personInUse')

    const sees = async (role: Role, area: string, statement: SQL): Promise<unknown[]> =>
      asViewer(office.app.db, await viewerWith(office.app, [role], [area]), (tx) => rows(tx, statement))
    const people = sql`select name from duty_person where unit_code in (${A2}, ${B1}) order by name`
    expect(await sees('communityStaff', A, people)).toEqual([{ name: '司马二' }])
    expect(await sees('commandCentre', '*', people)).toHaveLength(2)
    for (const role of ['gridWorker', 'planner', 'viewer', 'auditor'] as const)
      for (const table of ['duty_person', 'duty_shift', 'duty_leave', 'duty_deputy'])
        expect(await sees(role, '*', sql`select 1 from ${sql.raw(table)}`)).toEqual([])
    const writes = async (statement: SQL): Promise<number> =>
      asViewer(office.app.db, await viewerWith(office.app, ['communityStaff'], [A]), (tx) =>
        run(tx, statement),
      )
    expect(await writes(sql`delete from duty_person where id = ${other}::bigint`)).toBe(0)
    await expect(
      writes(sql`insert into duty_leave (person_id, from_at, to_at, kind)
        values (${other}::bigint, now(), now() + interval '1 day', 'annual')`),
    ).rejects.toThrow(/row-level security/)
    await expect(
      writes(sql`update duty_person set unit_code = ${B1} where id = ${own}::bigint`),
    ).rejects.toThrow(/row-level security/)
  })

  test('leaves a trace of each change, by area', async () => {
    const { rows: traces } = await (await as('auditor', '15', A)).audit.list({})
    expect(traces[0]).toMatchObject({ action: 'rosterChanged', subjectKind: 'roster', subjectId: A2 })
    expect(traces.some(({ subjectId }) => subjectId === B1)).toBe(false)
  })

  test('tells a worker until when they are on duty, and a deputy for whom', async () => {
    const administrator = await as('administrator', '16')
    const account = async (userName: string): Promise<Caller> => {
      const { id } = await administrator.account.create({
        userName,
        displayName: userName,
        roles: ['gridWorker'],
        areas: [A2],
        validTo: null,
      })
      return as('gridWorker', id, A2)
    }
    const [worker, stand] = [await account('sima.er'), await account('sima.dai')]
    expect((await worker.work.mine()).duty).toBeNull()
    const person = (await administrator.duty.roster({ unit: A2 })).people.find(
      ({ name }) => name === '司马二',
    )!
    await administrator.duty.change({
      kind: 'changePerson',
      id: person.id,
      skills: ['greening'],
      account: 'sima.er',
    })
    const deputy = await personIn(A2, '司马代')
    await administrator.duty.change({ kind: 'changePerson', id: deputy, skills: [], account: 'sima.dai' })
    expect(
      await refusalOf(
        administrator.duty.change({ kind: 'changePerson', id: deputy, skills: [], account: 'sima.er' }),
      ),
    ).toBe('duty.personKnown')
    await administrator.duty.change({
      kind: 'addDeputy',
      person: person.id,
      deputy,
      from: later(-1),
      to: null,
    })
    expect((await worker.work.mine()).duty).toMatchObject({
      on: [{ unit: '甲二网格', standsFor: null }],
      awayUntil: null,
    })
    expect((await stand.work.mine()).duty).toMatchObject({ on: [], next: null })
    const end = later(5)
    await administrator.duty.change({
      kind: 'addLeave',
      person: person.id,
      leave: 'official',
      from: later(-1),
      to: end,
    })
    expect(Date.parse((await worker.work.mine()).duty!.awayUntil!)).toBe(
      Math.floor(Date.parse(end) / 1000) * 1000,
    )
    expect((await stand.work.mine()).duty).toMatchObject({ on: [{ unit: '甲二网格', standsFor: '司马二' }] })
    // Skills and account stay apart: who manages no accounts leaves the account as it is, and is not told it.
    await staffOfA.duty.change({ kind: 'changePerson', id: person.id, skills: [] })
    const seen = async (caller: Caller) =>
      (await caller.duty.roster({ unit: A2 })).people.find(({ id }) => id === person.id)!.account
    expect([await seen(administrator), await seen(staffOfA)]).toEqual(['sima.er', null])
    expect((await staffOfA.duty.roster({ unit: A2 })).accounts).toBeNull()
  })
})
