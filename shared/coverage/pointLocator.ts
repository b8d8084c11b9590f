/**
 * Which face of a partition holds a point. A raster is laid over the faces: a cell that no border crosses answers at
 * once; in the others the half-open crossing test runs over the edges of that raster row. Borders are decided once:
 * the two sides of a shared edge evaluate the same oriented expression, so a point on it belongs to exactly one face;
 * where faces overlap, to the one that comes first. A point on the outer border belongs to the face it touches.
 */
import type { MultiPolygon, Polygon } from 'geojson'
import { type RowEdges, sortIntoRows } from './rowEdges.ts'

/** Coordinates are quantised to 1e-7 degree and compared as whole numbers. */
const UNITS_PER_DEGREE = 1e7
const NONE = -1
/**
 * Cells count as crossed this far around an edge, so that a point which quantising moves over the side of a cell
 * (by half a unit) finds the same edges in either cell.
 */
const MARGIN_UNITS = 1
/** The raster reaches further than any margin, so that nothing falls outside it. */
const BORDER_UNITS = 2
const CELLS_PER_EDGE = 24
const SMALLEST_SIDE = 16
const LARGEST_SIDE = 1536

/** Edges as x1, y1, x2, y2 with y1 <= y2 (and x1 <= x2 where level), so that both faces of an edge store the same. */
function edgesOf(face: Polygon | MultiPolygon): Float64Array {
  const polygons = face.type === 'Polygon' ? [face.coordinates] : face.coordinates
  let count = 0
  for (const rings of polygons) for (const ring of rings) count += Math.max(0, ring.length - 1)
  const edges = new Float64Array(count * 4)
  let at = 0
  for (const rings of polygons) {
    for (const ring of rings) {
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
  return edges
}

export class PointLocator {
  private readonly minX: number = Infinity
  private readonly minY: number = Infinity
  private readonly maxX: number = -Infinity
  private readonly maxY: number = -Infinity
  private readonly side: number
  /** South-west corner of the raster, a little outside the faces. */
  private readonly originX: number
  private readonly originY: number
  private readonly columnsPerUnit: number
  private readonly rowsPerUnit: number
  /** The same in degrees: a cell is found without quantising the point first. */
  private readonly west: number
  private readonly south: number
  private readonly columnsPerDegree: number
  private readonly rowsPerDegree: number
  /** A face that holds the whole cell, NONE, or -2 - index of a list of candidates. */
  private readonly cells: Int32Array
  /** Candidates of a mixed cell, ascending; a face that holds the whole cell stands as -1 - face and comes last. */
  private readonly mixed: number[][] = []
  private readonly faces: RowEdges[]

  /** @param faces  polygons in degrees; the index of a face is what `locate` answers with */
  constructor(faces: readonly (Polygon | MultiPolygon)[]) {
    const edges = faces.map(edgesOf)
    let edgeCount = 0
    for (const list of edges) {
      edgeCount += list.length / 4
      for (let i = 0; i < list.length; i += 2) {
        if (list[i]! < this.minX) this.minX = list[i]!
        if (list[i]! > this.maxX) this.maxX = list[i]!
        if (list[i + 1]! < this.minY) this.minY = list[i + 1]!
        if (list[i + 1]! > this.maxY) this.maxY = list[i + 1]!
      }
    }
    const wanted = Math.ceil(Math.sqrt(edgeCount * CELLS_PER_EDGE))
    this.side = edgeCount === 0 ? 0 : Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, wanted))
    this.originX = this.minX - BORDER_UNITS
    this.originY = this.minY - BORDER_UNITS
    this.columnsPerUnit = this.side / (this.maxX - this.minX + 2 * BORDER_UNITS)
    this.rowsPerUnit = this.side / (this.maxY - this.minY + 2 * BORDER_UNITS)
    this.west = this.originX / UNITS_PER_DEGREE
    this.south = this.originY / UNITS_PER_DEGREE
    this.columnsPerDegree = this.columnsPerUnit * UNITS_PER_DEGREE
    this.rowsPerDegree = this.rowsPerUnit * UNITS_PER_DEGREE
    this.cells = new Int32Array(this.side * this.side).fill(NONE)
    this.faces = edges.map((list) => sortIntoRows(list, (y) => this.rowOf(y), MARGIN_UNITS))
    const crossed = new Uint8Array(this.side)
    for (let face = 0; face < faces.length; face++) this.rasterise(face, crossed)
  }

  /** @returns index of the face that holds the point, or -1 */
  locate(lon: number, lat: number): number {
    const column = (lon - this.west) * this.columnsPerDegree
    const row = (lat - this.south) * this.rowsPerDegree
    if (!(column >= 0 && column < this.side && row >= 0 && row < this.side)) return NONE
    const cell = this.cells[(row | 0) * this.side + (column | 0)]!
    return cell >= NONE ? cell : this.locateMixed(this.mixed[-2 - cell]!, row | 0, lon, lat)
  }

  private locateMixed(candidates: readonly number[], row: number, lon: number, lat: number): number {
    const x = Math.round(lon * UNITS_PER_DEGREE)
    const y = Math.round(lat * UNITS_PER_DEGREE)
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i]!
      if (candidate < 0) return -1 - candidate
      if (this.holds(candidate, row, x, y)) return candidate
    }
    for (const candidate of candidates) if (this.touches(candidate, row, x, y)) return candidate
    return NONE
  }

  private rowOf(y: number): number {
    return ((y - this.originY) * this.rowsPerUnit) | 0
  }

  /** Marks the cells of a face, row by row: cells with an edge of it, and those wholly inside. */
  private rasterise(face: number, crossed: Uint8Array): void {
    const { firstRow, starts, edges } = this.faces[face]!
    const last = this.side - 1
    for (let r = 0; r < starts.length - 1; r++) {
      const row = firstRow + r
      const bottom = this.originY + row / this.rowsPerUnit
      const top = this.originY + (row + 1) / this.rowsPerUnit
      let from = this.side
      let to = -1
      for (let i = starts[r]! * 4, end = starts[r + 1]! * 4; i < end; i += 4) {
        const x1 = edges[i]!
        const y1 = edges[i + 1]!
        const x2 = edges[i + 2]!
        const y2 = edges[i + 3]!
        const slope = y2 > y1 ? (x2 - x1) / (y2 - y1) : 0
        // The part of the edge that runs through the row or within the margin of it; a level edge whole.
        const a = y2 > y1 ? x1 + (Math.min(y2, Math.max(y1, bottom - MARGIN_UNITS)) - y1) * slope : x1
        const b = y2 > y1 ? x1 + (Math.max(y1, Math.min(y2, top + MARGIN_UNITS)) - y1) * slope : x2
        const west = Math.max(0, ((Math.min(a, b) - MARGIN_UNITS - this.originX) * this.columnsPerUnit) | 0)
        const east = Math.min(
          last,
          ((Math.max(a, b) + MARGIN_UNITS - this.originX) * this.columnsPerUnit) | 0,
        )
        for (let column = west; column <= east; column++) crossed[column] = 1
        if (west < from) from = west
        if (east > to) to = east
      }
      const y = (bottom + top) / 2
      let isInside = false
      let wasCrossed = true
      for (let column = from; column <= to; column++) {
        const cell = row * this.side + column
        if (crossed[column] === 1) {
          crossed[column] = 0
          wasCrossed = true
          this.addCandidate(cell, face)
          continue
        }
        // Between two crossed cells all are inside or all are outside.
        if (wasCrossed)
          isInside = this.holds(face, row, this.originX + (column + 0.5) / this.columnsPerUnit, y)
        wasCrossed = false
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
