/**
 * The ground of each building in a block: of every two of them each keeps to its side of a straight line through the widest
 * way between them, so that no line runs through a building. Those that reach into each other, so that no straight line
 * parts them, have their ground in common.
 */
import type { AreaKey, Coverage } from '../coverage/coverage.ts'
import { findFaces } from '../coverage/faces.ts'
import { labelFaces } from '../coverage/labels.ts'
import { stepsOfMeters } from '../coverage/measure.ts'
import { PointSet } from '../coverage/pointSet.ts'
import { layGround } from '../coverage/redraw.ts'
import { addLine, CannotBeCut } from '../coverage/segments.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { lengthened } from './cutBetweenHomes.ts'

/** Outer rings of a building: x0, y0, x1, y1 … in whole steps. */
export type Footprint = readonly (readonly number[])[]

/** Buildings that share a wall overlap by no more than drawings differ. */
const SHARED_WALL_METERS = 0.2
/** Directions that are tried besides those of walls. */
const DIRECTIONS = 8
/** Walls whose directions differ by less are as one. Degrees. */
const SAME_DIRECTION = 3
/** Corners so near to each other are one. */
const SNAP_METERS = 0.3
/** Ground reaches so far beyond the buildings of its block; the block ends it before. */
const BEYOND_METERS = 1000

/**
 * @param coverage  blocks
 * @returns lines that end just outside of what they part
 */
export function cutBetweenBuildings(
  coverage: Coverage,
  buildingsOf: ReadonlyMap<AreaKey, readonly Footprint[]>,
): number[][] {
  const lines: number[][] = []
  for (const [key, buildings] of buildingsOf) {
    const grounds = groundsOf(buildings)
    if (grounds.length < 2) continue
    try {
      lines.push(...linesWithin(coverage, key, sharedSides(grounds)))
    } catch (error) {
      // The block stays whole; nothing was seen to do this.
      if (!(error instanceof CannotBeCut)) throw error
    }
  }
  return lines
}

/** What of some lines lies inside of a block; ends on its border reach a little over it. */
function linesWithin(coverage: Coverage, key: AreaKey, sides: readonly (readonly number[])[]): number[][] {
  const { stretches, sidesBefore } = layGround(coverage, new Set([key]), (to) => {
    for (const side of sides) addLine(to, side, [])
  })
  const { ends, tags } = stretches
  const faces = findFaces(stretches)
  const labels = labelFaces(stretches, faces)
  const isOwn = (half: number): boolean => labels[faces.faceOf[half]!]!.length > 0
  const border = new PointSet()
  tags.forEach((_, i) => {
    if (sidesBefore(i)) for (const k of [4 * i, 4 * i + 2]) border.add(ends[k]!, ends[k + 1]!)
  })
  const lines: number[][] = []
  tags.forEach((_, i) => {
    if (sidesBefore(i) || !isOwn(2 * i) || !isOwn(2 * i + 1)) return
    const line = ends.slice(4 * i, 4 * i + 4)
    const [first, last] = [line.slice(0, 2), line.slice(2)]
    const over = lengthened(line)
    lines.push([
      ...(border.has(first[0]!, first[1]!) ? over.slice(0, 2) : first),
      ...(border.has(last[0]!, last[1]!) ? over.slice(-2) : last),
    ])
  })
  return lines
}

/**
 * Sides of rings, each once: corners that all but meet are one, and a side that all but goes through a corner of another
 * ring does. Without that, two rings along one line would cross each other again and again by less than a step.
 */
function sharedSides(rings: readonly (readonly Place[])[]): number[][] {
  const near = stepsOfMeters(SNAP_METERS)
  const corners: Place[] = []
  const cornerAt = ([x, y]: Place): number => {
    const known = corners.findIndex(([cx, cy]) => Math.hypot(cx - x, cy - y) <= near)
    return known === -1 ? corners.push([x, y]) - 1 : known
  }
  const numbered = rings.map((ring) => ring.map(cornerAt))
  const sides = new Map<string, number[]>()
  for (const ring of numbered)
    ring.forEach((to, i) => {
      const from = ring.at(i - 1)!
      let last = from
      for (const next of [...cornersOn(corners, from, to, near), to]) {
        if (next !== last)
          sides.set([last, next].sort((a, b) => a - b).join(' '), [...corners[last]!, ...corners[next]!])
        last = next
      }
    })
  return [...sides.values()]
}

/** Corners that a side all but goes through, in order. */
function cornersOn(corners: readonly Place[], from: number, to: number, near: number): number[] {
  const [[ax, ay], [bx, by]] = [corners[from]!, corners[to]!]
  const [dx, dy] = [bx - ax, by - ay]
  const length = Math.hypot(dx, dy)
  return corners
    .map(([x, y], corner) => ({
      corner,
      along: ((x - ax) * dx + (y - ay) * dy) / length,
      off: Math.abs((x - ax) * dy - (y - ay) * dx) / length,
    }))
    .filter(
      ({ corner, along, off }) =>
        corner !== from && corner !== to && off <= near && along > 0 && along < length,
    )
    .sort((a, b) => a.along - b.along)
    .map(({ corner }) => corner)
}

/** Mean of its corners. */
export function middleOf(building: Footprint): [x: number, y: number] {
  let [x, y, count] = [0, 0, 0]
  for (const ring of building)
    for (let i = 2; i < ring.length; i += 2) {
      x += ring[i]!
      y += ring[i + 1]!
      count++
    }
  return [x / count, y / count]
}

/** In steps of latitude, from a corner. */
type Place = readonly [x: number, y: number]

/** A building, or several that are not parted. */
interface Group {
  corners: Place[]
  directions: number[]
}

/** Places x with `ux·x + uy·y` on one side of `at`. */
interface Separator {
  ux: number
  uy: number
  at: number
}

/** @returns rings around the ground of each, or of several that have it in common */
function groundsOf(buildings: readonly Footprint[]): [number, number][][] {
  const [x0, y0] = middleOf(buildings[0]!)
  const narrowing = Math.cos((y0 / STEPS_PER_DEGREE) * (Math.PI / 180))
  const groups: Group[] = []
  for (const building of buildings) {
    const corners = building.flatMap((ring) =>
      Array.from({ length: ring.length / 2 }, (_, i): Place => [
        (ring[2 * i]! - x0) * narrowing,
        ring[2 * i + 1]! - y0,
      ]),
    )
    let group: Group = { corners, directions: directionsOf(corners) }
    // Two that no line parts are one, and as one they may reach into a third.
    for (;;) {
      const own = group
      const at = groups.findIndex((other) => !separatorOf(own, other))
      if (at === -1) break
      const [other] = groups.splice(at, 1)
      group = {
        corners: [...own.corners, ...other!.corners],
        directions: [...own.directions, ...other!.directions],
      }
    }
    groups.push(group)
  }
  const beyond = stepsOfMeters(BEYOND_METERS)
  const all = groups.flatMap(({ corners }) => corners)
  const [west, south] = [0, 1].map((k) => all.reduce((a, b) => Math.min(a, b[k]!), Infinity) - beyond)
  const [east, north] = [0, 1].map((k) => all.reduce((a, b) => Math.max(a, b[k]!), -Infinity) + beyond)
  return groups.map((group) => {
    let ring: Place[] = [
      [west!, south!],
      [east!, south!],
      [east!, north!],
      [west!, north!],
    ]
    for (const other of groups) if (other !== group) ring = keptOf(ring, separatorOf(group, other)!)
    return ring.map(([x, y]): [number, number] => [Math.round(x0 + x / narrowing), Math.round(y0 + y)])
  })
}

/** The line in the middle of the widest way between two, with the first one below it; null: there is none. */
function separatorOf(one: Group, other: Group): Separator | null {
  let best: Separator | null = null
  let widest = -stepsOfMeters(SHARED_WALL_METERS)
  for (const angle of [...one.directions, ...other.directions, ...BETWEEN]) {
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
    const [own, its] = [spanOf(one, ux, uy), spanOf(other, ux, uy)]
    if (its[0] - own[1] > widest) {
      widest = its[0] - own[1]
      best = { ux, uy, at: (its[0] + own[1]) / 2 }
    }
    if (own[0] - its[1] > widest) {
      widest = own[0] - its[1]
      best = { ux: -ux, uy: -uy, at: -(own[0] + its[1]) / 2 }
    }
  }
  return best
}

function spanOf({ corners }: Group, ux: number, uy: number): [from: number, to: number] {
  let [from, to] = [Infinity, -Infinity]
  for (const [x, y] of corners) {
    const place = ux * x + uy * y
    if (place < from) from = place
    if (place > to) to = place
  }
  return [from, to]
}

/** What of a convex ring lies below a line. */
function keptOf(ring: readonly Place[], { ux, uy, at }: Separator): Place[] {
  const kept: Place[] = []
  ring.forEach((to, i) => {
    const from = ring.at(i - 1)!
    const [before, after] = [ux * from[0] + uy * from[1] - at, ux * to[0] + uy * to[1] - at]
    if (before <= 0 !== after <= 0) {
      const share = before / (before - after)
      kept.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
    }
    if (after <= 0) kept.push(to)
  })
  return kept
}

const BETWEEN = Array.from({ length: DIRECTIONS }, (_, i) => (i * Math.PI) / DIRECTIONS)

/** Along and across walls, radians from 0 to π. */
function directionsOf(corners: readonly Place[]): number[] {
  const known = new Map<number, number>()
  for (let i = 1; i < corners.length; i++) {
    const along = Math.atan2(corners[i]![1] - corners[i - 1]![1], corners[i]![0] - corners[i - 1]![0])
    for (const angle of [along, along + Math.PI / 2]) {
      const whole = ((angle % Math.PI) + Math.PI) % Math.PI
      const name = Math.round((whole * 180) / Math.PI / SAME_DIRECTION)
      if (!known.has(name)) known.set(name, whole)
    }
  }
  return [...known.values()]
}
