/**
 * Points counted in hexagons of one size, corner up, in metres of the plane that touches the earth at a latitude. Every
 * point lies in exactly one: that whose centre is nearest. Within a street the plane is true to a few centimetres.
 */
import { EARTH_RADIUS_METERS } from './straightLine.ts'

const METERS_PER_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180

export interface Hexagon {
  /** Centre. */
  lon: number
  lat: number
  /** Places of its points in what was given. */
  points: number[]
}

/** Axial coordinates of the hexagon whose centre is nearest, by rounding all three and mending the worst. */
function rounded(q: number, r: number): [number, number] {
  const s = -q - r
  let [rq, rr] = [Math.round(q), Math.round(r)]
  const rs = Math.round(s)
  const [dq, dr, ds] = [Math.abs(rq - q), Math.abs(rr - r), Math.abs(rs - s)]
  if (dq > dr && dq > ds) rq = -rr - rs
  else if (dr > ds) rr = -rq - rs
  return [rq, rr]
}

/**
 * @param points  degrees
 * @param radiusMeters  from the centre to a corner
 * @param latitude  at which the plane touches, degrees
 * @returns hexagons with points, the fullest first
 */
export function hexagonsOf(
  points: readonly { lon: number; lat: number }[],
  radiusMeters: number,
  latitude: number,
): Hexagon[] {
  const east = METERS_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  const found = new Map<string, Hexagon>()
  points.forEach(({ lon, lat }, index) => {
    const [x, y] = [(lon * east) / radiusMeters, (lat * METERS_PER_DEGREE) / radiusMeters]
    const [q, r] = rounded((Math.sqrt(3) / 3) * x - y / 3, (2 / 3) * y)
    const key = `${q},${r}`
    const known = found.get(key)
    if (known) known.points.push(index)
    else
      found.set(key, {
        lon: (Math.sqrt(3) * (q + r / 2) * radiusMeters) / east,
        lat: (1.5 * r * radiusMeters) / METERS_PER_DEGREE,
        points: [index],
      })
  })
  return [...found.values()].sort(
    (a, b) => b.points.length - a.points.length || a.lat - b.lat || a.lon - b.lon,
  )
}

/** The six corners of a hexagon, degrees, the first one not repeated. */
export function cornersOf(
  { lon, lat }: Pick<Hexagon, 'lon' | 'lat'>,
  radiusMeters: number,
  latitude: number,
): [number, number][] {
  const east = METERS_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  return Array.from({ length: 6 }, (_, corner): [number, number] => {
    const angle = (Math.PI / 3) * corner + Math.PI / 6
    return [
      lon + (radiusMeters * Math.cos(angle)) / east,
      lat + (radiusMeters * Math.sin(angle)) / METERS_PER_DEGREE,
    ]
  })
}
