/** The one map of the page, once its style is ready; null before and where there is no WebGL. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { createStore } from '../state/store.ts'

export const mapStore = createStore<MapLibreMap | null>(null)

/** Zoom in steps of a tenth: what depends on it is not reckoned anew on every frame. */
export const zoomStore = createStore(13)
