/**
 * Calendar days and instants as text. A day is `YYYY-MM-DD` in Asia/Shanghai (no daylight saving, always +08:00);
 * an instant is ISO 8601 with an offset.
 */
import { z } from 'zod'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether the text is a day that exists. */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export const Day = z.string().refine(isDay, 'day')
export type Day = z.infer<typeof Day>

/** An instant with its zone, ISO 8601. */
export const Instant = z.iso.datetime({ offset: true })

/** The day in Asia/Shanghai at an instant. */
export function dayAt(instant: Date): Day {
  return new Date(instant.getTime() + 8 * 3600_000).toISOString().slice(0, 10)
}

export const today = (): Day => dayAt(new Date())

/**
 * The last millisecond of a day in Asia/Shanghai; what "as of that day" compares with. Midnight itself is the next day:
 * rows that have a day and no time stand there.
 */
export const endOfDay = (day: Day): Date => new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_399_999)

/** `days` later (or earlier, when negative). */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
