/**
 * A street as the border that parts a grid: its line from where it comes in to where it goes out. Followed by its name
 * where it has one, else straight on through junctions. Where it ends inside, the straightest way along other streets leads
 * on to the border.
 */
import { sideOfRing } from '../coverage/areaPolygons.ts'
import type { Point } from '../coverage/coverage.ts'
import { metersBetween, stepsOfMeters } from '../coverage/measure.ts'
import { WAY_KINDS } from '../network/pedestrianRules.ts'
import { METERS_PER_STEP, narrowingAt, SegmentGrid } from '../network/segmentGrid.ts'
import { edgeLine, headOf, type WalkNetwork } from '../network/walkNetwork.ts'
import { borderKindOf } from '../zoning/linesOfNetwork.ts'

export type NoStreetCut =
  /** There is none in reach. */
  | 'noStreet'
  /** It runs along the border of the grid. */
  | 'alongBorder'
  /** It ends inside, and no street leads on. */
  | 'deadEnd'

export type StreetCut =
  | {
      ok: true
      /** x0, y0, x1, y1 …, whole steps; its ends lie a little outside. */
      line: number[]
      /** As the network has it; may be empty. */
      name: string
      /** Beyond the end of the street other streets lead on. */
      isContinued: boolean
    }
  | { ok: false; why: NoStreetCut }

/** So near, a street runs along the border: half of a wide one. */
const BESIDE_METERS = 12
/** A street that ends so near to the border goes on to it. */
const NEAR_METERS = 25
/** How far ends reach over the border, so that they surely part. */
const OVER_METERS = 0.3
/** The direction of a line is looked at over so much of it. */
const DIRECTION_METERS = 10
/** A street of one name bends no more than this from one piece to the next; one without a name less. Degrees. */
const NAMED_BEND = 110
const STRAIGHT_BEND = 45
/** A path is taken where it goes straighter by so much. */
const PATH_BEND = 30
/** Where no street goes on: a right angle is as bad as so many metres. */
const RIGHT_ANGLE_METERS = 80
/** A path counts as so much longer than it is. */
const PATH_FACTOR = 1.5
const CELL_METERS = 60

type Place = readonly [x: number, y: number]

interface PickedStreet {
  edge: number
  /** Of the edge's line. */
  part: number
  place: Place
}

export class StreetCuts {
  /** By edge: 2 a street, 1 a path, 0 neither. */
  private readonly rank: Uint8Array
  private readonly grid: SegmentGrid
  /** By segment: its edge, and its number in the edge's line. */
  private readonly edgeOf: number[] = []
  private readonly partOf: number[] = []

  constructor(private readonly network: WalkNetwork) {
    this.rank = Uint8Array.from({ length: network.edgeCount }, (_, edge) => {
      const kind = borderKindOf(WAY_KINDS[network.edgeKind[edge]!]!)
      return kind === 'street' ? 2 : kind === 'path' ? 1 : 0
    })
    const [ax, ay, bx, by]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let edge = 0; edge < network.edgeCount; edge++) {
      if (this.rank[edge] === 0) continue
      const line = edgeLine(network, edge)
      for (let i = 2; i < line.length; i += 2) {
        ax.push(line[i - 2]!)
        ay.push(line[i - 1]!)
        bx.push(line[i]!)
        by.push(line[i + 1]!)
        this.edgeOf.push(edge)
        this.partOf.push(i / 2 - 1)
      }
    }
    const segments = {
      count: ax.length,
      ax: Int32Array.from(ax),
      ay: Int32Array.from(ay),
      bx: Int32Array.from(bx),
      by: Int32Array.from(by),
    }
    this.grid = new SegmentGrid(segments, CELL_METERS)
  }

  /**
   * @param rings  around the grid (`ringsOf`)
   * @param at  where the street is pointed at, whole steps
   */
  through(rings: readonly (readonly number[])[], at: Point, reachMeters: number): StreetCut {
    const border = new Border(rings)
    const picked = this.nearest(border, at, reachMeters)
    if (typeof picked === 'string') return { ok: false, why: picked }
    const { edge, part, place } = picked
    const line = edgeLine(this.network, edge)
    const name = this.network.names[this.network.edgeName[edge]!]!
    // Both ways from where it is pointed at, first along the street as far as it goes.
    const arcs = [2 * edge, 2 * edge + 1]
    const nodes = new Set(arcs.map((arc) => headOf(this.network, arc)))
    const trails = arcs.map((arc) => new Trail(border, place, arc, nodes))
    trails[0]!.walk(line.slice(2 * part + 2))
    trails[1]!.walk(turned(line.slice(0, 2 * part + 2)))
    for (const trail of trails) this.followStreet(trail)
    let isContinued = false
    for (const trail of trails) {
      if (trail.isOut || trail.goToBorder(NEAR_METERS)) continue
      isContinued = true
      if (!this.leadOn(trail)) return { ok: false, why: 'deadEnd' }
    }
    // The place itself is no bend, unless it is one of the street's: wherever on it is pointed at, the cut is the same.
    const isBend = [2 * part, 2 * part + 2].some((i) => line[i] === place[0] && line[i + 1] === place[1])
    const whole = [
      ...turned(trails[1]!.points).slice(0, -2),
      ...(isBend ? place : []),
      ...trails[0]!.points.slice(2),
    ]
    return isBeside(border, whole)
      ? { ok: false, why: 'alongBorder' }
      : { ok: true, line: whole, name, isContinued }
  }

  /** The street next to a place, and of it the point that lies inside. */
  private nearest(border: Border, [x, y]: Point, reachMeters: number): PickedStreet | NoStreetCut {
    const { ax, ay, bx, by } = this.grid.segments
    const narrowing = narrowingAt(y)
    const high = stepsOfMeters(reachMeters)
    const wide = high / narrowing
    let isAnyNear = false
    let best: PickedStreet | null = null
    let least = Infinity
    this.grid.search(x - wide, y - high, x + wide, y + high, (s) => {
      const [dx, dy] = [(bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!]
      const [px, py] = [(x - ax[s]!) * narrowing, y - ay[s]!]
      const size = dx * dx + dy * dy
      const share = size === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / size))
      const meters = METERS_PER_STEP * Math.hypot(px - share * dx, py - share * dy)
      if (meters > reachMeters) return false
      isAnyNear = true
      const edge = this.edgeOf[s]!
      const off = meters * (this.rank[edge] === 1 ? PATH_FACTOR : 1)
      if (off >= least) return false
      const place: Place = [
        Math.round(ax[s]! + share * (bx[s]! - ax[s]!)),
        Math.round(ay[s]! + share * (by[s]! - ay[s]!)),
      ]
      if (!border.holds(place)) return false
      least = off
      best = { edge, part: this.partOf[s]!, place }
      return false
    })
    // Assigned in the function above, which the compiler does not follow.
    const found = best as PickedStreet | null
    return found ?? (isAnyNear ? 'alongBorder' : 'noStreet')
  }

  /** The same street, else straight on; as far as that goes inside. */
  private followStreet(trail: Trail): void {
    while (!trail.isOut) {
      const arc = this.goingOn(trail)
      if (arc === null) return
      this.take(trail, arc)
    }
  }

  private goingOn(trail: Trail): number | null {
    const { network, rank } = this
    const own = network.edgeName[trail.arc >>> 1]!
    const from = trail.end
    let best: { arc: number; bend: number } | null = null
    for (const arc of this.leaving(trail, trail.arc)) {
      const line = this.lineOf(arc)
      const bend = trail.bendTo(line)
      const isSame = own !== 0 && network.edgeName[arc >>> 1] === own
      if (bend > (isSame ? NAMED_BEND : STRAIGHT_BEND)) continue
      // Where it only runs along the border, the border itself is reached.
      if (trail.border.isBeside(from) && trail.border.isBeside(placeAlong(line, 2 * DIRECTION_METERS)))
        continue
      // The same street before any other, a street before a path.
      const weight = bend + (isSame ? -360 : 0) + (rank[arc >>> 1] === 1 ? PATH_BEND : 0)
      if (!best || weight < best.bend) best = { arc, bend: weight }
    }
    return best?.arc ?? null
  }

  /** Arcs from the head of another one, not back, and to nowhere that the line has been. */
  private leaving(trail: Trail, after: number): number[] {
    const { network, rank } = this
    const node = headOf(network, after)
    const arcs: number[] = []
    for (let i = network.arcStart[node]!; i < network.arcStart[node + 1]!; i++) {
      const arc = network.arcs[i]!
      const head = headOf(network, arc)
      if (arc >>> 1 === after >>> 1 || rank[arc >>> 1] === 0 || head === node || trail.nodes.has(head))
        continue
      arcs.push(arc)
    }
    return arcs
  }

  private take(trail: Trail, arc: number): void {
    trail.nodes.add(headOf(this.network, arc))
    trail.arc = arc
    trail.walk(this.lineOf(arc).slice(2))
  }

  private lineOf(arc: number): number[] {
    const line = edgeLine(this.network, arc >>> 1)
    return arc & 1 ? turned(line) : line
  }

  /** The straightest way to the border (Dijkstra 1959 over arcs, turns cost). @returns whether there is one */
  private leadOn(trail: Trail): boolean {
    const { border } = trail
    const cost = new Map<number, number>()
    const cameBy = new Map<number, number>()
    const open = new Set<number>()
    const isDone = new Set<number>()
    const relax = (from: number, fromCost: number, bendTo: (line: readonly number[]) => number): void => {
      for (const arc of this.leaving(trail, from)) {
        if (isDone.has(arc)) continue
        const line = this.lineOf(arc)
        const meters = metersAlong(line) * (this.rank[arc >>> 1] === 1 ? PATH_FACTOR : 1)
        const next = fromCost + meters + (bendTo(line) / 90) * RIGHT_ANGLE_METERS
        if (next >= (cost.get(arc) ?? Infinity)) continue
        cost.set(arc, next)
        cameBy.set(arc, from)
        open.add(arc)
      }
    }
    relax(trail.arc, 0, (line) => trail.bendTo(line))
    while (open.size > 0) {
      let best = -1
      for (const arc of open) if (best === -1 || cost.get(arc)! < cost.get(best)!) best = arc
      open.delete(best)
      isDone.add(best)
      const line = this.lineOf(best)
      const end: Place = [line.at(-2)!, line.at(-1)!]
      if (border.isLeftBy(line) || border.isBeside(end)) {
        const way: number[] = []
        for (
          let arc: number | undefined = best;
          arc !== undefined && arc !== trail.arc;
          arc = cameBy.get(arc)
        )
          way.unshift(arc)
        for (const arc of way) if (!trail.isOut) this.take(trail, arc)
        return trail.isOut || trail.goToBorder(NEAR_METERS)
      }
      relax(best, cost.get(best)!, (next) => bendBetween(line, next))
    }
    return false
  }
}

/** One way from the place that was pointed at: its line so far. */
class Trail {
  readonly points: number[]
  isOut = false

  /** @param nodes  where the line has been, both ways */
  constructor(
    readonly border: Border,
    place: Place,
    public arc: number,
    readonly nodes: Set<number>,
  ) {
    this.points = [...place]
  }

  get end(): Place {
    return [this.points.at(-2)!, this.points.at(-1)!]
  }

  /** Goes on from point to point, as far as it is inside. */
  walk(points: readonly number[]): void {
    for (let i = 0; i < points.length && !this.isOut; i += 2) {
      const [from, to] = [this.end, [points[i]!, points[i + 1]!] as const]
      if (from[0] === to[0] && from[1] === to[1]) continue
      const share = this.border.exit(from, to)
      if (share === null) this.points.push(...to)
      else this.leave([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
    }
  }

  bendTo(line: readonly number[]): number {
    return bendBetween(this.points, line)
  }

  /** Straight ahead where that is no detour, else the nearest way. @returns whether the border is so near */
  goToBorder(metersMost: number): boolean {
    const from = this.end
    const near = this.border.nearest(from)
    if (near.meters > metersMost) return false
    const [x, y] = from
    const ahead = 2 * near.meters + BESIDE_METERS
    const back = placeAlong(turned(this.points), DIRECTION_METERS)
    const meters = metersBetween(back[0], back[1], x, y)
    if (meters > 0) {
      const to: Place = [x + ((x - back[0]) / meters) * ahead, y + ((y - back[1]) / meters) * ahead]
      const share = this.border.exit(from, to)
      if (share !== null) {
        this.leave([x + share * (to[0] - x), y + share * (to[1] - y)])
        return true
      }
    }
    // Not back to where it came in.
    if (meters > 0 && bendBetween(this.points, [x, y, ...near.place]) > NAMED_BEND) return false
    this.leave(near.place)
    return true
  }

  /** Over the border at a place of it. */
  private leave(at: Place): void {
    const [x, y] = this.end
    const meters = metersBetween(x, y, at[0], at[1])
    const over = meters === 0 ? 0 : OVER_METERS / meters
    this.points.push(Math.round(at[0] + over * (at[0] - x)), Math.round(at[1] + over * (at[1] - y)))
    this.isOut = true
  }
}

/** The border of a grid, asked about places and stretches. */
class Border {
  constructor(private readonly rings: readonly (readonly number[])[]) {}

  /** Strictly inside. */
  holds([x, y]: Place): boolean {
    let count = 0
    for (const ring of this.rings) {
      const side = sideOfRing(ring, x, y)
      if (side === 0) return false
      if (side > 0) count++
    }
    // Holes are rings as well.
    return count % 2 === 1
  }

  /** Where a stretch from inside first meets the border, as a share of it; null: nowhere. */
  exit([px, py]: Place, [qx, qy]: Place): number | null {
    let first: number | null = null
    this.forEach((ax, ay, bx, by) => {
      const turn = (qx - px) * (by - ay) - (qy - py) * (bx - ax)
      if (turn === 0) return
      const along = ((ax - px) * (by - ay) - (ay - py) * (bx - ax)) / turn
      const across = ((ax - px) * (qy - py) - (ay - py) * (qx - px)) / turn
      if (along > 0 && along <= 1 && across >= 0 && across <= 1 && (first === null || along < first))
        first = along
    })
    return first
  }

  isLeftBy(line: readonly number[]): boolean {
    for (let i = 2; i < line.length; i += 2)
      if (this.exit([line[i - 2]!, line[i - 1]!], [line[i]!, line[i + 1]!]) !== null) return true
    return false
  }

  nearest([x, y]: Place): { meters: number; place: Place } {
    const narrowing = narrowingAt(y)
    let best: { meters: number; place: Place } = { meters: Infinity, place: [x, y] }
    this.forEach((ax, ay, bx, by) => {
      const [dx, dy] = [(bx - ax) * narrowing, by - ay]
      const [px, py] = [(x - ax) * narrowing, y - ay]
      const size = dx * dx + dy * dy
      const share = size === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / size))
      const meters = METERS_PER_STEP * Math.hypot(px - share * dx, py - share * dy)
      if (meters < best.meters) best = { meters, place: [ax + share * (bx - ax), ay + share * (by - ay)] }
    })
    return best
  }

  isBeside(place: Place): boolean {
    return this.nearest(place).meters <= BESIDE_METERS
  }

  private forEach(visit: (ax: number, ay: number, bx: number, by: number) => void): void {
    for (const ring of this.rings)
      for (let i = 2; i < ring.length; i += 2) visit(ring[i - 2]!, ring[i - 1]!, ring[i]!, ring[i + 1]!)
  }
}

function turned(line: readonly number[]): number[] {
  const back: number[] = []
  for (let i = line.length - 2; i >= 0; i -= 2) back.push(line[i]!, line[i + 1]!)
  return back
}

function metersAlong(line: readonly number[]): number {
  let meters = 0
  for (let i = 2; i < line.length; i += 2)
    meters += metersBetween(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
  return meters
}

/** The first point of a line that is so far along it, or its end. */
function placeAlong(line: readonly number[], meters: number): Place {
  let left = meters
  for (let i = 2; i < line.length; i += 2) {
    left -= metersBetween(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
    if (left <= 0) return [line[i]!, line[i + 1]!]
  }
  return [line.at(-2)!, line.at(-1)!]
}

/** Degrees from the end of one line to the beginning of the next, 0 to 180. */
function bendBetween(before: readonly number[], after: readonly number[]): number {
  const back = placeAlong(turned(before), DIRECTION_METERS)
  const ahead = placeAlong(after, DIRECTION_METERS)
  const [x, y] = [after[0]!, after[1]!]
  const narrowing = narrowingAt(y)
  const came = Math.atan2(y - back[1], (x - back[0]) * narrowing)
  const goes = Math.atan2(ahead[1] - y, (ahead[0] - x) * narrowing)
  const bend = Math.abs(goes - came) % (2 * Math.PI)
  return (Math.min(bend, 2 * Math.PI - bend) * 180) / Math.PI
}

/** All of it so near to the border that it parts nothing. */
function isBeside(border: Border, line: readonly number[]): boolean {
  for (let i = 0; i < line.length; i += 2) {
    if (!border.isBeside([line[i]!, line[i + 1]!])) return false
    if (i > 0 && !border.isBeside([(line[i - 2]! + line[i]!) / 2, (line[i - 1]! + line[i + 1]!) / 2]))
      return false
  }
  return true
}
