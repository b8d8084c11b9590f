/** Whether a coverage is one: nothing crosses, every side of every border is the same area's all round a face. */
import { boxOf, boxOfLine, doBoxesMeet } from './arcFacts.ts'
import { type Coverage, type CoverageChange, OUTSIDE, type Point } from './coverage.ts'
import { AROUND, findFaces } from './faces.ts'
import { isBetween, sideOf } from './exact.ts'
import { pointNumbers } from './pointNumbers.ts'
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

/**
 * Whether a change made lines cross. Only stretches that are new are looked at: those that were there before met nothing,
 * and still do not meet each other.
 * @param coverage  with the change
 * @returns a point near which two lines have more in common than ends of stretches; null: none
 */
export function crossingOf({ arcs }: Coverage, change: CoverageChange): Point | null {
  const keyOf = stretchKeys()
  const fresh = newStretchesOf(change, keyOf)
  if (fresh.length === 0) return null
  const box = boxOfLine(fresh)
  const ends: number[] = []
  const isFresh: boolean[] = []
  const made = new Set<number>()
  for (let i = 0; i < fresh.length; i += 4) made.add(keyOf(fresh, i))
  const changed = new Set(change.map(({ after }) => after))
  for (const arc of arcs.values()) {
    if (!doBoxesMeet(boxOf(arc), box)) continue
    const { line } = arc
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
      if (Math.min(ax, bx) > box[2] || Math.max(ax, bx) < box[0]) continue
      if (Math.min(ay, by) > box[3] || Math.max(ay, by) < box[1]) continue
      ends.push(ax, ay, bx, by)
      isFresh.push(changed.has(arc) && made.has(keyOf(line, i - 2)))
    }
  }
  let found: Point | null = null
  forEachNear(ends, (one, other) => {
    if (found || !(isFresh[one]! || isFresh[other]!)) return
    const [a, c] = [4 * one, 4 * other]
    if (
      doMeet(
        ends[a]!,
        ends[a + 1]!,
        ends[a + 2]!,
        ends[a + 3]!,
        ends[c]!,
        ends[c + 1]!,
        ends[c + 2]!,
        ends[c + 3]!,
      )
    )
      found = [ends[c]!, ends[c + 1]!]
  })
  return found
}

/** Stretches that arcs have after a change and had not before: ax, ay, bx, by of each. */
function newStretchesOf(change: CoverageChange, keyOf: StretchKey): number[] {
  const before = new Set<number>()
  for (const { before: arc } of change)
    if (arc) for (let i = 2; i < arc.line.length; i += 2) before.add(keyOf(arc.line, i - 2))
  const fresh: number[] = []
  for (const { after: arc } of change) {
    if (!arc) continue
    const { line } = arc
    for (let i = 2; i < line.length; i += 2)
      // Twice what was there once is new as well.
      if (!before.delete(keyOf(line, i - 2))) fresh.push(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
  }
  return fresh
}

/** A number for the stretch that begins at a place of a line; the same one for its way back. */
type StretchKey = (line: readonly number[], i: number) => number

function stretchKeys(): StretchKey {
  const pointOf = pointNumbers()
  const stretchOf = pointNumbers()
  return (line, i) => {
    const a = pointOf(line[i]!, line[i + 1]!)
    const b = pointOf(line[i + 2]!, line[i + 3]!)
    return a < b ? stretchOf(a, b) : stretchOf(b, a)
  }
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
