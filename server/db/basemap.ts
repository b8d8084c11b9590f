/** The features of the base map, by the source they came from. */
import type { Geometry } from 'geojson'
import type { BasemapFeature } from '../../shared/domain/basemap.ts'
import { asGeometry } from '../ingest/importers/importer.ts'
import type { MergeCounts } from './staging.ts'
import { array, type Queryable, row, rows, run, sql } from './sql.ts'

const WRITTEN_AT_ONCE = 5_000

/** Puts the features of a source in place of those it gave before; does nothing when they are the same. */
export async function replaceBasemap(
  tx: Queryable,
  source: string,
  features: readonly BasemapFeature[],
): Promise<MergeCounts> {
  const keys = features.map(
    ({ layer, class: name, name: label, geometry }) => `${layer}|${name}|${label}|${asGeometry(geometry)}`,
  )
  const before = (await row<{ count: number }>(
    tx,
    sql`select count(*) as count from basemap_feature where source = ${source}`,
  ))!.count
  if (before === features.length && before > 0) {
    const same = (await row<{ count: number }>(
      tx,
      sql`select count(*) as count from basemap_feature f join
          (select distinct k from unnest(${array(keys, 'text')}) k) n
            on n.k = f.layer || '|' || f.class || '|' || coalesce(f.name, 'null') || '|' || st_asewkt(f.geometry)
          where f.source = ${source}`,
    ))!.count
    if (same === before) return { added: 0, changed: 0, unchanged: before }
  }
  await run(tx, sql`delete from basemap_feature where source = ${source}`)
  for (let start = 0; start < features.length; start += WRITTEN_AT_ONCE) {
    const part = features.slice(start, start + WRITTEN_AT_ONCE)
    await run(
      tx,
      sql`insert into basemap_feature (source, layer, class, name, geometry)
        select ${source}, f.layer, f.class, f.name, f.geometry::geometry from unnest(
          ${array(
            part.map(({ layer }) => layer),
            'text',
          )}, ${array(
            part.map((f) => f.class),
            'text',
          )},
          ${array(
            part.map(({ name }) => name),
            'text',
          )}, ${array(
            part.map(({ geometry }) => asGeometry(geometry)),
            'text',
          )}
        ) as f (layer, class, name, geometry)`,
    )
  }
  return { added: features.length, changed: 0, unchanged: 0 }
}

export async function basemapFeatures(
  on: Queryable,
): Promise<{ layer: string; class: string; name: string | null; geometry: Geometry }[]> {
  const found = await rows<{ layer: string; class: string; name: string | null; geometry: string }>(
    on,
    sql`select layer, class, name, st_asgeojson(geometry, 7) as geometry from basemap_feature order by id`,
  )
  return found.map((feature) => ({ ...feature, geometry: JSON.parse(feature.geometry) as Geometry }))
}
