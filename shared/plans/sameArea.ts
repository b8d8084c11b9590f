/** Whether two areas are the same: point for point, or but for points that lie on the border anyway. */
import type { MultiPolygon } from 'geojson'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

/** Stretches of the border in whole steps. One that is walked twice is none: rings touch there. */
function stretchesOf({ coordinates }: MultiPolygon): Set<string> {
  const stretches = new Set<string>()
  for (const ring of coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!].map(([lon, lat]) => [
        Math.round(lon! * STEPS_PER_DEGREE),
        Math.round(lat! * STEPS_PER_DEGREE),
      ]) as [[number, number], [number, number]]
      if (a[0] === b[0] && a[1] === b[1]) continue
      const isFirst = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
      const key = isFirst ? `${a.join()} ${b.join()}` : `${b.join()} ${a.join()}`
      if (!stretches.delete(key)) stretches.add(key)
    }
  return stretches
}

/** The same border, point for point, whichever way and from wherever it is written. */
export function isSameArea(one: MultiPolygon, other: MultiPolygon): boolean {
  const [these, those] = [stretchesOf(one), stretchesOf(other)]
  return these.size === those.size && [...these].every((stretch) => those.has(stretch))
}

/** A point that a border gains where another one meets it is rounded to whole steps: it lies no further off than this. */
const ROUNDING_STEPS = 1.5

type Stretch = readonly [number, number, number, number]

/**
 * The same ground: where the borders are written otherwise, each point of the one lies on a stretch of the other, but for
 * rounding. A neighbour whose border has gained a corner of somebody else's is what it was.
 */
export function isSameGround(one: MultiPolygon, other: MultiPolygon): boolean {
  const [these, those] = [stretchesOf(one), stretchesOf(other)]
  const gone = [...these].filter((stretch) => !those.has(stretch)).map(stretchFrom)
  const come = [...those].filter((stretch) => !these.has(stretch)).map(stretchFrom)
  return lieOn(gone, come) && lieOn(come, gone)
}

const stretchFrom = (key: string): Stretch => key.split(/[ ,]/).map(Number) as unknown as Stretch

const lieOn = (points: readonly Stretch[], lines: readonly Stretch[]): boolean =>
  points.every(([ax, ay, bx, by]) => isNear(ax, ay, lines) && isNear(bx, by, lines))

const isNear = (x: number, y: number, lines: readonly Stretch[]): boolean =>
  lines.some(([ax, ay, bx, by]) => {
    const [dx, dy] = [bx - ax, by - ay]
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
    return Math.hypot(ax + along * dx - x, ay + along * dy - y) <= ROUNDING_STEPS
  })
