/**
 * The map engine, fetched when the first map is drawn. MapLibre's CSP build is used: its worker is a file of our own
 * origin, so that no `blob:` worker and no `unsafe-eval` is needed.
 */
import type maplibre from 'maplibre-gl'

export type Engine = typeof maplibre
export type { Map as MapLibreMap } from 'maplibre-gl'

let engine: Promise<Engine> | undefined

export function loadEngine(): Promise<Engine> {
  engine ??= (async () => {
    const [module, worker] = await Promise.all([
      import('maplibre-gl/dist/maplibre-gl-csp.js'),
      import('maplibre-gl/dist/maplibre-gl-csp-worker.js?url'),
      import('maplibre-gl/dist/maplibre-gl.css'),
    ])
    module.default.setWorkerUrl(worker.default)
    return module.default
  })()
  return engine
}
