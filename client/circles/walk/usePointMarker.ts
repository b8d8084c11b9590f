/** The point that circles are drawn around, to be dragged: circles follow it, the address takes where it was left. */
import type { Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { loadEngine } from '../../map/engine.ts'
import { mapStore } from '../../map/mapStore.ts'
import { useStore } from '../../state/store.ts'
import { useT } from '../../i18n/i18n.ts'
import { pickCircles, type CircleState } from '../circleState.ts'
import classes from '../Circles.module.css'
import { heldPointStore } from './held.ts'
import { letGo } from './walkEngine.ts'

/** Arrow keys move the point this many metres, with Shift ten times as many. */
const KEY_STEP_METERS = 10
const METERS_PER_DEGREE = 111_195

const KEYS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

export function usePointMarker(state: CircleState, point: { lon: number; lat: number } | null): void {
  const t = useT()
  const map = useStore(mapStore)
  const marker = useRef<Marker | null>(null)
  const isOne = state.subject?.from === 'place' || state.subject?.from === 'facility'
  const label = t('circles.pointLabel')
  const isShown = isOne && point !== null
  useEffect(() => {
    if (!map || !isShown) return
    let isGone = false
    const element = document.createElement('div')
    element.className = classes.pin ?? ''
    element.tabIndex = 0
    const onKey = (event: KeyboardEvent) => {
      const step = KEYS[event.key]
      const at = marker.current?.getLngLat()
      if (!step || !at) return
      event.preventDefault()
      event.stopPropagation()
      const meters = KEY_STEP_METERS * (event.shiftKey ? 10 : 1)
      const lat = at.lat + (step[1] * meters) / METERS_PER_DEGREE
      const lon = at.lng + (step[0] * meters) / METERS_PER_DEGREE / Math.cos((at.lat * Math.PI) / 180)
      marker.current?.setLngLat([lon, lat])
      pickCircles({ from: 'place', lon, lat }, 'replace')
    }
    element.addEventListener('keydown', onKey)
    void loadEngine().then((engine) => {
      if (isGone) return
      const made = new engine.Marker({ element, draggable: true })
      element.setAttribute('role', 'button')
      element.setAttribute('aria-label', label)
      const hold = () => {
        const { lng, lat } = made.getLngLat()
        heldPointStore.set({ lon: lng, lat })
      }
      made.on('drag', hold)
      made.on('dragend', () => {
        const { lng, lat } = made.getLngLat()
        pickCircles({ from: 'place', lon: lng, lat })
        heldPointStore.set(null)
      })
      marker.current = made
      const at = latest.current
      if (at) made.setLngLat([at.lon, at.lat]).addTo(map)
    })
    return () => {
      isGone = true
      heldPointStore.set(null)
      letGo()
      marker.current?.remove()
      marker.current = null
    }
  }, [map, isShown, label])
  const latest = useRef(point)
  useEffect(() => {
    latest.current = point
    if (point && heldPointStore.get() === null) {
      marker.current?.setLngLat([point.lon, point.lat])
    }
  }, [point])
}
