/** The circles as one calm shape for each radius: together they have one outline, not one for every point. */
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { discUnion } from '../../shared/geo/discUnion.ts'

const EARTH_METERS = 6_371_008.8
const toRadians = Math.PI / 180

/** Mercator metres: there a circle on the ground is a circle still, larger by 1 / cos(latitude). */
const project = (lon: number, lat: number): [number, number] => [
  lon * toRadians * EARTH_METERS,
  Math.log(Math.tan(Math.PI / 4 + (lat * toRadians) / 2)) * EARTH_METERS,
]
const unproject = ([x, y]: readonly [number, number]): [number, number] => [
  x / EARTH_METERS / toRadians,
  (2 * Math.atan(Math.exp(y / EARTH_METERS)) - Math.PI / 2) / toRadians,
]

export interface RingProperties {
  /** Place in the radii, smallest first. */
  ring: number
}

export function circleShapes(
  points: readonly { lon: number; lat: number }[],
  radiiMeters: readonly number[],
): FeatureCollection<MultiPolygon, RingProperties> {
  const features = radiiMeters.map((meters, ring): Feature<MultiPolygon, RingProperties> => {
    const discs = points
      .filter(({ lat }) => Math.abs(lat) < 85)
      .map(({ lon, lat }) => {
        const [x, y] = project(lon, lat)
        return { x, y, radius: meters / Math.cos(lat * toRadians) }
      })
    return {
      type: 'Feature',
      properties: { ring },
      geometry: {
        type: 'MultiPolygon',
        coordinates: discUnion(discs).map((polygon) => polygon.map((one) => one.map(unproject))),
      },
    }
  })
  return { type: 'FeatureCollection', features: features.reverse() }
}
