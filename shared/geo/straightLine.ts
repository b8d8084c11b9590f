/** Straight-line (as the crow flies) distances on the sphere. Walking distances are the network's business. */

/** Mean radius of the Earth, metres (IUGG). */
export const EARTH_RADIUS_METERS = 6_371_008.8

const RADIANS = Math.PI / 180

/** Great-circle distance in metres (haversine). */
export function straightLineMeters(lonA: number, latA: number, lonB: number, latB: number): number {
  const dLat = (latB - latA) * RADIANS
  const dLon = (lonB - lonA) * RADIANS
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(a)))
}

/**
 * Straight-line distance to the nearest of many points, up to a limit: points are put into square bins as wide as the
 * limit, so that only nine bins are looked at.
 */
export class NearestWithin {
  private readonly bins = new Map<string, number[]>()
  private readonly binLat: number
  private readonly binLon: number

  /** @param points  `[lon, lat]`, degrees @param limitMeters  > 0 */
  constructor(
    private readonly points: readonly (readonly [number, number])[],
    private readonly limitMeters: number,
  ) {
    this.binLat = limitMeters / (EARTH_RADIUS_METERS * RADIANS)
    const steepest = points.reduce((most, [, lat]) => Math.max(most, Math.abs(lat)), 0)
    const narrowing = Math.cos(Math.min(steepest + this.binLat, 89) * RADIANS)
    this.binLon = this.binLat / narrowing
    points.forEach(([lon, lat], index) => {
      const key = this.key(Math.floor(lon / this.binLon), Math.floor(lat / this.binLat))
      const bin = this.bins.get(key)
      if (bin) bin.push(index)
      else this.bins.set(key, [index])
    })
  }

  /** @returns metres to the nearest point, or null when none lies within the limit */
  metersTo(lon: number, lat: number): number | null {
    const column = Math.floor(lon / this.binLon)
    const row = Math.floor(lat / this.binLat)
    let nearest = Infinity
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const index of this.bins.get(this.key(column + dx, row + dy)) ?? []) {
          const [pointLon, pointLat] = this.points[index]!
          nearest = Math.min(nearest, straightLineMeters(lon, lat, pointLon, pointLat))
        }
      }
    }
    return nearest <= this.limitMeters ? nearest : null
  }

  private key(column: number, row: number): string {
    return `${column},${row}`
  }
}
