import { minutesOf } from './dutyWords.ts'

/** A day and a time of it as they are typed. */
export interface Moment {
  day: string | null
  time: string
}

const MINUTE = 60_000

/** As an instant; null where it is none. `24:00` is the end of the day. */
export function momentOf({ day, time }: Moment): string | null {
  const minutes = minutesOf(time)
  if (day === null || minutes === null) return null
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00+08:00`) + minutes * MINUTE).toISOString()
}
