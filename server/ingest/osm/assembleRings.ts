/**
 * Multipolygons from their member ways: ways are joined end to end by their nodes into closed rings,
 * then nested by what lies in what, since roles in the data are often wrong.
 * Source: https://wiki.openstreetmap.org/wiki/Relation:multipolygon
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'

/** Joins ways into closed rings of node ids; `openEnds` are chains that do not close. */
export function joinWays(ways: ArrayLike<number>[]): { rings: number[][]; openEnds: number } {
  const rings: number[][] = []
  const open = new Set<number>()
  const byEnd = new Map<number, number[]>()
  ways.forEach((way, index) => {
    if (way.length < 2) return
    const [first, last] = [way[0]!, way[way.length - 1]!]
    if (first === last) {
      if (way.length >= 4) rings.push(Array.from(way))
      return
    }
    open.add(index)
    for (const end of [first, last]) byEnd.set(end, [...(byEnd.get(end) ?? []), index])
  })
  let openEnds = 0
  for (const start of open) {
    open.delete(start)
    const chain = Array.from(ways[start]!)
    while (chain[0] !== chain.at(-1)) {
      const end = chain.at(-1)!
      const next = byEnd.get(end)?.find((index) => open.has(index))
      if (next === undefined) break
      open.delete(next)
      const way = Array.from(ways[next]!)
      if (way[0] !== end) way.reverse()
      for (const ref of way.slice(1)) chain.push(ref)
    }
    if (chain[0] === chain.at(-1) && chain.length >= 4) rings.push(chain)
    else openEnds++
  }
  return { rings, openEnds }
}

/** Twice the signed area, in square degrees; positive when counter-clockwise. */
export function signedArea(ring: Position[]): number {
  let area = 0
  for (let i = 1; i < ring.length; i++)
    area += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!
  return area
}

/** Even-odd rule; a point on the line counts as either. */
export function isInRing([x, y]: Position, ring: Position[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] as [number, number]
    const [xj, yj] = ring[j] as [number, number]
    if (yi > y! !== yj > y! && x! < ((xj - xi) * (y! - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** Whether one ring lies in another: most of its corners do, as rings may touch. */
function liesIn(inner: Position[], outer: Position[]): boolean {
  const corners = inner.slice(0, -1)
  const step = Math.max(1, Math.floor(corners.length / 16))
  let inside = 0
  let asked = 0
  for (let i = 0; i < corners.length; i += step) {
    asked++
    if (isInRing(corners[i]!, outer)) inside++
  }
  return inside * 2 > asked
}

const turned = (ring: Position[], isCounterClockwise: boolean): Position[] =>
  signedArea(ring) > 0 === isCounterClockwise ? ring : ring.toReversed()

/** Rings of even depth are outlines, of odd depth holes in the one around them; RFC 7946 winding. */
export function nestRings(rings: Position[][]): Polygon | MultiPolygon | null {
  const sorted = rings
    .filter((ring) => ring.length >= 4 && signedArea(ring) !== 0)
    .toSorted((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)))
  const around = sorted.map((ring, index) =>
    sorted.slice(0, index).flatMap((other, k) => (liesIn(ring, other) ? [k] : [])),
  )
  const polygons = new Map<number, Position[][]>()
  sorted.forEach((ring, index) => {
    if (around[index]!.length % 2 === 0) polygons.set(index, [turned(ring, true)])
    else polygons.get(around[index]!.at(-1)!)?.push(turned(ring, false))
  })
  const coordinates = [...polygons.values()]
  if (coordinates.length === 0) return null
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates }
}
