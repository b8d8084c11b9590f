/**
 * For the points of a lattice the place on the network they belong to: the nearest open edge in sight, as far as the
 * half-width of a circle's shape. It follows from the view alone, so it is made once, tile by tile when asked for,
 * and every circle reads it. No point belongs to an edge beyond a wall or a water.
 *
 * Walls are thin and corridors between them can be narrower than the lattice: a point with nothing in sight takes an
 * edge behind a wall or a fence that is less than a cell's diagonal away. Water and rails are never looked over.
 */
import { BARRIER_KINDS } from './pedestrianRules.ts'
import { type NetworkView, SNAP_CLASS, snapClasses } from './networkView.ts'
import { METERS_PER_STEP, narrowingAt, doCross } from './segmentGrid.ts'
import { NO_EDGE, type SnapIndex } from './snapping.ts'

/** Distance between points of the lattice. */
export const CELL_METERS = 5
/** How far from a walked edge a circle's area reaches. */
export const HALF_WIDTH_METERS = 30
/** Points of a tile's side. */
export const TILE = 64
const SIGHT_SHORT_METERS = 0.5
const LOOKED_OVER = new Set(['wall', 'fence', 'hedge'].map((kind) => BARRIER_KINDS.indexOf(kind as 'wall')))

export interface Tile {
  /** NO_EDGE: belongs to none. */
  edge: Uint32Array
  /** Share of the edge's length from its `from` node. */
  share: Float32Array
}

export class NearestEdgeRaster {
  /** Steps between points, and the place of the point (0, 0). */
  readonly stepX: number
  readonly stepY: number
  readonly originX: number
  readonly originY: number
  private readonly tiles = new Map<number, Tile>()
  private readonly classes: Uint8Array
  /** Share of its edge at which a segment begins, and its own share. */
  private readonly shareStart: Float32Array
  private readonly shareSize: Float32Array
  private readonly isThinBarrier: Uint8Array

  constructor(
    private readonly index: SnapIndex,
    view: NetworkView,
  ) {
    this.classes = snapClasses(view)
    const { edges, edgeOf, network } = index
    this.originX = edges.originX
    this.originY = edges.originY
    const middle = edges.originY + (edges.rows * edges.cellY) / 2
    const narrowing = narrowingAt(middle)
    this.stepY = CELL_METERS / METERS_PER_STEP
    this.stepX = this.stepY / narrowing
    const { count, ax, ay, bx, by } = edges.segments
    this.shareStart = new Float32Array(count)
    this.shareSize = new Float32Array(count)
    for (let first = 0; first < count;) {
      let end = first
      let total = 0
      for (; end < count && edgeOf[end] === edgeOf[first]; end++) {
        this.shareStart[end] = total
        total += Math.hypot((bx[end]! - ax[end]!) * narrowing, by[end]! - ay[end]!)
      }
      for (let s = first; s < end; s++) {
        this.shareSize[s] =
          total === 0 ? 0 : ((s + 1 < end ? this.shareStart[s + 1]! : total) - this.shareStart[s]!) / total
        this.shareStart[s] = total === 0 ? 0 : this.shareStart[s]! / total
      }
      first = end
    }
    this.isThinBarrier = new Uint8Array(index.barriers.segments.count)
    let at = 0
    for (let b = 0; b < network.barrierKind.length; b++)
      for (let i = network.barrierStart[b]! + 1; i < network.barrierStart[b + 1]!; i++)
        this.isThinBarrier[at++] = LOOKED_OVER.has(network.barrierKind[b]!) ? 1 : 0
  }

  get tileCount(): number {
    return this.tiles.size
  }

  /** The tile whose lowest point is (column × TILE, row × TILE). */
  tile(column: number, row: number): Tile {
    const key = column * 65_536 + row
    let tile = this.tiles.get(key)
    if (!tile) {
      tile = this.make(column * TILE, row * TILE)
      this.tiles.set(key, tile)
    }
    return tile
  }

  private make(column: number, row: number): Tile {
    const { stepX, stepY, index } = this
    const size = TILE * TILE
    const edge = new Uint32Array(size).fill(NO_EDGE)
    const share = new Float32Array(size)
    /** Squared steps to the nearest in sight, and to the nearest behind something thin; the class of the former. */
    const nearest = new Float32Array(size).fill(Infinity)
    const nearestHidden = new Float32Array(size).fill(Infinity)
    const hidden = new Int32Array(size).fill(-1)
    const isIsland = new Uint8Array(size)
    const [west, south] = [this.originX + column * stepX, this.originY + row * stepY]
    const [east, north] = [west + (TILE - 1) * stepX, south + (TILE - 1) * stepY]
    const reachY = HALF_WIDTH_METERS / METERS_PER_STEP
    const narrowing = stepY / stepX
    const reachX = reachY / narrowing
    const barred = index.barriers.search(
      west - reachX,
      south - reachY,
      east + reachX,
      north + reachY,
      () => true,
    )
    const seen = new Set<number>()
    const { ax, ay, bx, by } = index.edges.segments
    index.edges.search(west - reachX, south - reachY, east + reachX, north + reachY, (s) => {
      if (seen.has(s)) return
      seen.add(s)
      const cls = this.classes[index.edgeOf[s]!]!
      if (cls === SNAP_CLASS.closed) return
      const low = (value: number): number => Math.max(0, Math.ceil(value))
      const high = (value: number): number => Math.min(TILE - 1, Math.floor(value))
      const [x1, y1, x2, y2] = [ax[s]!, ay[s]!, bx[s]!, by[s]!]
      const left = low((Math.min(x1, x2) - reachX - west) / stepX)
      const right = high((Math.max(x1, x2) + reachX - west) / stepX)
      const bottom = low((Math.min(y1, y2) - reachY - south) / stepY)
      const top = high((Math.max(y1, y2) + reachY - south) / stepY)
      const dx = (x2 - x1) * narrowing
      const dy = y2 - y1
      const length = dx * dx + dy * dy
      const island = cls === SNAP_CLASS.island ? 1 : 0
      for (let r = bottom; r <= top; r++) {
        const y = south + r * stepY
        for (let c = left; c <= right; c++) {
          const px = (west + c * stepX - x1) * narrowing
          const py = y - y1
          const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
          const square = (px - t * dx) ** 2 + (py - t * dy) ** 2
          const at = r * TILE + c
          // the mainland in sight goes before an island, however near
          const isBetter =
            edge[at] === NO_EDGE || isIsland[at] === island ? square < nearest[at]! : island === 0
          if (square > reachY * reachY || !isBetter) continue
          if (barred) {
            const sight = this.sightFrom(west + c * stepX, y, x1 + (x2 - x1) * t, y1 + dy * t, square)
            if (sight !== 'free') {
              if (sight === 'thin' && square < nearestHidden[at]!) {
                nearestHidden[at] = square
                hidden[at] = s
              }
              continue
            }
          }
          nearest[at] = square
          isIsland[at] = island
          edge[at] = index.edgeOf[s]!
          share[at] = this.shareStart[s]! + t * this.shareSize[s]!
        }
      }
    })
    const diagonal = (Math.SQRT2 * CELL_METERS) / METERS_PER_STEP
    for (let at = 0; at < size; at++) {
      const s = hidden[at]!
      if (edge[at] !== NO_EDGE || s < 0 || nearestHidden[at]! > diagonal * diagonal) continue
      const px = (west + (at % TILE) * stepX - ax[s]!) * narrowing
      const py = south + Math.floor(at / TILE) * stepY - ay[s]!
      const [dx, dy] = [(bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!]
      const length = dx * dx + dy * dy
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
      edge[at] = index.edgeOf[s]!
      share[at] = this.shareStart[s]! + t * this.shareSize[s]!
    }
    return { edge, share }
  }

  /** What lies between a point and a place on an edge: nothing, only thin things, or something else. */
  private sightFrom(
    x: number,
    y: number,
    footX: number,
    footY: number,
    square: number,
  ): 'free' | 'thin' | 'solid' {
    const short = SIGHT_SHORT_METERS / METERS_PER_STEP
    const far = Math.sqrt(square)
    if (far <= short) return 'free'
    const [endX, endY] = [footX + ((x - footX) * short) / far, footY + ((y - footY) * short) / far]
    const { barriers } = this.index
    const { ax, ay, bx, by } = barriers.segments
    let sight: 'free' | 'thin' | 'solid' = 'free'
    barriers.search(Math.min(x, endX), Math.min(y, endY), Math.max(x, endX), Math.max(y, endY), (s) => {
      if (!doCross(x, y, endX, endY, ax[s]!, ay[s]!, bx[s]!, by[s]!)) return false
      sight = this.isThinBarrier[s] === 1 ? 'thin' : 'solid'
      return sight === 'solid'
    })
    return sight
  }
}
