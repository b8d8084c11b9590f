/** Whether a coverage is one: nothing crosses, every side of every border is the same area's all round a face. */
import { type Arc, type Coverage, OUTSIDE, type Point } from './coverage.ts'
import { AROUND, findFaces } from './faces.ts'
import { isBetween, sideOf } from './exact.ts'
import { addLine, forEachNear, newStretches } from './segments.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

export interface CoverageBreak {
  what: 'crossing' | 'twoAreas' | 'outsideInside' | 'sameSides'
  /** Degrees. */
  at: [lon: number, lat: number]
}

/** @returns what is wrong; nothing for a whole one */
export function checkCoverage({ arcs }: Coverage): CoverageBreak[] {
  const breaks: CoverageBreak[] = []
  const lines = newStretches()
  const sides: (readonly [string, string])[] = []
  for (const { line, left, right } of arcs.values()) {
    if (left === right) breaks.push({ what: 'sameSides', at: degrees(line[0]!, line[1]!) })
    addLine(lines, line, [])
    while (sides.length < lines.tags.length) sides.push([left, right])
  }
  const { ends } = lines
  forEachNear(ends, (one, other) => {
    const [ax, ay, bx, by] = [ends[4 * one]!, ends[4 * one + 1]!, ends[4 * one + 2]!, ends[4 * one + 3]!]
    const [cx, cy, dx, dy] = [
      ends[4 * other]!,
      ends[4 * other + 1]!,
      ends[4 * other + 2]!,
      ends[4 * other + 3]!,
    ]
    if (doMeet(ax, ay, bx, by, cx, cy, dx, dy)) breaks.push({ what: 'crossing', at: degrees(cx, cy) })
  })
  if (breaks.length > 0) return breaks
  const faces = findFaces(lines)
  const keyOf: (string | undefined)[] = []
  for (let half = 0; half < faces.faceOf.length; half++) {
    const face = faces.faceOf[half]!
    const key = sides[half >> 1]![half % 2]!
    const at = degrees(ends[2 * half]!, ends[2 * half + 1]!)
    if (keyOf[face] === undefined) keyOf[face] = key
    else if (keyOf[face] !== key) breaks.push({ what: 'twoAreas', at })
    if (face === AROUND && key !== OUTSIDE) breaks.push({ what: 'outsideInside', at })
  }
  return breaks
}

/** @returns a point near which two lines have more in common than ends of stretches; null: none */
export function crossingIn(arcs: readonly Arc[]): Point | null {
  const lines = newStretches()
  for (const { line } of arcs) addLine(lines, line, [])
  const { ends } = lines
  let found: Point | null = null
  forEachNear(ends, (one, other) => {
    const [a, b] = [ends.slice(4 * one, 4 * one + 4), ends.slice(4 * other, 4 * other + 4)]
    if (!found && doMeet(a[0]!, a[1]!, a[2]!, a[3]!, b[0]!, b[1]!, b[2]!, b[3]!)) found = [b[0]!, b[1]!]
  })
  return found
}

/** Whether two stretches have more in common than an end of both. */
export function doMeet(
  ...[ax, ay, bx, by, cx, cy, dx, dy]: [number, number, number, number, number, number, number, number]
): boolean {
  const c = sideOf(ax, ay, bx, by, cx, cy)
  const d = sideOf(ax, ay, bx, by, dx, dy)
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false
  const a = sideOf(cx, cy, dx, dy, ax, ay)
  const b = sideOf(cx, cy, dx, dy, bx, by)
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return false
  if (a !== 0 && b !== 0 && c !== 0 && d !== 0) return true
  if (
    (ax === cx && ay === cy && bx === dx && by === dy) ||
    (ax === dx && ay === dy && bx === cx && by === cy)
  )
    return true
  return (
    (c === 0 && isBetween(ax, ay, bx, by, cx, cy)) ||
    (d === 0 && isBetween(ax, ay, bx, by, dx, dy)) ||
    (a === 0 && isBetween(cx, cy, dx, dy, ax, ay)) ||
    (b === 0 && isBetween(cx, cy, dx, dy, bx, by))
  )
}

const degrees = (x: number, y: number): [number, number] => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]
