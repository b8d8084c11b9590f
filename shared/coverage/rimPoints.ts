/**
 * Points on the border of the whole. A division that ends there puts a point into it; whoever lies on the other side has
 * to get the same point, or both borders are no longer one line.
 */
import type { MultiPolygon, Position } from 'geojson'
import Flatbush from 'flatbush'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { type Arc, type Coverage, OUTSIDE, type Point, replaceArcs } from './coverage.ts'
import { writtenArc } from './joinArcs.ts'
import { PointSet } from './pointSet.ts'

/** A point that is put into a border is rounded to a whole step, once or twice. */
const TOLERANCE_STEPS = 2

const isRim = ({ left, right }: Arc): boolean => left === OUTSIDE || right === OUTSIDE

export function rimPoints({ arcs }: Coverage): Point[] {
  const points: Point[] = []
  for (const arc of arcs.values())
    if (isRim(arc)) for (let i = 0; i < arc.line.length; i += 2) points.push([arc.line[i]!, arc.line[i + 1]!])
  return points
}

/** Those that are not among some others. */
export function pointsBeside(points: readonly Point[], others: Iterable<Point>): Point[] {
  const known = new PointSet()
  for (const [x, y] of others) known.add(x, y)
  return points.filter(([x, y]) => {
    const isNew = !known.has(x, y)
    known.add(x, y)
    return isNew
  })
}

export const pointsOf = ({ coordinates }: MultiPolygon): Point[] => coordinates.flat(2).map(stepsOf)

const stepsOf = ([lon, lat]: Position): Point => [
  Math.round(lon! * STEPS_PER_DEGREE),
  Math.round(lat! * STEPS_PER_DEGREE),
]

/** Puts points into lines that run past them within rounding. @returns null for a line past which none lies */
function putterOf(points: readonly Point[]): (line: readonly number[]) => number[] | null {
  if (points.length === 0) return () => null
  const index = new Flatbush(points.length)
  for (const [x, y] of points) index.add(x, y)
  index.finish()
  return (line) => {
    const own = new PointSet()
    for (let i = 0; i < line.length; i += 2) own.add(line[i]!, line[i + 1]!)
    const longer = [line[0]!, line[1]!]
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
      const [dx, dy] = [bx - ax, by - ay]
      const length = dx * dx + dy * dy
      const near = index
        .search(
          Math.min(ax, bx) - TOLERANCE_STEPS,
          Math.min(ay, by) - TOLERANCE_STEPS,
          Math.max(ax, bx) + TOLERANCE_STEPS,
          Math.max(ay, by) + TOLERANCE_STEPS,
        )
        .map((n) => points[n]!)
        .filter(([x, y]) => !own.has(x, y))
        .map(([x, y]) => ({ x, y, along: ((x - ax) * dx + (y - ay) * dy) / length }))
        .filter(
          ({ x, y, along }) =>
            along > 0 && along < 1 && Math.hypot(x - ax - along * dx, y - ay - along * dy) <= TOLERANCE_STEPS,
        )
        .sort((a, b) => a.along - b.along)
      for (const { x, y } of near) {
        longer.push(x, y)
        own.add(x, y)
      }
      longer.push(bx, by)
    }
    return longer.length > line.length ? longer : null
  }
}

/** An area with points in its border where it runs past them. @returns null where it runs past none */
export function areaWithPoints(area: MultiPolygon, points: readonly Point[]): MultiPolygon | null {
  const put = putterOf(points)
  let gained = false
  const coordinates = area.coordinates.map((polygon) =>
    polygon.map((ring) => {
      const longer = put(ring.flatMap(stepsOf))
      if (!longer) return ring
      gained = true
      const line: Position[] = []
      for (let i = 0; i < longer.length; i += 2)
        line.push([longer[i]! / STEPS_PER_DEGREE, longer[i + 1]! / STEPS_PER_DEGREE])
      return line
    }),
  )
  return gained ? { type: 'MultiPolygon', coordinates } : null
}

/** A coverage with points in the border of the whole where it runs past them. */
export function withRimPoints(coverage: Coverage, points: readonly Point[]): Coverage {
  const put = putterOf(points)
  const gone: Arc[] = []
  const made: Arc[] = []
  for (const arc of coverage.arcs.values()) {
    const longer = isRim(arc) ? put(arc.line) : null
    if (!longer) continue
    gone.push(arc)
    made.push(writtenArc(longer, arc.left, arc.right))
  }
  return gone.length === 0 ? coverage : replaceArcs(coverage, gone, made).coverage
}
