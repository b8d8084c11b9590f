/**
 * Walked circles: what lies within so many minutes, or metres, of one or several points on the street network. People
 * are counted by network distance from the entrance of their building, never by the area that is drawn; who cannot be
 * reached counts as outside. The step between a door and the street is not timed; how far it is can be seen.
 */
import { type CircleShaper, type MultiPolygonCoordinates } from '../network/circleShape.ts'
import { costsOfPlaces } from '../network/costsOfPlaces.ts'
import { limitOf, type NetworkView } from '../network/networkView.ts'
import { reachedMeters, reachedNodes } from '../network/reach.ts'
import { WalkSearch } from '../network/search.ts'
import { NO_EDGE, type Snap, type Snapper, type SnapTable } from '../network/snapping.ts'
import { addPlace, type Demand, nobody, type People, wholePeople } from './demand.ts'

export interface CirclePoint {
  lon: number
  lat: number
}

export interface WalkedRing {
  /** Minutes, or metres where the view counts length. */
  limit: number
  /** Junctions reached. */
  nodes: number
  /** Metres of street reached. */
  meters: number
  /** Cumulative: within the limit. */
  people: People
  shape: MultiPolygonCoordinates | null
}

export interface UnitLine {
  code: string
  name: string
  /** Residents within each limit, cumulative. */
  within: number[]
  outside: number
  over64Outside: number
  total: number
  over64Total: number
}

export interface WalkedAnswer {
  /** Point by point: where it meets the street; null where no street is near. */
  snapped: (Snap | null)[]
  rings: WalkedRing[]
  outside: People
  total: People
  /** Of the places outside: those that no street is near to. */
  notConnected: People
  byUnit: UnitLine[]
  /** Cost of every place of the demand in the view's unit; UNREACHED. */
  costs: Uint32Array
}

/** What one profile's circles are computed with; made once and used for every circle. */
export interface CircleTools {
  view: NetworkView
  snapper: Snapper
  search: WalkSearch
  /** Absent where no shapes are wanted. */
  shaper?: CircleShaper
  demand: Demand
  snaps: SnapTable
}

export function makeCircleTools(
  view: NetworkView,
  snapper: Snapper,
  demand: Demand,
  shaper?: CircleShaper,
): CircleTools {
  return {
    view,
    snapper,
    search: new WalkSearch(view),
    demand,
    snaps: snapper.snapAll(demand.lonLat),
    ...(shaper ? { shaper } : {}),
  }
}

/** Cells of the raster to a side of a coarse shape's. */
const COARSE = 2

/**
 * @param limits  minutes (or metres), ascending
 * @param wants  shapes as promised (`SHAPE_TOLERANCE_METERS`), coarse ones (twice that), or none
 * @throws RangeError for limits that are not numbers of 0 or more
 */
export function walkedCircles(
  tools: CircleTools,
  points: readonly CirclePoint[],
  limits: readonly number[],
  wants: 'shapes' | 'coarse shapes' | 'no shapes',
): WalkedAnswer {
  const { view, snapper, search, shaper, demand, snaps } = tools
  const costLimits = limits.map((limit) => limitOf(view, limit))
  const snapped = points.map(({ lon, lat }) => snapper.snap(lon, lat))
  const starts = snapped.filter((snap) => snap !== null)
  search.run(starts, costLimits.at(-1) ?? 0)
  const meters = reachedMeters(search, costLimits)
  const nodes = reachedNodes(search, costLimits)
  const shapes =
    wants !== 'no shapes' && shaper
      ? shaper.shapes(search, costLimits, wants === 'shapes' ? 1 : COARSE)
      : null
  const costs = costsOfPlaces(search, snaps, demand.count)
  const counted = countPeople(demand, costs, snaps, costLimits)
  return {
    snapped,
    rings: limits.map((limit, index) => ({
      limit,
      nodes: nodes[index]!,
      meters: meters[index]!,
      people: counted.rings[index]!,
      shape: shapes?.[index] ?? null,
    })),
    outside: counted.outside,
    total: counted.total,
    notConnected: counted.notConnected,
    byUnit: counted.byUnit,
    costs,
  }
}

/** @param costLimits  in the unit of the costs, ascending */
export function countPeople(
  demand: Demand,
  costs: Uint32Array,
  snaps: SnapTable,
  costLimits: readonly number[],
): {
  rings: People[]
  outside: People
  total: People
  notConnected: People
  byUnit: UnitLine[]
} {
  // Each place is added to the first ring that holds it; the rings are summed up afterwards.
  const rings = costLimits.map(nobody)
  const outside = nobody()
  const notConnected = nobody()
  const lines = demand.units.map(({ code, name }) => ({
    code,
    name,
    within: costLimits.map(() => 0),
    outside: 0,
    over64Outside: 0,
    total: 0,
    over64Total: 0,
  }))
  const { residents, over64 } = demand.people
  for (let place = 0; place < demand.count; place++) {
    const cost = costs[place]!
    const line = lines[demand.unit[place]!]!
    line.total += residents[place]!
    line.over64Total += over64[place]!
    let ring = 0
    while (ring < costLimits.length && cost > costLimits[ring]!) ring++
    if (ring < costLimits.length) {
      addPlace(rings[ring]!, demand, place)
      line.within[ring]! += residents[place]!
      continue
    }
    addPlace(outside, demand, place)
    line.outside += residents[place]!
    line.over64Outside += over64[place]!
    if (snaps.edge[place] === NO_EDGE) addPlace(notConnected, demand, place)
  }
  for (let ring = 1; ring < rings.length; ring++) add(rings[ring]!, rings[ring - 1]!)
  const total = nobody()
  add(total, outside)
  if (rings.length > 0) add(total, rings.at(-1)!)
  for (const line of lines)
    for (let ring = 1; ring < line.within.length; ring++) line.within[ring]! += line.within[ring - 1]!
  return {
    rings: rings.map(wholePeople),
    outside: wholePeople(outside),
    total: wholePeople(total),
    notConnected: wholePeople(notConnected),
    byUnit: lines
      .filter(({ total: persons }) => persons > 0)
      .map((line) => ({
        ...line,
        within: line.within.map(Math.round),
        outside: Math.round(line.outside),
        over64Outside: Math.round(line.over64Outside),
        total: Math.round(line.total),
        over64Total: Math.round(line.over64Total),
      }))
      .sort((a, b) => b.outside - a.outside || (a.code < b.code ? -1 : 1)),
  }
}

function add(sum: People, more: People): void {
  for (const key of Object.keys(sum) as (keyof People)[]) sum[key] += more[key]
}
