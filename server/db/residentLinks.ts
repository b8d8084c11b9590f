/** Residents find their building by its code, else by its address, else by their own place; then they follow its link. */
import { type Queryable, run, sql } from './sql.ts'

/** A place this near to a building's entrance, or inside its footprint, means that building. */
const NEAR_METERS = 30

export async function resolveBuildings(tx: Queryable): Promise<void> {
  await run(
    tx,
    sql`update resident r set building_code = b.code from building b
      where b.code = r.stated_building and r.building_code is distinct from b.code`,
  )
  await run(
    tx,
    sql`update resident r set building_code = b.code
      from (select address, min(code) as code from building where address <> '' group by address having count(*) = 1) b
      where r.stated_address = b.address and r.building_code is null
        and not exists (select 1 from building k where k.code = r.stated_building)`,
  )
  await run(
    tx,
    sql`update resident r set building_code = near.code
      from resident lone
      cross join lateral (
        select b.code from building b
        where st_dwithin(coalesce(b.footprint, b.location), lone.location, 0.0005)
          and (st_covers(b.footprint, lone.location)
            or st_distancesphere(b.location, lone.location) <= ${NEAR_METERS})
        order by coalesce(st_covers(b.footprint, lone.location), false) desc,
          st_distancesphere(b.location, lone.location), b.code limit 1
      ) near
      where lone.building_code is null and lone.location is not null and r.id = lone.id`,
  )
}

/** @returns how many residents changed their link */
export async function followBuildings(tx: Queryable): Promise<number> {
  const moved = await run(
    tx,
    sql`update resident r set unit_code = b.unit_code, area_path = b.area_path, street_code = b.street_code,
        linked_from = b.linked_from,
        link_state = case when b.unit_code is null then 'unlinked' else 'linked' end,
        link_reason = case when b.unit_code is null then coalesce(b.link_reason, 'outsideUnits') end
      from building b where b.code = r.building_code
        and (r.unit_code is distinct from b.unit_code or r.area_path <> b.area_path
          or r.linked_from is distinct from b.linked_from
          or r.link_state <> case when b.unit_code is null then 'unlinked' else 'linked' end
          or r.link_reason is distinct from case when b.unit_code is null then coalesce(b.link_reason, 'outsideUnits') end)`,
  )
  const lost = await run(
    tx,
    sql`update resident set link_state = 'unlinked', unit_code = null, area_path = '', street_code = '', linked_from = null,
        link_reason = case when stated_building is not null then 'unknownBuilding'
          when coalesce(stated_address, '') <> '' then 'unknownAddress' else 'noPlace' end
      where building_code is null and location is null
        and link_reason is distinct from case when stated_building is not null then 'unknownBuilding'
          when coalesce(stated_address, '') <> '' then 'unknownAddress' else 'noPlace' end`,
  )
  return moved + lost
}
