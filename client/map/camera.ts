/**
 * Moves the view so that what is meant comes to the middle of the free part of the map. What is asked for before
 * the map is ready is done as soon as it is.
 */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { coveredPixels } from '../frame/layout.ts'
import { mapStore } from './mapStore.ts'

export type Box = readonly [west: number, south: number, east: number, north: number]

const MARGIN_PIXELS = 48
const POINT_ZOOM = 16.6
/** A move may take this long at most; with reduced motion MapLibre jumps. */
const FLY_MILLISECONDS = 180

let waiting: ((map: MapLibreMap) => void) | null = null

mapStore.subscribe(() => {
  const map = mapStore.get()
  if (!map || !waiting) return
  waiting(map)
  waiting = null
})

function whenReady(move: (map: MapLibreMap) => void): void {
  const map = mapStore.get()
  if (map) move(map)
  else waiting = move
}

export function flyToPoint([lon, lat]: readonly [number, number], zoom = POINT_ZOOM): void {
  whenReady((map) => {
    const covered = coveredPixels()
    map.easeTo({
      center: [lon, lat],
      zoom: Math.max(map.getZoom(), zoom),
      offset: [(covered.left - covered.right) / 2, (covered.top - covered.bottom) / 2],
      duration: FLY_MILLISECONDS,
    })
  })
}

/** Where a box would be seen whole. */
export function cameraFor(map: MapLibreMap, [west, south, east, north]: Box) {
  const covered = coveredPixels()
  return map.cameraForBounds([west, south, east, north], {
    padding: {
      top: covered.top + MARGIN_PIXELS,
      right: covered.right + MARGIN_PIXELS,
      bottom: covered.bottom + MARGIN_PIXELS,
      left: covered.left + MARGIN_PIXELS,
    },
    maxZoom: 17.5,
  })
}

export function flyToBox(box: Box): void {
  whenReady((map) => {
    const camera = cameraFor(map, box)
    if (camera) map.easeTo({ ...camera, duration: FLY_MILLISECONDS })
  })
}
