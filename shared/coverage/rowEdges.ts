/** The edges of one face, sorted into the rows of a raster; an edge stands in every row that it runs through. */
export interface RowEdges {
  firstRow: number
  /** Index of each row's first edge; one more at the end. */
  starts: Int32Array
  /** x1, y1, x2, y2 of each edge, y1 <= y2. */
  edges: Float64Array
}

/**
 * Counting sort.
 * @param edges  x1, y1, x2, y2 with y1 <= y2
 * @param rowOf  row of a height
 * @param margin  an edge also stands in the rows that it comes this near to
 */
export function sortIntoRows(edges: Float64Array, rowOf: (y: number) => number, margin: number): RowEdges {
  const count = edges.length / 4
  if (count === 0) return { firstRow: 0, starts: new Int32Array(1), edges }
  const lows = new Int32Array(count)
  const highs = new Int32Array(count)
  let firstRow = Infinity
  let lastRow = -1
  for (let e = 0; e < count; e++) {
    lows[e] = rowOf(edges[e * 4 + 1]! - margin)
    highs[e] = rowOf(edges[e * 4 + 3]! + margin)
    if (lows[e]! < firstRow) firstRow = lows[e]!
    if (highs[e]! > lastRow) lastRow = highs[e]!
  }
  const starts = new Int32Array(lastRow - firstRow + 2)
  for (let e = 0; e < count; e++)
    for (let row = lows[e]!; row <= highs[e]!; row++) starts[row - firstRow + 1]!++
  for (let row = 1; row < starts.length; row++) starts[row]! += starts[row - 1]!
  const next = starts.slice()
  const sorted = new Float64Array(starts.at(-1)! * 4)
  for (let e = 0; e < count; e++) {
    for (let row = lows[e]!; row <= highs[e]!; row++) {
      const to = next[row - firstRow]!++ * 4
      sorted[to] = edges[e * 4]!
      sorted[to + 1] = edges[e * 4 + 1]!
      sorted[to + 2] = edges[e * 4 + 2]!
      sorted[to + 3] = edges[e * 4 + 3]!
    }
  }
  return { firstRow, starts, edges: sorted }
}
