/**
 * The new points can be moved, by pointer and by arrow keys: handles lie over their marks on the map. What other places
 * come to is told while they move.
 */
import type { Map as MapLibreMap, Marker } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { Candidate } from '../../shared/siting/candidates.ts'
import { useT } from '../i18n/i18n.ts'
import { loadEngine } from '../map/engine.ts'
import { mapStore } from '../map/mapStore.ts'
import { useStore } from '../state/store.ts'
import classes from './Siting.module.css'
import { tryPlaces } from './sitingEngine.ts'

/** Arrow keys move a point this many metres, with Shift ten times as many. */
const KEY_STEP_METERS = 10
const METERS_PER_DEGREE = 111_195

const KEYS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/**
 * @param sites  where they are now, in the order of their numbers
 * @param isMoved  the person has moved some: the handles are ahead of what is told, and stay where they were put
 */
export function useSiteMarkers(sites: readonly Candidate[], isMoved: boolean): void {
  const t = useT()
  const map = useStore(mapStore)
  const markers = useRef<Marker[]>([])
  const held = useRef<number | null>(null)
  const label = (number: number): string => t('siting.handle', { number })
  const labels = sites.map((_, at) => label(at + 1)).join('\n')
  useEffect(() => {
    if (!map || labels === '') return
    let isGone = false
    void loadEngine().then((engine) => {
      if (isGone) return
      markers.current = labels.split('\n').map((text, at) => {
        const element = document.createElement('div')
        element.className = classes.handle ?? ''
        element.tabIndex = 0
        element.textContent = String(at + 1)
        const marker = new engine.Marker({ element, draggable: true })
        element.setAttribute('role', 'button')
        element.setAttribute('aria-label', text)
        const tell = () => tryPlaces(markers.current.map((one) => placeOf(one)))
        marker.on('dragstart', () => {
          held.current = at
        })
        marker.on('drag', tell)
        marker.on('dragend', () => {
          held.current = null
          tell()
        })
        element.addEventListener('keydown', (event) => {
          if (!moveByKey(marker, event)) return
          tell()
        })
        return marker
      })
      put(markers.current, latest.current, map, null)
    })
    return () => {
      isGone = true
      held.current = null
      for (const marker of markers.current) marker.remove()
      markers.current = []
    }
  }, [map, labels])
  const latest = useRef(sites)
  useEffect(() => {
    latest.current = sites
    if (map && !isMoved) put(markers.current, sites, map, held.current)
  }, [map, sites, isMoved])
}

const placeOf = (marker: Marker): Candidate => {
  const { lng, lat } = marker.getLngLat()
  return { lon: lng, lat }
}

/** All but the one that is being held. */
function put(
  markers: readonly Marker[],
  sites: readonly Candidate[],
  map: MapLibreMap,
  held: number | null,
): void {
  markers.forEach((marker, at) => {
    const site = sites[at]
    if (site && at !== held) marker.setLngLat([site.lon, site.lat]).addTo(map)
  })
}

function moveByKey(marker: Marker, event: KeyboardEvent): boolean {
  const step = KEYS[event.key]
  if (!step) return false
  event.preventDefault()
  event.stopPropagation()
  const { lng, lat } = marker.getLngLat()
  const meters = KEY_STEP_METERS * (event.shiftKey ? 10 : 1)
  marker.setLngLat([
    lng + (step[0] * meters) / METERS_PER_DEGREE / Math.cos((lat * Math.PI) / 180),
    lat + (step[1] * meters) / METERS_PER_DEGREE,
  ])
  return true
}
