/** Draws a part while the component is mounted. The part must be memoised: a new object is a change to apply. */
import { useEffect, useRef } from 'react'
import { useStore } from '../state/store.ts'
import { mapStore } from './mapStore.ts'
import { applyPart, EMPTY_PART, type MapPart } from './parts.ts'

export function useMapPart(part: MapPart): void {
  const map = useStore(mapStore)
  const drawn = useRef<MapPart>(EMPTY_PART)
  useEffect(() => {
    if (!map) return
    applyPart(map, drawn.current, part)
    drawn.current = part
  }, [map, part])
  useEffect(() => {
    if (!map) return
    return () => {
      // A map that is being taken down has no style left to change.
      if (mapStore.get() === map) applyPart(map, drawn.current, EMPTY_PART)
      drawn.current = EMPTY_PART
    }
  }, [map])
}
