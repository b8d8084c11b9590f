/** What publishing a plan does to rows beside the units: lineage, staff, and taking both back. As the office. */
import type { MultiPolygon } from 'geojson'
import { asGeometry } from '../ingest/importers/importer.ts'
import type { PublishedUnits } from './plans.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

/** Nobody else changes units until the transaction ends; reading goes on. */
export const lockUnits = (tx: Queryable): Promise<unknown> =>
  run(tx, sql`lock table unit_version in share row exclusive mode`)

export interface SharedArea {
  code: string
  from: string
  /** Of the old unit's area. */
  share: number
}

/** A border of rounding width is no common area. */
const SMALLEST_SHARE = 1e-4

/** How much of each grid in force on a day lies in each of these areas. */
export async function sharedAreas(
  on: Queryable,
  areas: readonly { code: string; geometry: MultiPolygon }[],
  path: string,
  day: string,
): Promise<SharedArea[]> {
  if (areas.length === 0) return []
  return rows<SharedArea>(
    on,
    sql`select n.code, v.unit_code as from,
        least(1, st_area(st_intersection(n.area, v.boundary)::geography) / v.area_m2) as share
      from unnest(${array(
        areas.map(({ code }) => code),
        'text',
      )}, ${array(
        areas.map(({ geometry }) => asGeometry(geometry)),
        'text',
      )}) as given (code, text)
      cross join lateral (select given.code, given.text::geometry as area) n
      join unit_version v on v.boundary && n.area and v.level = 'grid' and starts_with(v.path, ${path})
        and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
      where v.area_m2 > 0
        and st_area(st_intersection(n.area, v.boundary)::geography) > ${SMALLEST_SHARE} * v.area_m2
      order by n.code, share desc, v.unit_code`,
  )
}

export interface LineageRow {
  code: string
  from: string
  people: number
  peopleShare: number
  areaShare: number
}

export async function insertLineage(
  tx: Queryable,
  planId: string,
  day: string,
  lineage: readonly LineageRow[],
): Promise<void> {
  const column = (pick: (line: LineageRow) => unknown, type: string) => array(lineage.map(pick), type)
  await run(
    tx,
    sql`insert into unit_lineage (unit_code, from_code, on_day, people, people_share, area_share, plan_id)
      select l.code, l.origin, ${day}::date, l.people, l.people_share, l.area_share, ${planId}::bigint
      from unnest(${column(({ code }) => code, 'text')}, ${column(({ from }) => from, 'text')},
        ${column(({ people }) => people, 'integer')}, ${column(({ peopleShare }) => peopleShare, 'float8')},
        ${column(({ areaShare }) => areaShare, 'float8')}) as l (code, origin, people, people_share, area_share)
      on conflict do nothing`,
  )
}

/** Staff of units on a day or later. */
export const staffOf = (
  on: Queryable,
  codes: readonly string[],
  day: string,
): Promise<{ unitCode: string; role: string; personName: string; validFrom: string }[]> =>
  rows(
    on,
    sql`select unit_code as "unitCode", role, person_name as "personName", valid_from as "validFrom"
      from assignment
      where unit_code = any (${array([...codes], 'text')}) and (valid_to is null or valid_to > ${day}::date)
      order by unit_code, case role when 'leader' then 0 when 'worker' then 1 else 2 end, id`,
  )

export interface StaffMark {
  unitCode: string
  role: string
  personName: string
  /** Masked. */
  phone: string | null
  /** Id of the account that somebody of the name on the unit's roster signs in by. */
  account: string | null
}

/** By what people of the same name are told apart, and never shown. As the office. */
export const staffMarks = (on: Queryable, codes: readonly string[], day: string): Promise<StaffMark[]> =>
  rows<StaffMark>(
    on,
    sql`select a.unit_code as "unitCode", a.role, a.person_name as "personName",
        nullif(a.phone_masked, '') as phone, (select p.account_id::text from duty_person p
          where p.unit_code = a.unit_code and p.name = a.person_name limit 1) as account
      from assignment a where a.unit_code = any (${array([...codes], 'text')})
        and (a.valid_to is null or a.valid_to > ${day}::date) order by a.unit_code, a.id`,
  )

/**
 * Ends the assignments of units that end, and lets the same people begin in the unit that follows. Those that were to
 * begin on the day or later begin there.
 */
export async function carryStaff(
  tx: Queryable,
  planId: string,
  day: string,
  successors: ReadonlyMap<string, string>,
): Promise<void> {
  const from = array([...successors.keys()], 'text')
  const to = array([...successors.values()], 'text')
  const standing = sql`a.valid_from < ${day}::date and (a.valid_to is null or a.valid_to > ${day}::date)`
  await run(
    tx,
    sql`with begun as (
        insert into assignment (unit_code, role, person_name, phone_cipher, phone_masked, valid_from, valid_to)
        select distinct on (s.next, a.role, a.person_name) s.next, a.role, a.person_name, a.phone_cipher,
          a.phone_masked, ${day}::date, a.valid_to
        from unnest(${from}, ${to}) as s (code, next) join assignment a on a.unit_code = s.code
        where ${standing} and not exists (select 1 from assignment b where b.unit_code = s.next and b.role = a.role
          and b.person_name = a.person_name and b.valid_from <= ${day}::date
          and (b.valid_to is null or b.valid_to > ${day}::date))
        order by s.next, a.role, a.person_name, a.id
        returning id
      )
      insert into plan_assignment (plan_id, assignment_id, is_new) select ${planId}::bigint, id, true from begun`,
  )
  await run(
    tx,
    sql`insert into plan_assignment (plan_id, assignment_id, is_new, valid_to_before, unit_before)
      select ${planId}::bigint, a.id, false, a.valid_to,
        case when a.valid_from >= ${day}::date then a.unit_code end
      from assignment a where a.unit_code = any (${from}) and (${standing} or a.valid_from >= ${day}::date)`,
  )
  await run(
    tx,
    sql`update assignment a set valid_to = ${day}::date from plan_assignment p
      where p.plan_id = ${planId}::bigint and not p.is_new and p.unit_before is null and a.id = p.assignment_id`,
  )
  await run(
    tx,
    sql`update assignment a set unit_code = s.next
      from plan_assignment p join unnest(${from}, ${to}) as s (code, next) on s.code = p.unit_before
      where p.plan_id = ${planId}::bigint and a.id = p.assignment_id`,
  )
}

export const notePublished = (
  tx: Queryable,
  planId: string,
  day: string,
  units: PublishedUnits,
  by: string,
): Promise<unknown> =>
  run(
    tx,
    sql`update plan set state = 'published', publish_on = ${day}::date, published = ${JSON.stringify(units)}::jsonb,
        updated_by = ${by}, updated_at = now() where id = ${planId}::bigint`,
  )

export const publishedUnits = async (on: Queryable, planId: string): Promise<PublishedUnits> =>
  (await row<{ published: PublishedUnits }>(
    on,
    sql`select published from plan where id = ${planId}::bigint`,
  ))!.published

/** Whether units of a scope, and those beside it that were written, are from a day on what publishing made of them. */
export async function areAsPublished(
  on: Queryable,
  path: string,
  day: string,
  { begun, ended }: PublishedUnits,
): Promise<boolean> {
  const found = await row<{ begun: number; ended: number; other: number }>(
    on,
    sql`select count(*) filter (where v.valid_from = ${day}::date and v.valid_to is null
          and v.unit_code = any (${array(begun, 'text')})) as begun,
        count(*) filter (where v.valid_to = ${day}::date and v.unit_code = any (${array(ended, 'text')})) as ended,
        count(*) filter (where v.valid_from > ${day}::date or v.valid_to > ${day}::date
          or (v.valid_from = ${day}::date and not v.unit_code = any (${array(begun, 'text')}))) as other
      from unit_version v where starts_with(v.path, ${path}) or v.unit_code = any (${array(begun, 'text')})`,
  )
  return found!.begun === begun.length && found!.ended === ended.length && found!.other === 0
}

/** Units, staff and lineage as they were before publishing. */
export async function takeBack(
  tx: Queryable,
  planId: string,
  day: string,
  { begun, made, ended }: PublishedUnits,
  by: string,
): Promise<void> {
  await run(
    tx,
    sql`delete from assignment a using plan_assignment p
      where p.plan_id = ${planId}::bigint and p.is_new and a.id = p.assignment_id`,
  )
  await run(
    tx,
    sql`update assignment a set valid_to = p.valid_to_before, unit_code = coalesce(p.unit_before, a.unit_code)
      from plan_assignment p
      where p.plan_id = ${planId}::bigint and not p.is_new and a.id = p.assignment_id`,
  )
  await run(tx, sql`delete from plan_assignment where plan_id = ${planId}::bigint`)
  await run(tx, sql`delete from unit_lineage where plan_id = ${planId}::bigint`)
  await run(
    tx,
    sql`delete from unit_version where unit_code = any (${array(begun, 'text')}) and valid_from = ${day}::date`,
  )
  await run(
    tx,
    sql`update unit_version set valid_to = null
      where unit_code = any (${array([...begun, ...ended], 'text')}) and valid_to = ${day}::date`,
  )
  await run(tx, sql`delete from unit where code = any (${array(made, 'text')})`)
  await run(
    tx,
    sql`update plan set state = 'withdrawn', publish_on = null, published = null, updated_by = ${by},
        updated_at = now() where id = ${planId}::bigint`,
  )
}
