/** Rows that are drawn at a fixed pitch: as dense as asked for, but never lower than a finger needs. */
import { useMediaQuery } from '@mantine/hooks'
import { FINGER_PIXELS, TOUCH_QUERY } from '../frame/layout.ts'

export const useIsTouch = (): boolean => useMediaQuery(TOUCH_QUERY, false, { getInitialValueInEffect: false })

export function useRowPixels(densePixels: number): number {
  return useIsTouch() ? Math.max(densePixels, FINGER_PIXELS) : densePixels
}
