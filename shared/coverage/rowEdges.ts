/** The edges of all faces, sorted by face and then by the rows of a raster; an edge stands in every row it runs through. */
import type { MultiPolygon, Polygon } from 'geojson'

/** Coordinates are quantised to 1e-7 degree and compared as whole numbers. */
export const UNITS_PER_DEGREE = 1e7

export interface FaceEdges {
  /** x1, y1, x2, y2 in 1e-7 degree, y1 <= y2 (and x1 <= x2 where level), so that both faces of an edge store the same. */
  edges: Int32Array
  /** Index of each face's first edge; one more at the end. */
  starts: Int32Array
}

export interface RowEdges {
  /** x1, y1, x2, y2 of each edge, y1 <= y2. */
  edges: Int32Array
  /** First row of each face, 0 where it has no edge. */
  firstRows: Int32Array
  /** Index into `rowStarts` of each face's first row; one more at the end. A face of n rows has n + 1 entries. */
  faceRows: Int32Array
  /** Index of the first edge of a row. */
  rowStarts: Int32Array
}

const ringsOf = (face: Polygon | MultiPolygon): readonly (readonly number[][])[] =>
  face.type === 'Polygon' ? face.coordinates : face.coordinates.flat()

export function collectEdges(faces: readonly (Polygon | MultiPolygon)[]): FaceEdges {
  const starts = new Int32Array(faces.length + 1)
  const rings = faces.map(ringsOf)
  for (let face = 0; face < faces.length; face++) {
    let count = 0
    for (const ring of rings[face]!) count += Math.max(0, ring.length - 1)
    starts[face + 1] = starts[face]! + count
  }
  const edges = new Int32Array(starts[faces.length]! * 4)
  let at = 0
  for (const list of rings) {
    for (const ring of list) {
      if (ring.length < 2) continue
      let x1 = Math.round(ring[0]![0]! * UNITS_PER_DEGREE)
      let y1 = Math.round(ring[0]![1]! * UNITS_PER_DEGREE)
      for (let i = 1; i < ring.length; i++, at += 4) {
        const x2 = Math.round(ring[i]![0]! * UNITS_PER_DEGREE)
        const y2 = Math.round(ring[i]![1]! * UNITS_PER_DEGREE)
        const isUpward = y1 < y2 || (y1 === y2 && x1 <= x2)
        edges[at] = isUpward ? x1 : x2
        edges[at + 1] = isUpward ? y1 : y2
        edges[at + 2] = isUpward ? x2 : x1
        edges[at + 3] = isUpward ? y2 : y1
        x1 = x2
        y1 = y2
      }
    }
  }
  return { edges, starts }
}

/**
 * Counting sort.
 * @param rowOf  row of a height
 * @param margin  an edge also stands in the rows that it comes this near to
 */
export function sortIntoRows(
  { edges, starts }: FaceEdges,
  rowOf: (y: number) => number,
  margin: number,
): RowEdges {
  const faceCount = starts.length - 1
  const edgeCount = edges.length / 4
  const lows = new Int32Array(edgeCount)
  const highs = new Int32Array(edgeCount)
  const firstRows = new Int32Array(faceCount)
  const faceRows = new Int32Array(faceCount + 1)
  for (let face = 0; face < faceCount; face++) {
    let first = Infinity
    let last = -1
    for (let e = starts[face]!; e < starts[face + 1]!; e++) {
      const low = rowOf(edges[e * 4 + 1]! - margin)
      const high = rowOf(edges[e * 4 + 3]! + margin)
      lows[e] = low
      highs[e] = high
      if (low < first) first = low
      if (high > last) last = high
    }
    firstRows[face] = last < 0 ? 0 : first
    faceRows[face + 1] = faceRows[face]! + (last < 0 ? 1 : last - first + 2)
  }
  const rowStarts = new Int32Array(faceRows[faceCount]!)
  let total = 0
  for (let face = 0; face < faceCount; face++) {
    const base = faceRows[face]! - firstRows[face]!
    for (let e = starts[face]!; e < starts[face + 1]!; e++)
      for (let row = lows[e]!; row <= highs[e]!; row++) rowStarts[base + row]!++
    for (let r = faceRows[face]!; r < faceRows[face + 1]!; r++) {
      const count = rowStarts[r]!
      rowStarts[r] = total
      total += count
    }
  }
  const next = rowStarts.slice()
  const sorted = new Int32Array(total * 4)
  for (let face = 0; face < faceCount; face++) {
    const base = faceRows[face]! - firstRows[face]!
    for (let e = starts[face]!; e < starts[face + 1]!; e++) {
      for (let row = lows[e]!; row <= highs[e]!; row++) {
        const to = next[base + row]!++ * 4
        sorted[to] = edges[e * 4]!
        sorted[to + 1] = edges[e * 4 + 1]!
        sorted[to + 2] = edges[e * 4 + 2]!
        sorted[to + 3] = edges[e * 4 + 3]!
      }
    }
  }
  return { edges: sorted, firstRows, faceRows, rowStarts }
}
