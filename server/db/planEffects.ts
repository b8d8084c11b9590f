/** What lies in the area of a plan. Run as a viewer. */
import { inForce } from './linkAt.ts'
import { array, type Queryable, rows, sql } from './sql.ts'

/** Open issues, or facilities, below a unit, with their unit and place. */
export const linkedPoints = (
  on: Queryable,
  kind: 'issue' | 'facility',
  path: string,
): Promise<{ unitCode: string | null; lon: number; lat: number }[]> =>
  rows(
    on,
    sql`select unit_code as "unitCode", st_x(location) as lon, st_y(location) as lat from ${sql.raw(kind)}
      where starts_with(area_path, ${path}) and location is not null
        and ${kind === 'issue' ? sql`closed_at is null` : sql`valid_to is null`}`,
  )

export interface OpenIssue {
  id: string
  class: string
  subclass: string
  state: string
  dueAt: string | null
  unitCode: string | null
  lon: number
  lat: number
}

/** Those below a unit, by number. */
export const openIssuesBelow = (on: Queryable, path: string): Promise<OpenIssue[]> =>
  rows<OpenIssue>(
    on,
    sql`select id, class, subclass, state, due_at as "dueAt", unit_code as "unitCode", st_x(location) as lon,
        st_y(location) as lat
      from issue where starts_with(area_path, ${path}) and location is not null and closed_at is null order by id`,
  )

/** Addresses of households in these buildings, each once; of a household without one, that of its building. */
export const householdAddresses = (
  on: Queryable,
  buildings: readonly string[],
  day: string,
): Promise<{ building: string; address: string }[]> =>
  rows(
    on,
    sql`select distinct r.building_code as building,
        coalesce(nullif(r.address, ''), nullif(b.address, ''), b.name) as address
      from resident r join building b on b.code = r.building_code
      where r.building_code = any (${array([...buildings], 'text')}) and ${inForce('r', day)}
      order by 1, 2`,
  )

export const addressesOf = async (
  on: Queryable,
  buildings: readonly string[],
): Promise<Map<string, string>> => {
  const found = await rows<{ code: string; address: string }>(
    on,
    sql`select code, case when address <> '' then address else name end as address from building
      where code = any (${array([...buildings], 'text')})`,
  )
  return new Map(found.map(({ code, address }) => [code, address]))
}
