/** To which unit a place belonged, from when to when, as boundaries changed. */
import type { Day } from './dates.ts'

/** The partition in force from a day on, until the next one. */
export interface Epoch<Unit> {
  from: Day
  /** The deepest unit that holds the place, or null. */
  locate(lon: number, lat: number): Unit | null
}

export interface LinkInterval<Unit> {
  unit: Unit
  from: Day
  /** Exclusive; null for the newest. */
  to: Day | null
}

/**
 * @param epochs  ascending by day, each in force until the next
 * @param isSame  whether two units are the same for the link
 * @returns intervals in ascending order, without days on which no unit held the place
 */
export function linkIntervals<Unit>(
  epochs: readonly Epoch<Unit>[],
  lon: number,
  lat: number,
  isSame: (a: Unit, b: Unit) => boolean,
): LinkInterval<Unit>[] {
  const intervals: LinkInterval<Unit>[] = []
  epochs.forEach((epoch, index) => {
    const to = epochs[index + 1]?.from ?? null
    const unit = epoch.locate(lon, lat)
    if (unit === null) return
    const last = intervals.at(-1)
    if (last && last.to === epoch.from && isSame(last.unit, unit)) last.to = to
    else intervals.push({ unit, from: epoch.from, to })
  })
  return intervals
}
