/** What the area of a count is: a unit by its code (with or without hyphens), a building, or a point of its own. */
import { type Queryable, run, sql } from './sql.ts'

export async function resolveCountAreas(tx: Queryable): Promise<void> {
  await run(
    tx,
    sql`update population_count c set area_kind = 'unit', unit_code = v.unit_code, area_path = v.path,
        street_code = v.street_code, linked_from = '-infinity', link_state = 'linked', link_reason = null
      from (select distinct on (unit_code) unit_code, path, street_code from unit_version order by unit_code, valid_from desc) v
      where (v.unit_code = c.area_code or v.unit_code = replace(c.area_code, '-', ''))
        and (c.unit_code is distinct from v.unit_code or c.area_path <> v.path or c.area_kind is distinct from 'unit')`,
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
