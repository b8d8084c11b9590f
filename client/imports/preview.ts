/** What the import draws on the map: the first shapes of the file, and the place in it that is looked at. */
import type { Geometry, Position } from 'geojson'
import type { Box } from '../map/camera.ts'
import { createStore } from '../state/store.ts'

export const previewStore = createStore<readonly Geometry[]>([])
export const findingStore = createStore<{ lon: number; lat: number } | null>(null)

function* positionsOf(geometry: Geometry): Generator<Position> {
  if (geometry.type === 'GeometryCollection') {
    for (const one of geometry.geometries) yield* positionsOf(one)
    return
  }
  const stack: unknown[] = [geometry.coordinates]
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (!Array.isArray(top)) continue
    if (typeof top[0] === 'number') yield top as Position
    else stack.push(...(top as unknown[]))
  }
}

/** null when there is nothing to go to. */
export function boxOf(geometries: readonly Geometry[]): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const geometry of geometries) {
    for (const [x = 0, y = 0] of positionsOf(geometry)) {
      west = Math.min(west, x)
      east = Math.max(east, x)
      south = Math.min(south, y)
      north = Math.max(north, y)
    }
  }
  if (west > east) return null
  // A single point has no extent: the view around it does.
  const least = 0.002
  return [
    Math.min(west, (west + east - least) / 2),
    Math.min(south, (south + north - least) / 2),
    Math.max(east, (west + east + least) / 2),
    Math.max(north, (south + north + least) / 2),
  ]
}
