/** Minutes in words of the page, of one walk and of many. */
import { UNKNOWN } from '../i18n/format.ts'

/** Minutes on screen: one decimal below ten, whole ones above. */
export const minutesText = (minutes: number): string =>
  minutes < 9.95 ? minutes.toFixed(1) : String(Math.round(minutes))

/** Means over many people: what a change saves them lies in the second decimal. */
export const meanMinutesText = (minutes: number | null): string =>
  minutes === null ? UNKNOWN : minutes.toFixed(2)
