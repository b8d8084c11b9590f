/**
 * The leader's figures: equal to a slow count over all events for random lives of issues, with lists that are as long
 * as their figures, and for each viewer their own area alone.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { ISSUE_STATES } from '../../shared/domain/place.ts'
import type { StepInput } from '../../shared/issues/desk.ts'
import {
  FIGURE_GROUPS,
  FIGURE_KEYS,
  FIGURE_PARTS,
  type FigureGroup,
  type FigureKey,
  type FiguresInput,
} from '../../shared/issues/figures.ts'
import { replayAt } from '../../shared/issues/hotSpots.ts'
import { type IssueEvent, standingEvents } from '../../shared/issues/progress.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { eventsOf, insertEvent } from '../../server/db/issueEvents.ts'
import { transaction } from '../../server/db/database.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { officeCalendar } from '../../server/services/desk/officeCalendar.ts'
import { settle } from '../../server/services/desk/heldIssue.ts'
import { rebuildIssues } from '../../server/services/desk/rebuildIssues.ts'
import { issueWalk, reported, stepped } from '../fixtures/issueWalk.ts'
import { seededRandom } from '../fixtures/seededRandom.ts'
import { slowCount, type SlowIssue, slowList } from '../fixtures/slowFigures.ts'
import { A, A1, A2, B, B1, B2, commandsOf, loadTinyTown, STREET } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from './harness.ts'

const GRIDS = [
  { code: A1, lon: 114.005, path: `/${STREET}/${A}/${A1}/` },
  { code: A2, lon: 114.015, path: `/${STREET}/${A}/${A2}/` },
  { code: B1, lon: 114.025, path: `/${STREET}/${B}/${B1}/` },
  { code: B2, lon: 114.035, path: `/${STREET}/${B}/${B2}/` },
] as const
const KINDS = ISSUE_CLASSES.flatMap((row) =>
  row.subclasses.map(({ subclass }) => [row.class, subclass] as const),
)
const DAY = 86_400_000

describe.skipIf(!hasDatabase)("the leader's figures", () => {
  let office: TestApp
  const as = async (role: Role, accountId: string, ...areas: string[]) =>
    appRouter.createCaller({
      app: office.app,
      viewer: {
        ...(await viewerWith(office.app, [role], areas.length > 0 ? areas : undefined)),
        accountId,
      },
      sessionToken: undefined,
      setSession: () => undefined,
    }).issue
  type Person = Awaited<ReturnType<typeof as>>
  let officer: Person

  /** An issue at a grid, as it was when it came in. */
  const insert = (
    id: string,
    place: (typeof GRIDS)[number] | null,
    [issueClass, subclass]: readonly [string, string],
    times: { reported: number; due: number | null; closed?: number | null },
    state: string,
  ) => {
    const at = (time: number | null | undefined): string | null =>
      time === null || time === undefined ? null : new Date(time).toISOString()
    return run(
      office.app.db.pool,
      sql`insert into issue (id, class, subclass, reported_at, due_at, base_due_at, closed_at, state, location, unit_code,
          area_path, street_code, linked_from, link_state, content_hash)
        values (${id}, ${issueClass}, ${subclass}, ${at(times.reported)}::timestamptz, ${at(times.due)}::timestamptz,
          ${at(times.due)}::timestamptz, ${at(times.closed)}::timestamptz, ${state},
          st_setsrid(st_makepoint(${place?.lon ?? 113}, 30.005), 4326), ${place?.code ?? null}, ${place?.path ?? ''},
          ${place ? STREET : ''}, ${place ? '2020-01-01' : null}::date, ${place ? 'linked' : 'unlinked'}, ${id})`,
    )
  }

  /** The events of a random life, moved to begin at an instant. */
  const live = (id: string, walk: readonly IssueEvent[], begins: number) =>
    transaction(office.app.db, async (tx) => {
      const moved = begins - Date.parse(walk[0]!.at)
      const ids = new Map<string, string>()
      for (const event of walk) {
        const made = await insertEvent(tx, {
          issueId: id,
          step: event.step,
          from: event.from,
          to: event.to,
          at: new Date(Date.parse(event.at) + moved),
          actor: { accountId: event.accountId, userName: event.userName },
          details: event.details,
          undoes: event.undoes === null ? undefined : ids.get(event.undoes),
        })
        ids.set(event.id, made)
      }
      await settle(tx, id)
    })

  const everything = async (): Promise<SlowIssue[]> => {
    const found = await rows<
      Omit<SlowIssue, 'events' | 'reportedAt' | 'dueAt' | 'closedAt'> &
        Record<'reported' | 'due' | 'closed', string | null>
    >(
      office.app.db.pool,
      sql`select id, class, subclass, state, area_path as path, target_department as department,
        reported_at as reported, due_at as due, closed_at as closed from issue`,
    )
    const all: SlowIssue[] = []
    for (const { reported, due, closed, ...issue } of found)
      all.push({
        ...issue,
        reportedAt: Date.parse(reported!),
        dueAt: due === null ? null : Date.parse(due),
        closedAt: closed === null ? null : Date.parse(closed),
        events: await eventsOf(office.app.db.pool, issue.id),
      })
    return all
  }
  let issues: SlowIssue[]

  const keyOf = (by: FigureGroup, issue: SlowIssue): string => {
    if (by === 'class') return issue.class
    if (by === 'department') return issue.department ?? ''
    return issue.path.split('/')[by === 'community' ? 2 : 3] ?? ''
  }

  beforeAll(async () => {
    office = await openTestApp()
    await loadTinyTown(commandsOf(office.app), ['units', 'buildings'])
    const random = seededRandom(20261130)
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
    const now = Date.now()
    for (let n = 0; n < 150; n++) {
      const place = n % 17 === 0 ? null : pick(GRIDS)
      // What a file brought and nobody has touched here.
      const came = now - Math.floor(random() * 70 * DAY)
      const due = random() < 0.1 ? null : came + Math.floor(random() * 10 * DAY)
      const closed = random() < 0.7 ? came + Math.floor(random() * 12 * DAY) : null
      const isClosed = closed !== null && closed < now
      const state = isClosed ? 'closed' : pick(['new', 'dispatched', 'inHand', 'toVerify', 'hung'])
      await insert(
        `F${n}`,
        place,
        pick(KINDS),
        { reported: came, due, closed: isClosed ? closed : null },
        state,
      )
    }
    /** Handled and verified, some of them not at the first try. */
    const straight = (n: number): IssueEvent[] => {
      const steps: RuledStep[] = ['dispatch', 'take', 'feedBack', 'verify', 'evaluate']
      if (n % 3 === 0) steps.splice(3, 0, 'sendBack', 'feedBack')
      if (n % 5 === 0) steps.push('reopen', 'dispatch', 'feedBack', 'verify')
      const walk = [reported()]
      const answer = { isSolved: n % 4 !== 0, satisfaction: 1 + (n % 5) }
      for (const step of steps) walk.push(stepped(walk, step, 1 + Math.floor(random() * 900), { answer }))
      return walk
    }
    for (let n = 0; n < 170; n++) {
      const walk = n < 130 ? issueWalk(n, 4 + Math.floor(random() * 22)) : straight(n)
      const length = Date.parse(walk.at(-1)!.at) - Date.parse(walk[0]!.at)
      const begins = now - length - Math.floor(random() * 50 * DAY) - 60_000
      const came = begins - (random() < 0.3 ? Math.floor(random() * 6 * DAY) : 0)
      const isClosed = walk[0]!.to === 'closed'
      await insert(
        `W${n}`,
        n % 19 === 0 ? null : pick(GRIDS),
        pick(KINDS),
        { reported: came, due: came + Math.floor(random() * 8 * DAY), closed: isClosed ? begins : null },
        walk[0]!.to,
      )
      await live(`W${n}`, walk, begins)
    }
    officer = await as('commandCentre', '11')
    issues = await everything()
  })
  afterAll(() => office?.close())

  const SPANS: readonly FiguresInput['span'][] = [
    'day',
    'week',
    'month',
    { from: addDays(today(), -20), to: addDays(today(), -9) },
  ]

  test('are what a slow count over all events gives, by every grouping and period', async () => {
    let counted = 0
    for (const span of SPANS)
      for (const by of FIGURE_GROUPS) {
        const answer = await officer.figures({ span, by })
        const now = Date.parse(answer.at)
        const asked = (figure: FigureKey, days = answer.period) => ({
          figure,
          days,
          now,
          calendar: officeCalendar(),
        })
        const known = new Set(answer.rows.map(({ key }) => key))
        for (const figure of FIGURE_KEYS) {
          const expected = {
            now: slowCount(issues, asked(figure)),
            before: slowCount(issues, asked(figure, answer.before)),
            trend: answer.buckets.map((days) => slowCount(issues, asked(figure, days))),
          }
          expect([span, by, figure, answer.total[figure]]).toEqual([span, by, figure, expected])
          counted += expected.now[1]
          for (const { key, figures } of answer.rows) {
            const own = issues.filter((issue) => keyOf(by, issue) === key)
            expect([by, key, figure, figures[figure].now]).toEqual([
              by,
              key,
              figure,
              slowCount(own, asked(figure)),
            ])
            expect(figures[figure].before).toEqual(slowCount(own, asked(figure, answer.before)))
          }
          // No row is missing.
          for (const id of slowList(issues, 'denominator', asked(figure)))
            expect(known).toContain(
              keyOf(
                by,
                issues.find((issue) => issue.id === id)!,
              ),
            )
        }
      }
    expect(counted).toBeGreaterThan(1_000)
  })

  test('have something on both sides of each rate, so that the comparison means something', async () => {
    const { total } = await officer.figures({ span: 'month', by: 'community' })
    for (const figure of FIGURE_KEYS) {
      const [numerator, denominator] = total[figure].now
      expect([figure, denominator > 5, numerator > 0]).toEqual([figure, true, true])
      if (figure !== 'reported') expect([figure, numerator < denominator]).toEqual([figure, true])
    }
  })

  test('open lists that hold the issues they count, as many and the same ones', async () => {
    for (const [by, span] of [
      ['community', 'month'],
      ['class', 'week'],
    ] as const) {
      const answer = await officer.figures({ span, by })
      const now = Date.parse(answer.at)
      for (const figure of FIGURE_KEYS)
        for (const key of [undefined, ...answer.rows.map((row) => row.key)]) {
          const set = key === undefined ? answer.total : answer.rows.find((row) => row.key === key)!.figures
          const [numerator, denominator] = set[figure].now
          const expected = { numerator, denominator, rest: denominator - numerator }
          for (const part of FIGURE_PARTS) {
            const list = await officer.list({
              figure: { figure, part, period: answer.period, by, key },
              limit: 200,
            })
            expect([figure, key, part, list.total]).toEqual([figure, key, part, expected[part]])
            const own = issues.filter((issue) => key === undefined || keyOf(by, issue) === key)
            const asked = { figure, days: answer.period, now, calendar: officeCalendar() }
            expect(list.rows.map(({ id }) => id).sort()).toEqual(slowList(own, part, asked))
          }
        }
    }
  })

  test('leave out what a checker found unreasonable where asked to, and show both ways', async () => {
    const isSetAside = (issue: SlowIssue): boolean => {
      const standing = standingEvents(issue.events)
      const begun = standing.findLastIndex(({ step }) => step === 'import' || step === 'report')
      const last = standing
        .slice(Math.max(0, begun))
        .findLast(({ step }) => step === 'setAside' || step === 'countAgain')
      return last?.step === 'setAside'
    }
    const some = issues.filter((issue) => !isSetAside(issue))
    expect(some.length).toBeLessThan(issues.length)
    const question = { span: 'month', by: 'community' } as const
    const answer = await officer.figures({ ...question, isReasonableOnly: true })
    const whole = await officer.figures(question)
    const now = Date.parse(answer.at)
    for (const figure of FIGURE_KEYS) {
      const asked = { figure, days: answer.period, now, calendar: officeCalendar() }
      expect([figure, answer.total[figure].now]).toEqual([figure, slowCount(some, asked)])
      expect(whole.otherWay[figure]).toEqual(answer.total[figure].now)
      expect(answer.otherWay[figure]).toEqual(whole.total[figure].now)
      const filter = {
        figure,
        part: 'rest',
        period: answer.period,
        by: 'grid',
        isReasonableOnly: true,
      } as const
      const list = await officer.list({ figure: filter, limit: 200 })
      expect(list.rows.map(({ id }) => id).sort()).toEqual(slowList(some, 'rest', asked))
    }
  })

  test('of one unit count what lies in it, in the figure and in the list', async () => {
    const answer = await officer.figures({ span: 'month', by: 'grid', unit: A })
    const whole = await officer.figures({ span: 'month', by: 'community' })
    expect(answer.rows.map(({ key }) => key).sort()).toEqual([A1, A2])
    expect(answer.total).toEqual(whole.rows.find(({ key }) => key === A)!.figures)
    const figure = { figure: 'inTime', part: 'denominator', period: answer.period, by: 'grid' } as const
    expect((await officer.list({ figure, unit: A })).total).toBe(answer.total.inTime.now[1])
  })

  test('are for each viewer those of their own area, in tables and in lists', async () => {
    const staff = await as('communityStaff', '21', A)
    const answer = await staff.figures({ span: 'month', by: 'community' })
    const now = Date.parse(answer.at)
    const own = issues.filter(({ path }) => path.startsWith(`/${STREET}/${A}/`))
    expect(answer.rows.map(({ key, isPart }) => [key, isPart])).toEqual([[A, false]])
    for (const figure of FIGURE_KEYS) {
      const asked = { figure, days: answer.period, now, calendar: officeCalendar() }
      expect(answer.total[figure].now).toEqual(slowCount(own, asked))
    }
    const period = answer.period
    const behind = (person: Person, key: string) =>
      person.list({ figure: { figure: 'reported', part: 'denominator', period, by: 'community', key } })
    expect((await behind(staff, B)).total).toBe(0)
    expect((await behind(officer, B)).total).toBeGreaterThan(0)
    const worker = await as('gridWorker', '22', A1)
    const part = await worker.figures({ span: 'month', by: 'community' })
    expect(part.rows.map(({ key, isPart }) => [key, isPart])).toEqual([[A, true]])
    expect((await worker.figures({ span: 'month', by: 'grid' })).rows.map(({ key }) => key)).toEqual([A1])
  })

  test('follow an issue through its life, step by step', async () => {
    const before = await officer.figures({ span: 'day', by: 'grid' })
    const worker = await as('gridWorker', '32', A)
    const other = await as('gridWorker', '33', A)
    const { id } = await officer.report({
      class: 'greening',
      subclass: 'streetTree',
      description: '树枝压线',
      location: [114.005, 30.005],
      key: randomUUID(),
    })
    const take = async (person: Person, step: RuledStep, more: Partial<StepInput> = {}) =>
      person.step({
        id,
        step,
        seen: (await officer.file({ id })).lastEvent,
        reason: 'so',
        details: {},
        key: randomUUID(),
        ...more,
      })
    /** By how much each figure of the grid grew. */
    const grown = async (): Promise<Partial<Record<FigureKey, string>>> => {
      const after = await officer.figures({ span: 'day', by: 'grid' })
      const setOf = ({ rows: all }: typeof after) => all.find(({ key }) => key === A1)!.figures
      return Object.fromEntries(
        FIGURE_KEYS.flatMap((figure) => {
          const [n, d] = setOf(after)[figure].now
          const [m, e] = setOf(before)[figure].now
          return n === m && d === e ? [] : [[figure, `${n - m}/${d - e}`]]
        }),
      )
    }
    expect(await grown()).toEqual({ reported: '1/1' })
    await take(officer, 'note')
    expect(await grown()).toEqual({ reported: '1/1' })
    await take(officer, 'dispatch', { details: { target: { unit: A1 } } })
    expect(await grown()).toEqual({ reported: '1/1', response: '1/1' })
    await take(worker, 'feedBack')
    await take(other, 'sendBack')
    await take(worker, 'feedBack')
    await take(other, 'verify')
    expect(await grown()).toEqual({ reported: '1/1', response: '1/1', inTime: '1/1', rework: '1/1' })
    await take(officer, 'evaluate', { details: { answer: { isSolved: false, satisfaction: 2 } } })
    // The answer stays; with it, what was closed is open again.
    expect(await grown()).toEqual({
      reported: '1/1',
      response: '1/1',
      solution: '0/1',
      satisfaction: '0/1',
    })
  })

  test('rest on what the events say: made anew, nothing of it changes', async () => {
    const marks = () =>
      rows(
        office.app.db.pool,
        sql`select id, is_followed, taken_up_at, verified_at, is_reworked, is_set_aside, answered_at, answer_solved,
          answer_satisfaction from issue order by id`,
      )
    const kept = await marks()
    expect((await rebuildIssues(office.app)).mended).toEqual([])
    expect(await marks()).toEqual(kept)
    await run(office.app.db.pool, sql`update issue set is_reworked = not is_reworked where id = 'W3'`)
    expect((await rebuildIssues(office.app)).mended).toEqual(['W3'])
    expect(await marks()).toEqual(kept)
  })

  test('put the work of each grid beside its workers on duty, with lists as long', async () => {
    const assign = (unit: string, role: string, from: string, to: string | null) =>
      run(
        office.app.db.pool,
        sql`insert into assignment (unit_code, role, person_name, valid_from, valid_to)
          values (${unit}, ${role}, '张三', ${from}::date, ${to}::date)`,
      )
    await assign(A1, 'worker', '2020-01-01', null)
    await assign(A1, 'worker', '2020-01-01', null)
    await assign(A1, 'leader', '2020-01-01', null)
    await assign(A2, 'worker', '2020-01-01', addDays(today(), -1))
    await assign(B1, 'worker', addDays(today(), 1), null)
    await assign(B2, 'worker', today(), null)
    const { rows: loads, year } = await officer.load({})
    expect(loads.map(({ unit, workers }) => [unit, workers])).toEqual([
      [A1, 2],
      [A2, 0],
      [B1, 0],
      [B2, 1],
    ])
    for (const { unit, open, late, year: inYear } of loads) {
      expect(open).toBe((await officer.list({ unit, state: 'open' })).total)
      expect(late).toBe((await officer.list({ unit, state: 'open', isLate: true })).total)
      const figure = { figure: 'reported', part: 'denominator', period: year, by: 'grid', key: unit } as const
      expect(inYear).toBe((await officer.list({ figure })).total)
      expect(inYear).toBeGreaterThan(0)
    }
    const staff = await as('communityStaff', '41', B)
    expect((await staff.load({})).rows).toEqual(loads.filter(({ unit }) => unit.startsWith(B)))
  })

  test('tell where and at which minute issues were reported, in the own area alone', async () => {
    const period = { from: addDays(today(), -29), to: today() }
    const { ids, minutes, units, total } = await officer.reported({ period })
    expect(total).toBe((await officer.figures({ span: 'month', by: 'grid' })).total.reported.now[1])
    expect(ids).toHaveLength(total)
    const of = new Map(issues.map((issue) => [issue.id, issue]))
    ids.forEach((id, n) => {
      const issue = of.get(id)
      if (!issue) return
      const inDay = (issue.reportedAt + 8 * 3_600_000) % DAY
      expect(minutes[n]).toBe(Math.floor(inDay / 60_000))
      expect(issue.path.endsWith(`/${units[n]}/`) || (issue.path === '' && units[n] === '')).toBe(true)
    })
    const staff = await as('communityStaff', '42', A)
    const own = await staff.reported({ period })
    expect(own.units.every((unit) => unit.startsWith(A))).toBe(true)
    expect(own.total).toBe((await staff.figures({ span: 'month', by: 'grid' })).total.reported.now[1])
    const some = await officer.reported({ period, class: 'greening' })
    expect(some.total).toBeLessThan(total)
  })

  test('play a day again as the events of it say', async () => {
    const day = addDays(today(), -3)
    const [begin, end] = [`${day}T00:00:00+08:00`, `${addDays(day, 1)}T00:00:00+08:00`].map((text) =>
      Date.parse(text),
    )
    const replay = await officer.replay({ day })
    const at = (minute: number): Map<string, string | undefined> => {
      const { states } = replayAt(replay, minute)
      return new Map(replay.ids.map((id, n) => [id, ISSUE_STATES[states[n]!]]))
    }
    const [first, last] = [at(-1), at(1440)]
    let compared = 0
    for (const issue of issues) {
      if (issue.events.length === 0 || !issue.path) continue
      const stateAt = (instant: number): string | undefined =>
        issue.events.findLast((event) => Date.parse(event.at) < instant)?.to
      // What was closed before and is closed now is not played.
      if (!first.has(issue.id)) continue
      if (issue.reportedAt < begin! && stateAt(begin!)) expect(first.get(issue.id)).toBe(stateAt(begin!))
      if (stateAt(end!)) expect(last.get(issue.id)).toBe(stateAt(end!))
      compared++
    }
    expect(compared).toBeGreaterThan(20)
    const open = [...last].filter(([, state]) => state !== undefined && state !== 'closed').map(([id]) => id)
    const untouched = new Set(issues.filter(({ events }) => events.length === 0).map(({ id }) => id))
    const listed = await officer.list({ at: day, state: 'open', limit: 200 })
    expect(open.filter((id) => untouched.has(id)).sort()).toEqual(
      listed.rows
        .map(({ id }) => id)
        .filter((id) => untouched.has(id))
        .sort(),
    )
    const reported = replay.ids.map((id) => of(id)?.reportedAt ?? 0).filter((time) => time > 0)
    expect(reported).toEqual(reported.toSorted((a, b) => a - b))
    const staff = await as('communityStaff', '43', B)
    const own = await staff.replay({ day })
    expect(own.ids.length).toBeGreaterThan(0)
    expect(own.ids.every((id) => of(id).path.startsWith(`/${STREET}/${B}/`))).toBe(true)
  })
  const of = (id: string): SlowIssue => issues.find((issue) => issue.id === id)!

  test('refuse a period that is none', async () => {
    for (const span of [
      { from: today(), to: addDays(today(), -1) },
      { from: '2020-01-01', to: today() },
      { from: '2026-02-30', to: '2026-03-01' },
    ])
      await expect(officer.figures({ span, by: 'grid' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
