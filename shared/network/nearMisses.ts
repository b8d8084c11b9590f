/**
 * Where a way made for people crosses a road on the ground without a place in common: on the map they touch, in the
 * network they do not meet (RB-12). Reported as a fault of the data; joined when asked.
 */
import { EDGE_FLAGS, WAY_KINDS, type WalkedWay, type WayKind } from './pedestrianRules.ts'
import { doCross, SegmentGrid } from './segmentGrid.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import type { SourceWay, WalkSource } from './walkSource.ts'

export interface NearMiss {
  /** Degrees. */
  lon: number
  lat: number
  /** The way made for people, and the road. */
  way: string
  road: string
  isCrossing: boolean
}

export interface AcceptedWay extends SourceWay {
  rule: WalkedWay
}

const ROADS = new Set<WayKind>(['mainRoad', 'road', 'residential', 'service'])
const FOR_PEOPLE = new Set<WayKind>(['footway', 'pavement', 'crossing', 'path', 'pedestrian', 'cycleway'])
const OFF_GROUND = EDGE_FLAGS.bridge | EDGE_FLAGS.tunnel
const CELL_METERS = 60

/** Where two segments that cross meet, in steps; null when they only run along one another. */
function meeting(source: WalkSource, a: number, b: number, c: number, d: number): [number, number] | null {
  const { lons, lats } = source
  const [rx, ry] = [lons[b]! - lons[a]!, lats[b]! - lats[a]!]
  const [sx, sy] = [lons[d]! - lons[c]!, lats[d]! - lats[c]!]
  const det = rx * sy - ry * sx
  if (det === 0) return null
  const t = ((lons[c]! - lons[a]!) * sy - (lats[c]! - lats[a]!) * sx) / det
  return [Math.round(lons[a]! + t * rx), Math.round(lats[a]! + t * ry)]
}

interface Crossing extends NearMiss {
  x: number
  y: number
  /** Way index and segment (its second place) of both. */
  at: [way: number, segment: number][]
}

export function findNearMisses(source: WalkSource, ways: readonly AcceptedWay[]): Crossing[] {
  const roads: [way: number, segment: number][] = []
  ways.forEach(({ rule, places }, w) => {
    if (ROADS.has(rule.kind) && (rule.flags & OFF_GROUND) === 0)
      for (let i = 1; i < places.length; i++) roads.push([w, i])
  })
  const end = (offset: number, values: Int32Array): Int32Array =>
    Int32Array.from(roads, ([w, i]) => values[ways[w]!.places[i - 1 + offset]!]!)
  const segments = {
    count: roads.length,
    ax: end(0, source.lons),
    ay: end(0, source.lats),
    bx: end(1, source.lons),
    by: end(1, source.lats),
  }
  const grid = new SegmentGrid(segments, CELL_METERS)
  const { ax, ay, bx, by } = segments
  const found: Crossing[] = []
  ways.forEach(({ id, rule, places }, w) => {
    if (!FOR_PEOPLE.has(rule.kind) || (rule.flags & OFF_GROUND) !== 0) return
    for (let i = 1; i < places.length; i++) {
      const [p, q] = [places[i - 1]!, places[i]!]
      const [px, py, qx, qy] = [source.lons[p]!, source.lats[p]!, source.lons[q]!, source.lats[q]!]
      const seen = new Set<number>()
      grid.search(Math.min(px, qx), Math.min(py, qy), Math.max(px, qx), Math.max(py, qy), (s) => {
        const [road, j] = roads[s]!
        const other = ways[road]!
        if (seen.has(s) || other.rule.level !== rule.level) return
        seen.add(s)
        const [c, d] = [other.places[j - 1]!, other.places[j]!]
        if (c === p || c === q || d === p || d === q) return
        if (!doCross(px, py, qx, qy, ax[s]!, ay[s]!, bx[s]!, by[s]!)) return
        const at = meeting(source, p, q, c, d)
        if (!at) return
        found.push({
          lon: at[0] / STEPS_PER_DEGREE,
          lat: at[1] / STEPS_PER_DEGREE,
          x: at[0],
          y: at[1],
          way: id,
          road: other.id,
          isCrossing: rule.isCrossing,
          at: [
            [w, i],
            [road, j],
          ],
        })
      })
    }
  })
  return found
}

/** The same ways with a common place wherever two of them cross. @returns new source and ways; the old stay */
export function joinNearMisses(
  source: WalkSource,
  ways: readonly AcceptedWay[],
  misses: readonly Crossing[],
): { source: WalkSource; ways: AcceptedWay[] } {
  const lons = Array.from(source.lons)
  const lats = Array.from(source.lats)
  const inserts = new Map<number, { segment: number; along: number; place: number }[]>()
  for (const { x, y, at } of misses) {
    const place = lons.length
    lons.push(x)
    lats.push(y)
    for (const [w, segment] of at) {
      const first = ways[w]!.places[segment - 1]!
      const along = Math.hypot(x - source.lons[first]!, y - source.lats[first]!)
      inserts.set(w, [...(inserts.get(w) ?? []), { segment, along, place }])
    }
  }
  const joined = ways.map((way, w) => {
    const own = inserts.get(w)
    if (!own) return way
    own.sort((a, b) => a.segment - b.segment || a.along - b.along)
    const places: number[] = []
    let next = 0
    way.places.forEach((place, i) => {
      while (next < own.length && own[next]!.segment === i) places.push(own[next++]!.place)
      places.push(place)
    })
    return { ...way, places }
  })
  return { source: { ...source, lons: Int32Array.from(lons), lats: Int32Array.from(lats) }, ways: joined }
}

export const kindNumber = (kind: WayKind): number => WAY_KINDS.indexOf(kind)
