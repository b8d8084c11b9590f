/** Where a border would rather lie: on the road, wall or building edge that is drawn near the pointer. */
import type { Position } from 'geojson'
import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl'
import { BUILDING_FILL } from '../map/layers/BuildingLayer.tsx'

const SNAP_PIXELS = 9

const isFirm = (id: string): boolean =>
  id.startsWith('road:') || id === 'wall' || id === 'fence' || id === BUILDING_FILL

function linesOf({ geometry }: MapGeoJSONFeature): Position[][] {
  switch (geometry.type) {
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    default:
      return []
  }
}

/**
 * @param at  pixels of the map
 * @returns degrees, or null where nothing firm is near
 */
export function snapToMap(map: MapLibreMap, at: { x: number; y: number }): [number, number] | null {
  const layers = map.getLayersOrder().filter(isFirm)
  const features = map.queryRenderedFeatures(
    [
      [at.x - SNAP_PIXELS, at.y - SNAP_PIXELS],
      [at.x + SNAP_PIXELS, at.y + SNAP_PIXELS],
    ],
    { layers },
  )
  let best: { x: number; y: number } | null = null
  let bestPixels = SNAP_PIXELS
  for (const line of features.flatMap(linesOf)) {
    const points = line.map(([lon = 0, lat = 0]) => map.project([lon, lat]))
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!]
      const [dx, dy] = [b.x - a.x, b.y - a.y]
      const share = Math.min(
        1,
        Math.max(0, ((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1)),
      )
      const near = { x: a.x + share * dx, y: a.y + share * dy }
      const pixels = Math.hypot(near.x - at.x, near.y - at.y)
      if (pixels >= bestPixels) continue
      bestPixels = pixels
      best = near
    }
  }
  if (!best) return null
  const { lng, lat } = map.unproject([best.x, best.y])
  return [lng, lat]
}
