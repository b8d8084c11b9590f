/** Which home a click on the map means. */
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'

const NEAR_METERS = 60

/** The home nearest to a place; the place itself where none is near. @param places  longitude and latitude first */
export function homeNear(
  places: readonly (readonly [number, number, ...number[]])[],
  lon: number,
  lat: number,
): { lon: number; lat: number } {
  let nearest = { lon, lat }
  let least = NEAR_METERS
  for (const [homeLon, homeLat] of places) {
    const meters = straightLineMeters(lon, lat, homeLon, homeLat)
    if (meters >= least) continue
    least = meters
    nearest = { lon: homeLon, lat: homeLat }
  }
  return nearest
}
