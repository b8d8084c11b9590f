/**
 * Where a line ends on the middle of another, the two meet: many line files draw a side street up to the main one
 * without giving that one a point there. The end becomes a point of the line it lies on, which bends by no more than
 * the tolerance. Only on one level: what ends under a bridge does not get onto it. Walls and waters are met by nobody.
 */
import { barrierOf, isWayOfKind, levelOf } from './pedestrianRules.ts'
import { METERS_PER_STEP, narrowingAt, SegmentGrid } from './segmentGrid.ts'
import type { SourceWay, WalkSource } from './walkSource.ts'

/**
 * In the lines of Soho (1854), 92 ends lie within 0.01 m of another line, which is what rounding leaves; the next lies
 * half a metre off, and the rest 8 m and more: dead ends.
 */
export const END_ON_LINE_METERS = 0.1

const CELL_METERS = 60

interface Insert {
  /** Second place of the segment, as an index into the way's places. */
  segment: number
  /** 0..1 along the segment. */
  along: number
  place: number
}

/** @param meters  over 0; an end no farther than this from a line lies on it */
export function joinEndsOnLines(
  source: WalkSource,
  meters = END_ON_LINE_METERS,
): { source: WalkSource; joinedEnds: number } {
  const { lons, lats, ways } = source
  const isWalked = ways.map(({ tags }) => isWayOfKind(tags) && barrierOf(tags) === null)
  const levels = ways.map(({ tags }) => levelOf(tags))
  const wayOf: number[] = []
  const secondOf: number[] = []
  ways.forEach(({ places }, way) => {
    if (isWalked[way])
      for (let i = 1; i < places.length; i++) {
        wayOf.push(way)
        secondOf.push(i)
      }
  })
  const side = (values: Int32Array, back: number): Int32Array =>
    Int32Array.from(wayOf, (way, s) => values[ways[way]!.places[secondOf[s]! - back]!]!)
  const [ax, ay, bx, by] = [side(lons, 1), side(lats, 1), side(lons, 0), side(lats, 0)]
  const grid = new SegmentGrid({ count: wayOf.length, ax, ay, bx, by }, CELL_METERS)
  const reach = meters / METERS_PER_STEP
  const inserts = new Map<number, Insert[]>()
  let joinedEnds = 0

  /** The nearest segment of each other line on which the end lies. */
  const linesUnder = (way: number, place: number): Map<number, Insert & { off: number }> => {
    const [x, y] = [lons[place]!, lats[place]!]
    const narrowing = narrowingAt(y)
    const found = new Map<number, Insert & { off: number }>()
    grid.search(x - reach / narrowing, y - reach, x + reach / narrowing, y + reach, (s) => {
      const other = wayOf[s]!
      if (other === way || levels[other] !== levels[way] || ways[other]!.places.includes(place)) return
      const [dx, dy] = [(bx[s]! - ax[s]!) * narrowing, by[s]! - ay[s]!]
      const [px, py] = [(x - ax[s]!) * narrowing, y - ay[s]!]
      const square = dx * dx + dy * dy
      const along = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
      const off = Math.hypot(px - along * dx, py - along * dy)
      if (off <= reach && off < (found.get(other)?.off ?? Infinity))
        found.set(other, { segment: secondOf[s]!, along, place, off })
    })
    return found
  }

  ways.forEach(({ places }, way) => {
    if (!isWalked[way] || places[0] === places.at(-1)) return
    for (const place of [places[0]!, places.at(-1)!]) {
      let isJoined = false
      for (const [other, insert] of linesUnder(way, place)) {
        const end = ways[other]!.places.at(insert.along < 0.5 ? insert.segment - 1 : insert.segment)
        // two ends that lie on each other are joined once
        if (inserts.get(way)?.some((earlier) => earlier.place === end)) continue
        isJoined = true
        const own = inserts.get(other) ?? []
        // two lines that end in one place bring it once
        if (!own.some((earlier) => earlier.place === place)) inserts.set(other, [...own, insert])
      }
      if (isJoined) joinedEnds++
    }
  })
  const joined = ways.map((way, w) => withInserts(way, inserts.get(w)))
  return { source: { ...source, ways: joined }, joinedEnds }
}

function withInserts(way: SourceWay, inserts: readonly Insert[] | undefined): SourceWay {
  if (!inserts) return way
  const sorted = [...inserts].sort((a, b) => a.segment - b.segment || a.along - b.along)
  const places: number[] = []
  let next = 0
  way.places.forEach((place, i) => {
    while (next < sorted.length && sorted[next]!.segment === i) places.push(sorted[next++]!.place)
    places.push(place)
  })
  return { ...way, places }
}
