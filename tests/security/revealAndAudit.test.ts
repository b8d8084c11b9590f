/** A personal value in clear leaves a trace, and the trace cannot be altered without showing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokenAuditRows, writeAudit } from '../../server/access/audit.ts'
import type { Viewer } from '../../server/access/viewer.ts'
import { type Queryable, row, rows, sql } from '../../server/db/sql.ts'
import { appRouter } from '../../server/routers/appRouter.ts'
import { A, type Commands, PEOPLE, commandsOf, loadTinyTown } from '../fixtures/tinyTown.ts'
import { type TestApp, hasDatabase, openTestApp, viewerWith } from '../integration/harness.ts'

describe.skipIf(!hasDatabase)('reveal and audit', () => {
  let office: TestApp
  let commands: Commands
  let staff: Viewer
  const pool = (): Queryable => office.app.db.pool
  const callerOf = (viewer: Viewer) =>
    appRouter.createCaller({ app: office.app, viewer, sessionToken: undefined, setSession: () => undefined })
  const reveals = () =>
    rows<{ subject: string; fields: string[]; purpose: string; note: string | null; userName: string }>(
      pool(),
      sql`select subject_id as subject, fields, purpose, note, user_name as "userName" from audit where action = 'reveal' order by audit.id`,
    )

  beforeAll(async () => {
    office = await openTestApp()
    commands = commandsOf(office.app)
    await loadTinyTown(commands)
    staff = await viewerWith(office.app, ['communityStaff'], [A])
  })
  afterAll(() => office?.close())

  test('each field comes back as it went in, with one row of audit each', async () => {
    const person = PEOPLE[0]!
    for (const field of ['name', 'identityNumber', 'phone'] as const) {
      const answer = await callerOf(staff).resident.reveal({
        id: person.id,
        field,
        purpose: 'visit',
        note: '入户',
      })
      expect(answer.value).toBe(person[field])
    }
    expect(await reveals()).toEqual(
      ['name', 'identityNumber', 'phone'].map((field) => ({
        subject: 'R1',
        fields: [field],
        purpose: 'visit',
        note: '入户',
        userName: 'communityStaff',
      })),
    )
  })

  test('lists show masks alone', async () => {
    const { rows: listed } = await callerOf(staff).resident.list({ limit: 50 })
    const shown = JSON.stringify(listed)
    for (const { name, identityNumber, phone } of PEOPLE)
      for (const value of [name, identityNumber, phone]) expect(shown).not.toContain(value)
    expect(listed.find(({ id }) => id === 'R1')).toMatchObject({
      nameMasked: '端***',
      phoneMasked: '100****0001',
    })
  })

  test('a look without a purpose, or with one that is none, is refused', async () => {
    const before = (await reveals()).length
    const reveal = callerOf(staff).resident.reveal as (input: unknown) => Promise<unknown>
    for (const purpose of [undefined, '', 'curiosity'])
      await expect(reveal({ id: 'R1', field: 'phone', purpose })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    await expect(reveal({ id: 'R1', field: 'address', purpose: 'visit' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect((await reveals()).length).toBe(before)
  })

  test('a refused look leaves no value and no row of a reveal', async () => {
    const before = (await reveals()).length
    await expect(
      callerOf(staff).resident.reveal({ id: 'R5', field: 'phone', purpose: 'visit' }),
    ).rejects.toMatchObject({ key: 'resident.unknown' })
    const planner = await viewerWith(office.app, ['planner'])
    await expect(
      callerOf(planner).resident.reveal({ id: 'R1', field: 'phone', purpose: 'visit' }),
    ).rejects.toMatchObject({ key: 'access.refused' })
    expect((await reveals()).length).toBe(before)
  })

  test('no value leaves when the trace cannot be written', async () => {
    await pool().query(
      `create function audit_is_full() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$`,
    )
    await pool().query(
      'create trigger audit_is_full before insert on audit for each row execute function audit_is_full()',
    )
    await expect(
      callerOf(staff).resident.reveal({ id: 'R1', field: 'phone', purpose: 'visit' }),
    ).rejects.toThrow()
    await pool().query('drop trigger audit_is_full on audit')
  })

  test('a sealed value that was altered, or moved to another field, does not open', async () => {
    const sealed = (await row<{ name: Buffer; phone: Buffer }>(
      pool(),
      sql`select name_cipher as name, phone_cipher as phone from resident where id = 'R2'`,
    ))!
    const altered = Buffer.from(sealed.name)
    altered[altered.length - 1]! ^= 1
    expect(() => office.app.vault.open('name', altered)).toThrow()
    expect(() => office.app.vault.open('name', sealed.phone)).toThrow()
    expect(office.app.vault.open('phone', sealed.phone)).toBe('10012340002')
  })

  test('two seals of one value differ', () => {
    const [one, other] = [office.app.vault.seal('name', '王小明'), office.app.vault.seal('name', '王小明')]
    expect(one.equals(other)).toBe(false)
  })

  test('the log takes additions only', async () => {
    for (const statement of ['update audit set user_name = user_name', 'delete from audit', 'truncate audit'])
      await expect(pool().query(statement)).rejects.toMatchObject({ code: '42501' })
  })

  test('many writers at once leave one whole chain', async () => {
    await Promise.all(
      Array.from({ length: 25 }, (_, n) =>
        writeAudit(
          office.app.db,
          { accountId: null, userName: `writer${n}` },
          { action: 'test', subjectKind: 'test', subjectId: String(n) },
        ),
      ),
    )
    expect(await brokenAuditRows(pool())).toEqual([])
    expect((await commands.run('audit', 'verify')).exitCode).toBe(0)
  })

  describe('a log that was altered past its triggers', () => {
    const alter = async (statement: string): Promise<void> => {
      await pool().query('alter table audit disable trigger user')
      await pool().query(statement)
      await pool().query('alter table audit enable trigger user')
    }

    test('shows the altered row', async () => {
      const { id } = (await row<{ id: string }>(
        pool(),
        sql`select id::text as id from audit where action = 'reveal' order by audit.id limit 1`,
      ))!
      await alter(`update audit set purpose = 'emergency' where id = ${id}`)
      const { exitCode, json } = await commands.run('audit', 'verify')
      expect([exitCode, json.broken]).toEqual([1, [id]])
      expect((await commands.run('doctor')).exitCode).toBe(1)
      await alter(`update audit set purpose = 'visit' where id = ${id}`)
      expect((await commands.run('audit', 'verify')).exitCode).toBe(0)
    })

    test.each(['user_name', 'action', 'subject_kind', 'subject_id', 'area_path'])(
      'shows a changed %s',
      async (column) => {
        await alter(`update audit set ${column} = ${column} || 'x' where id = (select min(id) from audit)`)
        expect((await commands.run<{ broken: string[] }>('audit', 'verify')).json.broken).toHaveLength(1)
        await alter(`update audit set ${column} = left(${column}, -1) where id = (select min(id) from audit)`)
        expect((await commands.run('audit', 'verify')).exitCode).toBe(0)
      },
    )

    test('shows a changed time', async () => {
      await alter(
        `update audit set at = at + interval '1 millisecond' where id = (select min(id) from audit)`,
      )
      expect((await commands.run('audit', 'verify')).exitCode).toBe(1)
      await alter(
        `update audit set at = at - interval '1 millisecond' where id = (select min(id) from audit)`,
      )
    })

    test('shows a row that was taken out of the middle', async () => {
      const [, second, third] = await rows<{ id: string }>(
        pool(),
        sql`select id::text as id from audit order by audit.id limit 3`,
      )
      await alter(`delete from audit where id = ${second!.id}`)
      expect((await commands.run('audit', 'verify')).json).toMatchObject({ broken: [third!.id] })
    })
  })

  test('nothing of the log holds a personal value', async () => {
    const text = JSON.stringify(await rows(pool(), sql`select * from audit`))
    for (const { name, identityNumber, phone } of PEOPLE)
      for (const value of [name, identityNumber, phone]) expect(text).not.toContain(value)
  })
})
