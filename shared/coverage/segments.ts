/**
 * Lines cut where they meet. What is drawn over a partition, or several partitions over each other, becomes stretches
 * that have nothing in common but their ends: the ground that faces are found on.
 *
 * Where two lines cross, the crossing is rounded to a whole step and both are led through it; that bends them by less
 * than a step, which may make them cross something else, so it is repeated until nothing crosses (in practice two or
 * three rounds; iterated snap rounding, after Hobby 1999).
 */
import Flatbush from 'flatbush'
import { isBetween, sideOf } from './exact.ts'
import { pointNumbers } from './pointNumbers.ts'

/** Stretches of lines, each from a to b; `tags` says, stretch by stretch, what it means (see `faces.ts`). */
export interface Stretches {
  /** ax, ay, bx, by of each. */
  ends: number[]
  /** What is on the left and not on the right, as +tag; the other way round as -tag; tags are 1 or more. */
  tags: number[][]
  /** Which line each was cut from, where the caller wants to know; -1: of none. */
  origin: number[]
}

export const newStretches = (): Stretches => ({ ends: [], tags: [], origin: [] })

export function addLine(to: Stretches, line: readonly number[], tags: readonly number[], origin = -1): void {
  for (let i = 2; i < line.length; i += 2) {
    if (line[i] === line[i - 2] && line[i + 1] === line[i - 1]) continue
    to.ends.push(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
    to.tags.push([...tags])
    to.origin.push(origin)
  }
}

/** Lines that go on crossing after so many rounds are given up. */
const MOST_ROUNDS = 40
/** Of these rounds, such that lead lines through points that lie nearly on them. */
const MOST_NEARS = 15

/** Lines that cannot be cut so that they no longer cross; nothing was seen to do this. */
export class CannotBeCut extends Error {}

/**
 * @param isRounded  lines come from elsewhere and were rounded: an end that lies on a line but for that is on it
 * @returns the same lines, cut where they meet; equal stretches are one, with the tags of all
 */
export function cutWhereTheyMeet(lines: Stretches, isRounded = false): Stretches {
  let current = joinEqual(lines)
  let nears = isRounded ? MOST_NEARS : 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let cuts = findCuts(current.ends)
    // Until nothing lies nearly on anything: what is written out and read again is the same.
    if (cuts.size === 0 && nears-- > 0) cuts = nearlyOn(current.ends)
    if (cuts.size === 0) return current
    current = joinEqual(cutAt(current, cuts))
  }
  throw new CannotBeCut()
}

/**
 * Each two stretches whose boxes meet, once: the one that comes first, then the other. A tree of boxes and no grid: a
 * border with thousands of points in one place costs no more than the same points strewn over a city.
 */
export function forEachNear(ends: readonly number[], compare: (one: number, other: number) => void): void {
  const count = ends.length / 4
  if (count < 2) return
  const boxes = new Flatbush(count)
  for (let i = 0; i < ends.length; i += 4) {
    const [ax, ay, bx, by] = [ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!]
    boxes.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  boxes.finish()
  for (let i = 1; i < count; i++) {
    const [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    boxes.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (other) => {
      if (other < i) compare(other, i)
      return false
    })
  }
}

/** How far rounding takes a point off a line: half a step either way for the point, and as much for the line. */
const ROUNDED_BY = Math.SQRT2

/** By stretch: ends of others that lie on it but for rounding. */
function nearlyOn(ends: readonly number[]): Map<number, [number, number][]> {
  const cuts = new Map<number, [number, number][]>()
  if (ends.length === 0) return cuts
  const points = new Flatbush(ends.length / 2)
  for (let i = 0; i < ends.length; i += 2) points.add(ends[i]!, ends[i + 1]!)
  points.finish()
  for (let i = 0; i < ends.length; i += 4) {
    const [ax, ay, bx, by] = [ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!]
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    points.search(
      Math.min(ax, bx) - 1,
      Math.min(ay, by) - 1,
      Math.max(ax, bx) + 1,
      Math.max(ay, by) + 1,
      (point) => {
        const [x, y] = [ends[2 * point]!, ends[2 * point + 1]!]
        if ((x === ax && y === ay) || (x === bx && y === by)) return false
        const along = (x - ax) * dx + (y - ay) * dy
        const off = (x - ax) * dy - (y - ay) * dx
        if (along <= 0 || along >= length || off * off > ROUNDED_BY ** 2 * length) return false
        const held = cuts.get(i / 4)
        if (held) held.push([x, y])
        else cuts.set(i / 4, [[x, y]])
        return false
      },
    )
  }
  return cuts
}

/** By stretch: the points it has to be cut at. */
function findCuts(ends: readonly number[]): Map<number, [number, number][]> {
  const cuts = new Map<number, [number, number][]>()
  const cut = (stretch: number, x: number, y: number): void => {
    const held = cuts.get(stretch)
    if (held) held.push([x, y])
    else cuts.set(stretch, [[x, y]])
  }
  forEachNear(ends, (one, other) => {
    const [ax, ay, bx, by] = [ends[4 * one]!, ends[4 * one + 1]!, ends[4 * one + 2]!, ends[4 * one + 3]!]
    const [cx, cy, dx, dy] = [
      ends[4 * other]!,
      ends[4 * other + 1]!,
      ends[4 * other + 2]!,
      ends[4 * other + 3]!,
    ]
    const c = sideOf(ax, ay, bx, by, cx, cy)
    const d = sideOf(ax, ay, bx, by, dx, dy)
    if ((c > 0 && d > 0) || (c < 0 && d < 0)) return
    const a = sideOf(cx, cy, dx, dy, ax, ay)
    const b = sideOf(cx, cy, dx, dy, bx, by)
    if ((a > 0 && b > 0) || (a < 0 && b < 0)) return
    if (c === 0 && isBetween(ax, ay, bx, by, cx, cy)) cut(one, cx, cy)
    if (d === 0 && isBetween(ax, ay, bx, by, dx, dy)) cut(one, dx, dy)
    if (a === 0 && isBetween(cx, cy, dx, dy, ax, ay)) cut(other, ax, ay)
    if (b === 0 && isBetween(cx, cy, dx, dy, bx, by)) cut(other, bx, by)
    if (a === 0 || b === 0 || c === 0 || d === 0) return
    const share = a / (a - b)
    const x = Math.round(ax + share * (bx - ax))
    const y = Math.round(ay + share * (by - ay))
    if ((x !== ax || y !== ay) && (x !== bx || y !== by)) cut(one, x, y)
    if ((x !== cx || y !== cy) && (x !== dx || y !== dy)) cut(other, x, y)
  })
  return cuts
}

function cutAt({ ends, tags, origin }: Stretches, cuts: ReadonlyMap<number, [number, number][]>): Stretches {
  const next = newStretches()
  for (let i = 0; i < tags.length; i++) {
    const [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    const along = ([x, y]: readonly [number, number]): number => (x - ax) * (bx - ax) + (y - ay) * (by - ay)
    const points = (cuts.get(i) ?? []).sort((p, q) => along(p) - along(q))
    addLine(next, [ax, ay, ...points.flat(), bx, by], tags[i]!, origin[i])
  }
  return next
}

/** Equal stretches become one, written from the end that comes first; what several tags take back is left out. */
function joinEqual({ ends, tags, origin }: Stretches): Stretches {
  const next = newStretches()
  const pointOf = pointNumbers()
  const stretchOf = pointNumbers()
  for (let i = 0; i < tags.length; i++) {
    let [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    const isTurned = bx < ax || (bx === ax && by < ay)
    if (isTurned) [ax, ay, bx, by] = [bx, by, ax, ay]
    const own = isTurned ? tags[i]!.map((tag) => -tag) : tags[i]!
    const held = stretchOf(pointOf(ax, ay), pointOf(bx, by))
    if (held === next.tags.length) {
      next.ends.push(ax, ay, bx, by)
      next.tags.push([...own])
      // A line that was turned is told by a name of its own, so that its sides can be told apart.
      next.origin.push(origin[i] === -1 ? -1 : isTurned ? turned(origin[i]!) : origin[i]!)
      continue
    }
    for (const tag of own) {
      const back = next.tags[held]!.indexOf(-tag)
      if (back === -1) next.tags[held]!.push(tag)
      else next.tags[held]!.splice(back, 1)
    }
    if (next.origin[held] === -1 && origin[i] !== -1)
      next.origin[held] = isTurned ? turned(origin[i]!) : origin[i]!
  }
  return next
}

/** Origins are even; that of a stretch written against its line is the odd one after it. */
const turned = (origin: number): number => origin ^ 1
