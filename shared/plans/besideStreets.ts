/** Borders that leave what people see as borders: how much of one lies farther from every street, water and wall. */
import { metersBetween, stepsOfMeters } from '../coverage/measure.ts'
import { METERS_PER_STEP, narrowingAt, SegmentGrid } from '../network/segmentGrid.ts'

/** A border runs along a street that is no farther from it than this: half of a wide street. */
export const BESIDE_METERS = 15
/** A border is looked at in pieces no longer than this. */
const PIECE_METERS = 5
const CELL_METERS = 40

export interface BorderLength {
  meters: number
  /** Of them beside no street, water or wall. */
  offMeters: number
}

export class BesideStreets {
  private readonly grid: SegmentGrid

  /** @param lines  x0, y0, x1, y1 … in whole steps (`linesOfNetwork`) */
  constructor(lines: readonly (readonly number[])[]) {
    const count = lines.reduce((sum, line) => sum + Math.max(0, line.length / 2 - 1), 0)
    const [ax, ay, bx, by] = [0, 1, 2, 3].map(() => new Int32Array(count)) as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ]
    let at = 0
    for (const line of lines)
      for (let i = 2; i < line.length; i += 2, at++) {
        ax[at] = line[i - 2]!
        ay[at] = line[i - 1]!
        bx[at] = line[i]!
        by[at] = line[i + 1]!
      }
    this.grid = new SegmentGrid({ count, ax, ay, bx, by }, CELL_METERS)
  }

  /** @param line  of a border, in whole steps */
  measure(line: readonly number[]): BorderLength {
    const sum = { meters: 0, offMeters: 0 }
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!]
      const meters = metersBetween(ax, ay, bx, by)
      const pieces = Math.max(1, Math.ceil(meters / PIECE_METERS))
      sum.meters += meters
      for (let piece = 0; piece < pieces; piece++) {
        const share = (piece + 0.5) / pieces
        if (!this.isBeside(ax + (bx - ax) * share, ay + (by - ay) * share)) sum.offMeters += meters / pieces
      }
    }
    return sum
  }

  private isBeside(x: number, y: number): boolean {
    const { ax, ay, bx, by } = this.grid.segments
    const narrowing = narrowingAt(y)
    const high = stepsOfMeters(BESIDE_METERS)
    const wide = high / narrowing
    const most = (BESIDE_METERS / METERS_PER_STEP) ** 2
    return this.grid.search(x - wide, y - high, x + wide, y + high, (s) => {
      const [dx, dy] = [(bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!]
      const [px, py] = [(x - ax[s]!) * narrowing, y - ay[s]!]
      const size = dx * dx + dy * dy
      const t = size === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / size))
      return (px - t * dx) ** 2 + (py - t * dy) ** 2 <= most
    })
  }
}
