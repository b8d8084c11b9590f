/** The duty roster as rows: read for a unit's keeper as the viewer, for suggestions and one's own work as the office. */
import type {
  Assigned,
  DutyDeputy,
  DutyLeave,
  DutyPerson,
  DutyRoster,
  DutyShift,
} from '../../shared/duty/roster.ts'
import { array, type Queryable, rows, type SQL, sql } from './sql.ts'

const iso = (column: string): SQL =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)

const shiftColumns = sql`s.id::text as id, s.unit_code as unit, s.person_id::text as person, s.weekdays, s.day,
  s.from_minute as "fromMinute", s.to_minute as "toMinute"`

/** Shifts of these units; of single days those from a day on. */
export const shiftsOf = (on: Queryable, units: readonly string[], from: string): Promise<DutyShift[]> =>
  rows(
    on,
    sql`select ${shiftColumns} from duty_shift s where s.unit_code = any(${array(units, 'text')})
      and (s.day is null or s.day >= ${from}::date) order by s.day nulls first, s.from_minute, s.id`,
  )

/** Everybody on the roster; accounts are named for the office alone. */
export const dutyPeople = (on: Queryable): Promise<Omit<DutyPerson, 'account'>[]> =>
  rows(
    on,
    sql`select id::text as id, unit_code as unit, name, skills from duty_person order by unit_code, name`,
  )

/** Leave that has not ended before an instant. */
export const leaveFrom = (on: Queryable, at: Date): Promise<DutyLeave[]> =>
  rows(
    on,
    sql`select id::text as id, person_id::text as person, ${iso('from_at')} as "from", ${iso('to_at')} as "to", kind
      from duty_leave where to_at > ${at.toISOString()}::timestamptz order by from_at, duty_leave.id`,
  )

/** Deputies that have not ended before an instant, in the order in which they were named. */
export const deputiesFrom = (on: Queryable, at: Date): Promise<DutyDeputy[]> =>
  rows(
    on,
    sql`select id::text as id, person_id::text as person, deputy_id::text as deputy, ${iso('from_at')} as "from",
        ${iso('to_at')} as "to"
      from duty_deputy where to_at is null or to_at > ${at.toISOString()}::timestamptz order by duty_deputy.id`,
  )

/** Who looks after these units on a day by the register, with the person of the roster of the same name there. */
export const assignedTo = (on: Queryable, units: readonly string[], day: string): Promise<Assigned[]> =>
  rows(
    on,
    sql`select a.unit_code as unit, a.person_name as name, a.role, p.id::text as person
      from assignment a left join duty_person p on p.unit_code = a.unit_code and p.name = a.person_name
      where a.unit_code = any(${array(units, 'text')}) and a.valid_from <= ${day}::date
        and (a.valid_to is null or a.valid_to > ${day}::date)
      order by case a.role when 'worker' then 0 when 'specialist' then 1 else 2 end, a.person_name`,
  )

/** Units with a shift of the person of this account, or of anybody they may stand in for. */
export const unitsOnDuty = async (on: Queryable, accountId: string): Promise<string[]> =>
  (
    await rows<{ unit: string }>(
      on,
      sql`with recursive mine as (
          select id from duty_person where account_id = ${accountId}::bigint
          union select d.person_id from duty_deputy d join mine m on m.id = d.deputy_id
        ) select distinct unit_code as unit from duty_shift where person_id in (select id from mine)`,
    )
  ).map(({ unit }) => unit)

/** What the rules need of some units, without the accounts. */
export async function rosterOf(
  on: Queryable,
  units: readonly string[],
  day: string,
  at: Date,
): Promise<Omit<DutyRoster, 'people'> & { people: DutyPerson[] }> {
  const people = await dutyPeople(on)
  return {
    people: people.map((person) => ({ ...person, account: null })),
    shifts: await shiftsOf(on, units, day),
    leave: await leaveFrom(on, at),
    deputies: await deputiesFrom(on, at),
  }
}

/**
 * Issues of these units that these people have taken and not settled yet, by person; only for those whose steps can be
 * told, by their account, or by their name in a history that came from elsewhere.
 */
export const takenBy = async (
  on: Queryable,
  units: readonly string[],
  people: readonly string[],
): Promise<Map<string, number>> => {
  if (people.length === 0) return new Map()
  const found = await rows<{ person: string; count: number; hasAccount: boolean }>(
    on,
    sql`with taken as (
        select i.target_unit, t.account_id, t.user_name from issue i
        join lateral (select e.account_id, e.user_name from issue_event e
          where e.issue_id = i.id and e.step = 'take'
            and not exists (select 1 from issue_event u where u.undoes = e.id)
          order by e.id desc limit 1) t on true
        where i.closed_at is null and i.state = 'inHand' and i.target_unit = any(${array(units, 'text')})
      )
      select p.id::text as person, p.account_id is not null as "hasAccount", count(t.target_unit) as count
      from duty_person p left join taken t on t.account_id = p.account_id
        or (t.account_id is null and t.user_name = p.name and t.target_unit = p.unit_code)
      where p.id = any(${array(people, 'bigint')}) group by p.id`,
  )
  return new Map(
    found.filter(({ hasAccount, count }) => hasAccount || count > 0).map((one) => [one.person, one.count]),
  )
}
