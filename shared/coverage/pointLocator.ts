/**
 * Which face of a partition holds a point. A raster is laid over the faces: a cell that no border crosses answers at
 * once; in the others the half-open crossing test runs over the edges of that raster row. Borders are decided once:
 * the two sides of a shared edge evaluate the same oriented expression, so a point on it belongs to exactly one face;
 * where faces overlap, to the one that comes first. A point on the outer border belongs to the face it touches.
 */
import type { MultiPolygon, Polygon } from 'geojson'
import { CellLists } from './cellLists.ts'
import { type RowEdges, UNITS_PER_DEGREE, collectEdges, sortIntoRows } from './rowEdges.ts'

const NONE = -1
/** In a list of candidates: this face holds the whole cell. */
const WHOLE = -1
/**
 * Cells count as crossed this far around an edge, so that a point which quantising moves over the side of a cell
 * (by half a unit) finds the same edges in either cell.
 */
const MARGIN_UNITS = 1
/** The raster reaches further than any margin, so that nothing falls outside it. */
const BORDER_UNITS = 2
const CELLS_PER_EDGE = 24
const CELLS_PER_LOOKUP = 8
const SMALLEST_SIDE = 16
const LARGEST_SIDE = 1536

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
  /** A face that holds the whole cell, NONE, or -2 - index into `lists`. */
  private readonly cells: Int32Array
  /**
   * Candidates of the mixed cells, ascending: first edge, end of edges, face. A face that holds the whole cell stands
   * as WHOLE, 0, face and comes last.
   */
  private readonly lists: Int32Array
  private readonly rows: RowEdges

  /**
   * @param faces  polygons in degrees; the index of a face is what `locate` answers with
   * @param lookups  about how many points will be asked for: for few a fine raster costs more than it saves
   */
  constructor(faces: readonly (Polygon | MultiPolygon)[], lookups = Infinity) {
    const faceEdges = collectEdges(faces)
    const { edges } = faceEdges
    for (let i = 0; i < edges.length; i += 2) {
      if (edges[i]! < this.minX) this.minX = edges[i]!
      if (edges[i]! > this.maxX) this.maxX = edges[i]!
      if (edges[i + 1]! < this.minY) this.minY = edges[i + 1]!
      if (edges[i + 1]! > this.maxY) this.maxY = edges[i + 1]!
    }
    const cells = Math.min((edges.length / 4) * CELLS_PER_EDGE, lookups * CELLS_PER_LOOKUP)
    const wanted = Math.ceil(Math.sqrt(cells))
    this.side = edges.length === 0 ? 0 : Math.min(LARGEST_SIDE, Math.max(SMALLEST_SIDE, wanted))
    this.originX = this.minX - BORDER_UNITS
    this.originY = this.minY - BORDER_UNITS
    this.columnsPerUnit = this.side / (this.maxX - this.minX + 2 * BORDER_UNITS)
    this.rowsPerUnit = this.side / (this.maxY - this.minY + 2 * BORDER_UNITS)
    this.west = this.originX / UNITS_PER_DEGREE
    this.south = this.originY / UNITS_PER_DEGREE
    this.columnsPerDegree = this.columnsPerUnit * UNITS_PER_DEGREE
    this.rowsPerDegree = this.rowsPerUnit * UNITS_PER_DEGREE
    this.cells = new Int32Array(this.side * this.side).fill(NONE)
    this.rows = sortIntoRows(faceEdges, (y) => this.rowOf(y), MARGIN_UNITS)
    const gathered = new CellLists(this.cells)
    const crossed = new Uint8Array(this.side)
    for (let face = 0; face < faces.length; face++) this.rasterise(face, crossed, gathered)
    this.lists = gathered.pack()
  }

  /** @returns index of the face that holds the point, or -1 */
  locate(lon: number, lat: number): number {
    const column = (lon - this.west) * this.columnsPerDegree
    const row = (lat - this.south) * this.rowsPerDegree
    if (!(column >= 0 && column < this.side && row >= 0 && row < this.side)) return NONE
    const cell = this.cells[(row | 0) * this.side + (column | 0)]!
    return cell >= NONE ? cell : this.locateMixed(-2 - cell, lon, lat)
  }

  private locateMixed(first: number, lon: number, lat: number): number {
    const { lists } = this
    const x = Math.round(lon * UNITS_PER_DEGREE)
    const y = Math.round(lat * UNITS_PER_DEGREE)
    let at = first
    for (; lists[at]! >= 0; at += 3) if (this.holds(lists[at]!, lists[at + 1]!, x, y)) return lists[at + 2]!
    if (lists[at] === WHOLE) return lists[at + 2]!
    for (at = first; lists[at]! >= 0; at += 3)
      if (this.touches(lists[at]!, lists[at + 1]!, x, y)) return lists[at + 2]!
    return NONE
  }

  private rowOf(y: number): number {
    return ((y - this.originY) * this.rowsPerUnit) | 0
  }

  /** Marks the cells of a face, row by row: cells with an edge of it, and those wholly inside. */
  private rasterise(face: number, crossed: Uint8Array, gathered: CellLists): void {
    const { edges, firstRows, faceRows, rowStarts } = this.rows
    const last = this.side - 1
    const beforeFirst = faceRows[face]!
    for (let r = beforeFirst; r < faceRows[face + 1]! - 1; r++) {
      const row = firstRows[face]! + r - beforeFirst
      const start = rowStarts[r]!
      const end = rowStarts[r + 1]!
      const bottom = this.originY + row / this.rowsPerUnit
      const top = this.originY + (row + 1) / this.rowsPerUnit
      let from = this.side
      let to = -1
      for (let i = start * 4; i < end * 4; i += 4) {
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
          // A face before this one that holds the whole cell wins over it everywhere in the cell.
          if (this.cells[cell]! <= NONE && !gathered.isClosed(cell)) gathered.push(cell, start, end, face)
          continue
        }
        // Between two crossed cells all are inside or all are outside.
        if (wasCrossed)
          isInside = this.holds(start, end, this.originX + (column + 0.5) / this.columnsPerUnit, y)
        wasCrossed = false
        if (!isInside) continue
        if (this.cells[cell] === NONE) this.cells[cell] = face
        else if (this.cells[cell]! < NONE && !gathered.isClosed(cell)) gathered.push(cell, WHOLE, 0, face)
      }
    }
  }

  /** Half-open crossing test: an edge counts when y1 <= y < y2 and the point lies strictly left of it. */
  private holds(start: number, end: number, x: number, y: number): boolean {
    const { edges } = this.rows
    let isInside = false
    for (let i = start * 4; i < end * 4; i += 4) {
      const y1 = edges[i + 1]!
      const y2 = edges[i + 3]!
      if (y < y1 || y >= y2) continue
      const x1 = edges[i]!
      if ((x - x1) * (y2 - y1) < (edges[i + 2]! - x1) * (y - y1)) isInside = !isInside
    }
    return isInside
  }

  private touches(start: number, end: number, x: number, y: number): boolean {
    const { edges } = this.rows
    for (let i = start * 4; i < end * 4; i += 4) {
      const x1 = edges[i]!
      const y1 = edges[i + 1]!
      const x2 = edges[i + 2]!
      const y2 = edges[i + 3]!
      if (y < y1 || y > y2 || x < Math.min(x1, x2) || x > Math.max(x1, x2)) continue
      if ((x - x1) * (y2 - y1) === (x2 - x1) * (y - y1)) return true
    }
    return false
  }
}
