/** Stores the duty roster of the demo town: a few hundred rows, in four statements. */
import type { TownRoster } from '../../geodata/town/types.ts'
import { array, type Queryable, run, sql } from '../db/sql.ts'

export async function storeRoster(
  tx: Queryable,
  { people, shifts, leave, deputies }: TownRoster,
): Promise<void> {
  // Rows as one document each: some hold lists.
  const rowsOf = (list: readonly object[]) =>
    sql`unnest(${array(
      list.map((one) => JSON.stringify(one)),
      'jsonb',
    )}) as r`
  const person = (key: string) =>
    sql`(select id from duty_person p where p.unit_code = r ->> 'unit' and p.name = r ->> ${key})`
  const list = (key: string) => sql`array(select jsonb_array_elements_text(r -> ${key}))`
  await run(
    tx,
    sql`insert into duty_person (unit_code, name, skills)
      select r ->> 'unit', r ->> 'name', ${list('skills')} from ${rowsOf(people)}`,
  )
  await run(
    tx,
    sql`insert into duty_shift (unit_code, person_id, weekdays, day, from_minute, to_minute)
      select r ->> 'unit', ${person('person')}, ${list('weekdays')}::smallint[], (r ->> 'day')::date,
        (r ->> 'from')::int, (r ->> 'to')::int from ${rowsOf(shifts)}`,
  )
  await run(
    tx,
    sql`insert into duty_leave (person_id, from_at, to_at, kind)
      select ${person('person')}, (r ->> 'from')::timestamptz, (r ->> 'to')::timestamptz, r ->> 'kind'
      from ${rowsOf(leave)}`,
  )
  await run(
    tx,
    sql`insert into duty_deputy (person_id, deputy_id, from_at, to_at)
      select ${person('person')}, ${person('deputy')}, (r ->> 'from')::timestamptz, (r ->> 'to')::timestamptz
      from ${rowsOf(deputies)}`,
  )
}
