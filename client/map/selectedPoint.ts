/** Where the thing in the panel lies; its card says so while it is open. */
import { useEffect } from 'react'
import { createStore } from '../state/store.ts'

export const selectedPointStore = createStore<readonly [number, number] | null>(null)

export function useSelectedPoint(location: readonly [number, number] | null | undefined): void {
  const [lon, lat] = location ?? []
  useEffect(() => {
    if (lon === undefined || lat === undefined) return
    const point = [lon, lat] as const
    selectedPointStore.set(point)
    return () => {
      if (selectedPointStore.get() === point) selectedPointStore.set(null)
    }
  }, [lon, lat])
}
