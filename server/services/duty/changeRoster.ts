/** Changes to the duty roster, as the viewer under row-level security, each with its trace. */
import type { RosterChange } from '../../../shared/duty/roster.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { asOffice, asViewer } from '../../db/database.ts'
import { array, type Queryable, row, run, sql } from '../../db/sql.ts'
import { announce } from '../../live/events.ts'
import { MOST_SHIFTS } from './mostShifts.ts'

/** PostgreSQL: a row that a policy does not let in; one that is there already; one that refers to nothing. */
const REFUSED: Readonly<Record<string, ConstructorParameters<typeof Refusal>>> = {
  '42501': ['FORBIDDEN', 'access.outsideArea'],
  '23505': ['CONFLICT', 'duty.personKnown'],
  '23503': ['BAD_REQUEST', 'duty.unknown'],
}

interface Changed {
  /** Unit whose roster it is. */
  unit: string
  fields: string[]
}

const unitOfPerson = (tx: Queryable, id: string): Promise<{ unit: string; name: string } | undefined> =>
  row(tx, sql`select unit_code as unit, name from duty_person where id = ${id}::bigint`)

/** The person as far as the viewer sees them. @throws Refusal `duty.unknown` */
async function requirePerson(tx: Queryable, id: string): Promise<{ unit: string; name: string }> {
  const person = await unitOfPerson(tx, id)
  if (!person) throw new Refusal('NOT_FOUND', 'duty.unknown')
  return person
}

/** Who goes takes no shift, leave or standing in along unseen: those are taken away first. @throws Refusal `duty.personInUse` */
async function refuseInUse(tx: Queryable, id: string): Promise<void> {
  const held = await row<{ count: number }>(
    tx,
    sql`select (select count(*) from duty_shift where person_id = ${id}::bigint and (day is null or day >= current_date))
        + (select count(*) from duty_leave where person_id = ${id}::bigint and to_at > now())
        + (select count(*) from duty_deputy where ${id}::bigint in (person_id, deputy_id)
            and (to_at is null or to_at > now())) as count`,
  )
  if (held!.count > 0) throw new Refusal('CONFLICT', 'duty.personInUse', { count: held!.count })
}

/** Accounts are not the viewer's to read: found by the office. @throws Refusal `duty.accountUnknown` */
async function linkAccount(
  tx: Queryable,
  viewer: Viewer,
  person: string,
  account: string | null | undefined,
): Promise<void> {
  await requirePerson(tx, person)
  if (account === undefined) return
  if (!viewer.permissions.has('accounts.manage'))
    throw new Refusal('FORBIDDEN', 'access.refused', { permission: 'accounts.manage' })
  await asOffice(tx)
  const changed = await run(
    tx,
    sql`update duty_person set account_id = (select id from account where user_name = ${account})
      where duty_person.id = ${person}::bigint
        and (${account}::text is null or exists (select 1 from account a
          join unnest(a.areas) area on true join unit_version v on v.unit_code = area
          join unit_version own on own.unit_code = duty_person.unit_code
            and (starts_with(v.path, own.path) or starts_with(own.path, v.path))
          where a.user_name = ${account}))`,
  )
  if (changed === 0) throw new Refusal('BAD_REQUEST', 'duty.accountUnknown', { userName: account ?? '' })
}

async function change(tx: Queryable, viewer: Viewer, input: RosterChange): Promise<Changed> {
  switch (input.kind) {
    case 'addPerson': {
      const made = await row<{ id: string }>(
        tx,
        sql`insert into duty_person (unit_code, name, skills)
          values (${input.unit}, ${input.name}, ${array(input.skills, 'text')}) returning id::text as id`,
      )
      await linkAccount(tx, viewer, made!.id, input.account)
      return { unit: input.unit, fields: ['person', input.name, ...input.skills] }
    }
    case 'changePerson': {
      const { unit, name } = await requirePerson(tx, input.id)
      await run(
        tx,
        sql`update duty_person set skills = ${array(input.skills, 'text')} where id = ${input.id}::bigint`,
      )
      await linkAccount(tx, viewer, input.id, input.account)
      return { unit, fields: ['person', name, ...input.skills] }
    }
    case 'removePerson': {
      const { unit, name } = await requirePerson(tx, input.id)
      await refuseInUse(tx, input.id)
      await run(tx, sql`delete from duty_person where id = ${input.id}::bigint`)
      return { unit, fields: ['personRemoved', name] }
    }
    case 'addShift': {
      const { name } = await requirePerson(tx, input.person)
      const known = await row<{ count: number }>(
        tx,
        sql`select count(*) as count from duty_shift where unit_code = ${input.unit}`,
      )
      if (known!.count >= MOST_SHIFTS)
        throw new Refusal('CONFLICT', 'duty.tooManyShifts', { most: MOST_SHIFTS })
      const [weekdays, day] = 'day' in input.on ? [[], input.on.day] : [[...new Set(input.on.weekdays)], null]
      await run(
        tx,
        sql`insert into duty_shift (unit_code, person_id, weekdays, day, from_minute, to_minute)
          values (${input.unit}, ${input.person}::bigint, ${array(weekdays, 'smallint')}, ${day}::date,
            ${input.fromMinute}, ${input.toMinute})`,
      )
      return { unit: input.unit, fields: ['shift', name, day ?? weekdays.join('')] }
    }
    case 'addLeave': {
      const { unit, name } = await requirePerson(tx, input.person)
      await run(
        tx,
        sql`insert into duty_leave (person_id, from_at, to_at, kind)
          values (${input.person}::bigint, ${input.from}::timestamptz, ${input.to}::timestamptz, ${input.leave})`,
      )
      return { unit, fields: ['leave', name] }
    }
    case 'addDeputy': {
      const { unit, name } = await requirePerson(tx, input.person)
      const deputy = await requirePerson(tx, input.deputy)
      await run(
        tx,
        sql`insert into duty_deputy (person_id, deputy_id, from_at, to_at)
          values (${input.person}::bigint, ${input.deputy}::bigint, ${input.from}::timestamptz, ${input.to}::timestamptz)`,
      )
      return { unit, fields: ['deputy', name, deputy.name] }
    }
    case 'removeShift': {
      const gone = await row<{ unit: string; name: string; days: string; times: string }>(
        tx,
        sql`with gone as (delete from duty_shift where id = ${input.id}::bigint returning *)
          select g.unit_code as unit, p.name, coalesce(g.day::text, array_to_string(g.weekdays, '')) as days,
            g.from_minute || '-' || g.to_minute as times
          from gone g join duty_person p on p.id = g.person_id`,
      )
      if (!gone) throw new Refusal('NOT_FOUND', 'duty.unknown')
      return { unit: gone.unit, fields: ['shiftRemoved', gone.name, gone.days, gone.times] }
    }
    case 'removeLeave':
    case 'removeDeputy': {
      const table = input.kind === 'removeLeave' ? 'duty_leave' : 'duty_deputy'
      const gone = await row<{ person: string; times: string }>(
        tx,
        sql`delete from ${sql.raw(table)} where id = ${input.id}::bigint
          returning person_id::text as person, concat_ws(' - ', from_at, to_at) as times`,
      )
      if (!gone) throw new Refusal('NOT_FOUND', 'duty.unknown')
      const { unit, name } = await requirePerson(tx, gone.person)
      return {
        unit,
        fields: [input.kind === 'removeLeave' ? 'leaveRemoved' : 'deputyRemoved', name, gone.times],
      }
    }
  }
}

/** @throws Refusal where the row lies beyond the viewer's area, is known already, or is gone */
export async function changeRoster(app: App, viewer: Viewer, input: RosterChange): Promise<void> {
  await asViewer(app.db, viewer, async (tx) => {
    let changed: Changed
    try {
      changed = await change(tx, viewer, input)
    } catch (error) {
      const refusal = REFUSED[(error as { code?: string }).code ?? '']
      if (refusal) throw new Refusal(...refusal)
      throw error
    }
    await asOffice(tx)
    const place = await row<{ path: string }>(
      tx,
      sql`select path from unit_version where unit_code = ${changed.unit} order by valid_from desc limit 1`,
    )
    await appendAudit(tx, viewer, {
      action: 'rosterChanged',
      subjectKind: 'roster',
      subjectId: changed.unit,
      fields: changed.fields,
      areaPath: place?.path ?? '',
    })
    await announce(tx, 'duty', 1)
  })
  void app.live.look()
}
