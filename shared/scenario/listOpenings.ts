/** The ranked openings as people read them: with the streets on both sides, one for each stretch of wall. */
import type { Demand } from '../circles/demand.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import type { Opening } from '../network/barriers.ts'
import type { BarrierKind } from '../network/pedestrianRules.ts'
import type { StreetLocator } from './resolveChanges.ts'

/** Of openings closer together than this only the best is listed. */
export const APART_METERS = 100

export interface OpeningSide {
  lon: number
  lat: number
  /** Of the street; empty when it has none. */
  name: string
}

export interface ListedOpening {
  from: OpeningSide
  to: OpeningSide
  /** Where it crosses the barrier. */
  lon: number
  lat: number
  /** From one side to the other, as the crow flies. */
  meters: number
  barrier: BarrierKind
  /** Name of the unit of the nearest home; empty when nobody lives in the town. */
  unit: string
  personMinutes: number
  /** Persons whose walk gets shorter. */
  persons: number
  /** Persons who come within the largest ring. */
  gained: number
  /** Persons who had no way within the horizon. */
  newlyReached: number
}

/** @param ranked  best first */
export function listOpenings(
  locator: StreetLocator,
  demand: Demand,
  ranked: readonly Opening[],
): ListedOpening[] {
  const listed: ListedOpening[] = []
  for (const { from, to, ...opening } of ranked) {
    const { lon, lat } = opening
    if (listed.some((one) => straightLineMeters(one.lon, one.lat, lon, lat) < APART_METERS)) continue
    listed.push({
      ...opening,
      from: { ...locator.placeOf(from.edge, from.offset), name: locator.nameOf(from.edge) },
      to: { ...locator.placeOf(to.edge, to.offset), name: locator.nameOf(to.edge) },
      unit: nearestUnit(demand, lon, lat),
      personMinutes: Math.round(opening.personMinutes),
      persons: Math.round(opening.persons),
      gained: Math.round(opening.gained),
      newlyReached: Math.round(opening.newlyReached),
    })
  }
  return listed
}

function nearestUnit({ count, lonLat, unit, units }: Demand, lon: number, lat: number): string {
  let best = -1
  let bestMeters = Infinity
  for (let place = 0; place < count; place++) {
    const meters = straightLineMeters(lon, lat, lonLat[2 * place]!, lonLat[2 * place + 1]!)
    if (meters >= bestMeters) continue
    best = place
    bestMeters = meters
  }
  return best < 0 ? '' : units[unit[best]!]!.name
}
