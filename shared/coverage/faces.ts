/**
 * Faces of a plane cut up by stretches that meet at their ends only. Half-stretch 2i runs from a to b of stretch i and
 * has on its left what lies left of the stretch; 2i + 1 runs back and has what lies right.
 */
import { sideOf } from './exact.ts'
import { pointNumbers } from './pointNumbers.ts'
import type { Stretches } from './segments.ts'

/** What lies around everything. */
export const AROUND = 0

export interface Faces {
  count: number
  /** By half-stretch: the face on its left. */
  faceOf: Int32Array
  /** By face: square steps, holes left out; of AROUND 0. */
  area: Float64Array
}

export function findFaces({ ends, tags }: Pick<Stretches, 'ends' | 'tags'>): Faces {
  const count = tags.length
  const startX = (half: number): number => ends[2 * half]!
  const startY = (half: number): number => ends[2 * half + 1]!
  const endX = (half: number): number => startX(half ^ 1)
  const endY = (half: number): number => startY(half ^ 1)

  const numberOf = pointNumbers()
  const start = new Int32Array(2 * count)
  let points = 0
  for (let half = 0; half < 2 * count; half++) {
    start[half] = numberOf(startX(half), startY(half))
    points = Math.max(points, start[half]! + 1)
  }
  const next = nextHalves()
  const ringOf = new Int32Array(2 * count).fill(-1)
  const ringArea: number[] = []
  const firstOfRing: number[] = []
  for (let half = 0; half < 2 * count; half++) {
    if (ringOf[half] !== -1) continue
    const ring = ringArea.length
    const [ox, oy] = [startX(half), startY(half)]
    let twice = 0
    for (let at = half; ringOf[at] === -1; at = next[at]!) {
      ringOf[at] = ring
      twice += (startX(at) - ox) * (endY(at) - oy) - (endX(at) - ox) * (startY(at) - oy)
    }
    ringArea.push(twice / 2)
    firstOfRing.push(half)
  }
  return nameFaces()

  /** At the end of each half-stretch, the first one clockwise from the way back: the left side stays the same face. */
  function nextHalves(): Int32Array {
    const starts = new Int32Array(points + 1)
    for (const point of start) starts[point + 1]!++
    for (let point = 0; point < points; point++) starts[point + 1]! += starts[point]!
    const leaving = new Int32Array(2 * count)
    const filled = starts.slice()
    for (let half = 0; half < 2 * count; half++) leaving[filled[start[half]!]!++] = half
    const result = new Int32Array(2 * count)
    const lowerHalf = (half: number): boolean => {
      const dy = endY(half) - startY(half)
      return dy < 0 || (dy === 0 && endX(half) < startX(half))
    }
    for (let point = 0; point < points; point++) {
      const around = leaving.subarray(starts[point]!, starts[point + 1]!)
      if (around.length > 2)
        around.sort((one, other) => {
          const [a, b] = [lowerHalf(one), lowerHalf(other)]
          if (a !== b) return a ? 1 : -1
          return sideOf(startX(one), startY(one), endX(one), endY(one), endX(other), endY(other)) > 0 ? -1 : 1
        })
      // `around` is counter-clockwise: who comes in against one leaves by the one before it.
      for (let i = 0; i < around.length; i++)
        result[around[i]! ^ 1] = around[(i + around.length - 1) % around.length]!
    }
    return result
  }

  /** Rings that run counter-clockwise bound a face each; the others are outlines of pieces that lie in some face. */
  function nameFaces(): Faces {
    const faceOfRing = new Int32Array(ringArea.length).fill(-1)
    let faces = 1
    const area: number[] = [0]
    for (let ring = 0; ring < ringArea.length; ring++) {
      if (ringArea[ring]! <= 0) continue
      faceOfRing[ring] = faces++
      area.push(ringArea[ring]!)
    }
    const pieces = ringArea.flatMap((size, ring) => (size <= 0 ? [ring] : []))
    const westOf = pieces.length > 1 ? findWest() : () => -1
    const faceAround = (ring: number): number => {
      const path: number[] = []
      let at = ring
      while (faceOfRing[at] === -1) {
        path.push(at)
        const west = westOf(firstOfPiece(at))
        if (west === -1) {
          faceOfRing[at] = AROUND
          break
        }
        at = ringOf[west]!
      }
      for (const one of path) faceOfRing[one] = faceOfRing[at]!
      return faceOfRing[ring]!
    }
    for (const ring of pieces) {
      const face = faceAround(ring)
      if (face !== AROUND) area[face]! += ringArea[ring]!
    }
    return { count: faces, faceOf: ringOf.map((ring) => faceOfRing[ring]!), area: Float64Array.from(area) }
  }

  /** The half-stretch of an outline that starts farthest west. */
  function firstOfPiece(ring: number): number {
    let best = firstOfRing[ring]!
    for (let at = next[best]!; at !== firstOfRing[ring]; at = next[at]!)
      if (startX(at) < startX(best) || (startX(at) === startX(best) && startY(at) < startY(best))) best = at
    return best
  }

  /** Of two half-stretches that lead up past one height: whether the one lies east of the other there. */
  function isEastOf(one: number, other: number): boolean {
    const isStartHigher = startY(one) >= startY(other)
    const byStart = isStartHigher ? sideOfHalf(other, one) : -sideOfHalf(one, other)
    if (byStart !== 0) return byStart < 0
    return endY(one) <= endY(other) ? sideOfHalf(other, one ^ 1) < 0 : sideOfHalf(one, other ^ 1) > 0
  }

  /** Where the start of a half-stretch lies, seen along another one. */
  function sideOfHalf(along: number, half: number): number {
    return sideOf(startX(along), startY(along), endX(along), endY(along), startX(half), startY(half))
  }

  /**
   * @returns a function: the half-stretch next to the west of where a half-stretch starts, with its left side towards
   *   it; -1: none
   */
  function findWest(): (half: number) => number {
    let [south, north] = [Infinity, -Infinity]
    for (let i = 1; i < ends.length; i += 2) {
      south = Math.min(south, ends[i]!)
      north = Math.max(north, ends[i]!)
    }
    const height = Math.max(1, (north - south + 1) / Math.max(1, Math.ceil(Math.sqrt(count))))
    const rowOf = (y: number): number => Math.floor((y - south) / height)
    const rows: number[][] = Array.from({ length: rowOf(north) + 1 }, () => [])
    for (let i = 0; i < count; i++) {
      const [ay, by] = [ends[4 * i + 1]!, ends[4 * i + 3]!]
      if (ay === by) continue
      for (let row = rowOf(Math.min(ay, by)); row <= rowOf(Math.max(ay, by)); row++) rows[row]!.push(i)
    }
    return (half) => {
      const [px, py, own] = [startX(half), startY(half), start[half]!]
      let best = -1
      for (const i of rows[rowOf(py)]!) {
        if (start[2 * i] === own || start[2 * i + 1] === own) continue
        // From the lower end to the upper one; the lower end belongs to it, the upper one does not.
        const up = ends[4 * i + 1]! < ends[4 * i + 3]! ? 2 * i : 2 * i + 1
        if (!(startY(up) <= py && py < endY(up))) continue
        if (sideOf(startX(up), startY(up), endX(up), endY(up), px, py) >= 0) continue
        if (best === -1 || isEastOf(up, best)) best = up
      }
      return best === -1 ? -1 : best ^ 1
    }
  }
}
