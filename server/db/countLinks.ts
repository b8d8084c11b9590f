/** What the area of a count is: a unit by its code (with or without hyphens), a building, or a point of its own. */
import { type Queryable, run, sql } from './sql.ts'

export async function resolveCountAreas(tx: Queryable): Promise<void> {
  await run(
    tx,
    sql`update population_count c set area_kind = 'unit', unit_code = v.unit_code, area_path = v.path,
        street_code = v.street_code, linked_from = '-infinity', link_state = 'linked', link_reason = null
      from (select distinct on (unit_code) unit_code, path, street_code from unit_version order by unit_code, valid_from desc) v
      where (v.unit_code = c.area_code or v.unit_code = replace(c.area_code, '-', ''))
        and (c.unit_code is distinct from v.unit_code or c.area_path <> v.path or c.area_kind is distinct from 'unit'
          or (c.link_state = 'unlinked' and c.link_reason is null))`,
  )
  await run(
    tx,
    sql`update population_count c set area_kind = 'building', building_code = b.code, unit_code = b.unit_code,
        area_path = b.area_path, street_code = b.street_code, linked_from = b.linked_from,
        link_state = case when b.unit_code is null then 'unlinked' else 'linked' end,
        link_reason = case when b.unit_code is null then coalesce(b.link_reason, 'outsideUnits') end
      from building b where b.code = c.area_code and c.area_kind is distinct from 'unit'
        and (c.building_code is distinct from b.code or c.unit_code is distinct from b.unit_code
          or c.area_path <> b.area_path or (c.link_state = 'unlinked' and c.link_reason is null))`,
  )
  await run(
    tx,
    sql`update population_count set area_kind = 'point' where area_kind is null and location is not null`,
  )
  await run(
    tx,
    sql`update population_count set link_state = 'unlinked', link_reason = 'unknownUnit'
      where area_kind is null and link_reason is distinct from 'unknownUnit'`,
  )
}

/**
 * Doubts a count of a unit that is less than the newest counts of units inside it, taken level by level. What somebody
 * accepted stays accepted.
 * @returns how many counts are doubted, or no longer doubted, from now on
 */
export async function doubtCounts(tx: Queryable, day: string): Promise<number> {
  return run(
    tx,
    sql`with newest as (
        select distinct on (c.unit_code) c.id, c.area_code, c.unit_code, c.residents, v.path, v.level
        from population_count c join unit_version v on v.unit_code = c.unit_code
          and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
        where c.area_kind = 'unit' and c.as_of <= ${day}::date
        order by c.unit_code, c.as_of desc
      ), exceeded as (
        select distinct p.id from newest p join newest c on c.unit_code <> p.unit_code and starts_with(c.path, p.path)
        where not exists (select 1 from link_accepted a where a.kind = 'count' and a.subject_id = p.area_code)
        group by p.id, p.residents, c.level having sum(c.residents) > p.residents
      ), told as (
        select c.id, e.id is not null as is_doubted from population_count c left join exceeded e on e.id = c.id
        where c.area_kind = 'unit'
      )
      update population_count c set link_state = case when t.is_doubted then 'disagrees' else 'linked' end,
        link_reason = case when t.is_doubted then 'childrenExceed' end
      from told t where t.id = c.id
        and t.is_doubted <> (c.link_state = 'disagrees' and c.link_reason is not distinct from 'childrenExceed')`,
  )
}
