/** Makes the map in a container, once, and hands it to the rest of the page when its style is ready. */
import { useEffect, useState, type RefObject } from 'react'
import { addressStore } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { loadEngine } from './engine.ts'
import { mapStore, zoomStore } from './mapStore.ts'
import { anchorLayers } from './slots.ts'
import { IDEOGRAPHS } from './style/text.ts'

const MIN_ZOOM = 7
const MAX_ZOOM = 20

/** @param isStill  a map to look at: nothing moves it but the page */
export function useMapEngine(container: RefObject<HTMLDivElement | null>, isStill = false) {
  const map = useStore(mapStore)
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isGone = false
    let remove = () => {}
    const make = async () => {
      const engine = await loadEngine()
      if (isGone || !container.current) return
      const { view } = addressStore.get()
      const made = new engine.Map({
        container: container.current,
        style: { version: 8, sources: {}, layers: anchorLayers() },
        center: view ? [view.lon, view.lat] : [0, 0],
        zoom: view?.zoom ?? MIN_ZOOM,
        minZoom: MIN_ZOOM,
        maxZoom: MAX_ZOOM,
        attributionControl: false,
        interactive: !isStill,
        localIdeographFontFamily: IDEOGRAPHS,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
      })
      if (!isStill) {
        made.touchZoomRotate.disableRotation()
        made.keyboard.disableRotation()
        made.addControl(new engine.ScaleControl({ maxWidth: 100 }), 'bottom-right')
      }
      made.on('zoom', () => zoomStore.set(Math.round(made.getZoom() * 10) / 10))
      made.once('style.load', () => {
        zoomStore.set(Math.round(made.getZoom() * 10) / 10)
        // For support and for the browser tests: what is drawn can be asked from the console.
        Reflect.set(window, 'quarterhourMap', made)
        mapStore.set(made)
      })
      remove = () => {
        if (mapStore.get() === made) mapStore.set(null)
        made.remove()
      }
    }
    make().catch(() => setHasFailed(true))
    return () => {
      isGone = true
      remove()
    }
  }, [container, isStill])
  return { map, hasFailed }
}
