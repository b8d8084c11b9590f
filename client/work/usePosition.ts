/**
 * Where the phone is, while the page of one's work is open and the person has allowed it. It stays on this page: nothing
 * of it is kept or sent, unless they report something here.
 */
import { useEffect } from 'react'
import { createStore, useStore } from '../state/store.ts'

export interface Position {
  place: readonly [lon: number, lat: number]
  /** Metres. */
  accuracy: number
}

type Known = { state: 'off' | 'asking' | 'refused' | 'unknown' } | { state: 'known'; position: Position }

/** `off` until asked for. */
export const positionStore = createStore<Known>({ state: 'off' })

/** Browsers tell it to pages that came by https, or from this machine. */
export const canTellPosition = (): boolean => isSecureContext && 'geolocation' in navigator

const PERMISSION_DENIED = 1

let watch: number | null = null

/** Asks the person, the first time, and follows the phone from then on. */
export function followPosition(): void {
  if (watch !== null || !canTellPosition()) return
  if (positionStore.get().state !== 'known') positionStore.set({ state: 'asking' })
  watch = navigator.geolocation.watchPosition(
    ({ coords }) =>
      positionStore.set({
        state: 'known',
        position: { place: [coords.longitude, coords.latitude], accuracy: coords.accuracy },
      }),
    ({ code }) => {
      positionStore.set({ state: code === PERMISSION_DENIED ? 'refused' : 'unknown' })
      if (code === PERMISSION_DENIED) stopFollowing()
    },
    { enableHighAccuracy: true, maximumAge: 15_000, timeout: 20_000 },
  )
}

function stopFollowing(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch)
  watch = null
}

/** Follows by itself where it was allowed before; asks nobody who did not ask. */
export function usePosition(): Known {
  useEffect(() => {
    if (!canTellPosition()) return
    navigator.permissions
      ?.query({ name: 'geolocation' })
      .then(({ state }) => {
        if (state === 'granted') followPosition()
      })
      .catch(() => undefined)
    return () => {
      stopFollowing()
      positionStore.set({ state: 'off' })
    }
  }, [])
  return useStore(positionStore)
}
