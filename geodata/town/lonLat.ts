/**
 * From metres around the town's centre to WGS 84 degrees, quantised to 1e-7 degree. The town stands on farmland in
 * the plain of central China; no such street exists there. One place for the conversion, so that the same point in
 * metres is the same position everywhere.
 */
import type { Position } from 'geojson'
import type { Pt } from './plane.ts'

export const TOWN_CENTER: readonly [lon: number, lat: number] = [113.9, 30.4]

const METERS_PER_DEGREE_LAT = 110_860
const METERS_PER_DEGREE_LON = 111_320 * Math.cos((TOWN_CENTER[1] * Math.PI) / 180)

const quantise = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

export const toLonLat = ([x, y]: Pt): Position => [
  quantise(TOWN_CENTER[0] + x / METERS_PER_DEGREE_LON),
  quantise(TOWN_CENTER[1] + y / METERS_PER_DEGREE_LAT),
]

/** A closed GeoJSON ring of an open one. */
export const toClosedRing = (ring: readonly Pt[]): Position[] => {
  const out = ring.map(toLonLat)
  out.push([...out[0]!])
  return out
}
