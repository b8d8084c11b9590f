import type { MultiPolygon } from 'geojson'
import type { Box } from '../../map/camera.ts'

/** West, south, east, north of an area; null where it has none. */
export function boxOfShape({ coordinates }: MultiPolygon): Box | null {
  const points = coordinates.flat(2) as [number, number][]
  if (points.length === 0) return null
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)]
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
  return [least(lons), least(lats), most(lons), most(lats)]
}
