/** Units and their boundary versions. */
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { type Queryable, array, row, rows, sql } from './sql.ts'

export interface UnitVersionRow {
  code: string
  name: string
  level: UnitLevel
  parent: string | null
  kind: 'ordinary' | 'dedicated'
  path: string
  streetCode: string
  validFrom: string
  validTo: string | null
  areaSquareMeters: number
  box: [number, number, number, number]
  center: [number, number]
}

const columns = sql`v.unit_code as code, v.name, v.level, v.parent_code as parent, v.kind, v.path,
  v.street_code as "streetCode", v.valid_from as "validFrom", v.valid_to as "validTo", v.area_m2 as "areaSquareMeters",
  array[st_xmin(v.boundary), st_ymin(v.boundary), st_xmax(v.boundary), st_ymax(v.boundary)] as box,
  array[st_x(st_pointonsurface(v.boundary)), st_y(st_pointonsurface(v.boundary))] as center`

/** Units in force on a day, parents before children, siblings by code. */
export async function unitsInForce(on: Queryable, day: string): Promise<UnitVersionRow[]> {
  return rows<UnitVersionRow>(
    on,
    sql`select ${columns} from unit_version v
      where v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
      order by case v.level when 'street' then 0 when 'community' then 1 else 2 end, v.unit_code`,
  )
}

export async function versionsOfUnit(
  on: Queryable,
  code: string,
): Promise<{ validFrom: string; validTo: string | null; name: string }[]> {
  return rows(
    on,
    sql`select valid_from as "validFrom", valid_to as "validTo", name from unit_version
      where unit_code = ${code} order by valid_from desc`,
  )
}

/** Days on which boundaries changed, newest first. */
export async function boundaryDays(on: Queryable): Promise<string[]> {
  const found = await rows<{ day: string }>(
    on,
    sql`select distinct valid_from as day from unit_version union
      select distinct valid_to from unit_version where valid_to is not null order by day desc`,
  )
  return found.map(({ day }) => day)
}

/** Boundaries in force on a day as GeoJSON text, one row a unit. */
export async function boundariesAsJson(
  on: Queryable,
  day: string,
): Promise<
  { code: string; name: string; level: UnitLevel; parent: string | null; kind: string; geometry: string }[]
> {
  return rows(
    on,
    sql`select unit_code as code, name, level, parent_code as parent, kind, st_asgeojson(boundary, 7) as geometry
      from unit_version where valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
      order by case level when 'street' then 0 when 'community' then 1 else 2 end, unit_code`,
  )
}

/** Path prefixes of units, of all their versions: what an area grant reaches. */
export async function pathsOfUnits(on: Queryable, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return []
  const found = await rows<{ path: string }>(
    on,
    sql`select distinct path from unit_version where unit_code in (${sql.join(
      codes.map((code) => sql`${code}`),
      sql`, `,
    )})`,
  )
  return found.map(({ path }) => path)
}

/** Path of the smallest unit in force on a day at each place, in order; '' where there is none. */
export async function unitPathsAt(
  on: Queryable,
  places: readonly { lon: number; lat: number }[],
  day: string,
): Promise<string[]> {
  const found = await rows<{ path: string }>(
    on,
    sql`select coalesce(u.path, '') as path
      from unnest(${array(
        places.map(({ lon }) => lon),
        'float8',
      )}, ${array(
        places.map(({ lat }) => lat),
        'float8',
      )}) with ordinality as place (lon, lat, number)
      left join lateral (
        select v.path from unit_version v
        where v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
          and st_intersects(v.boundary, st_setsrid(st_makepoint(place.lon, place.lat), 4326))
        order by length(v.path) desc, v.path limit 1) u on true
      order by place.number`,
  )
  return found.map(({ path }) => path)
}

/** West, south, east and north of all units in force; undefined without any. */
export async function unitExtent(on: Queryable): Promise<[number, number, number, number] | undefined> {
  const found = await row<Record<'west' | 'south' | 'east' | 'north', number | null>>(
    on,
    sql`select min(st_xmin(boundary)) as west, min(st_ymin(boundary)) as south, max(st_xmax(boundary)) as east,
      max(st_ymax(boundary)) as north from unit_version where valid_to is null`,
  )
  if (!found || found.west === null) return undefined
  return [found.west, found.south!, found.east!, found.north!]
}
