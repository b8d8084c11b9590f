/** Where this phone is, asked for by a press only; told to nobody before a step is taken with it. */
import { useState } from 'react'
import type { Here } from '../../../shared/issues/desk.ts'

export type HereState =
  | { state: 'none' }
  | { state: 'asking' }
  | { state: 'there'; here: Here }
  | { state: 'failed'; isDenied: boolean }

const MOST_MILLISECONDS = 20_000
const OLDEST_MILLISECONDS = 30_000

/** Browsers tell it on a secure connection only. */
export const mayAskWhere = (): boolean => isSecureContext && 'geolocation' in navigator

export function useHere(): { asked: HereState; ask: () => void; forget: () => void } {
  const [asked, setAsked] = useState<HereState>({ state: 'none' })
  const ask = () => {
    setAsked({ state: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        setAsked({
          state: 'there',
          here: { lon: longitude, lat: latitude, accuracyMeters: Math.min(accuracy, 100_000) },
        }),
      ({ code, PERMISSION_DENIED }) => setAsked({ state: 'failed', isDenied: code === PERMISSION_DENIED }),
      { enableHighAccuracy: true, timeout: MOST_MILLISECONDS, maximumAge: OLDEST_MILLISECONDS },
    )
  }
  return { asked, ask, forget: () => setAsked({ state: 'none' }) }
}
