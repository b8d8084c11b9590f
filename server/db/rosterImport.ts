/** The roster as a file meets it: read as a whole for its units, written all at once; as whoever brings it. */
import type { KeptRoster, KeptShift, RosterPlan } from '../services/imports/planRoster.ts'
import { array, type Queryable, rows, run, sql } from './sql.ts'

const LOCK = 8415027

/** Two files at once are taken in one after the other. */
export const holdRoster = (tx: Queryable): Promise<number> =>
  run(tx, sql`select pg_advisory_xact_lock(${LOCK})`)

export interface RosterUnit {
  code: string
  name: string
  path: string
}

/** Units in force on a day, with the path of their newest version: whose roster it is, row-level security tells by that. */
export const rosterUnits = (on: Queryable, day: string): Promise<RosterUnit[]> =>
  rows(
    on,
    sql`select v.unit_code as code, v.name, (select n.path from unit_version n where n.unit_code = v.unit_code
        order by n.valid_from desc limit 1) as path
      from unit_version v where v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)`,
  )

/** Everybody on the roster; shifts of these units; all leave and deputies that have not ended long ago. */
export async function keptRoster(on: Queryable, units: readonly string[]): Promise<KeptRoster> {
  const own = array(units, 'text')
  return {
    people: await rows(on, sql`select unit_code as unit, name, skills from duty_person`),
    shifts: await rows<KeptShift>(
      on,
      sql`select s.id::text as id, s.unit_code as unit, p.name, s.weekdays, s.day, s.from_minute as "fromMinute",
          s.to_minute as "toMinute"
        from duty_shift s join duty_person p on p.id = s.person_id and p.unit_code = s.unit_code
        where s.unit_code = any(${own}) order by s.id`,
    ),
    shiftsOfOthers: await rows<{ unit: string; count: number }>(
      on,
      sql`select s.unit_code as unit, count(*) as count from duty_shift s
        where s.unit_code = any(${own}) and not exists (
          select 1 from duty_person p where p.id = s.person_id and p.unit_code = s.unit_code)
        group by s.unit_code`,
    ),
    leave: await rows(
      on,
      sql`select p.unit_code as unit, p.name, l.from_at as "from", l.to_at as "to", l.kind
        from duty_leave l join duty_person p on p.id = l.person_id where p.unit_code = any(${own})`,
    ),
    deputies: await rows(
      on,
      sql`select p.unit_code as unit, p.name, json_build_object('unit', o.unit_code, 'name', o.name) as deputy
        from duty_deputy d join duty_person p on p.id = d.person_id join duty_person o on o.id = d.deputy_id
        where p.unit_code = any(${own}) and d.to_at is null`,
    ),
  }
}

const texts = (values: readonly (string | null)[]) => array(values, 'text')
const numbers = (values: readonly number[]) => array(values, 'integer')
const braces = (values: readonly (string | number)[]): string => `{${values.join(',')}}`

/** Writes what the plan says; a deputy acts from now on. */
export async function storeRosterPlan(tx: Queryable, plan: RosterPlan): Promise<void> {
  const of = (list: readonly { unit: string; name: string }[]) => sql`${texts(list.map(({ unit }) => unit))},
    ${texts(list.map(({ name }) => name))}`
  const person = sql`join duty_person p on p.unit_code = g.unit and p.name = g.name`
  if (plan.people.length > 0)
    await run(
      tx,
      sql`insert into duty_person (unit_code, name, skills)
        select g.unit, g.name, g.skills::text[] from unnest(${of(plan.people)},
          ${texts(plan.people.map(({ skills }) => braces(skills)))}) as g (unit, name, skills)`,
    )
  if (plan.skills.length > 0)
    await run(
      tx,
      sql`update duty_person p set skills = g.skills::text[] from unnest(${of(plan.skills)},
          ${texts(plan.skills.map(({ skills }) => braces(skills)))}) as g (unit, name, skills)
        where p.unit_code = g.unit and p.name = g.name`,
    )
  if (plan.ended.length > 0)
    await run(
      tx,
      sql`delete from duty_shift where duty_shift.id = any(${array(
        plan.ended.map(({ id }) => id),
        'bigint',
      )})`,
    )
  if (plan.shifts.length > 0)
    await run(
      tx,
      sql`insert into duty_shift (unit_code, person_id, weekdays, day, from_minute, to_minute)
        select g.unit, p.id, g.weekdays::smallint[], g.day::date, g.from_minute, g.to_minute
        from unnest(${of(plan.shifts)}, ${texts(plan.shifts.map(({ weekdays }) => braces(weekdays)))},
          ${texts(plan.shifts.map(({ day }) => day))}, ${numbers(plan.shifts.map(({ fromMinute }) => fromMinute))},
          ${numbers(plan.shifts.map(({ toMinute }) => toMinute))})
          with ordinality as g (unit, name, weekdays, day, from_minute, to_minute, n) ${person} order by g.n`,
    )
  if (plan.leave.length > 0)
    await run(
      tx,
      sql`insert into duty_leave (person_id, from_at, to_at, kind)
        select p.id, g.from_at::timestamptz, g.to_at::timestamptz, g.kind
        from unnest(${of(plan.leave)}, ${texts(plan.leave.map(({ from }) => from))},
          ${texts(plan.leave.map(({ to }) => to))}, ${texts(plan.leave.map(({ kind }) => kind))})
          as g (unit, name, from_at, to_at, kind) ${person}`,
    )
  if (plan.deputies.length > 0)
    await run(
      tx,
      sql`insert into duty_deputy (person_id, deputy_id, from_at)
        select p.id, o.id, now()
        from unnest(${of(plan.deputies)}, ${texts(plan.deputies.map(({ deputy }) => deputy.unit))},
          ${texts(plan.deputies.map(({ deputy }) => deputy.name))})
          with ordinality as g (unit, name, deputy_unit, deputy_name, n) ${person}
        join duty_person o on o.unit_code = g.deputy_unit and o.name = g.deputy_name order by g.n`,
    )
}
