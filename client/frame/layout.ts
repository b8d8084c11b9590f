/**
 * How much of the map is free: the panel (or, on a phone, the sheet) covers a part of it, and the camera brings
 * things to the middle of the rest.
 */
import { createStore } from '../state/store.ts'

export type SheetHeight = 'low' | 'half' | 'full'

export const layoutStore = createStore<{ isFolded: boolean; sheet: SheetHeight; isWide: boolean }>({
  isFolded: false,
  sheet: 'half',
  isWide: false,
})

export const PHONE_QUERY = '(max-width: 767px)'
/** Where fingers point; the same as in `theme/touch.css`. */
export const TOUCH_QUERY = '(max-width: 767px), (pointer: coarse)'
export const FINGER_PIXELS = 44
export const SHEET_LOW_PIXELS = 92

export const setFolded = (isFolded: boolean): void => layoutStore.set({ ...layoutStore.get(), isFolded })
export const setSheet = (sheet: SheetHeight): void => layoutStore.set({ ...layoutStore.get(), sheet })

export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}

/** What covers the map at each side, in CSS pixels. */
export function coveredPixels(): Padding {
  const { isFolded, sheet, isWide } = layoutStore.get()
  if (matchMedia(PHONE_QUERY).matches) {
    const half = Math.round(innerHeight * 0.5)
    return { top: 0, left: 0, right: 0, bottom: (sheet === 'low' ? SHEET_LOW_PIXELS : half) + 56 }
  }
  const panel = isFolded ? 0 : isWide ? Math.min(innerWidth * 0.5, 960) : 400
  return { top: 0, left: 0, bottom: 0, right: panel }
}
