/** What borders may run along near a place: of the base map, roads, railways, waters and walls. */
import type { Geometry } from 'geojson'
import { type Queryable, rows, sql } from './sql.ts'

export interface BorderFeature {
  layer: 'road' | 'rail' | 'water' | 'barrier'
  name: string | null
  geometry: Geometry
}

/** Within about a hundred metres of a unit in force on a day; roads that have no name are left out. */
export async function borderFeatures(on: Queryable, code: string, day: string): Promise<BorderFeature[]> {
  const found = await rows<Omit<BorderFeature, 'geometry'> & { geometry: string }>(
    on,
    sql`select f.layer, f.name, st_asgeojson(f.geometry, 7) as geometry
      from basemap_feature f, lateral (select st_expand(v.boundary::box2d, 0.001) as box from unit_version v
        where v.unit_code = ${code} and v.valid_from <= ${day}::date
        order by v.valid_from desc limit 1) u
      where f.layer in ('road', 'rail', 'water', 'barrier') and f.geometry && u.box::geometry
        and (f.layer <> 'road' or coalesce(f.name, '') <> '')
      order by f.id`,
  )
  return found.map((one) => ({ ...one, geometry: JSON.parse(one.geometry) as Geometry }))
}
