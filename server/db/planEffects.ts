/** What lies in the area of a plan. Run as a viewer. */
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
