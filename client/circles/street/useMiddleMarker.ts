/** A cross in the middle of the free map while a place may be taken there: for those who move the map by keyboard. */
import type { Marker } from 'maplibre-gl'
import { useEffect } from 'react'
import { loadEngine } from '../../map/engine.ts'
import { mapStore } from '../../map/mapStore.ts'
import { createStore, useStore } from '../../state/store.ts'
import classes from './Street.module.css'
import { middleOfMap } from './tools.ts'

/** True while the button that takes the middle is pointed at or has the focus. */
export const showsMiddleStore = createStore(false)

export function useMiddleMarker(): void {
  const map = useStore(mapStore)
  const isShown = useStore(showsMiddleStore)
  useEffect(() => {
    if (!map || !isShown) return
    let isGone = false
    let marker: Marker | null = null
    const place = () => {
      const middle = middleOfMap()
      if (middle) marker?.setLngLat([middle.lon, middle.lat])
    }
    void loadEngine().then((engine) => {
      const middle = middleOfMap()
      if (isGone || !middle) return
      const element = document.createElement('div')
      element.className = classes.middle ?? ''
      marker = new engine.Marker({ element }).setLngLat([middle.lon, middle.lat]).addTo(map)
      map.on('move', place)
    })
    return () => {
      isGone = true
      map.off('move', place)
      marker?.remove()
    }
  }, [map, isShown])
}
