/**
 * A uniform grid over line segments: each cell knows the segments that run through it. For questions about what is
 * near a place or crosses a line; the exact test is the asker's business.
 */
import { EARTH_RADIUS_METERS } from '../geo/straightLine.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

/** Metres of one step (1e-7 degree) of latitude. */
export const METERS_PER_STEP = (EARTH_RADIUS_METERS * Math.PI) / 180 / STEPS_PER_DEGREE
const MOST_CELLS = 4_000_000

/** How much shorter a step of longitude is than one of latitude. */
export const narrowingAt = (latSteps: number): number =>
  Math.max(1e-6, Math.cos((latSteps / STEPS_PER_DEGREE) * (Math.PI / 180)))

/** End points in 1e-7 degree, one segment an index. */
export interface Segments {
  count: number
  ax: Int32Array
  ay: Int32Array
  bx: Int32Array
  by: Int32Array
}

export class SegmentGrid {
  readonly columns: number = 0
  readonly rows: number = 0
  readonly originX: number = 0
  readonly originY: number = 0
  /** Size of a cell in steps. */
  readonly cellX: number = 1
  readonly cellY: number = 1
  /** Segments of cell c: `items[starts[c] .. starts[c + 1])`. */
  readonly starts: Uint32Array
  readonly items: Uint32Array

  /** @param cellMeters  wished side of a cell; larger where the extent would need over four million of them */
  constructor(
    readonly segments: Segments,
    cellMeters: number,
  ) {
    const { count, ax, ay, bx, by } = segments
    if (count === 0) {
      this.starts = new Uint32Array(1)
      this.items = new Uint32Array(0)
      return
    }
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < count; i++) {
      west = Math.min(west, ax[i]!, bx[i]!)
      east = Math.max(east, ax[i]!, bx[i]!)
      south = Math.min(south, ay[i]!, by[i]!)
      north = Math.max(north, ay[i]!, by[i]!)
    }
    this.cellY = cellMeters / METERS_PER_STEP
    this.cellX = this.cellY / narrowingAt((south + north) / 2)
    const wished = ((east - west) / this.cellX + 1) * ((north - south) / this.cellY + 1)
    const growth = Math.max(1, Math.sqrt(wished / MOST_CELLS))
    this.cellX *= growth
    this.cellY *= growth
    this.originX = west
    this.originY = south
    this.columns = Math.floor((east - west) / this.cellX) + 1
    this.rows = Math.floor((north - south) / this.cellY) + 1
    const starts = new Uint32Array(this.columns * this.rows + 1)
    for (let i = 0; i < count; i++) this.visit(i, (cell) => starts[cell + 1]!++)
    for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!
    const items = new Uint32Array(starts.at(-1)!)
    const at = starts.slice(0, -1)
    for (let i = 0; i < count; i++) this.visit(i, (cell) => (items[at[cell]!++] = i))
    this.starts = starts
    this.items = items
  }

  column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.originX) / this.cellX)))
  }

  row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.originY) / this.cellY)))
  }

  /** The cells that a segment runs through, row by row; a little more at the sides, never less. */
  private visit(segment: number, take: (cell: number) => void): void {
    const { ax, ay, bx, by } = this.segments
    const isUp = ay[segment]! <= by[segment]!
    const [x1, y1, x2, y2] = isUp
      ? [ax[segment]!, ay[segment]!, bx[segment]!, by[segment]!]
      : [bx[segment]!, by[segment]!, ax[segment]!, ay[segment]!]
    const [first, last] = [this.row(y1), this.row(y2)]
    const slope = y2 > y1 ? (x2 - x1) / (y2 - y1) : 0
    for (let row = first; row <= last; row++) {
      const bottom = Math.max(y1, this.originY + row * this.cellY)
      const top = Math.min(y2, this.originY + (row + 1) * this.cellY)
      const from = row === first ? x1 : x1 + (bottom - y1) * slope
      const to = row === last ? x2 : x1 + (top - y1) * slope
      const [left, right] = [this.column(Math.min(from, to) - 1), this.column(Math.max(from, to) + 1)]
      for (let column = left; column <= right; column++) take(row * this.columns + column)
    }
  }

  /** Calls back with every segment of the cells that a box touches; some more than once. Stops on `true`. */
  search(
    west: number,
    south: number,
    east: number,
    north: number,
    take: (segment: number) => unknown,
  ): boolean {
    if (this.rows === 0) return false
    const [left, right] = [this.column(west), this.column(east)]
    for (let row = this.row(south), last = this.row(north); row <= last; row++)
      for (let column = left; column <= right; column++) {
        const cell = row * this.columns + column
        for (let i = this.starts[cell]!, end = this.starts[cell + 1]!; i < end; i++)
          if (take(this.items[i]!) === true) return true
      }
    return false
  }
}

const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

/** True when two segments have a point in common; exact for steps of the size of a city. */
export function doCross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  return (
    turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy) <= 0 &&
    turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by) <= 0
  )
}
