/** Service points from a file that was dropped: they live on this page only and are not stored. */
import type { Feature, GeoJsonObject, Position } from 'geojson'
import type { ServicePoint } from '../../shared/domain/serviceRadius.ts'
import { createStore } from '../state/store.ts'

export interface DroppedPoints {
  file: string
  points: readonly ServicePoint[]
}

export const MOST_POINTS = 20_000
/** Larger files are not looked at here; the import takes them. */
export const MOST_BYTES = 20_000_000

export const droppedPointsStore = createStore<DroppedPoints | null>(null)

const NAME_FIELDS = ['name', '名称', '名稱', 'title', 'Name', 'NAME']

const nameOf = (properties: Record<string, unknown> | null): string => {
  const field = NAME_FIELDS.find((one) => properties?.[one] !== undefined && properties[one] !== null)
  return field === undefined ? '' : String(properties?.[field]).slice(0, 120)
}

/** Longitude and latitude, also where they are written as text. */
function placeOf(position: Position | undefined): { lon: number; lat: number } | null {
  const [lon, lat] = (position ?? []).map(Number)
  if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat)) return null
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon !== 0 || lat !== 0) ? { lon, lat } : null
}

/**
 * The points of a GeoJSON in longitude and latitude.
 * @returns null when it is no GeoJSON, names another coordinate system, holds anything but points, or too many
 */
export function pointsOfGeoJson(text: string): ServicePoint[] | null {
  let json: GeoJsonObject & { features?: Feature[]; crs?: { properties?: { name?: string } } }
  try {
    json = JSON.parse(text) as typeof json
  } catch {
    return null
  }
  const named = json.crs?.properties?.name
  if (named !== undefined && !/CRS84|4326|4490/.test(named)) return null
  if (json.type !== 'FeatureCollection' || !Array.isArray(json.features)) return null
  if (json.features.length === 0 || json.features.length > MOST_POINTS) return null
  const points: ServicePoint[] = []
  for (const [index, feature] of json.features.entries()) {
    const geometry = feature.geometry as Feature['geometry'] | null
    if (geometry === null) continue
    if (geometry.type !== 'Point') return null
    const place = placeOf(geometry.coordinates)
    if (!place) continue
    points.push({ id: String(feature.id ?? index + 1), name: nameOf(feature.properties), ...place })
  }
  return points.length > 0 ? points : null
}
