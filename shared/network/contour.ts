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
  private depth = new Uint8Array(0)

  /**
   * All limits in one pass over the field.
   * @param limits  inclusive, at most 255
   * @returns the polygons of each limit, in the order given
   */
  trace(field: LatticeField, limits: readonly number[]): LatticePolygon[][] {
    const { columns, rows } = field
    const count = columns * rows
    if (this.depth.length < count) {
      this.depth = new Uint8Array(count)
      this.next = new Int32Array(2 * count).fill(-1)
      this.ringOf = new Int32Array(2 * count)
    }
    const ascending = [...limits].sort((a, b) => a - b)
    this.sound(field, ascending)
    const crossed = this.crossedSquares(columns, rows, limits.length)
    return limits.map((limit) => {
      const squares = crossed[limits.length - 1 - ascending.indexOf(limit)]!
      return this.outlines(field, limit, squares)
    })
  }

  /** How many of the limits hold each point: their areas lie within each other. */
  private sound({ columns, rows, value }: LatticeField, ascending: readonly number[]): void {
    const { depth } = this
    const limits = ascending.length
    for (let i = 0; i < columns * rows; i++) {
      const cost = value[i]!
      let held = 0
      while (held < limits && cost <= ascending[limits - 1 - held]!) held++
      depth[i] = held
    }
  }

  /**
   * Squares that an outline goes through, as 16 × south-west point + pattern of corners: of the limit that holds the
   * fewest points last.
   */
  private crossedSquares(columns: number, rows: number, limits: number): number[][] {
    const { depth } = this
    const crossed = Array.from({ length: limits }, (): number[] => [])
    for (let r = 0; r + 1 < rows; r++) {
      const row = r * columns
      let [sw, nw] = [depth[row]!, depth[row + columns]!]
      for (let at = row; at < row + columns - 1; at++) {
        const [se, ne] = [depth[at + 1]!, depth[at + columns + 1]!]
        if (sw !== se || sw !== nw || sw !== ne) {
          const least = Math.min(sw, se, ne, nw)
          const most = Math.max(sw, se, ne, nw)
          for (let held = least + 1; held <= most; held++) {
            const pattern =
              (sw >= held ? 1 : 0) + (se >= held ? 2 : 0) + (ne >= held ? 4 : 0) + (nw >= held ? 8 : 0)
            crossed[held - 1]!.push(16 * at + pattern)
          }
        }
        sw = se
        nw = ne
      }
    }
    return crossed
  }

  private outlines(
    { columns, value, owner }: LatticeField,
    limit: number,
    squares: readonly number[],
  ): LatticePolygon[] {
    const { next, ringOf } = this
    const begins: number[] = []
    for (const square of squares) {
      for (const [from, to] of LINES[square & 15]!) {
        const edge = sideEdge(square >> 4, columns, from)
        next[edge] = sideEdge(square >> 4, columns, to)
        begins.push(edge)
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
  const polygons = new Map<number, LatticePolygon>()
  rings.forEach((ring, index) => {
    if (ring.area > 0) polygons.set(index, [ring.line])
  })
  if (polygons.size === rings.length) return [...polygons.values()]
  // crossings on edges to the east, row by row, from west to east
  const crossings = Int32Array.from(begins.filter((edge) => edge % 2 === 0)).sort()
  const rowOf = (edge: number): number => Math.floor((edge >> 1) / columns)
  const outerOf = (index: number): number => {
    const ring = rings[index]!
    if (ring.area > 0) return index
    if (ring.parent >= 0) return ring.parent
    const at = placeIn(crossings, ring.begin) - 1
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

/** Where a value lies in an ascending list that holds it. */
function placeIn(ascending: Int32Array, value: number): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
