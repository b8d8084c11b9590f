/** While a person is asked to give a place, the next click on the map is the answer and opens nothing. */
import { useEffect } from 'react'
import { createStore, useStore } from '../state/store.ts'
import { mapStore } from './mapStore.ts'
import type { Found } from './whatIsAt.ts'

/** @param found  what lies there */
export type GivePlace = (place: readonly [lon: number, lat: number], found: Found | null) => void

export const placeAskedStore = createStore<GivePlace | null>(null)

/** While a place of work takes what the pointer does, the map itself points at nothing and opens nothing. */
export const ownPointerStore = createStore(false)

/** Asks for a place as long as `give` is not null; memoise it. */
export function useAskedPlace(give: GivePlace | null): void {
  const map = useStore(mapStore)
  useEffect(() => {
    if (!give) return
    placeAskedStore.set(give)
    return () => {
      if (placeAskedStore.get() === give) placeAskedStore.set(null)
    }
  }, [give])
  // Two answers in quick succession are no wish to come nearer.
  useEffect(() => {
    if (!give || !map) return
    map.doubleClickZoom.disable()
    return () => map.doubleClickZoom.enable()
  }, [give, map])
}
