/**
 * From a place on the map to the nearest place on an edge that may be walked: on the edge, not at its ends. People do
 * not reach the street through a wall: an edge behind a barrier line is taken only when none is in sight. Islands are
 * not taken when the mainland is in reach (RB-13), and the answer says that one was passed over.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { type NetworkView, SNAP_CLASS, snapClasses } from './networkView.ts'
import { ISLAND_METERS } from './report.ts'
import { doCross, METERS_PER_STEP, narrowingAt, SegmentGrid, type Segments } from './segmentGrid.ts'
import { edgeLine, type WalkNetwork } from './walkNetwork.ts'

export const NO_EDGE = 0xffffffff
/** How far from the street a place may lie and still be connected. */
const SNAP_LIMIT_METERS = 100
const CELL_METERS = 30
/** A line of sight ends this short of the edge, which may lie on the wall where its gate is. */
const SIGHT_SHORT_METERS = 0.5

export interface Snap {
  edge: number
  /** Centimetres from the edge's `from` node. */
  offset: number
  /** Degrees: where on the edge. */
  lon: number
  lat: number
  /** As the crow flies from the place asked for. */
  meters: number
  /** A barrier line lies between: nothing nearer was in sight. */
  isBehindBarrier: boolean
  /** The edge belongs to a part of the network that is too small to live on. */
  isOnIsland: boolean
  /** An island's edge was nearer and not taken. */
  passedIsland: boolean
}

/** Snaps of many places, index by index. */
export interface SnapTable {
  /** NO_EDGE: not connected. */
  edge: Uint32Array
  offset: Uint32Array
  meters: Float32Array
  /** Degrees, two each. */
  lonLat: Float64Array
  /** Bits: 1 behind a barrier, 2 on an island, 4 passed an island. */
  marks: Uint8Array
}

/** Segments of all edges and barriers in grids; one for a network, shared by its views. */
export class SnapIndex {
  readonly edges: SegmentGrid
  readonly barriers: SegmentGrid
  /** Edge of every segment. */
  readonly edgeOf: Uint32Array

  constructor(readonly network: WalkNetwork) {
    const { edgeCount, vertexStart } = network
    const count = edgeCount + vertexStart[edgeCount]!
    const segments = emptySegments(count)
    this.edgeOf = new Uint32Array(count)
    let at = 0
    for (let e = 0; e < edgeCount; e++) {
      const line = edgeLine(network, e)
      for (let i = 2; i < line.length; i += 2, at++) {
        this.edgeOf[at] = e
        setSegment(segments, at, line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
      }
    }
    this.edges = new SegmentGrid(segments, CELL_METERS)
    this.barriers = new SegmentGrid(barrierSegments(network), CELL_METERS)
  }

  /** True when a barrier line lies between two places given in steps. */
  isBarred(ax: number, ay: number, bx: number, by: number): boolean {
    const { ax: px, ay: py, bx: qx, by: qy } = this.barriers.segments
    return this.barriers.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (s) =>
      doCross(ax, ay, bx, by, px[s]!, py[s]!, qx[s]!, qy[s]!),
    )
  }
}

const emptySegments = (count: number): Segments => ({
  count,
  ax: new Int32Array(count),
  ay: new Int32Array(count),
  bx: new Int32Array(count),
  by: new Int32Array(count),
})

function setSegment(s: Segments, at: number, ax: number, ay: number, bx: number, by: number): void {
  s.ax[at] = ax
  s.ay[at] = ay
  s.bx[at] = bx
  s.by[at] = by
}

function barrierSegments(network: WalkNetwork): Segments {
  const { barrierStart, barrierLon, barrierLat, barrierKind } = network
  const segments = emptySegments(Math.max(0, barrierLon.length - barrierKind.length))
  let at = 0
  for (let b = 0; b < barrierKind.length; b++)
    for (let i = barrierStart[b]! + 1; i < barrierStart[b + 1]!; i++)
      setSegment(segments, at++, barrierLon[i - 1]!, barrierLat[i - 1]!, barrierLon[i]!, barrierLat[i]!)
  return { ...segments, count: at }
}

const FREE = 0
const BARRED = 2

export class Snapper {
  private readonly classes: Uint8Array
  /** Least squared distance and segment of: mainland, island in sight; mainland, island behind a barrier. */
  private readonly bestSquare = new Float64Array(4)
  private readonly bestSegment = new Int32Array(4)

  constructor(
    readonly index: SnapIndex,
    view: NetworkView,
    private readonly limitMeters = SNAP_LIMIT_METERS,
    /** Parts with less street than this are islands; 0: none is. */
    islandMeters = ISLAND_METERS,
  ) {
    if (index.network !== view.network) throw new Error('the index is of another network')
    this.classes = snapClasses(view, islandMeters)
  }

  /** @returns null when nothing that may be walked lies within the limit, or for what is no place */
  snap(lon: number, lat: number): Snap | null {
    const choice = this.choose(lon * STEPS_PER_DEGREE, lat * STEPS_PER_DEGREE)
    if (choice < 0) return null
    const { edge, offset, x, y } = this.placeOn(choice, lon * STEPS_PER_DEGREE, lat * STEPS_PER_DEGREE)
    return {
      edge,
      offset,
      lon: x / STEPS_PER_DEGREE,
      lat: y / STEPS_PER_DEGREE,
      meters: Math.sqrt(this.bestSquare[choice]!) * METERS_PER_STEP,
      isBehindBarrier: choice >= BARRED,
      isOnIsland: (choice & 1) === 1,
      passedIsland: this.passedIsland(choice),
    }
  }

  /** @param lonLat  degrees, two each */
  snapAll(lonLat: ArrayLike<number>): SnapTable {
    const count = lonLat.length >>> 1
    const table: SnapTable = {
      edge: new Uint32Array(count).fill(NO_EDGE),
      offset: new Uint32Array(count),
      meters: new Float32Array(count),
      lonLat: new Float64Array(2 * count),
      marks: new Uint8Array(count),
    }
    for (let i = 0; i < count; i++) {
      const found = this.snap(lonLat[2 * i]!, lonLat[2 * i + 1]!)
      if (!found) continue
      table.edge[i] = found.edge
      table.offset[i] = found.offset
      table.meters[i] = found.meters
      table.lonLat[2 * i] = found.lon
      table.lonLat[2 * i + 1] = found.lat
      table.marks[i] =
        (found.isBehindBarrier ? 1 : 0) | (found.isOnIsland ? 2 : 0) | (found.passedIsland ? 4 : 0)
    }
    return table
  }

  private passedIsland(choice: number): boolean {
    if ((choice & 1) === 1) return false
    const own = this.bestSquare[choice]!
    return this.bestSquare[FREE + 1]! < own || this.bestSquare[BARRED + 1]! < own
  }

  /** Fills the four bests and picks one: in sight before barred, mainland before island. */
  private choose(x: number, y: number): number {
    const { bestSquare, bestSegment } = this
    bestSquare.fill(Infinity)
    bestSegment.fill(-1)
    const grid = this.index.edges
    if (!Number.isFinite(x) || !Number.isFinite(y) || grid.rows === 0) return -1
    const narrowing = narrowingAt(y)
    const limit = this.limitMeters / METERS_PER_STEP
    const [fx, fy] = [(x - grid.originX) / grid.cellX, (y - grid.originY) / grid.cellY]
    const [column, row] = [Math.floor(fx), Math.floor(fy)]
    const side = Math.min(grid.cellX * narrowing, grid.cellY)
    for (let ring = 0; ; ring++) {
      // nothing in this ring or beyond lies nearer than this
      const inset = Math.min(fx - column, column + 1 - fx, fy - row, row + 1 - fy)
      const least = ring === 0 ? 0 : (ring - 1 + inset) * side
      if (least > limit || least * least > bestSquare[0]!) break
      this.scanRing(column, row, ring, x, y, narrowing, limit * limit)
    }
    for (let choice = 0; choice < 4; choice++) if (bestSegment[choice]! >= 0) return choice
    return -1
  }

  private scanRing(
    column: number,
    row: number,
    ring: number,
    x: number,
    y: number,
    narrowing: number,
    limitSquare: number,
  ): void {
    const grid = this.index.edges
    const [left, right] = [Math.max(0, column - ring), Math.min(grid.columns - 1, column + ring)]
    const [low, high] = [Math.max(0, row - ring), Math.min(grid.rows - 1, row + ring)]
    for (let r = low; r <= high; r++) {
      const isEdgeRow = r === row - ring || r === row + ring
      const step = isEdgeRow || ring === 0 ? 1 : 2 * ring
      for (let c = isEdgeRow ? left : column - ring; c <= right; c += step)
        if (c >= left) this.scanCell(r * grid.columns + c, x, y, narrowing, limitSquare)
    }
  }

  private scanCell(cell: number, x: number, y: number, narrowing: number, limitSquare: number): void {
    const { bestSquare, bestSegment, classes } = this
    const { edges, edgeOf } = this.index
    const { starts, items, segments } = edges
    const { ax, ay, bx, by } = segments
    for (let i = starts[cell]!, end = starts[cell + 1]!; i < end; i++) {
      const s = items[i]!
      const cls = classes[edgeOf[s]!]!
      if (cls === SNAP_CLASS.closed) continue
      const px = (x - ax[s]!) * narrowing
      const py = y - ay[s]!
      const dx = (bx[s]! - ax[s]!) * narrowing
      const dy = by[s]! - ay[s]!
      const size = dx * dx + dy * dy
      const t = size === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / size))
      const square = (px - t * dx) ** 2 + (py - t * dy) ** 2
      const kind = cls - SNAP_CLASS.mainland
      // mainland in sight wins over everything that is farther
      if (square > limitSquare || square >= bestSquare[kind]! || square >= bestSquare[0]!) continue
      const footX = ax[s]! + (t * dx) / narrowing
      const footY = ay[s]! + t * dy
      const choice = this.isInSight(x, y, footX, footY, square) ? kind : kind + BARRED
      if (square >= bestSquare[choice]!) continue
      bestSquare[choice] = square
      bestSegment[choice] = s
    }
  }

  private isInSight(x: number, y: number, footX: number, footY: number, square: number): boolean {
    const { rows } = this.index.barriers
    if (rows === 0) return true
    const short = SIGHT_SHORT_METERS / METERS_PER_STEP
    const far = Math.sqrt(square)
    if (far <= short) return true
    const share = 1 - short / far
    return !this.index.isBarred(x, y, x + (footX - x) * share, y + (footY - y) * share)
  }

  /** The foot of the perpendicular on the chosen segment, and its length along the edge. */
  private placeOn(
    choice: number,
    x: number,
    y: number,
  ): { edge: number; offset: number; x: number; y: number } {
    const segment = this.bestSegment[choice]!
    const { network, edgeOf, edges } = this.index
    const edge = edgeOf[segment]!
    const narrowing = narrowingAt(y)
    const { ax, ay, bx, by } = edges.segments
    let first = segment
    while (first > 0 && edgeOf[first - 1] === edge) first--
    let before = 0
    let total = 0
    for (let s = first; s < edgeOf.length && edgeOf[s] === edge; s++) {
      if (s === segment) before = total
      total += Math.hypot((bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!)
    }
    const dx = (bx[segment]! - ax[segment]!) * narrowing
    const dy = by[segment]! - ay[segment]!
    const size = dx * dx + dy * dy
    const t =
      size === 0
        ? 0
        : Math.max(0, Math.min(1, ((x - ax[segment]!) * narrowing * dx + (y - ay[segment]!) * dy) / size))
    const length = network.edgeLength[edge]!
    const along = before + t * Math.sqrt(size)
    return {
      edge,
      offset: total === 0 ? 0 : Math.max(0, Math.min(length, Math.round((length * along) / total))),
      x: ax[segment]! + (t * dx) / narrowing,
      y: ay[segment]! + t * dy,
    }
  }
}
