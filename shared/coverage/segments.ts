/**
 * Lines cut where they meet. What is drawn over a partition, or several partitions over each other, becomes stretches
 * that have nothing in common but their ends: the ground that faces are found on.
 *
 * Where two lines cross, the crossing is rounded to a whole step and both are led through it; that bends them by less
 * than a step, which may make them cross something else, so it is repeated until nothing crosses (in practice two or
 * three rounds; iterated snap rounding, after Hobby 1999).
 */
import { isBetween, sideOf } from './exact.ts'

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

/** Lines that cannot be cut so that they no longer cross; nothing was seen to do this. */
export class CannotBeCut extends Error {}

/** @returns the same lines, cut where they meet; equal stretches are one, with the tags of all */
export function cutWhereTheyMeet(lines: Stretches): Stretches {
  let current = joinEqual(lines)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const cuts = findCuts(current.ends)
    if (cuts.size === 0) return current
    current = joinEqual(cutAt(current, cuts))
  }
  throw new CannotBeCut()
}

/** Cells of a grid over the stretches, so that only those near each other are compared. */
export function forEachNear(ends: readonly number[], compare: (one: number, other: number) => void): void {
  const count = ends.length / 4
  if (count < 2) return
  let [minX, minY, maxX, maxY, length] = [Infinity, Infinity, -Infinity, -Infinity, 0]
  for (let i = 0; i < ends.length; i += 4) {
    const [ax, ay, bx, by] = [ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!]
    minX = Math.min(minX, ax, bx)
    maxX = Math.max(maxX, ax, bx)
    minY = Math.min(minY, ay, by)
    maxY = Math.max(maxY, ay, by)
    length += Math.abs(bx - ax) + Math.abs(by - ay)
  }
  // About one stretch a cell, and no stretch in very many of them.
  const size = Math.max(
    1,
    length / count,
    Math.sqrt(((maxX - minX + 1) * (maxY - minY + 1)) / (2 * count)),
    (maxX - minX + maxY - minY) / 20_000,
  )
  const columns = Math.floor((maxX - minX) / size) + 1
  const columnOf = (x: number): number => Math.floor((x - minX) / size)
  const rowOf = (y: number): number => Math.floor((y - minY) / size)
  const cells = new Map<number, number[]>()
  const box = (i: number): [number, number, number, number] => {
    const [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
  }
  for (let i = 0; i < count; i++) {
    const [west, south, east, north] = box(i)
    for (let row = rowOf(south); row <= rowOf(north); row++)
      for (let column = columnOf(west); column <= columnOf(east); column++) {
        const cell = row * columns + column
        const held = cells.get(cell)
        if (!held) {
          cells.set(cell, [i])
          continue
        }
        for (const other of held) {
          const [w, s, e, n] = box(other)
          if (w > east || e < west || s > north || n < south) continue
          // Both may lie in several cells: they are compared in the first that they share.
          if (columnOf(Math.max(w, west)) === column && rowOf(Math.max(s, south)) === row) compare(other, i)
        }
        held.push(i)
      }
  }
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

/** A number for each point, the same for the same one. */
export function pointNumbers(): (x: number, y: number) => number {
  const known = new Map<number, Map<number, number>>()
  let count = 0
  return (x, y) => {
    let column = known.get(x)
    if (!column) known.set(x, (column = new Map()))
    let number = column.get(y)
    if (number === undefined) column.set(y, (number = count++))
    return number
  }
}

/** Equal stretches become one, written from the end that comes first; what several tags take back is left out. */
function joinEqual({ ends, tags, origin }: Stretches): Stretches {
  const next = newStretches()
  const numberOf = pointNumbers()
  const known = new Map<number, Map<number, number>>()
  for (let i = 0; i < tags.length; i++) {
    let [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    const isTurned = bx < ax || (bx === ax && by < ay)
    if (isTurned) [ax, ay, bx, by] = [bx, by, ax, ay]
    const [from, to] = [numberOf(ax, ay), numberOf(bx, by)]
    const own = isTurned ? tags[i]!.map((tag) => -tag) : tags[i]!
    let onward = known.get(from)
    if (!onward) known.set(from, (onward = new Map()))
    const held = onward.get(to)
    if (held === undefined) {
      onward.set(to, next.tags.length)
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
