/** Areas as polygons, the way that tools of the field read them. */
import type { MultiPolygon, Position } from 'geojson'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import type { AreaKey, Coverage } from './coverage.ts'
import { sideOf } from './exact.ts'
import { turnedLine } from './joinArcs.ts'
import { squareMetersOf, twiceArea } from './measure.ts'
import { pointNumbers } from './pointNumbers.ts'

/** Lines around an area, each with the area on its left. */
export type Border = readonly (readonly number[])[]

/** Borders of some areas, gathered in one go; of a key that is no area's there is none. */
export function bordersOf({ arcs }: Coverage, keys: ReadonlySet<AreaKey>): Map<AreaKey, Border> {
  const borders = new Map<AreaKey, (readonly number[])[]>()
  const add = (key: AreaKey, line: readonly number[]): void => {
    const held = borders.get(key)
    if (held) held.push(line)
    else borders.set(key, [line])
  }
  for (const { line, left, right } of arcs.values()) {
    if (keys.has(left)) add(left, line)
    if (keys.has(right)) add(right, turnedLine(line))
  }
  return borders
}

/** Closed lines around an area (`closedLines`). */
export const ringsOf = (coverage: Coverage, key: AreaKey): number[][] => closedLines(borderOf(coverage, key))

export const borderOf = (coverage: Coverage, key: AreaKey): Border =>
  bordersOf(coverage, new Set([key])).get(key) ?? []

/** Whether two areas have more than a point in common. */
export function areNeighbours({ arcs }: Coverage, one: AreaKey, other: AreaKey): boolean {
  for (const { left, right } of arcs.values())
    if ((left === one && right === other) || (left === other && right === one)) return true
  return false
}

/** Closed lines around an area, outer ones counter-clockwise, holes clockwise. Where lines touch in a point they part there. */
export function closedLines(border: Border): number[][] {
  const numberOf = pointNumbers()
  const leaving: number[][] = []
  border.forEach((line, i) => (leaving[numberOf(line[0]!, line[1]!)] ??= []).push(i))
  const isUsed = new Uint8Array(border.length)
  const rings: number[][] = []
  for (let first = 0; first < border.length; first++) {
    if (isUsed[first]) continue
    const ring = [border[first]![0]!, border[first]![1]!]
    for (let at = first; !isUsed[at];) {
      isUsed[at] = 1
      const line = border[at]!
      for (let i = 2; i < line.length; i++) ring.push(line[i]!)
      const [x, y] = line.slice(-2) as [number, number]
      const choices = leaving[numberOf(x, y)]!.filter((i) => !isUsed[i])
      if (choices.length === 0) break
      const [px, py] = line.slice(-4, -2) as [number, number]
      at = choices.reduce((a, b) => (isClockwiseFirst(x, y, px, py, border[b]!, border[a]!) ? b : a))
    }
    rings.push(...partedRings(ring))
  }
  return rings
}

/** Seen from (x, y), turning clockwise from the way back to (px, py): whether one line comes before the other. */
function isClockwiseFirst(
  x: number,
  y: number,
  px: number,
  py: number,
  one: readonly number[],
  other: readonly number[],
): boolean {
  const [ax, ay, bx, by] = [one[2]!, one[3]!, other[2]!, other[3]!]
  const behind = (qx: number, qy: number): boolean => {
    const side = sideOf(x, y, px, py, qx, qy)
    // The right half comes first; on the line itself only straight on is possible.
    return side > 0
  }
  const [a, b] = [behind(ax, ay), behind(bx, by)]
  if (a !== b) return b
  return sideOf(x, y, ax, ay, bx, by) > 0 ? false : true
}

/** A closed line that comes back to a point on its way is two. */
function partedRings(line: readonly number[]): number[][] {
  const numberOf = pointNumbers()
  let isSimple = true
  for (let i = 0; i < line.length - 2 && isSimple; i += 2)
    isSimple = numberOf(line[i]!, line[i + 1]!) === i / 2
  if (isSimple && numberOf(line.at(-2)!, line.at(-1)!) === 0) return [[...line]]
  const rings: number[][] = []
  const open: [number, number][] = []
  const placeOf = new Map<number, number>()
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [line[i]!, line[i + 1]!]
    const number = numberOf(x, y)
    const place = placeOf.get(number)
    if (place === undefined) {
      placeOf.set(number, open.length)
      open.push([x, y])
      continue
    }
    const ring = open.splice(place + 1)
    for (const [rx, ry] of ring) placeOf.delete(numberOf(rx, ry))
    if (ring.length > 1) rings.push([x, y, ...ring.flat(), x, y])
  }
  return rings
}

/** @returns the area in degrees; without coordinates where there is none of this key */
export const areaGeometry = (coverage: Coverage, key: AreaKey): MultiPolygon =>
  geometryOf(closedLines(borderOf(coverage, key)))

/** @param lines  of one area, as `closedLines` gives them */
export function geometryOf(lines: readonly (readonly number[])[]): MultiPolygon {
  const rings = lines.map((ring) => ({ ring, twice: twiceArea(ring) }))
  const outer = rings.filter(({ twice }) => twice > 0).sort((a, b) => a.twice - b.twice)
  const polygons = outer.map(({ ring }) => [positions(ring)])
  for (const { ring, twice } of rings) {
    if (twice >= 0) continue
    const within = outer.findIndex((one) => one.twice > -twice && holdsRing(one.ring, ring))
    polygons[within]?.push(positions(ring))
  }
  return { type: 'MultiPolygon', coordinates: polygons }
}

export const areaSquareMeters = (coverage: Coverage, key: AreaKey): number =>
  squareMetersWithin(closedLines(borderOf(coverage, key)))

/** @param rings  of one area, as `closedLines` gives them */
export function squareMetersWithin(rings: readonly (readonly number[])[]): number {
  let total = 0
  for (const ring of rings) total += squareMetersOf(twiceArea(ring) / 2, middleOf(ring))
  return total
}

/** Halfway between its southernmost and northernmost point: wherever the ring begins, its area is the same. */
function middleOf(ring: readonly number[]): number {
  let [south, north] = [Infinity, -Infinity]
  for (let i = 1; i < ring.length; i += 2) {
    south = Math.min(south, ring[i]!)
    north = Math.max(north, ring[i]!)
  }
  return (south + north) / 2
}

/** Polygons of the area, holes not counted. */
export const pieceCount = (coverage: Coverage, key: AreaKey): number =>
  closedLines(borderOf(coverage, key)).filter((ring) => twiceArea(ring) > 0).length

function positions(ring: readonly number[]): Position[] {
  const line: Position[] = []
  for (let i = 0; i < ring.length; i += 2)
    line.push([ring[i]! / STEPS_PER_DEGREE, ring[i + 1]! / STEPS_PER_DEGREE])
  return line
}

/** Of rings that do not cross: whether the one lies in the other. They may touch in points. */
function holdsRing(outer: readonly number[], inner: readonly number[]): boolean {
  for (let i = 0; i < inner.length - 2; i += 2) {
    const side = sideOfRing(outer, inner[i]!, inner[i + 1]!)
    if (side !== 0) return side > 0
  }
  // All points lie on the other ring: the middle of a stretch does not, or lies on it as well.
  return sideOfRing(outer, (inner[0]! + inner[2]!) / 2, (inner[1]! + inner[3]!) / 2) > 0
}

/** @returns 1 inside, -1 outside, 0 on the ring */
export function sideOfRing(ring: readonly number[], px: number, py: number): -1 | 0 | 1 {
  let isInside = false
  for (let i = 2; i < ring.length; i += 2) {
    const [ax, ay, bx, by] = [ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!]
    if (Math.min(ay, by) > py || Math.max(ay, by) < py) continue
    const side = sideOf(ax, ay, bx, by, px, py)
    if (side === 0 && Math.min(ax, bx) <= px && px <= Math.max(ax, bx)) return 0
    if (ay <= py !== by <= py && side > 0 === by > ay) isInside = !isInside
  }
  return isInside ? 1 : -1
}
