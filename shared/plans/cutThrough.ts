/** Whether a border runs through a building, not along its wall. */
import type { Position } from 'geojson'
import { EARTH_RADIUS_METERS } from '../geo/straightLine.ts'

const METERS_PER_DEGREE = (EARTH_RADIUS_METERS * Math.PI) / 180
/** A border that comes no deeper than this follows the wall: drawings differ by so much. Metres. */
const DEPTH_METERS = 0.75

type Meters = readonly [x: number, y: number]

function distanceToSegment([x, y]: Meters, [ax, ay]: Meters, [bx, by]: Meters): number {
  const [dx, dy] = [bx - ax, by - ay]
  const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(ax + share * dx - x, ay + share * dy - y)
}

/**
 * @param line  of the border, degrees
 * @param rings  of one building: outline, then holes; each closed, degrees
 */
export function cutsThrough(line: readonly Position[], rings: readonly (readonly Position[])[]): boolean {
  const [lon0 = 0, lat0 = 0] = rings[0]?.[0] ?? []
  const narrowing = Math.cos((lat0 * Math.PI) / 180)
  const meters = ([lon = 0, lat = 0]: Position): Meters => [
    (lon - lon0) * METERS_PER_DEGREE * narrowing,
    (lat - lat0) * METERS_PER_DEGREE,
  ]
  const walls = rings.flatMap((ring) => {
    const corners = ring.map(meters)
    return corners.slice(1).map((corner, i): [Meters, Meters] => [corners[i]!, corner])
  })
  const isInside = ([x, y]: Meters): boolean =>
    walls.filter(([[ax, ay], [bx, by]]) => ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax))
      .length %
      2 ===
    1
  const isDeep = (point: Meters): boolean =>
    isInside(point) && walls.every(([a, b]) => distanceToSegment(point, a, b) > DEPTH_METERS)
  const points = line.map(meters)
  for (let i = 1; i < points.length; i++) {
    const [[px, py], [qx, qy]] = [points[i - 1]!, points[i]!]
    // Where the stretch meets walls, as shares of it; between two of them it is inside or outside as a whole.
    const meets = [0, 1]
    for (const [[ax, ay], [bx, by]] of walls) {
      const turn = (qx - px) * (by - ay) - (qy - py) * (bx - ax)
      if (turn === 0) continue
      const along = ((ax - px) * (by - ay) - (ay - py) * (bx - ax)) / turn
      const ofWall = ((ax - px) * (qy - py) - (ay - py) * (qx - px)) / turn
      if (along > 0 && along < 1 && ofWall >= 0 && ofWall <= 1) meets.push(along)
    }
    meets.sort((a, b) => a - b)
    for (let part = 1; part < meets.length; part++) {
      const middle = (meets[part - 1]! + meets[part]!) / 2
      if (isDeep([px + middle * (qx - px), py + middle * (qy - py)])) return true
    }
  }
  return false
}
