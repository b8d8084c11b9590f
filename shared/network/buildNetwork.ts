/**
 * From ways with tags to the walking network: rules decide what is walked, areas are crossed, gates become edges that
 * can be closed, chains become edges. The same source gives the same bytes.
 */
import { linksAcross } from './areaCrossing.ts'
import { findNearMisses, joinNearMisses, kindNumber, type AcceptedWay } from './nearMisses.ts'
import {
  BARRIER_KINDS,
  barrierOf,
  EDGE_FLAGS,
  isAreaToCross,
  isSignal,
  isWayOfKind,
  ruleOnPlace,
  ruleOnWay,
  type IgnoredReason,
  type Passage,
} from './pedestrianRules.ts'
import { compoundWays } from './privateWays.ts'
import { RawGraph } from './rawGraph.ts'
import { measureNetwork, type NetworkReport } from './report.ts'
import { type BarrierLine, type Gate, NO_GATE, type WalkNetwork, withArcs } from './walkNetwork.ts'
import type { SourceArea, SourceWay, Tags, WalkSource } from './walkSource.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

export interface BuildOptions {
  /** Give a common place to ways for people and roads that cross without one (RB-12). Default: report only. */
  joinNearMisses?: boolean
}

const nameOf = (tags: Tags): string => tags['name:zh'] ?? tags['name'] ?? ''

class Names {
  readonly list: string[] = ['']
  private readonly index = new Map<string, number>([['', 0]])
  of(name: string): number {
    let found = this.index.get(name)
    if (found === undefined) {
      found = this.list.length
      this.list.push(name)
      this.index.set(name, found)
    }
    return found
  }
}

/** A closed way that is a surface counts as an area; its outline is walked as well. */
function sortWays(source: WalkSource): {
  accepted: AcceptedWay[]
  areas: SourceArea[]
  ignored: NetworkReport['ignored']
} {
  const ignored: NetworkReport['ignored'] = {}
  const ignore = (reason: IgnoredReason): void => void (ignored[reason] = (ignored[reason] ?? 0) + 1)
  const open: AcceptedWay[] = []
  const closed: AcceptedWay[] = []
  const areas: SourceArea[] = []
  const take = (way: SourceWay): boolean => {
    const rule = ruleOnWay(way.tags)
    if (typeof rule === 'string') {
      ignore(rule)
      return false
    }
    ;(rule.isPrivate ? closed : open).push({ ...way, rule })
    return true
  }
  for (const way of source.ways) {
    if (!isWayOfKind(way.tags)) continue
    const isRing = way.places.length >= 4 && way.places[0] === way.places.at(-1)
    if (take(way) && isRing && isAreaToCross(way.tags))
      areas.push({ id: way.id, tags: way.tags, rings: [way.places] })
  }
  for (const area of source.areas) {
    if (!isWayOfKind(area.tags)) continue
    const taken = area.rings.map((places) => take({ id: area.id, tags: area.tags, places }))
    if (taken[0]) areas.push(area)
  }
  const isOwn = compoundWays(source, closed)
  closed.forEach((way, i) => (isOwn[i] ? open.push(way) : ignore('private')))
  const kept = new Set(open.map(({ id }) => id))
  return { accepted: open, areas: areas.filter(({ id }) => kept.has(id)), ignored }
}

function barrierLines(source: WalkSource): BarrierLine[] {
  const lines: BarrierLine[] = []
  const add = (tags: Tags, rings: readonly (readonly number[])[]): void => {
    const kind = barrierOf(tags)
    if (kind)
      for (const ring of rings)
        lines.push({ kind, places: ring.flatMap((place) => [source.lons[place]!, source.lats[place]!]) })
  }
  for (const way of source.ways) add(way.tags, [way.places])
  for (const area of source.areas) add(area.tags, area.rings)
  return lines
}

/** Sets the gates into the graph, each between what is public and what it guards. */
function setGates(graph: RawGraph, source: WalkSource): Gate[] {
  const passages = new Map<number, Passage>()
  for (const [place, tags] of [...source.placeTags].sort((a, b) => a[0] - b[0])) {
    const passage = ruleOnPlace(tags)
    if (passage) passages.set(place, passage)
  }
  const gates: Gate[] = []
  for (const [place, segments] of graph.segmentsAt(passages.keys())) {
    const guarded = guardedSegments(graph, place, segments)
    if (guarded.length === 0 || gates.length >= NO_GATE) continue
    const { kind, isOpen, name, hours } = passages.get(place)!
    const [lon, lat] = [source.lons[place]! / STEPS_PER_DEGREE, source.lats[place]! / STEPS_PER_DEGREE]
    gates.push({ lon, lat, name, hours, isOpen })
    graph.guard(place, guarded, {
      kind: kindNumber('gate'),
      flags: kind === 'narrow' ? EDGE_FLAGS.wheelsUnfit : 0,
      level: graph.traitsAt(guarded[0]!).level,
      incline: 0,
      name: 0,
      gate: gates.length - 1,
      crossing: -1,
    })
  }
  return gates
}

/**
 * The segments behind a gate: of two the second; at a junction those of ways more private or smaller than the rest,
 * else those of ways that end there; none when nothing tells the sides apart.
 */
function guardedSegments(graph: RawGraph, place: number, segments: readonly number[]): number[] {
  if (segments.length < 2) return []
  if (segments.length === 2) return [segments[1]!]
  const rank = (segment: number): number => {
    const { kind, flags } = graph.traitsAt(segment)
    return kind + (flags & EDGE_FLAGS.private ? 100 : 0)
  }
  const least = Math.min(...segments.map(rank))
  const smaller = segments.filter((segment) => rank(segment) > least)
  if (smaller.length > 0) return smaller
  // three or more of one kind: the two that run straightest on are the public ones
  const direction = (segment: number): number => {
    const [a, b] = graph.ends(segment)
    return graph.bearing(place, a === place ? b : a)
  }
  let best: [number, number] = [0, 1]
  let straightest = -1
  for (let i = 0; i < segments.length; i++)
    for (let j = i + 1; j < segments.length; j++) {
      const turn = Math.abs(direction(segments[i]!) - direction(segments[j]!)) % (2 * Math.PI)
      const bend = Math.min(turn, 2 * Math.PI - turn)
      if (bend > straightest + 1e-9) {
        straightest = bend
        best = [i, j]
      }
    }
  return segments.filter((_, i) => !best.includes(i))
}

export function buildNetwork(
  original: WalkSource,
  options: BuildOptions = {},
): { network: WalkNetwork; report: NetworkReport } {
  const { accepted: drawn, areas, ignored } = sortWays(original)
  const misses = findNearMisses(original, drawn)
  const { source, ways: accepted } = options.joinNearMisses
    ? joinNearMisses(original, drawn, misses)
    : { source: original, ways: drawn }

  const names = new Names()
  const graph = new RawGraph(source.lons, source.lats)
  const uses = new Uint8Array(source.lons.length)
  let crossings = 0
  for (const { tags, places, rule } of accepted) {
    const hasSignal =
      rule.isCrossing &&
      places.some((place) => {
        const own = source.placeTags.get(place)
        return own !== undefined && isSignal(own)
      })
    graph.addWay(places, {
      kind: kindNumber(rule.kind),
      flags: rule.flags | (hasSignal ? EDGE_FLAGS.signal : 0),
      level: rule.level,
      incline: rule.incline,
      name: names.of(nameOf(tags)),
      gate: NO_GATE,
      crossing: rule.isCrossing ? crossings++ : -1,
    })
    for (const place of new Set(places)) if (uses[place]! < 2) uses[place]!++
  }
  const report = { crossed: 0, tooLarge: 0 }
  for (const area of areas) {
    const { links, isTooLarge } = linksAcross(source, area, (place) => uses[place]! > 1)
    if (isTooLarge) report.tooLarge++
    else report.crossed++
    const rule = ruleOnWay(area.tags)
    if (typeof rule === 'string') continue
    for (const link of links)
      graph.addWay(link, {
        kind: kindNumber('area'),
        flags: rule.flags & ~(EDGE_FLAGS.footForward | EDGE_FLAGS.footBackward),
        level: rule.level,
        incline: 0,
        name: names.of(nameOf(area.tags)),
        gate: NO_GATE,
        crossing: -1,
      })
  }
  const gates = setGates(graph, source)
  const barriers = barrierLines(source)
  const barrierStart = new Uint32Array(barriers.length + 1)
  barriers.forEach(({ places }, i) => (barrierStart[i + 1] = barrierStart[i]! + places.length / 2))
  const flat = barriers.flatMap(({ places }) => places)
  const network = withArcs({
    ...graph.compact(),
    names: names.list,
    gates,
    barrierStart,
    barrierLon: Int32Array.from({ length: flat.length / 2 }, (_, i) => flat[2 * i]!),
    barrierLat: Int32Array.from({ length: flat.length / 2 }, (_, i) => flat[2 * i + 1]!),
    barrierKind: Uint8Array.from(barriers, ({ kind }) => BARRIER_KINDS.indexOf(kind)),
    dataDate: source.dataDate,
    attribution: source.attribution,
  })
  return {
    network,
    report: {
      ...measureNetwork(network),
      places: original.lons.length,
      walkedWays: accepted.length,
      ignored,
      unread: original.unread,
      areas: report,
      ...(original.joinedEnds === undefined ? {} : { joinedEnds: original.joinedEnds }),
      nearMisses: misses.map(({ lon, lat, way, road, isCrossing }) => ({ lon, lat, way, road, isCrossing })),
      areNearMissesJoined: options.joinNearMisses ?? false,
    },
  }
}
