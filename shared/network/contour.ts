/**
 * Outlines of where a field on a lattice is at or below a limit. A smaller limit of the same field gives an area
 * within the larger one's, always: crossings on the lattice's edges only move outward with the limit.
 * Method: marching squares (Lorensen & Cline 1987 in the plane); corners that touch diagonally stay apart.
 */

/** Rings in lattice units, x and y in turn, open; outer rings counter-clockwise, their holes after them. */
export type LatticePolygon = number[][]

export interface LatticeField {
  columns: number
  rows: number
  /** Row by row from the south; Infinity where nothing is. The rim must lie over every limit. */
  value: Float32Array
  /** What a value belongs to: between points of one owner the limit is interpolated, else it lies in the middle. */
  owner: Uint32Array
}

/** Crossings stay off the points themselves, so that rings do not touch there. */
const NEAREST_SHARE = 0.02

/**
 * Lattice edges are numbered 2 × point for the one to the east, + 1 for the one to the north. For each square and
 * pattern of corners (1 south-west, 2 south-east, 4 north-east, 8 north-west): where the line enters and leaves, with
 * the inside on the left; sides are 0 south, 1 east, 2 north, 3 west.
 */
const LINES: readonly (readonly (readonly [from: number, to: number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
]

export class Contour {
  private next = new Int32Array(0)
  private ringOf = new Int32Array(0)

  /** @param limit  inclusive */
  trace({ columns, rows, value, owner }: LatticeField, limit: number): LatticePolygon[] {
    const count = 2 * columns * rows
    if (this.next.length < count) {
      this.next = new Int32Array(count).fill(-1)
      this.ringOf = new Int32Array(count)
    }
    const { next, ringOf } = this
    const begins: number[] = []
    for (let r = 0; r + 1 < rows; r++) {
      const row = r * columns
      let pattern = (value[row]! <= limit ? 1 : 0) + (value[row + columns]! <= limit ? 8 : 0)
      for (let c = 0; c + 1 < columns; c++) {
        const at = row + c
        const full = pattern + (value[at + 1]! <= limit ? 2 : 0) + (value[at + columns + 1]! <= limit ? 4 : 0)
        pattern = (full & 2) / 2 + (full & 4) * 2
        if (full === 0 || full === 15) continue
        for (const [from, to] of LINES[full]!) {
          const edge = sideEdge(at, columns, from)
          next[edge] = sideEdge(at, columns, to)
          begins.push(edge)
        }
      }
    }
    const rings: { line: number[]; area: number; parent: number; begin: number }[] = []
    for (const begin of begins) {
      if (next[begin] === -1) continue
      const line: number[] = []
      let lowest = Infinity
      for (let edge = begin; next[edge] !== -1;) {
        const following = next[edge]!
        next[edge] = -1
        ringOf[edge] = rings.length
        if (edge < lowest && edge % 2 === 0) lowest = edge
        pushCrossing(line, edge, columns, value, owner, limit)
        edge = following
      }
      dropStraight(line)
      rings.push({ line, area: signedArea(line), parent: -1, begin: lowest })
    }
    return nest(rings, begins, ringOf, columns)
  }
}

function sideEdge(square: number, columns: number, side: number): number {
  if (side === 0) return 2 * square
  if (side === 1) return 2 * (square + 1) + 1
  return side === 2 ? 2 * (square + columns) : 2 * square + 1
}

function pushCrossing(
  line: number[],
  edge: number,
  columns: number,
  value: Float32Array,
  owner: Uint32Array,
  limit: number,
): void {
  const a = edge >> 1
  const isNorth = (edge & 1) === 1
  const b = isNorth ? a + columns : a + 1
  const [low, high] = [value[a]!, value[b]!]
  let share = 0.5
  if (owner[a] === owner[b] && low !== Infinity && high !== Infinity)
    share = Math.max(NEAREST_SHARE, Math.min(1 - NEAREST_SHARE, (limit - low) / (high - low)))
  const x = a % columns
  const y = (a - x) / columns
  line.push(isNorth ? x : x + share, isNorth ? y + share : y)
}

/** Leaves out points that lie exactly between their neighbours: they change nothing. */
function dropStraight(line: number[]): void {
  const count = line.length / 2
  const kept: number[] = []
  for (let i = 0; i < count; i++) {
    const [p, n] = [(i + count - 1) % count, (i + 1) % count]
    const [x, y] = [line[2 * i]!, line[2 * i + 1]!]
    const turn = (x - line[2 * p]!) * (line[2 * n + 1]! - y) - (y - line[2 * p + 1]!) * (line[2 * n]! - x)
    if (turn !== 0) kept.push(x, y)
  }
  line.length = 0
  for (const number of kept) line.push(number)
}

export function signedArea(line: readonly number[]): number {
  let sum = 0
  for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2)
    sum += line[j]! * line[i + 1]! - line[i]! * line[j + 1]!
  return sum / 2
}

/** Puts each hole into the outer ring around it: the first ring met to the west is that ring, or a hole beside it. */
function nest(
  rings: { line: number[]; area: number; parent: number; begin: number }[],
  begins: readonly number[],
  ringOf: Int32Array,
  columns: number,
): LatticePolygon[] {
  // crossings on edges to the east, row by row, from west to east
  const crossings = Int32Array.from(begins.filter((edge) => edge % 2 === 0)).sort()
  const rowOf = (edge: number): number => Math.floor((edge >> 1) / columns)
  const polygons = new Map<number, LatticePolygon>()
  rings.forEach((ring, index) => {
    if (ring.area > 0) polygons.set(index, [ring.line])
  })
  const place = new Map<number, number>()
  crossings.forEach((edge, i) => place.set(edge, i))
  const outerOf = (index: number): number => {
    const ring = rings[index]!
    if (ring.area > 0) return index
    if (ring.parent >= 0) return ring.parent
    const at = (place.get(ring.begin) ?? 0) - 1
    if (at < 0 || rowOf(crossings[at]!) !== rowOf(ring.begin)) return -1
    const west = ringOf[crossings[at]!]!
    ring.parent = west === index ? -1 : outerOf(west)
    return ring.parent
  }
  rings.forEach((ring, index) => {
    if (ring.area < 0) polygons.get(outerOf(index))?.push(ring.line)
  })
  return [...polygons.values()]
}
