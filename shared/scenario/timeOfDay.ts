/** Times of day as gates have them: `HH:MM`, 00:00 to 24:00, and the daily hours that map data gives for a gate. */
import { z } from 'zod'

export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
export type TimeOfDay = z.infer<typeof TimeOfDay>

/** Minutes since midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether a minute lies in hours that may run over midnight; the closing minute is closed. */
export const isWithin = (opens: number, closes: number, minute: number): boolean =>
  opens < closes ? minute >= opens && minute < closes : minute >= opens || minute < closes

const DAY_MINUTES = 24 * 60
const SPAN = /^([0-2]?\d):([0-5]\d)\s*-\s*([0-2]?\d):([0-5]\d)$/

/**
 * Whether `opening_hours` that are the same every day let people through at a minute of the day.
 * @returns null where the hours say more than that (weekdays, seasons): then they decide nothing
 * Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours
 */
export function isOpenAt(hours: string, minute: number): boolean | null {
  const text = hours.trim().replace(/^Mo-Su\s+/, '')
  if (text === '24/7') return true
  const spans = text.split(/\s*,\s*/).map((part) => SPAN.exec(part))
  if (text === '' || spans.some((span) => span === null)) return null
  return spans.some((span) => {
    const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = span!.slice(1).map(Number)
    const [opens, closes] = [h1 * 60 + m1, h2 * 60 + m2]
    // 22:00-26:00 closes at two in the night.
    return isWithin(opens, closes > DAY_MINUTES ? closes - DAY_MINUTES : closes, minute)
  })
}
