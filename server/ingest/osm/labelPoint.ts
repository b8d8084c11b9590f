/**
 * One point inside an area to hang a name or a facility on: the centre of gravity where it lies inside,
 * else the middle of the widest stretch of the area at half its height.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { quantise } from '../../../shared/geo/quantise.ts'
import { isInRing, signedArea } from './assembleRings.ts'

function centreOfGravity(ring: Position[]): Position {
  const area = signedArea(ring)
  const [ox, oy] = ring[0] as [number, number]
  let [x, y] = [0, 0]
  for (let i = 1; i < ring.length; i++) {
    // relative to the first corner: the products of full degrees would lose the small differences
    const [ax, ay] = [ring[i - 1]![0]! - ox, ring[i - 1]![1]! - oy]
    const [bx, by] = [ring[i]![0]! - ox, ring[i]![1]! - oy]
    const cross = ax * by - bx * ay
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return [ox + x / (3 * area), oy + y / (3 * area)]
}

const isInside = (point: Position, rings: Position[][]): boolean =>
  rings.reduce((inside, ring) => inside !== isInRing(point, ring), false)

function widestStretch(rings: Position[][]): Position {
  const ys = rings[0]!.map((position) => position[1]!)
  const y = (Math.min(...ys) + Math.max(...ys)) / 2
  const crossings: number[] = []
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1] as [number, number]
      const [bx, by] = ring[i] as [number, number]
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    }
  crossings.sort((a, b) => a - b)
  let best: [number, number] = [rings[0]![0]![0]!, rings[0]![0]![0]!]
  for (let i = 0; i + 1 < crossings.length; i += 2)
    if (crossings[i + 1]! - crossings[i]! > best[1] - best[0]) best = [crossings[i]!, crossings[i + 1]!]
  return [(best[0] + best[1]) / 2, y]
}

/** A point inside the area, of several parts inside the largest; quantised. */
export function labelPoint(area: Polygon | MultiPolygon): Position {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  const rings = polygons.toSorted((a, b) => Math.abs(signedArea(b[0]!)) - Math.abs(signedArea(a[0]!)))[0]!
  const centre = centreOfGravity(rings[0]!)
  const [x, y] = (isInside(centre, rings) ? centre : widestStretch(rings)) as [number, number]
  return [quantise(x), quantise(y)]
}
