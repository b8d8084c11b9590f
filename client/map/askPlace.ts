/** While a person is asked to give a place, the next click on the map is the answer and opens nothing. */
import { useEffect } from 'react'
import { createStore } from '../state/store.ts'
import type { Found } from './whatIsAt.ts'

/** @param found  what lies there */
export type GivePlace = (place: readonly [lon: number, lat: number], found: Found | null) => void

export const placeAskedStore = createStore<GivePlace | null>(null)

/** Asks for a place as long as `give` is not null; memoise it. */
export function useAskedPlace(give: GivePlace | null): void {
  useEffect(() => {
    if (!give) return
    placeAskedStore.set(give)
    return () => {
      if (placeAskedStore.get() === give) placeAskedStore.set(null)
    }
  }, [give])
}
