/**
 * A table with two pairs of coordinates for the same places gives its systems away: converted from GCJ-02 or BD-09,
 * one pair lands on the other. Agreement to a few metres in most rows decides.
 */
import { makeTransform } from '../../crs/makeTransform.ts'
import type { SourceValue } from '../types.ts'
import { parseCoordinate, type PointColumns } from './pointColumns.ts'

/** About 5 m. */
const CLOSE_DEGREES = 5e-5

type Pair = [number, number]

function pairsOf(columns: PointColumns, row: Record<string, SourceValue>): Pair | null {
  const x = parseCoordinate(row[columns.x] ?? null)
  const y = parseCoordinate(row[columns.y] ?? null)
  return x === null || y === null ? null : [x, y]
}

/**
 * @param chosen  the pair in question, whose name says nothing
 * @param others  the other pairs of the table
 * @returns the system of the chosen pair, null when the comparison says nothing
 */
export function systemByComparison(
  chosen: PointColumns,
  others: PointColumns[],
  rows: Record<string, SourceValue>[],
): 'EPSG:4326' | 'gcj02' | 'bd09' | null {
  for (const other of others)
    for (const shifted of ['gcj02', 'bd09'] as const) {
      const transform = makeTransform(shifted)
      const agree = { chosenIsPlain: 0, chosenIsShifted: 0, rows: 0 }
      for (const row of rows) {
        const a = pairsOf(chosen, row)
        const b = pairsOf(other, row)
        if (!a || !b) continue
        agree.rows++
        const isClose = ([x, y]: Pair, [u, v]: Pair): boolean =>
          Math.abs(x - u) < CLOSE_DEGREES && Math.abs(y - v) < CLOSE_DEGREES
        if (isClose(a, transform(...b))) agree.chosenIsPlain++
        if (isClose(transform(...a), b)) agree.chosenIsShifted++
      }
      if (agree.rows === 0) continue
      if (agree.chosenIsPlain > agree.rows * 0.8) return 'EPSG:4326'
      if (agree.chosenIsShifted > agree.rows * 0.8) return shifted
    }
  return null
}
