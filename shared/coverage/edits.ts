/**
 * Edits of a partition. Each takes a coverage and answers with the next one and the change, or with why not; the
 * coverage given stays as it is. What is not a partition afterwards is refused.
 */
import { boxOf } from './arcFacts.ts'
import { arcsAround } from './arcsAround.ts'
import { areNeighbours } from './areaPolygons.ts'
import { crossingOf, doMeet } from './checkCoverage.ts'
import {
  type Arc,
  type AreaKey,
  changeBetween,
  type Coverage,
  type CoverageChange,
  OUTSIDE,
  type Point,
  replaceArcs,
} from './coverage.ts'
import { isInTriangle } from './exact.ts'
import { joinArcs, writtenArc } from './joinArcs.ts'
import { giveWithin, type NotParted, type Redrawn, splitAlong } from './redraw.ts'

export type EditRefusal =
  /** The border would cross another one, or run over it. */
  | 'crosses'
  /** The border of the whole: it is not the plan's. */
  | 'outerBorder'
  /** There is no point of a border here. */
  | 'noPoint'
  /** Three or more areas meet here: without the point they would not. */
  | 'isNode'
  /** The line does not part the area (`NotParted`). */
  | NotParted
  | 'notNeighbours'
  /** Nothing would change. */
  | 'nothing'

export type Edit =
  { ok: true; coverage: Coverage; change: CoverageChange } | { ok: false; why: EditRefusal; at?: Point }

const refused = (why: EditRefusal, at?: Point): Edit => ({ ok: false, why, ...(at ? { at } : {}) })

/** Some arcs in place of others; refused where that changes nothing. */
function done(before: Coverage, { gone, made }: Redrawn): Edit {
  const { coverage, change } = replaceArcs(before, gone, made)
  return change.length === 0 ? refused('nothing') : { ok: true, coverage, change }
}

const isBorderOfWhole = ({ left, right }: Arc): boolean => left === OUTSIDE || right === OUTSIDE

/** A bend of a line that becomes another one: from a by way of `from` (null: straight) to b, then by way of `to`. */
interface Bend {
  a: Point
  b: Point | null
  from: Point | null
  to: Point | null
}

/**
 * Whether lines may bend so without meeting anything: what is swept holds no point of a border, and neither the new
 * stretches nor the way of the point that moves cross one.
 * @param gone  stretches that are replaced: they are not in the way
 */
function isFree(coverage: Coverage, bends: readonly Bend[], gone: (arc: Arc, i: number) => boolean): boolean {
  const made: [Point, Point][] = []
  const swept: [Point, Point, Point][] = []
  const paths: [Point, Point][] = []
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { a, b, from, to } of bends) {
    const ends = b ? [a, b] : [a]
    for (const end of ends) if (to) made.push([end, to])
    if (!to && b) made.push([a, b])
    if (from && to) {
      for (const end of ends) swept.push([end, from, to])
      paths.push([from, to])
    } else if (b) swept.push([a, b, (from ?? to)!])
    for (const point of [a, b, from, to]) {
      if (!point) continue
      west = Math.min(west, point[0])
      east = Math.max(east, point[0])
      south = Math.min(south, point[1])
      north = Math.max(north, point[1])
    }
  }
  for (const arc of coverage.arcs.values()) {
    const box = boxOf(arc)
    if (box[0] > east || box[2] < west || box[1] > north || box[3] < south) continue
    const { line } = arc
    for (let i = 0; i < line.length; i += 2) {
      const [x, y] = [line[i]!, line[i + 1]!]
      // On top of another point the stretch between the two would be none.
      if (bends.some(({ to }) => to && to[0] === x && to[1] === y)) return false
      if (x >= west && x <= east && y >= south && y <= north)
        for (const corners of swept)
          if (!corners.some(([cx, cy]) => cx === x && cy === y) && isInTriangle(...corners, x, y))
            return false
      if (i === 0 || gone(arc, i)) continue
      for (const [p, q] of [...made, ...paths])
        if (doMeet(p[0], p[1], q[0], q[1], line[i - 2]!, line[i - 1]!, x, y)) return false
    }
  }
  for (let i = 0; i < made.length; i++)
    for (let j = 0; j < i; j++)
      if (doMeet(...made[i]![0], ...made[i]![1], ...made[j]![0], ...made[j]![1])) return false
  return true
}

/** Where a point stands in arcs: which, and at which place of the line. Of a closed arc's ends both. */
function placesOf(coverage: Coverage, [x, y]: Point): { arc: Arc; i: number }[] {
  const places: { arc: Arc; i: number }[] = []
  for (const arc of coverage.arcs.values()) {
    const box = boxOf(arc)
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue
    for (let i = 0; i < arc.line.length; i += 2)
      if (arc.line[i] === x && arc.line[i + 1] === y) places.push({ arc, i })
  }
  return places
}

const pointAt = ({ line }: Arc, i: number): Point | null =>
  i < 0 || i >= line.length ? null : [line[i]!, line[i + 1]!]

/** A point of a border goes elsewhere, for all areas that meet there. */
export function moveVertex(coverage: Coverage, from: Point, to: Point): Edit {
  const places = placesOf(coverage, from)
  if (places.length === 0) return refused('noPoint', from)
  if (places.some(({ arc }) => isBorderOfWhole(arc))) return refused('outerBorder', from)
  if (from[0] === to[0] && from[1] === to[1]) return refused('nothing')
  // Each stretch that ends here bends by itself: whatever it sweeps has to be empty.
  const bends: Bend[] = places.flatMap(({ arc, i }) =>
    [pointAt(arc, i - 2), pointAt(arc, i + 2)].flatMap((a) => (a ? [{ a, b: null, from, to }] : [])),
  )
  const isGone = (arc: Arc, i: number): boolean =>
    places.some((place) => place.arc === arc && (place.i === i || place.i === i - 2))
  if (!isFree(coverage, bends, isGone)) return refused('crosses', to)
  const touched = [...new Set(places.map(({ arc }) => arc))]
  const made = touched.map((arc) => {
    const line = [...arc.line]
    for (const place of places) if (place.arc === arc) line.splice(place.i, 2, to[0], to[1])
    return rewritten(line, arc)
  })
  return done(coverage, { gone: touched, made })
}

/** A closed line that is nobody's end keeps beginning at its first point, so that its name is what it was. */
function rewritten(line: readonly number[], { left, right }: Arc): Arc {
  const [arc] = joinArcs(
    line
      .slice(2)
      .flatMap((_, k) => (k % 2 === 0 ? [line[k]!, line[k + 1]!, line[k + 2]!, line[k + 3]!] : [])),
    Array.from({ length: line.length / 2 - 1 }, () => [left, right] as const),
    (x, y) => x === line[0] && y === line[1] && !(line[0] === line.at(-2) && line[1] === line.at(-1)),
  )
  return arc ?? writtenArc(line, left, right)
}

/** The border takes a way round: between two of its points it goes by way of another one. */
export function insertVertex(coverage: Coverage, between: readonly [Point, Point], at: Point): Edit {
  const [a, b] = between
  for (const { arc, i } of placesOf(coverage, a)) {
    for (const j of [i - 2, i + 2]) {
      const other = pointAt(arc, j)
      if (!other || other[0] !== b[0] || other[1] !== b[1]) continue
      if (isBorderOfWhole(arc)) return refused('outerBorder', at)
      const place = Math.max(i, j)
      if (!isFree(coverage, [{ a, b, from: null, to: at }], (one, k) => one === arc && k === place))
        return refused('crosses', at)
      const line = [...arc.line]
      line.splice(place, 0, at[0], at[1])
      return done(coverage, { gone: [arc], made: [rewritten(line, arc)] })
    }
  }
  return refused('noPoint', a)
}

/** A bend of a border goes. */
export function removeVertex(coverage: Coverage, at: Point): Edit {
  const places = placesOf(coverage, at)
  const [place] = places
  if (!place) return refused('noPoint', at)
  if (places.some(({ arc }) => isBorderOfWhole(arc))) return refused('outerBorder', at)
  const { arc, i } = place
  const last = arc.line.length - 2
  // Where a closed line begins and ends, and nothing else meets, is a corner like any other.
  const isSeam = places.length === 2 && places[1]!.arc === arc && i === 0 && places[1]!.i === last
  const [a, b] = isSeam
    ? [pointAt(arc, last - 2), pointAt(arc, 2)]
    : [pointAt(arc, i - 2), pointAt(arc, i + 2)]
  if ((places.length > 1 && !isSeam) || !a || !b) return refused('isNode', at)
  // What is left of a closed line has to be one.
  const isClosed = arc.line[0] === arc.line[last] && arc.line[1] === arc.line[last + 1]
  if (isClosed && arc.line.length < 10) return refused('crosses', at)
  const isGone = (one: Arc, k: number): boolean =>
    one === arc && (isSeam ? k === 2 || k === last : k === i || k === i + 2)
  if (!isFree(coverage, [{ a, b, from: at, to: null }], isGone)) return refused('crosses', at)
  const line = isSeam ? [...arc.line.slice(2, -2), arc.line[2]!, arc.line[3]!] : [...arc.line]
  if (!isSeam) line.splice(i, 2)
  return done(coverage, { gone: [arc], made: [rewritten(line, arc)] })
}

/** Bends of a border that leave it by no more than so many steps go, as far as nothing is in the way. */
export function straighten(coverage: Coverage, name: string, steps: number): Edit {
  const arc = coverage.arcs.get(name)
  if (!arc) return refused('noPoint')
  if (isBorderOfWhole(arc)) return refused('outerBorder')
  let current = coverage
  const { line } = arc
  let from = 0
  for (let i = 2; i < line.length - 2; i += 2) {
    // All points left out since `from` have to lie near the straight line to the next one.
    if (!isNear(line, from, i + 2, steps)) {
      from = i
      continue
    }
    const edit = removeVertex(current, [line[i]!, line[i + 1]!])
    if (edit.ok) current = edit.coverage
    else from = i
  }
  const change = changeBetween(coverage, current)
  return change.length === 0 ? refused('nothing') : { ok: true, coverage: current, change }
}

function isNear(line: readonly number[], from: number, to: number, steps: number): boolean {
  const [ax, ay, bx, by] = [line[from]!, line[from + 1]!, line[to]!, line[to + 1]!]
  const length = Math.hypot(bx - ax, by - ay)
  for (let i = from + 2; i < to; i += 2) {
    const off = Math.abs((bx - ax) * (line[i + 1]! - ay) - (by - ay) * (line[i]! - ax))
    if (length === 0 || off > steps * length) return false
  }
  return true
}

/** Two areas become one. */
export function mergeAreas(coverage: Coverage, keep: AreaKey, gone: AreaKey): Edit {
  if (keep === gone || !areNeighbours(coverage, keep, gone)) return refused('notNeighbours')
  return done(coverage, renameArea(coverage, gone, keep))
}

/** All of one area goes to another one, neighbours or not: it may be in several parts afterwards. */
export function giveArea(coverage: Coverage, from: AreaKey, to: AreaKey): Edit {
  return done(coverage, renameArea(coverage, from, to))
}

function renameArea(coverage: Coverage, from: AreaKey, to: AreaKey): Redrawn {
  const { own, beside, isNode } = arcsAround(coverage, new Set([from]))
  const touched = [...own, ...beside]
  const stretches: number[] = []
  const sides: [AreaKey, AreaKey][] = []
  const renamed = (key: AreaKey): AreaKey => (key === from ? to : key)
  for (const { line, left, right } of touched)
    for (let i = 2; i < line.length; i += 2) {
      stretches.push(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
      sides.push([renamed(left), renamed(right)])
    }
  return { gone: touched, made: joinArcs(stretches, sides, isNode) }
}

/**
 * A drawn line parts an area. The largest part keeps the key; where the line parts it into more than two, each other
 * part gets a key.
 * @param newKey  for the n-th new part, from 0, largest first
 */
export function splitArea(
  coverage: Coverage,
  key: AreaKey,
  line: readonly Point[],
  newKey: (n: number) => AreaKey,
): Edit {
  const after = splitAlong(coverage, key, line, newKey)
  return typeof after === 'string' ? refused(after) : drawn(coverage, after)
}

/**
 * All that lies inside a drawn ring goes to an area.
 * @param from  only of these areas; otherwise of all inside the whole
 */
export function giveInside(
  coverage: Coverage,
  ring: readonly Point[],
  to: AreaKey,
  from?: readonly AreaKey[],
): Edit {
  return drawn(coverage, giveWithin(coverage, ring, to, from ? new Set(from) : null))
}

/**
 * A new point on a border is rounded to a whole step, and bends the border by less than one. That this meets nothing is
 * looked at, not hoped for.
 */
function drawn(before: Coverage, after: Redrawn): Edit {
  const edit = done(before, after)
  if (!edit.ok) return edit
  const crossing = crossingOf(edit.coverage, edit.change)
  return crossing ? refused('crosses', crossing) : edit
}
