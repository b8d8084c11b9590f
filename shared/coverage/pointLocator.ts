/**
 * Which face of a partition holds a point. A raster is laid over the faces: a cell that no border crosses answers at
 * once; in the others the half-open crossing test runs over the edges of that raster row. Borders are decided once:
 * the two sides of a shared edge evaluate the same oriented expression, so a point on it belongs to exactly one face;
 * where faces overlap, to the one that comes first. A point on the outer border belongs to the face it touches.
 */
import type { MultiPolygon, Polygon } from 'geojson'

/** Coordinates are quantised to 1e-7 degree and compared as whole numbers. */
const UNITS_PER_DEGREE = 1e7
const NONE = -1
const CELLS_PER_EDGE = 4
const SMALLEST_SIDE = 16
const LARGEST_SIDE = 2048

interface Bounds {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** Edges as x1, y1, x2, y2 with y1 <= y2 (and x1 <= x2 where level), so that both faces of an edge store the same. */
function edgesOf(face: Polygon | MultiPolygon): Float64Array {
  const polygons = face.type === 'Polygon' ? [face.coordinates] : face.coordinates
  let count = 0
  for (const rings of polygons) for (const ring of rings) count += Math.max(0, ring.length - 1)
  const edges = new Float64Array(count * 4)
  let at = 0
  for (const rings of polygons) {
    for (const ring of rings) {
      for (let i = 0; i + 1 < ring.length; i++) {
        let x1 = Math.round(ring[i]![0]! * UNITS_PER_DEGREE)
        let y1 = Math.round(ring[i]![1]! * UNITS_PER_DEGREE)
        let x2 = Math.round(ring[i + 1]![0]! * UNITS_PER_DEGREE)
        let y2 = Math.round(ring[i + 1]![1]! * UNITS_PER_DEGREE)
        if (y1 > y2 || (y1 === y2 && x1 > x2)) [x1, y1, x2, y2] = [x2, y2, x1, y1]
        edges[at++] = x1
        edges[at++] = y1
        edges[at++] = x2
        edges[at++] = y2
      }
    }
  }
  return edges
}

function boundsOf(edges: readonly Float64Array[]): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const list of edges) {
    for (let i = 0; i < list.length; i += 2) {
      bounds.minX = Math.min(bounds.minX, list[i]!)
      bounds.maxX = Math.max(bounds.maxX, list[i]!)
      bounds.minY = Math.min(bounds.minY, list[i + 1]!)
      bounds.maxY = Math.max(bounds.maxY, list[i + 1]!)
    }
  }
  return bounds
}

/** The edges of one face, sorted into the raster's rows. */
interface FaceRows {
  firstRow: number
  /** Index into `edges` of each row's first edge; one more at the end. */
  starts: Int32Array
  edges: Float64Array
}

export class PointLocator {
  private readonly bounds: Bounds
  private readonly columns: number
  private readonly rows: number
  private readonly cellWidth: number
  private readonly cellHeight: number
  /** A face that holds the whole cell, NONE, or -2 - index of a list of candidates. */
  private readonly cells: Int32Array
  /** Candidates of a mixed cell, ascending; a face that holds the whole cell stands as -1 - face and comes last. */
  private readonly mixed: number[][] = []
  private readonly faces: FaceRows[]

  /** @param faces  polygons in degrees; the index of a face is what `locate` answers with */
  constructor(faces: readonly (Polygon | MultiPolygon)[]) {
    const edges = faces.map(edgesOf)
    this.bounds = boundsOf(edges)
    const edgeCount = edges.reduce((sum, list) => sum + list.length / 4, 0)
    const side = Math.min(
      LARGEST_SIDE,
      Math.max(SMALLEST_SIDE, Math.ceil(Math.sqrt(edgeCount * CELLS_PER_EDGE))),
    )
    this.columns = this.rows = edgeCount === 0 ? 0 : side
    this.cellWidth = Math.max(1, (this.bounds.maxX - this.bounds.minX) / side)
    this.cellHeight = Math.max(1, (this.bounds.maxY - this.bounds.minY) / side)
    this.cells = new Int32Array(this.columns * this.rows).fill(NONE)
    this.faces = edges.map((list) => this.sortIntoRows(list))
    faces.forEach((_, face) => this.rasterise(face))
  }

  /** @returns index of the face that holds the point, or -1 */
  locate(lon: number, lat: number): number {
    const x = Math.round(lon * UNITS_PER_DEGREE)
    const y = Math.round(lat * UNITS_PER_DEGREE)
    const { minX, minY, maxX, maxY } = this.bounds
    if (!(x >= minX && x <= maxX && y >= minY && y <= maxY)) return NONE
    const row = this.rowOf(y)
    const cell = this.cells[row * this.columns + this.columnOf(x)]!
    if (cell >= NONE) return cell
    const candidates = this.mixed[-2 - cell]!
    for (const candidate of candidates) {
      if (candidate < 0) return -1 - candidate
      if (this.holds(candidate, row, x, y)) return candidate
    }
    for (const candidate of candidates) if (this.touches(candidate, row, x, y)) return candidate
    return NONE
  }

  private rowOf(y: number): number {
    return Math.min(this.rows - 1, Math.floor((y - this.bounds.minY) / this.cellHeight))
  }

  private columnOf(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.bounds.minX) / this.cellWidth)))
  }

  private sortIntoRows(edges: Float64Array): FaceRows {
    if (edges.length === 0) return { firstRow: 0, starts: new Int32Array(1), edges }
    let firstRow = Infinity
    let lastRow = -1
    for (let i = 0; i < edges.length; i += 4) {
      firstRow = Math.min(firstRow, this.rowOf(edges[i + 1]!))
      lastRow = Math.max(lastRow, this.rowOf(edges[i + 3]!))
    }
    const counts = new Int32Array(lastRow - firstRow + 2)
    for (let i = 0; i < edges.length; i += 4) {
      for (let row = this.rowOf(edges[i + 1]!); row <= this.rowOf(edges[i + 3]!); row++)
        counts[row - firstRow + 1]!++
    }
    for (let i = 1; i < counts.length; i++) counts[i]! += counts[i - 1]!
    const starts = counts
    const next = starts.slice()
    const sorted = new Float64Array(starts.at(-1)! * 4)
    for (let i = 0; i < edges.length; i += 4) {
      for (let row = this.rowOf(edges[i + 1]!); row <= this.rowOf(edges[i + 3]!); row++) {
        sorted.set(edges.subarray(i, i + 4), next[row - firstRow]!++ * 4)
      }
    }
    return { firstRow, starts, edges: sorted }
  }

  /** Marks the cells of a face, row by row: cells with an edge of it, and those wholly inside. */
  private rasterise(face: number): void {
    const { firstRow, starts, edges } = this.faces[face]!
    const crossed = new Uint8Array(this.columns)
    for (let r = 0; r < starts.length - 1; r++) {
      const row = firstRow + r
      const bottom = this.bounds.minY + row * this.cellHeight
      const top = bottom + this.cellHeight
      crossed.fill(0)
      let from = this.columns
      let to = -1
      for (let e = starts[r]!; e < starts[r + 1]!; e++) {
        const [west, east] = spanWithin(edges, e * 4, bottom, top)
        // One unit wider, so that rounding never leaves a touched cell unmarked.
        const first = this.columnOf(west - 1)
        const last = this.columnOf(east + 1)
        crossed.fill(1, first, last + 1)
        from = Math.min(from, first)
        to = Math.max(to, last)
      }
      let isInside = false
      for (let column = from; column <= to; column++) {
        const cell = row * this.columns + column
        if (crossed[column]) {
          this.addCandidate(cell, face)
          continue
        }
        if (column === from || crossed[column - 1]) {
          const x = this.bounds.minX + (column + 0.5) * this.cellWidth
          isInside = this.holds(face, row, x, Math.min(bottom + this.cellHeight / 2, this.bounds.maxY))
        }
        if (isInside) this.addWhole(cell, face)
      }
    }
  }

  private addCandidate(cell: number, face: number): void {
    const value = this.cells[cell]!
    if (value < NONE) {
      const list = this.mixed[-2 - value]!
      if (list.at(-1)! >= 0) list.push(face)
      return
    }
    // A face before this one that holds the whole cell wins over it everywhere in the cell.
    if (value >= 0) return
    this.mixed.push([face])
    this.cells[cell] = -1 - this.mixed.length
  }

  private addWhole(cell: number, face: number): void {
    const value = this.cells[cell]!
    if (value === NONE) this.cells[cell] = face
    else if (value < NONE) {
      const list = this.mixed[-2 - value]!
      if (list.at(-1)! >= 0) list.push(-1 - face)
    }
  }

  /** Half-open crossing test: an edge counts when y1 <= y < y2 and the point lies strictly left of it. */
  private holds(face: number, row: number, x: number, y: number): boolean {
    const { firstRow, starts, edges } = this.faces[face]!
    const r = row - firstRow
    if (r < 0 || r >= starts.length - 1) return false
    let isInside = false
    for (let i = starts[r]! * 4, end = starts[r + 1]! * 4; i < end; i += 4) {
      const y1 = edges[i + 1]!
      const y2 = edges[i + 3]!
      if (y < y1 || y >= y2) continue
      const x1 = edges[i]!
      if ((x - x1) * (y2 - y1) < (edges[i + 2]! - x1) * (y - y1)) isInside = !isInside
    }
    return isInside
  }

  private touches(face: number, row: number, x: number, y: number): boolean {
    const { firstRow, starts, edges } = this.faces[face]!
    const r = row - firstRow
    if (r < 0 || r >= starts.length - 1) return false
    for (let i = starts[r]! * 4, end = starts[r + 1]! * 4; i < end; i += 4) {
      const [x1, y1, x2, y2] = [edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!]
      if (y < y1 || y > y2 || x < Math.min(x1, x2) || x > Math.max(x1, x2)) continue
      if ((x - x1) * (y2 - y1) === (x2 - x1) * (y - y1)) return true
    }
    return false
  }
}

/** West and east end of the part of an edge between two heights. */
function spanWithin(edges: Float64Array, at: number, bottom: number, top: number): [number, number] {
  const [x1, y1, x2, y2] = [edges[at]!, edges[at + 1]!, edges[at + 2]!, edges[at + 3]!]
  if (y1 === y2) return [x1, x2]
  const slope = (x2 - x1) / (y2 - y1)
  const a = y1 < bottom ? x1 + (bottom - y1) * slope : x1
  const b = y2 > top ? x1 + (top - y1) * slope : x2
  return a < b ? [a, b] : [b, a]
}
