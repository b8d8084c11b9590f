/**
 * What a border runs along: named streets, railways, waters, and walls that lie beside it, piece by piece. The border is
 * cut in short pieces; each lies along a line near it of about its direction, or along nothing, so that the whole costs
 * least, where leaving one line for another costs something too (Viterbi). Lengths in metres.
 */
import { stepsOfMeters } from '../coverage/measure.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

export const BORDER_KINDS = ['road', 'rail', 'water', 'wall'] as const
export type BorderKind = (typeof BORDER_KINDS)[number]

/** A line that borders may run along. */
export interface BorderLine {
  kind: BorderKind
  /** Walls have none as a rule; two lines of one kind and name are one. */
  name: string | null
  /** x0, y0, x1, y1 … in whole steps. */
  line: readonly number[]
}

/** Clockwise from the north. */
export const COMPASS = [
  'north',
  'northEast',
  'east',
  'southEast',
  'south',
  'southWest',
  'west',
  'northWest',
] as const
export type Compass = (typeof COMPASS)[number]

export interface BoundaryLeg {
  /** Null: nothing that has a name, and no wall, lies beside it. */
  along: { kind: BorderKind; name: string | null } | null
  /** The ways it takes, one after the other, each another than the one before. */
  ways: { direction: Compass; meters: number }[]
}

const PIECE_METERS = 15
/** A line further off is not beside the border. */
const BESIDE_METERS = 25
const LARGEST_TURN = Math.PI / 6
/** What has no name tells less: what has one is preferred where both lie beside the border. Of the cost of nothing. */
const NAMELESS_SHARE = 0.4
/** What it costs to leave one line for another, in metres of border along nothing. */
const CHANGE_METERS = 20
/** Bends that go no further off are not told: of a short way a tenth of its length. */
const BEND_METERS = { least: 8, most: 30 } as const
/** Ways of a leg that are shorter are not told. */
const SHORTEST_WAY_METERS = 15

interface Flat {
  x: number
  y: number
}

/** Metres on a plane that touches at this latitude. */
const flattened = (line: readonly number[], latitude: number): Flat[] => {
  const perStep = 1 / stepsOfMeters(1)
  const narrowing = Math.cos((latitude / STEPS_PER_DEGREE) * (Math.PI / 180))
  const points: Flat[] = []
  for (let i = 0; i < line.length; i += 2)
    points.push({ x: line[i]! * perStep * narrowing, y: line[i + 1]! * perStep })
  return points
}

interface Segment {
  a: Flat
  b: Flat
  /** Of the line it belongs to, by kind and name. */
  key: number
}

/** Lines, to be found by place. */
export class BorderLines {
  private readonly bins = new Map<string, Segment[]>()
  private readonly keys = new Map<string, number>()
  readonly owners: { kind: BorderKind; name: string | null }[] = []

  /** @param latitude  in whole steps, of about the middle of all of it */
  constructor(
    lines: readonly BorderLine[],
    readonly latitude: number,
  ) {
    for (const { kind, name, line } of lines) {
      const key = this.keyOf(kind, name)
      const points = flattened(line, latitude)
      for (let i = 1; i < points.length; i++) this.put({ a: points[i - 1]!, b: points[i]!, key })
    }
  }

  private keyOf(kind: BorderKind, name: string | null): number {
    const word = `${kind} ${name ?? ''}`
    const known = this.keys.get(word)
    if (known !== undefined) return known
    this.keys.set(word, this.owners.length)
    this.owners.push({ kind, name })
    return this.owners.length - 1
  }

  private put(segment: Segment): void {
    const { a, b } = segment
    const [west, east] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map(binOf) as [number, number]
    const [south, north] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map(binOf) as [number, number]
    for (let column = west; column <= east; column++)
      for (let row = south; row <= north; row++) {
        const bin = this.bins.get(`${column},${row}`)
        if (bin) bin.push(segment)
        else this.bins.set(`${column},${row}`, [segment])
      }
  }

  /** Metres to the nearest line of each key that lies beside a piece of border. */
  beside(a: Flat, b: Flat): Map<number, number> {
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
    const found = new Map<number, number>()
    for (let column = binOf(middle.x) - 1; column <= binOf(middle.x) + 1; column++)
      for (let row = binOf(middle.y) - 1; row <= binOf(middle.y) + 1; row++)
        for (const segment of this.bins.get(`${column},${row}`) ?? []) {
          if (turnBetween(a, b, segment.a, segment.b) > LARGEST_TURN) continue
          const meters = metersToSegment(middle, segment.a, segment.b)
          if (meters < Math.min(BESIDE_METERS, found.get(segment.key) ?? Infinity))
            found.set(segment.key, meters)
        }
    return found
  }
}

const binOf = (meters: number): number => Math.floor(meters / BESIDE_METERS)

const headingOf = (a: Flat, b: Flat): number => Math.atan2(b.x - a.x, b.y - a.y)

/** Between two lines, whichever way they go: 0 to a right angle. */
function turnBetween(a: Flat, b: Flat, c: Flat, d: Flat): number {
  const turn = Math.abs(headingOf(a, b) - headingOf(c, d)) % Math.PI
  return Math.min(turn, Math.PI - turn)
}

function metersToSegment({ x, y }: Flat, a: Flat, b: Flat): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(a.x + along * dx - x, a.y + along * dy - y)
}

const metersOf = (a: Flat, b: Flat): number => Math.hypot(b.x - a.x, b.y - a.y)

function piecesOf(points: readonly Flat[]): Flat[] {
  const cut: Flat[] = [points[0]!]
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const count = Math.max(1, Math.ceil(metersOf(a, b) / PIECE_METERS))
    for (let n = 1; n <= count; n++)
      cut.push({ x: a.x + ((b.x - a.x) * n) / count, y: a.y + ((b.y - a.y) * n) / count })
  }
  return cut
}

const NOTHING = -1

/** For each piece the key of what it runs along, or NOTHING. */
function cheapest(points: readonly Flat[], lines: BorderLines): number[] {
  let costs = new Map<number, number>([[NOTHING, 0]])
  const cameFrom: Map<number, number>[] = []
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    const meters = metersOf(a, b)
    const own = new Map<number, number>([[NOTHING, meters]])
    for (const [key, off] of lines.beside(a, b)) {
      const least = lines.owners[key]!.name === null ? NAMELESS_SHARE : 0
      own.set(key, meters * (least + ((1 - least) * off) / BESIDE_METERS))
    }
    const [from, least] = [...costs].reduce((best, one) => (one[1] < best[1] ? one : best))
    const next = new Map<number, number>()
    const back = new Map<number, number>()
    for (const [key, cost] of own) {
      const staying = costs.get(key) ?? Infinity
      const isStaying = staying <= least + CHANGE_METERS
      next.set(key, cost + (isStaying ? staying : least + CHANGE_METERS))
      back.set(key, isStaying ? key : from)
    }
    costs = next
    cameFrom.push(back)
  }
  let [key] = [...costs].reduce((best, one) => (one[1] < best[1] ? one : best))
  const along: number[] = []
  for (let i = cameFrom.length - 1; i >= 0; i--) {
    along[i] = key
    key = cameFrom[i]!.get(key)!
  }
  return along
}

interface Run {
  key: number
  points: Flat[]
}

/**
 * @param ring  closed, in whole steps
 * @returns legs clockwise, the first one beginning at the change of lines that lies furthest to the north-west; at the
 *   corner that does, where the border runs along one thing only
 */
export function boundaryLegs(ring: readonly number[], lines: BorderLines): BoundaryLeg[] {
  const closed = clockwise(flattened(ring, lines.latitude))
  const points = piecesOf(closed)
  // Once round before it counts: where the ring happens to begin leaves no trace.
  const twice = cheapest([...points, ...points.slice(1)], lines)
  const count = points.length - 1
  const along = twice.slice(Math.floor(count / 2), Math.floor(count / 2) + count)
  const at = (i: number): Flat => points[(i + Math.floor(count / 2)) % count]!
  const changes = along.flatMap((key, i) => (key === along[(i + count - 1) % count]! ? [] : [i]))
  const starts = changes.length > 0 ? changes : along.map((_key, i) => i)
  const start = starts.reduce((best, i) => (northWest(at(i)) > northWest(at(best)) ? i : best))
  const runs: Run[] = []
  for (let n = 0; n < count; n++) {
    const i = (start + n) % count
    const last = runs.at(-1)
    if (last && last.key === along[i]) last.points.push(at(i + 1))
    else runs.push({ key: along[i]!, points: [at(i), at(i + 1)] })
  }
  return runs.map(({ key, points: way }) => ({
    along: key === NOTHING ? null : lines.owners[key]!,
    ways: waysOf(way),
  }))
}

const northWest = ({ x, y }: Flat): number => y - x

function clockwise(points: Flat[]): Flat[] {
  let twice = 0
  for (let i = 1; i < points.length; i++)
    twice += points[i - 1]!.x * points[i]!.y - points[i]!.x * points[i - 1]!.y
  return twice > 0 ? points.reverse() : points
}

const directionOf = (a: Flat, b: Flat): Compass =>
  COMPASS[(Math.round((headingOf(a, b) * 4) / Math.PI) + 8) % 8]!

/** A way as a few straight stretches, those of one direction together. */
function waysOf(points: readonly Flat[]): BoundaryLeg['ways'] {
  let length = 0
  for (let i = 1; i < points.length; i++) length += metersOf(points[i - 1]!, points[i]!)
  const bend = Math.min(BEND_METERS.most, Math.max(BEND_METERS.least, length / 10))
  const corners = simplified(points, 0, points.length - 1, bend)
  const ways: BoundaryLeg['ways'] = []
  for (let i = 1; i < corners.length; i++) {
    const [a, b] = [points[corners[i - 1]!]!, points[corners[i]!]!]
    const [direction, meters] = [directionOf(a, b), metersOf(a, b)]
    const last = ways.at(-1)
    if (last && (last.direction === direction || meters < SHORTEST_WAY_METERS)) last.meters += meters
    else ways.push({ direction, meters })
  }
  if (ways.length > 1 && ways[0]!.meters < SHORTEST_WAY_METERS) {
    ways[1]!.meters += ways[0]!.meters
    ways.shift()
  }
  return ways
}

/** Douglas and Peucker, of a way that does not close. A closed one is cut at its furthest point first. */
function simplified(points: readonly Flat[], from: number, to: number, bend: number): number[] {
  let [furthest, most] = [-1, bend]
  const isClosed = metersOf(points[from]!, points[to]!) < 1
  for (let i = from + 1; i < to; i++) {
    const off = isClosed
      ? metersOf(points[i]!, points[from]!)
      : metersToSegment(points[i]!, points[from]!, points[to]!)
    if (off > most) [furthest, most] = [i, off]
  }
  if (furthest < 0) return [from, to]
  return [...simplified(points, from, furthest, bend), ...simplified(points, furthest, to, bend).slice(1)]
}
