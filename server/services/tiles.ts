/** Vector tiles made in memory from what is stored: one index for each layer and revision, cut on demand. */
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import GeoJSONVT from 'geojson-vt'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { basemapFeatures } from '../db/basemap.ts'
import { inForce } from '../db/linkAt.ts'
import { rows, sql } from '../db/sql.ts'
import { readRevisions } from '../live/events.ts'
import { peoplePlaces } from './peoplePlaces.ts'
import { countsExactly } from './unitFigures.ts'

export const TILE_LAYERS = ['basemap', 'buildings'] as const
export type TileLayer = (typeof TILE_LAYERS)[number]
export const isTileLayer = (name: string): name is TileLayer =>
  (TILE_LAYERS as readonly string[]).includes(name)

const LARGEST_ZOOM = 16
const EXTENT = 4096
const INDEXES_KEPT = 4

type TileIndex = InstanceType<typeof GeoJSONVT>

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

const index = (features: Feature[]): TileIndex =>
  new GeoJSONVT(collection(features), {
    maxZoom: LARGEST_ZOOM,
    extent: EXTENT,
    tolerance: 2,
    buffer: 96,
    indexMaxZoom: 12,
  })

async function basemapIndexes(app: App): Promise<Map<string, TileIndex>> {
  const byLayer = new Map<string, Feature[]>()
  for (const { layer, class: name, name: label, geometry } of await basemapFeatures(app.db.pool)) {
    const feature: Feature = {
      type: 'Feature',
      properties: { class: name, ...(label ? { name: label } : {}) },
      geometry,
    }
    const list = byLayer.get(layer)
    if (list) list.push(feature)
    else byLayer.set(layer, [feature])
  }
  return new Map([...byLayer].map(([layer, features]) => [layer, index(features)]))
}

async function buildingIndexes(app: App, day: string, isExact: boolean): Promise<Map<string, TileIndex>> {
  const [snapshot, found] = await Promise.all([
    app.snapshots.at(day),
    rows<{ code: string; name: string; use: string; floors: number | null; geometry: string }>(
      app.db.pool,
      sql`select code, coalesce(nullif(name, ''), address) as name, use, floors, st_asgeojson(footprint, 7) as geometry
        from building b where footprint is not null and ${inForce('b', day)}`,
    ),
  ])
  const people = peoplePlaces(snapshot).byBuilding
  const features = found.map(({ geometry, ...properties }): Feature => {
    const residents = Math.round(people.get(properties.code)?.people.residents ?? 0)
    return {
      type: 'Feature',
      properties: { ...properties, ...(isExact ? { residents } : {}) },
      geometry: JSON.parse(geometry) as Geometry,
    }
  })
  return new Map([['building', index(features)]])
}

export class TileMaker {
  private readonly indexes = new Map<string, Promise<Map<string, TileIndex>>>()

  constructor(private readonly app: App) {}

  /**
   * @param viewer  null for a screen of the wall
   * @returns the tile, or null where there is nothing
   */
  async tile(
    layer: TileLayer,
    z: number,
    x: number,
    y: number,
    day: string,
    viewer: Viewer | null,
  ): Promise<Buffer | null> {
    const layers: Record<string, NonNullable<ReturnType<TileIndex['getTile']>>> = {}
    for (const [name, tiles] of await this.indexesOf(
      layer,
      day,
      viewer !== null && countsExactly(viewer, undefined),
    )) {
      const tile = tiles.getTile(z, x, y)
      if (tile && tile.features.length > 0) layers[name] = tile
    }
    if (Object.keys(layers).length === 0) return null
    return Buffer.from(fromGeojsonVt(layers as never, { version: 2, extent: EXTENT }))
  }

  private async indexesOf(layer: TileLayer, day: string, isExact: boolean): Promise<Map<string, TileIndex>> {
    const revisions = await readRevisions(this.app.db.pool)
    const key =
      layer === 'basemap'
        ? `basemap|${revisions.basemap ?? 0}`
        : `buildings|${day}|${isExact}|${revisions.buildings ?? 0}|${revisions.residents ?? 0}|${revisions.units ?? 0}|${revisions.links ?? 0}`
    const known = this.indexes.get(key)
    if (known) return known
    const made = layer === 'basemap' ? basemapIndexes(this.app) : buildingIndexes(this.app, day, isExact)
    this.indexes.set(key, made)
    made.catch(() => this.indexes.delete(key))
    for (const old of [...this.indexes.keys()].slice(0, Math.max(0, this.indexes.size - INDEXES_KEPT)))
      this.indexes.delete(old)
    return made
  }
}
