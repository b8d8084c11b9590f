/**
 * The graph before it is compact: one node a place, one segment between two places that follow each other. Gates are
 * set in here, and chains of segments that nothing tells apart become one edge.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import { hilbertOrder } from './hilbert.ts'
import { EDGE_FLAGS } from './pedestrianRules.ts'
import { narrowingAt } from './segmentGrid.ts'
import { NO_GATE, type NetworkParts, WHOLE_CROSSING } from './walkNetwork.ts'

/** What tells segments apart; those that share it may become one edge. */
export interface SegmentTraits {
  kind: number
  flags: number
  level: number
  /** Percent, up from the segment's first place to its second. */
  incline: number
  name: number
  gate: number
  /** Ways of crossings stay edges of their own; -1 for all others. */
  crossing: number
}

const FOOT_DIRECTION = EDGE_FLAGS.footForward | EDGE_FLAGS.footBackward

const turned = (flags: number): number =>
  (flags & ~FOOT_DIRECTION) |
  (flags & EDGE_FLAGS.footForward ? EDGE_FLAGS.footBackward : 0) |
  (flags & EDGE_FLAGS.footBackward ? EDGE_FLAGS.footForward : 0)

/** The part of a network that comes from its ways. */
export type Edges = Omit<
  NetworkParts,
  | 'names'
  | 'gates'
  | 'barrierStart'
  | 'barrierLon'
  | 'barrierLat'
  | 'barrierKind'
  | 'dataDate'
  | 'attribution'
>

interface Chain {
  from: number
  to: number
  traits: SegmentTraits
  meters: number
  crossing: number
  inner: number[]
}

export class RawGraph {
  private readonly lons: number[]
  private readonly lats: number[]
  private readonly a: number[] = []
  private readonly b: number[] = []
  private readonly traitsOf: number[] = []
  private readonly meters: number[] = []
  private readonly share: number[] = []
  private readonly traits: SegmentTraits[] = []
  private readonly traitIds = new Map<string, number>()

  constructor(lons: ArrayLike<number>, lats: ArrayLike<number>) {
    this.lons = Array.from(lons)
    this.lats = Array.from(lats)
  }

  get segmentCount(): number {
    return this.a.length
  }

  ends(segment: number): [number, number] {
    return [this.a[segment]!, this.b[segment]!]
  }

  traitsAt(segment: number): SegmentTraits {
    return this.traits[this.traitsOf[segment]!]!
  }

  metersBetween(a: number, b: number): number {
    return straightLineMeters(
      this.lons[a]! / STEPS_PER_DEGREE,
      this.lats[a]! / STEPS_PER_DEGREE,
      this.lons[b]! / STEPS_PER_DEGREE,
      this.lats[b]! / STEPS_PER_DEGREE,
    )
  }

  /** Direction from one place to another in radians, anticlockwise from east. */
  bearing(from: number, to: number): number {
    const x = (this.lons[to]! - this.lons[from]!) * narrowingAt(this.lats[from]!)
    return Math.atan2(this.lats[to]! - this.lats[from]!, x)
  }

  private traitId(traits: SegmentTraits): number {
    const { kind, flags, level, incline, name, gate, crossing } = traits
    const key = `${kind} ${flags} ${level} ${incline} ${name} ${gate} ${crossing}`
    let id = this.traitIds.get(key)
    if (id === undefined) {
      id = this.traits.length
      this.traits.push(traits)
      this.traitIds.set(key, id)
    }
    return id
  }

  /** A way's segments; a crossing's wait is spread over them by length. @returns metres */
  addWay(places: readonly number[], traits: SegmentTraits): number {
    const id = this.traitId(traits)
    const first = this.a.length
    let total = 0
    for (let i = 1; i < places.length; i++) {
      const meters = this.metersBetween(places[i - 1]!, places[i]!)
      this.a.push(places[i - 1]!)
      this.b.push(places[i]!)
      this.traitsOf.push(id)
      this.meters.push(meters)
      this.share.push(0)
      total += meters
    }
    if (traits.crossing >= 0)
      for (let s = first; s < this.a.length; s++)
        this.share[s] = WHOLE_CROSSING * (total > 0 ? this.meters[s]! / total : 1 / (this.a.length - first))
    return total
  }

  /** Segments at every place, as one list a place. */
  segmentsAt(places: Iterable<number>): Map<number, number[]> {
    const wanted = new Map<number, number[]>()
    for (const place of places) wanted.set(place, [])
    for (let s = 0; s < this.a.length; s++) {
      wanted.get(this.a[s]!)?.push(s)
      if (this.b[s] !== this.a[s]) wanted.get(this.b[s]!)?.push(s)
    }
    return wanted
  }

  /** Takes the segments off a place and joins them to it again through one of no length. */
  guard(place: number, segments: readonly number[], traits: SegmentTraits): void {
    const copy = this.lons.length
    this.lons.push(this.lons[place]!)
    this.lats.push(this.lats[place]!)
    for (const s of segments) {
      if (this.a[s] === place) this.a[s] = copy
      else this.b[s] = copy
    }
    this.addWay([place, copy], traits)
  }

  /** Chains through places where two segments of the same traits meet, and nothing else does. */
  private chains(): Chain[] {
    const places = this.lons.length
    const start = new Uint32Array(places + 1)
    for (let s = 0; s < this.a.length; s++) {
      start[this.a[s]! + 1]!++
      start[this.b[s]! + 1]!++
    }
    for (let p = 0; p < places; p++) start[p + 1]! += start[p]!
    const incident = new Uint32Array(2 * this.a.length)
    const at = start.slice(0, places)
    for (let s = 0; s < this.a.length; s++) {
      incident[at[this.a[s]!]!++] = s
      incident[at[this.b[s]!]!++] = s
    }
    const isThrough = (place: number): boolean => {
      if (start[place + 1]! - start[place]! !== 2) return false
      const [s, t] = [incident[start[place]!]!, incident[start[place]! + 1]!]
      if (s === t) return false
      const [p, q] = [this.traitsAt(s), this.traitsAt(t)]
      const isSameWay = (this.b[s] === place) === (this.a[t] === place)
      return (
        p.kind === q.kind &&
        p.level === q.level &&
        p.name === q.name &&
        p.gate === NO_GATE &&
        q.gate === NO_GATE &&
        p.crossing === q.crossing &&
        p.flags === (isSameWay ? q.flags : turned(q.flags)) &&
        p.incline === (isSameWay ? q.incline : -q.incline)
      )
    }
    const through = new Uint8Array(places)
    for (let p = 0; p < places; p++) through[p] = isThrough(p) ? 1 : 0
    const done = new Uint8Array(this.a.length)
    const chains: Chain[] = []
    const walk = (from: number, first: number): void => {
      const traits = this.traitsAt(first)
      const chain: Chain = {
        from,
        to: from,
        traits:
          this.a[first] === from
            ? traits
            : { ...traits, flags: turned(traits.flags), incline: -traits.incline },
        meters: 0,
        crossing: 0,
        inner: [],
      }
      let place = from
      let segment = first
      for (;;) {
        done[segment] = 1
        chain.meters += this.meters[segment]!
        chain.crossing += this.share[segment]!
        place = this.a[segment] === place ? this.b[segment]! : this.a[segment]!
        const next =
          incident[start[place]!] === segment ? incident[start[place]! + 1]! : incident[start[place]!]!
        if (through[place] === 0 || done[next] === 1) break
        chain.inner.push(this.lons[place]!, this.lats[place]!)
        segment = next
      }
      chain.to = place
      chains.push(chain)
    }
    for (let p = 0; p < places; p++)
      if (through[p] === 0)
        for (let i = start[p]!; i < start[p + 1]!; i++) if (done[incident[i]!] === 0) walk(p, incident[i]!)
    // what is left are rings without a junction
    for (let s = 0; s < this.a.length; s++) if (done[s] === 0) walk(this.a[s]!, s)
    return chains
  }

  /** Nodes in the order of a Hilbert curve, edges in the order of their nodes. */
  compact(): Edges {
    const chains = this.chains()
    const used = new Map<number, number>()
    for (const { from, to } of chains)
      for (const place of [from, to]) if (!used.has(place)) used.set(place, used.size)
    const places = [...used.keys()]
    const order = hilbertOrder(
      places.map((p) => this.lons[p]!),
      places.map((p) => this.lats[p]!),
    )
    const rank = new Uint32Array(places.length)
    order.forEach((index, i) => (rank[index] = i))
    const nodeOf = (place: number): number => rank[used.get(place)!]!
    const ends = chains.map(({ from, to }) => [nodeOf(from), nodeOf(to)] as const)
    const least = ends.map(([from, to]) => Math.min(from, to))
    const most = ends.map(([from, to]) => Math.max(from, to))
    const sorted = Uint32Array.from(chains.keys()).sort(
      (a, b) => least[a]! - least[b]! || most[a]! - most[b]! || a - b,
    )
    const count = chains.length
    const vertexStart = new Uint32Array(count + 1)
    sorted.forEach((c, e) => (vertexStart[e + 1] = vertexStart[e]! + chains[c]!.inner.length / 2))
    const edges: Edges = {
      nodeLon: Int32Array.from(order, (i) => this.lons[places[i]!]!),
      nodeLat: Int32Array.from(order, (i) => this.lats[places[i]!]!),
      edgeFrom: Uint32Array.from(sorted, (c) => ends[c]![0]),
      edgeTo: Uint32Array.from(sorted, (c) => ends[c]![1]),
      edgeLength: Uint32Array.from(sorted, (c) => Math.round(chains[c]!.meters * 100)),
      edgeName: Uint32Array.from(sorted, (c) => chains[c]!.traits.name),
      edgeGate: Uint16Array.from(sorted, (c) => chains[c]!.traits.gate),
      edgeFlags: Uint16Array.from(sorted, (c) => chains[c]!.traits.flags),
      edgeKind: Uint8Array.from(sorted, (c) => chains[c]!.traits.kind),
      edgeLevel: Int8Array.from(sorted, (c) => chains[c]!.traits.level),
      edgeIncline: Int8Array.from(sorted, (c) => chains[c]!.traits.incline),
      edgeCrossing: Uint8Array.from(sorted, (c) => Math.round(chains[c]!.crossing)),
      vertexStart,
      vertexLon: new Int32Array(vertexStart[count]!),
      vertexLat: new Int32Array(vertexStart[count]!),
    }
    sorted.forEach((c, e) => {
      chains[c]!.inner.forEach((step, i) => {
        const target = i & 1 ? edges.vertexLat : edges.vertexLon
        target[vertexStart[e]! + (i >>> 1)] = step
      })
    })
    return edges
  }
}
