/** What grids that end hand over when a plan is published: staff to come, accounts, screens, webhooks, rosters. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { viewerOf } from '../../server/access/sessions.ts'
import { rows, run, sql } from '../../server/db/sql.ts'
import { catchUpLinks } from '../../server/services/catchUpLinks.ts'
import { handOverDue } from '../../server/services/plans/handOver.ts'
import { addDays, today } from '../../shared/domain/dates.ts'
import { B3, B4, DIVIDED } from '../fixtures/fourGridPlan.ts'
import { A1, A2, B1, B2, STREET, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, callerAs, hasDatabase, openTestApp, refusalOf } from './harness.ts'

describe.skipIf(!hasDatabase)('a grid that ends', () => {
  let town: TestApp
  let id: string
  const as = (role: 'planner' | 'commandCentre' | 'administrator') => callerAs(town.app, role, '0')
  const day = today()
  const yesterday = addDays(day, -1)
  const nextMonth = addDays(day, 30)
  const later = addDays(day, 60)
  const pool = () => town.app.db.pool

  const held = async (): Promise<unknown> => ({
    staff: await rows(
      pool(),
      sql`select unit_code, person_name, valid_from, valid_to from assignment order by person_name, valid_from`,
    ),
    accounts: await rows(pool(), sql`select user_name, areas from account order by user_name`),
    screens: await rows(pool(), sql`select name, area from wall_screen order by name`),
    hooks: await rows(pool(), sql`select name, areas from webhook order by name`),
    people: await rows(
      pool(),
      sql`select unit_code, name, account_id is not null as signs, skills from duty_person order by name, unit_code`,
    ),
    shifts: await rows(
      pool(),
      sql`select s.unit_code, p.name, s.weekdays, s.day from duty_shift s join duty_person p on p.id = s.person_id
        order by p.name, s.day nulls first`,
    ),
  })
  const published = async (on: string, successors: Record<string, string> = {}) =>
    (await as('commandCentre')).plan.publish({
      id,
      version: 1,
      on,
      successors: successors as never,
      despite: '测试方案，未作检查',
    })

  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app))
    const planner = await as('planner')
    id = (await planner.plan.create({ name: '一分为二', scope: STREET, from: 'today' })).id
    await planner.plan.edit({ id, base: 0, change: DIVIDED })
    await run(
      pool(),
      sql`insert into assignment (unit_code, role, person_name, valid_from, valid_to) values
        (${B1}, 'leader', '司徒明', '2026-01-01', null), (${B1}, 'worker', '司徒清', ${later}::date, null),
        (${B1}, 'worker', '司徒远', '2020-01-01', '2021-01-01')`,
    )
    await run(
      pool(),
      sql`insert into account (user_name, display_name, roles, areas) values
        ('siming', '司徒明', '{gridWorker}', ${`{${A1},${B1},${B2}}`}::text[]), ('other', '某人', '{gridWorker}', ${`{${A2}}`}::text[])`,
    )
    await run(
      pool(),
      sql`insert into wall_screen (name, area, link_expires_at, made_by) values ('大屏', ${B1}, now(), 1)`,
    )
    await run(
      pool(),
      sql`insert into webhook (name, address, address_hint, format, occurrences, areas, language, page_url)
        values ('群', '', '', 'plain', '{}', ${`{${B1},${B2}}`}::text[], 'zh-CN', '')`,
    )
    await run(
      pool(),
      sql`insert into duty_person (unit_code, name, account_id, skills) values
        (${B1}, '司徒明', (select id from account where user_name = 'siming'), '{greening}'), (${B1}, '司徒清', null, '{}')`,
    )
    await run(
      pool(),
      sql`insert into duty_shift (unit_code, person_id, weekdays, day, from_minute, to_minute)
        select ${B1}, p.id, s.weekdays::smallint[], s.day::date, 540, 1020 from duty_person p
        join (values ('司徒明', '{1,2,3}', null), ('司徒清', '{}', ${yesterday}), ('司徒清', '{}', ${later}))
          as s (name, weekdays, day) on s.name = p.name`,
    )
  })
  afterAll(() => town?.close())

  test('is told with all that it hands over, and to whom, before anything is published', async () => {
    const asked = { id, on: day }
    const { ended, grids } = await (await as('planner')).plan.effect(asked)
    expect(ended).toEqual([
      {
        code: B1,
        name: '乙一网格',
        parent: B1.slice(0, 12),
        // The one with its only household, though the other gets more of the ground.
        successor: B3,
        heirs: [
          { code: B3, households: 1 },
          { code: B4, households: 0 },
        ],
        staff: [
          { role: 'leader', personName: '司徒明' },
          { role: 'worker', personName: '司徒清' },
        ],
        accounts: { count: 1, names: null },
        roster: { people: 2, names: null, shifts: 2 },
      },
    ])
    // Both neighbours got a point on their border, and are what they were.
    expect(grids.map(({ code, kind }) => [code, kind])).toEqual([
      [A1, 'same'],
      [A2, 'same'],
      [B2, 'same'],
      [B3, 'new'],
      [B4, 'new'],
    ])
    const office = await (await as('commandCentre')).plan.effect(asked)
    expect(office.ended[0]).toMatchObject({
      accounts: { names: null },
      roster: { names: ['司徒明', '司徒清'] },
    })
    const administrator = await (await as('administrator')).plan.effect(asked)
    expect(administrator.ended[0]!.accounts).toEqual({ count: 1, names: ['siming'] })
    // Whoever reaches further than the administrator of a street is counted there, and not named.
    await run(
      pool(),
      sql`insert into account (user_name, display_name, roles, areas)
        values ('far', '远', '{gridWorker}', ${`{${B1},*}`}::text[])`,
    )
    const ofStreet = await callerAs(town.app, 'administrator', '0', STREET)
    expect((await ofStreet.plan.effect(asked)).ended[0]!.accounts).toEqual({ count: 2, names: ['siming'] })
    await run(pool(), sql`delete from account where user_name = 'far'`)
  })

  test('goes to the grid that was chosen, which has to be one of the plan', async () => {
    const planner = await as('planner')
    const chosen = await planner.plan.effect({ id, on: day, successors: { [B1]: B4 } as never })
    expect(chosen.ended[0]!.successor).toBe(B4)
    const wrong = [{ [B1]: '429901001002999' }, { [B2]: B4 }]
    for (const successors of wrong)
      expect(await refusalOf(planner.plan.effect({ id, on: day, successors: successors as never }))).toBe(
        'plan.successorUnknown',
      )
    expect(await refusalOf(published(nextMonth, { [B1]: A1.replace(/1$/, '9') }))).toBe(
      'plan.successorUnknown',
    )
  })

  test('keeps accounts and roster until its day, and all of it when the plan is taken back', async () => {
    const before = await held()
    await published(nextMonth, { [B1]: B4 })
    const { staff, ...rest } = (await held()) as { staff: unknown }
    expect({ staff: (before as { staff: unknown }).staff, ...rest }).toEqual(before)
    // Who was to begin after the day begins in the grid that takes over.
    expect(staff).toEqual([
      { unit_code: B1, person_name: '司徒明', valid_from: '2026-01-01', valid_to: nextMonth },
      { unit_code: B4, person_name: '司徒明', valid_from: nextMonth, valid_to: null },
      { unit_code: B4, person_name: '司徒清', valid_from: later, valid_to: null },
      { unit_code: B1, person_name: '司徒远', valid_from: '2020-01-01', valid_to: '2021-01-01' },
    ])
    const office = await as('commandCentre')
    expect((await office.plan.effect({ id, on: day })).ended[0]!.successor).toBe(B4)
    expect(await handOverDue(town.app)).toBe(0)
    expect(await office.plan.withdrawal({ id })).toEqual({ grids: [], accounts: 0, screens: 0, webhooks: 0 })
    await office.plan.withdraw({ id })
    expect(await held()).toEqual(before)
    expect(await rows(pool(), sql`select 1 from unit_hand_over`)).toEqual([])
  })

  test('gets back what was put on the grids to come; accounts on them are told and refused', async () => {
    const before = await held()
    const office = await as('commandCentre')
    await published(nextMonth)
    await run(
      pool(),
      sql`insert into assignment (unit_code, role, person_name, valid_from)
      values (${B3}, 'specialist', '诸葛新', ${nextMonth}::date)`,
    )
    await run(
      pool(),
      sql`insert into duty_person (unit_code, name) values (${B3}, '诸葛新'), (${B3}, '司徒清')`,
    )
    await run(
      pool(),
      sql`insert into duty_shift (unit_code, person_id, weekdays, from_minute, to_minute)
      select ${B3}, id, '{4}', 540, 1020 from duty_person where unit_code = ${B3}`,
    )
    await run(pool(), sql`update account set areas = ${`{${A2},${B3}}`}::text[] where user_name = 'other'`)
    expect(await office.plan.withdrawal({ id })).toEqual({
      grids: [
        {
          code: B3,
          name: '乙南网格',
          origin: B1,
          people: 2,
          shifts: 2,
          staff: 1,
          accounts: 1,
          screens: 0,
          webhooks: 0,
        },
      ],
      accounts: 1,
      screens: 0,
      webhooks: 0,
    })
    expect(await refusalOf(office.plan.withdraw({ id }))).toBe('plan.accountsAhead')
    await run(pool(), sql`update account set areas = ${`{${A2}}`}::text[] where user_name = 'other'`)
    // The code of a grid that was never is given to another one: nothing may be left that looks at it.
    await run(
      pool(),
      sql`insert into wall_screen (name, area, link_expires_at, made_by)
        values ('新屏', ${B3}, now() + interval '1 day', 1), ('旧屏', ${B3}, now(), 1)`,
    )
    expect(await office.plan.withdrawal({ id })).toMatchObject({
      grids: [{ code: B3, screens: 1, webhooks: 0 }],
      screens: 1,
      webhooks: 0,
    })
    expect(await refusalOf(office.plan.withdraw({ id }))).toBe('plan.screensAhead')
    await run(pool(), sql`delete from wall_screen where area = ${B3}`)
    await run(pool(), sql`update webhook set areas = ${`{${B1},${B4}}`}::text[]`)
    expect(await office.plan.withdrawal({ id })).toMatchObject({ screens: 0, webhooks: 1 })
    expect(await refusalOf(office.plan.withdraw({ id }))).toBe('plan.screensAhead')
    await run(pool(), sql`update webhook set areas = ${`{${B1},${B2}}`}::text[]`)
    await office.plan.withdraw({ id })
    const after = (await held()) as Record<'staff' | 'people' | 'shifts', Record<string, unknown>[]>
    const isNew = ({ name, person_name, weekdays }: Record<string, unknown>): boolean =>
      name === '诸葛新' || person_name === '诸葛新' || (weekdays as number[] | undefined)?.[0] === 4
    expect(after.people.filter(isNew)).toMatchObject([{ unit_code: B1, name: '诸葛新' }])
    // The same name on one roster is the same person.
    expect(after.shifts.filter(isNew).map(({ unit_code, name }) => [unit_code, name])).toEqual([
      [B1, '司徒清'],
      [B1, '诸葛新'],
    ])
    expect(after.staff.filter(isNew)).toMatchObject([{ unit_code: B1 }])
    await run(pool(), sql`delete from assignment where person_name = '诸葛新'`)
    await run(pool(), sql`delete from duty_person where name = '诸葛新'`)
    await run(pool(), sql`delete from duty_shift where weekdays = '{4}'`)
    expect(await held()).toEqual(before)
  })

  test('hands over on its day, once, and whoever signs in reaches the next grid from then on', async () => {
    const tomorrow = addDays(day, 1)
    await published(tomorrow)
    expect(await handOverDue(town.app)).toBe(0)
    expect(await handOverDue(town.app, tomorrow)).toBe(1)
    expect(await handOverDue(town.app, tomorrow)).toBe(0)
    expect(await held()).toMatchObject({
      accounts: [
        { user_name: 'other', areas: [A2] },
        { user_name: 'siming', areas: [A1, B3, B2] },
      ],
      screens: [{ area: B3 }],
      hooks: [{ areas: [B3, B2] }],
      people: [
        { unit_code: B3, name: '司徒明', signs: true, skills: ['greening'] },
        { unit_code: B3, name: '司徒清', signs: false },
      ],
      // A day that is past stays where it was.
      shifts: [
        { unit_code: B3, name: '司徒明', day: null },
        { unit_code: B1, name: '司徒清', day: yesterday },
        { unit_code: B3, name: '司徒清', day: later },
      ],
    })
    await run(
      pool(),
      sql`insert into session (token_hash, account_id, expires_at)
        select sha256('t'::bytea), id, now() + interval '1 hour' from account where user_name = 'siming'`,
    )
    const viewer = await viewerOf(town.app, 't')
    expect(viewer!.areaPaths).toContain(`/${STREET}/${B1.slice(0, 12)}/${B3}/`)
    expect(viewer!.areaPaths).not.toContain(`/${STREET}/${B1.slice(0, 12)}/${B1}/`)
    const trace = await rows<{ action: string; subject_id: string; fields: string[] }>(
      pool(),
      sql`select action, subject_id, fields from audit where action in ('accountMoved', 'rosterMoved') order by id`,
    )
    expect(trace).toEqual([
      { action: 'accountMoved', subject_id: 'siming', fields: [B1, B3] },
      { action: 'rosterMoved', subject_id: B1, fields: [B3] },
    ])
  })
})

describe.skipIf(!hasDatabase)('two of one name on a roster that joins another', () => {
  let town: TestApp
  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app), ['units'])
  })
  afterAll(() => town?.close())

  test('stay two where both sign in, and stand in for nobody but others', async () => {
    const { moveRoster } = await import('../../server/db/handOver.ts')
    const on = town.app.db.pool
    await run(
      on,
      sql`insert into account (user_name, display_name, roles, areas) values ('one', '甲', '{gridWorker}', '{}'), ('two', '乙', '{gridWorker}', '{}')`,
    )
    await run(
      on,
      sql`insert into duty_person (unit_code, name, account_id) values
        (${A1}, '张三', (select id from account where user_name = 'one')),
        (${A2}, '张三', (select id from account where user_name = 'two')), (${A1}, '李四', null), (${A2}, '李四', null)`,
    )
    await run(
      on,
      sql`insert into duty_deputy (person_id, deputy_id, from_at)
        select p.id, d.id, now() from duty_person p, duty_person d
        where p.unit_code = ${A1} and p.name = '李四' and d.unit_code = ${A2}`,
    )
    expect(await moveRoster(on, A1, A2, today())).toEqual({ people: 2, shifts: 0 })
    const people = await rows<{ name: string }>(
      on,
      sql`select unit_code, name from duty_person order by name`,
    )
    expect(people).toEqual([
      { unit_code: A2, name: '张三' },
      { unit_code: A2, name: '张三（甲一网格）' },
      { unit_code: A2, name: '李四' },
    ])
    const deputies = await rows<{ person: string; deputy: string }>(
      on,
      sql`select p.name as person, d.name as deputy from duty_deputy s join duty_person p on p.id = s.person_id
        join duty_person d on d.id = s.deputy_id`,
    )
    expect(deputies).toEqual([{ person: '李四', deputy: '张三' }])
  })

  test('get a number where the name with that of the unit is taken too', async () => {
    const { moveRoster } = await import('../../server/db/handOver.ts')
    const on = town.app.db.pool
    await run(
      on,
      sql`insert into account (user_name, display_name, roles, areas) values ('three', '丙', '{gridWorker}', '{}')`,
    )
    await run(
      on,
      sql`insert into duty_person (unit_code, name, account_id) values
        (${A1}, '张三', (select id from account where user_name = 'three'))`,
    )
    expect(await moveRoster(on, A1, A2, today())).toEqual({ people: 1, shifts: 0 })
    const people = await rows<{ name: string }>(
      on,
      sql`select p.name from duty_person p join account a on a.id = p.account_id where a.user_name = 'three'`,
    )
    expect(people).toEqual([{ name: '张三（甲一网格2）' }])
  })

  test('are both in the register of the grid that takes over, each by the name on the roster', async () => {
    const { insertHandOvers } = await import('../../server/db/handOver.ts')
    const { carryStaff } = await import('../../server/db/planPublishing.ts')
    const { assignedTo } = await import('../../server/db/duty.ts')
    const planner = await callerAs(town.app, 'planner', '0')
    const { id } = await planner.plan.create({ name: '同名', scope: STREET, from: 'today' })
    const on = town.app.db.pool
    const day = today()
    await run(
      on,
      sql`insert into account (user_name, display_name, roles, areas) values ('four', '丁', '{gridWorker}', '{}'),
        ('five', '戊', '{gridWorker}', '{}'), ('six', '己', '{gridWorker}', '{}'), ('seven', '庚', '{gridWorker}', '{}')`,
    )
    // Of the first name both are workers already; of the second one only who comes.
    await run(
      on,
      sql`insert into duty_person (unit_code, name, account_id) select code, name, a.id from (values
        (${B1}, '王五', 'four'), (${B2}, '王五', 'five'), (${B1}, '赵六', 'six'), (${B2}, '赵六', 'seven'))
          as given (code, name, account) join account a on a.user_name = account`,
    )
    await run(
      on,
      sql`insert into assignment (unit_code, role, person_name, valid_from) values (${B1}, 'worker', '王五', '2026-01-01'),
        (${B2}, 'worker', '王五', '2026-01-01'), (${B1}, 'worker', '赵六', '2026-01-01'),
        (${B1}, 'leader', '王五', ${addDays(day, 5)}::date)`,
    )
    const successors = new Map([[B1, B2]])
    await carryStaff(on, id, day, successors)
    await insertHandOvers(on, id, day, successors)
    expect(await handOverDue(town.app)).toBe(1)
    const accounts = await rows<{ person: string; account: string }>(
      on,
      sql`select p.id::text as person, a.user_name as account from duty_person p join account a on a.id = p.account_id`,
    )
    const assigned = async (at: string) =>
      (await assignedTo(on, [B2], at)).map(({ name, role, person }) => [
        name,
        role,
        accounts.find((one) => one.person === person)?.account,
      ])
    const workers = [
      ['王五', 'worker', 'five'],
      ['王五（乙一网格）', 'worker', 'four'],
      ['赵六（乙一网格）', 'worker', 'six'],
    ]
    expect((await assigned(day)).sort()).toEqual(workers)
    expect((await assigned(addDays(day, 5))).sort()).toEqual(
      [...workers, ['王五（乙一网格）', 'leader', 'four']].sort(),
    )
  })
})

describe.skipIf(!hasDatabase)('a hand-over that fails', () => {
  let town: TestApp
  let id: string
  const pool = () => town.app.db.pool
  beforeAll(async () => {
    town = await openTestApp()
    await loadTinyTown(commandsOf(town.app), ['units'])
    const planner = await callerAs(town.app, 'planner', '0')
    id = (await planner.plan.create({ name: '交接', scope: STREET, from: 'today' })).id
  })
  afterAll(() => town?.close())

  test('keeps neither the others nor a start from going on, and is done once it can be', async () => {
    const day = today()
    await run(
      pool(),
      sql`insert into account (user_name, display_name, roles, areas) values
        ('one', '甲', '{gridWorker}', ${`{${A1}}`}::text[]), ('two', '乙', '{gridWorker}', ${`{${B1}}`}::text[])`,
    )
    // A1 goes to A2, and all that A2 has by then to B2 the day after.
    await run(
      pool(),
      sql`insert into unit_hand_over (plan_id, unit_code, successor_code, on_day)
        select ${id}::bigint, code, next, day::date from (values (${A1}, ${A2}, ${addDays(day, -2)}),
          (${A2}, ${B2}, ${addDays(day, -1)}), (${B1}, ${B2}, ${day})) as given (code, next, day)`,
    )
    await pool().query(
      `create function broken() returns trigger language plpgsql as 'begin raise exception ''broken''; end'`,
    )
    await pool().query(
      `create trigger broken before update on account for each row when (old.user_name = 'one') execute function broken()`,
    )
    const areas = () => rows(pool(), sql`select user_name, areas from account order by user_name`)
    await catchUpLinks(town.app)
    expect(await areas()).toEqual([
      { user_name: 'one', areas: [A1] },
      { user_name: 'two', areas: [B2] },
    ])
    expect(await handOverDue(town.app)).toBe(0)
    await pool().query('drop trigger broken on account')
    expect(await handOverDue(town.app)).toBe(2)
    expect(await areas()).toEqual([
      { user_name: 'one', areas: [B2] },
      { user_name: 'two', areas: [B2] },
    ])
  })
})
