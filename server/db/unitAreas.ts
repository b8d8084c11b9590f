/** Boundaries of units as polygons, for plans. */
import type { MultiPolygon } from 'geojson'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { type Queryable, type SQL, rows, sql } from './sql.ts'

export interface UnitArea {
  code: string
  name: string
  level: UnitLevel
  parent: string | null
  kind: 'ordinary' | 'dedicated'
  path: string
  streetCode: string
  validFrom: string
  geometry: MultiPolygon
}

const below = (path: string, day: string): SQL =>
  sql`starts_with(v.path, ${path}) and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)`

async function areasWhere(on: Queryable, where: SQL): Promise<UnitArea[]> {
  const found = await rows<Omit<UnitArea, 'geometry'> & { geometry: string }>(
    on,
    sql`select v.unit_code as code, v.name, v.level, v.parent_code as parent, v.kind, v.path,
        v.street_code as "streetCode", v.valid_from as "validFrom", st_asgeojson(v.boundary, 7) as geometry
      from unit_version v where ${where} order by v.level, v.unit_code`,
  )
  return found.map((unit) => ({ ...unit, geometry: JSON.parse(unit.geometry) as MultiPolygon }))
}

/** Communities and grids in force at or below a unit. */
export const unitAreas = (on: Queryable, path: string, day: string): Promise<UnitArea[]> =>
  areasWhere(on, below(path, day))

/** A little more than the rounding of a point, degrees. */
const BESIDE = 1e-6

/** Units in force that are neither this one nor below it, and whose border may run along its own: also those above. */
export const areasBeside = (on: Queryable, path: string, day: string): Promise<UnitArea[]> =>
  areasWhere(
    on,
    sql`not starts_with(v.path, ${path}) and v.valid_from <= ${day}::date
      and (v.valid_to is null or v.valid_to > ${day}::date)
      and exists (select 1 from unit_version s where s.path = ${path} and s.valid_from <= ${day}::date
        and (s.valid_to is null or s.valid_to > ${day}::date)
        and v.boundary && st_expand(s.boundary, ${BESIDE}))`,
  )

/** Of latitude. */
const METERS_PER_DEGREE = 111_195

/**
 * Parts of communities that none of their grids covers, but for slits narrower than a gap that is closed anyway. Where
 * borders nearly coincide GEOS without a grid tries, fails and tries again; the embedded database breaks off at that.
 */
export async function uncoveredParts(
  on: Queryable,
  path: string,
  day: string,
  gapMeters: number,
): Promise<MultiPolygon[]> {
  const found = await rows<{ geometry: string }>(
    on,
    sql`with grids as (
        select v.parent_code, st_union(v.boundary) as g from unit_version v
        where v.level = 'grid' and ${below(path, day)} group by v.parent_code
      ), parts as (
        select (st_dump(st_collectionextract(
          case when g.g is null then v.boundary else st_difference(v.boundary, g.g, 1e-7) end, 3))).geom as part
        from unit_version v left join grids g on g.parent_code = v.unit_code
        where v.level = 'community' and ${below(path, day)}
      ), flat as (
        select part, st_scale(part, ${METERS_PER_DEGREE} * cos(radians(st_y(st_centroid(part)))), ${METERS_PER_DEGREE})
          as meters from parts
      )
      select st_asgeojson(st_multi(part), 7) as geometry from flat
      where 2 * st_area(meters) > ${gapMeters} * st_perimeter(meters)`,
  )
  return found.map(({ geometry }) => JSON.parse(geometry) as MultiPolygon)
}
