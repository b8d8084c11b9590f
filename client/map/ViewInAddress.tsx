/** Keeps the view and the address alike, both ways; without a view in the address the whole area is shown. */
import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect } from 'react'
import { useSystem } from '../api/useSystem.ts'
import { formatView, type View } from '../state/address.ts'
import { addressStore, navigate } from '../state/addressStore.ts'
import { cameraFor } from './camera.ts'

/** Browsers allow some hundred history changes in half a minute: a drag writes once, after it has ended. */
const SETTLE_MILLISECONDS = 250

const viewOf = (map: MapLibreMap): View => {
  const { lng, lat } = map.getCenter()
  return { zoom: map.getZoom(), lat, lon: lng }
}

export function ViewInAddress({ map }: { map: MapLibreMap }) {
  const bounds = useSystem()?.bounds
  useEffect(() => {
    if (!bounds || addressStore.get().view) return
    const camera = cameraFor(map, bounds)
    if (camera) map.jumpTo(camera)
  }, [map, bounds])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (!map.isMoving()) navigate({ view: viewOf(map) }, 'replace')
      }, SETTLE_MILLISECONDS)
    }
    const follow = () => {
      const { view } = addressStore.get()
      if (view && !map.isMoving() && formatView(view) !== formatView(viewOf(map))) {
        map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom })
      }
    }
    map.on('moveend', write)
    addEventListener('popstate', follow)
    return () => {
      clearTimeout(timer)
      map.off('moveend', write)
      removeEventListener('popstate', follow)
    }
  }, [map])
  return null
}
