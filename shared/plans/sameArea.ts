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
 * The same ground: where the borders are written otherwise, each stretch of the one runs along the other, but for
 * rounding. A neighbour whose border has gained a corner of somebody else's is what it was; corners alone say nothing,
 * for other ground may have the same ones.
 */
export function isSameGround(one: MultiPolygon, other: MultiPolygon): boolean {
  const [these, those] = [stretchesOf(one), stretchesOf(other)]
  const gone = [...these].filter((stretch) => !those.has(stretch)).map(stretchFrom)
  const come = [...those].filter((stretch) => !these.has(stretch)).map(stretchFrom)
  return (
    gone.every((stretch) => runsAlong(stretch, come)) && come.every((stretch) => runsAlong(stretch, gone))
  )
}

const stretchFrom = (key: string): Stretch => key.split(/[ ,]/).map(Number) as unknown as Stretch

/** Cut where corners of the lines lie on it, each piece has both its ends on one line, and so lies on it. */
function runsAlong(stretch: Stretch, lines: readonly Stretch[]): boolean {
  const [ax, ay, bx, by] = stretch
  const cuts = [0, 1]
  for (const [cx, cy, dx, dy] of lines)
    for (const [x, y] of [[cx, cy] as const, [dx, dy] as const])
      if (isNear(x, y, stretch)) cuts.push(alongOf(x, y, stretch))
  cuts.sort((a, b) => a - b)
  const points = cuts.map((along) => [ax + along * (bx - ax), ay + along * (by - ay)] as const)
  return points.every((to, i) => {
    const from = points[Math.max(0, i - 1)]!
    return lines.some((line) => isNear(...from, line) && isNear(...to, line))
  })
}

/** The nearest place of a stretch: 0 at its beginning, 1 at its end. */
const alongOf = (x: number, y: number, [ax, ay, bx, by]: Stretch): number => {
  const [dx, dy] = [bx - ax, by - ay]
  return Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
}

function isNear(x: number, y: number, line: Stretch): boolean {
  const [ax, ay, bx, by] = line
  const along = alongOf(x, y, line)
  return Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y) <= ROUNDING_STEPS
}
