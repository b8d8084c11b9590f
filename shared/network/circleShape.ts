/**
 * The area of a circle: every point that belongs to a reached place on the network, no farther from it than the
 * half-width. A point belongs to the nearest open edge in sight (`nearestEdgeRaster.ts`), as a home does, so the area
 * stops at walls and waters and where an edge that was not reached is nearer; rings of smaller limits lie within those
 * of larger ones, since all are cut from one field.
 *
 * Promise: a home no farther than HALF_WIDTH_METERS from its place on the network lies inside if it counts as reached
 * and outside if not, or within SHAPE_TOLERANCE_METERS of the outline.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { CLOSED, type NetworkView, UNREACHED } from './networkView.ts'
import { Contour, type LatticePolygon } from './contour.ts'
import { CELL_METERS, HALF_WIDTH_METERS, NearestEdgeRaster, TILE } from './nearestEdgeRaster.ts'
import { touchedEdges } from './reach.ts'
import { placeOnEdge } from './placeOnEdge.ts'
import type { WalkSearch } from './search.ts'
import { METERS_PER_STEP, narrowingAt } from './segmentGrid.ts'
import { NO_EDGE, type SnapIndex } from './snapping.ts'

export { HALF_WIDTH_METERS }
/** A cell's diagonal and a half. */
export const SHAPE_TOLERANCE_METERS = 1.5 * Math.SQRT2 * CELL_METERS

/** Coordinates of a GeoJSON MultiPolygon, degrees: polygons of rings of positions; outer rings counter-clockwise. */
export type MultiPolygonCoordinates = [number, number][][][]

export class CircleShaper {
  private readonly raster: NearestEdgeRaster
  private readonly contour = new Contour()
  /** Of edges touched by the search at hand: costs of both ends; the rest carries an old stamp. */
  private readonly stamp: Int32Array
  private readonly fromCost: Float32Array
  private readonly toCost: Float32Array
  private readonly isStart: Uint8Array
  private generation = 0
  /** Cells of the raster to a side of the lattice's at hand. */
  private stride = 1
  private value = new Float32Array(0)
  private owner = new Uint32Array(0)

  constructor(
    readonly index: SnapIndex,
    readonly view: NetworkView,
  ) {
    this.raster = new NearestEdgeRaster(index, view)
    const { edgeCount } = view.network
    this.stamp = new Int32Array(edgeCount)
    this.fromCost = new Float32Array(edgeCount)
    this.toCost = new Float32Array(edgeCount)
    this.isStart = new Uint8Array(edgeCount)
  }

  /**
   * Makes the parts of the raster within a distance of a place, so that the first circle there need not: about 1.5 ms
   * for 320 × 320 m, once for each view. For idle time.
   */
  prepare(lon: number, lat: number, meters: number): void {
    const { originX, originY, stepX, stepY } = this.raster
    const reach = Math.ceil(meters / CELL_METERS)
    const column = Math.round((lon * STEPS_PER_DEGREE - originX) / stepX)
    const row = Math.round((lat * STEPS_PER_DEGREE - originY) / stepY)
    for (let c = Math.floor((column - reach) / TILE); c <= Math.floor((column + reach) / TILE); c++)
      for (let r = Math.floor((row - reach) / TILE); r <= Math.floor((row + reach) / TILE); r++)
        this.raster.tile(c, r)
  }

  /**
   * Areas of a search for several limits, each within the next larger.
   * @param limits  in the view's unit, none over the search's own
   * @param stride  every how many cells are looked at: 2 takes a third of the time and doubles the tolerance
   */
  shapes(search: WalkSearch, limits: readonly number[], stride = 1): MultiPolygonCoordinates[] {
    if (search.view !== this.view) throw new Error('the search is of another view')
    for (const limit of limits)
      if (!(limit >= 0 && limit <= search.lastLimit))
        throw new RangeError(`limit: ${limit}, the search went to ${search.lastLimit}`)
    this.stride = stride
    const box = this.price(search)
    if (!box) return limits.map(() => [])
    const [west, south, columns, rows] = box
    this.fill(search, west, south, columns, rows)
    this.includeStarts(search, west, south, columns)
    const field = { columns, rows, value: this.value, owner: this.owner }
    return this.contour.trace(field, limits).map((polygons) => this.toDegrees(polygons, west, south))
  }

  /** Costs at the ends of touched edges. @returns the lattice box around what can be inside; null for nothing */
  private price(search: WalkSearch): [west: number, south: number, columns: number, rows: number] | null {
    const { network, forward, backward } = this.view
    const { edgeFrom, edgeTo, nodeLon, nodeLat, vertexStart, vertexLon, vertexLat } = network
    this.generation++
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    const take = (x: number, y: number): void => {
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
    const touched = touchedEdges(search)
    for (const e of touched) {
      this.stamp[e] = this.generation
      this.isStart[e] = 0
      const [from, to] = [search.nodeCost(edgeFrom[e]!), search.nodeCost(edgeTo[e]!)]
      this.fromCost[e] = from === UNREACHED || forward[e] === CLOSED ? Infinity : from
      this.toCost[e] = to === UNREACHED || backward[e] === CLOSED ? Infinity : to
      take(nodeLon[edgeFrom[e]!]!, nodeLat[edgeFrom[e]!]!)
      take(nodeLon[edgeTo[e]!]!, nodeLat[edgeTo[e]!]!)
      for (let v = vertexStart[e]!; v < vertexStart[e + 1]!; v++) take(vertexLon[v]!, vertexLat[v]!)
    }
    for (const { edge } of search.lastStarts) this.isStart[edge] = 1
    if (touched.length === 0) return null
    ;[west, south, east, north] = this.withinReach(search, west, south, east, north)
    const { originX, originY } = this.raster
    const { stepX, stepY } = this.step
    const margin = Math.ceil(HALF_WIDTH_METERS / CELL_METERS / this.stride) + 2
    const left = Math.floor((west - originX) / stepX) - margin
    const bottom = Math.floor((south - originY) / stepY) - margin
    return [
      left,
      bottom,
      Math.ceil((east - originX) / stepX) + margin - left + 1,
      Math.ceil((north - originY) / stepY) + margin - bottom + 1,
    ]
  }

  /** Of the lattice at hand, in steps of coordinates. */
  private get step(): { stepX: number; stepY: number } {
    return { stepX: this.raster.stepX * this.stride, stepY: this.raster.stepY * this.stride }
  }

  /** A long edge may lead far beyond the limit: nobody gets farther than straight on from a start. */
  private withinReach(
    search: WalkSearch,
    ...[west, south, east, north]: [number, number, number, number]
  ): [number, number, number, number] {
    const { profile, network } = this.view
    const meters = (search.lastLimit / 1000) * (profile ? profile.metersPerSecond : 10)
    const [xs, ys]: [number[], number[]] = [[], []]
    for (const { edge, offset } of search.lastStarts) {
      const [x, y] = placeOnEdge(network, edge, offset)
      const reachY = (meters * 1.01 + 5) / METERS_PER_STEP
      const reachX = reachY / narrowingAt(y)
      xs.push(x - reachX, x + reachX)
      ys.push(y - reachY, y + reachY)
    }
    return [
      Math.max(west, Math.min(...xs)),
      Math.max(south, Math.min(...ys)),
      Math.min(east, Math.max(...xs)),
      Math.min(north, Math.max(...ys)),
    ]
  }

  /** The field over a box: cost at the place on the network that each point belongs to. */
  private fill(search: WalkSearch, west: number, south: number, columns: number, rows: number): void {
    if (this.value.length < columns * rows) {
      this.value = new Float32Array(columns * rows)
      this.owner = new Uint32Array(columns * rows)
    }
    const { value, owner, stamp, fromCost, toCost, isStart, generation } = this
    const { forward, backward, network } = this.view
    value.fill(Infinity, 0, columns * rows)
    owner.fill(NO_EDGE, 0, columns * rows)
    // the rim stays empty, so that every outline closes
    const [lastColumn, lastRow] = [west + columns - 2, south + rows - 2]
    const { stride } = this
    const tileOf = (point: number): number => Math.floor((point * stride) / TILE)
    for (let tileRow = tileOf(south + 1); tileRow <= tileOf(lastRow); tileRow++)
      for (let tileColumn = tileOf(west + 1); tileColumn <= tileOf(lastColumn); tileColumn++) {
        const { edge, share } = this.raster.tile(tileColumn, tileRow)
        const fromRow = Math.max(south + 1, Math.ceil((tileRow * TILE) / stride))
        const toRow = Math.min(lastRow, Math.floor((tileRow * TILE + TILE - 1) / stride))
        const fromColumn = Math.max(west + 1, Math.ceil((tileColumn * TILE) / stride))
        const toColumn = Math.min(lastColumn, Math.floor((tileColumn * TILE + TILE - 1) / stride))
        for (let row = fromRow; row <= toRow; row++) {
          let source = (row * stride - tileRow * TILE) * TILE + fromColumn * stride - tileColumn * TILE
          let target = (row - south) * columns + fromColumn - west
          for (let column = fromColumn; column <= toColumn; column++, source += stride, target++) {
            const e = edge[source]!
            if (e === NO_EDGE) continue
            owner[target] = e
            if (stamp[e] !== generation) continue
            const part = share[source]!
            if (isStart[e] === 1) {
              const cost = search.costTo(e, Math.round(part * network.edgeLength[e]!))
              value[target] = cost === UNREACHED ? Infinity : cost
              continue
            }
            const viaFrom = fromCost[e]! + part * forward[e]!
            const viaTo = toCost[e]! + (1 - part) * backward[e]!
            value[target] = viaFrom < viaTo ? viaFrom : viaTo
          }
        }
      }
  }

  /** The start lies in its own area, however short the walk (RB-17): so do the four points around it. */
  private includeStarts(search: WalkSearch, west: number, south: number, columns: number): void {
    const { originX, originY } = this.raster
    const { stepX, stepY } = this.step
    for (const { edge, offset, cost = 0 } of search.lastStarts) {
      const [x, y] = placeOnEdge(this.view.network, edge, offset)
      const column = Math.floor((x - originX) / stepX) - west
      const row = Math.floor((y - originY) / stepY) - south
      for (const at of [0, 1, columns, columns + 1]) {
        const point = row * columns + column + at
        this.value[point] = Math.min(this.value[point]!, cost)
      }
    }
  }

  private toDegrees(
    polygons: readonly LatticePolygon[],
    west: number,
    south: number,
  ): MultiPolygonCoordinates {
    const { originX, originY } = this.raster
    const { stepX, stepY } = this.step
    return polygons.map((rings) =>
      rings.map((ring) => {
        const out: [number, number][] = []
        for (let i = 0; i < ring.length; i += 2)
          out.push([
            (originX + (west + ring[i]!) * stepX) / STEPS_PER_DEGREE,
            (originY + (south + ring[i + 1]!) * stepY) / STEPS_PER_DEGREE,
          ])
        out.push([...out[0]!])
        return out
      }),
    )
  }
}
