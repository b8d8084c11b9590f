/**
 * A surface that people cross as they like: from corner to corner wherever the one sees the other inside it. Paths
 * that are shortest inside a polygon bend only at its reflex corners (Lozano-Pérez & Wesley 1979), so links between
 * entrances and reflex corners are enough.
 */
import { doCross } from './segmentGrid.ts'
import type { SourceArea, WalkSource } from './walkSource.ts'

/** Areas with more corners than this keep their outline only: a link for each pair would be too many. */
const MOST_CORNERS = 160

const signedArea = (source: WalkSource, ring: readonly number[]): number => {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [p, q] = [ring[i - 1]!, ring[i]!]
    sum += source.lons[p]! * source.lats[q]! - source.lons[q]! * source.lats[p]!
  }
  return sum
}

function isInside(source: WalkSource, rings: readonly (readonly number[])[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = [source.lons[ring[i - 1]!]!, source.lats[ring[i - 1]!]!]
      const [bx, by] = [source.lons[ring[i]!]!, source.lats[ring[i]!]!]
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  return inside
}

/**
 * Links across an area, beyond its own outline.
 * @param isEntrance  places where other ways meet the area
 * @returns pairs of places; empty and `isTooLarge` when it has too many corners
 */
export function linksAcross(
  source: WalkSource,
  area: SourceArea,
  isEntrance: (place: number) => boolean,
): { links: [number, number][]; isTooLarge: boolean } {
  const { lons, lats } = source
  const corners: number[] = []
  /** Of a reflex corner where nobody enters: what lies before and after it on the outline. */
  const bends = new Map<number, readonly [before: number, after: number]>()
  const outlinePairs = new Set<string>()
  const key = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
  area.rings.forEach((ring, index) => {
    // walked so that the surface lies on the left: outline counter-clockwise, holes clockwise
    const isTurned = signedArea(source, ring) > 0 !== (index === 0)
    const open = ring.slice(0, -1)
    if (isTurned) open.reverse()
    open.forEach((place, i) => {
      const before = open[(i + open.length - 1) % open.length]!
      const after = open[(i + 1) % open.length]!
      outlinePairs.add(key(place, after))
      const turn =
        (lons[place]! - lons[before]!) * (lats[after]! - lats[place]!) -
        (lats[place]! - lats[before]!) * (lons[after]! - lons[place]!)
      if (isEntrance(place) || turn < 0) corners.push(place)
      if (!isEntrance(place) && turn < 0) bends.set(place, [before, after])
    })
  })
  const distinct = [...new Set(corners)]
  if (distinct.length > MOST_CORNERS) return { links: [], isTooLarge: true }
  const links: [number, number][] = []
  for (let i = 0; i < distinct.length; i++)
    for (let j = i + 1; j < distinct.length; j++) {
      const [a, b] = [distinct[i]!, distinct[j]!]
      if (outlinePairs.has(key(a, b)) || !isTangent(source, bends, a, b) || !isTangent(source, bends, b, a))
        continue
      if (doSeeEachOther(source, area, a, b)) links.push([a, b])
    }
  return { links, isTooLarge: false }
}

/** At a bend a shortest path touches the outline: what is before and after it lies on one side of the link. */
function isTangent(
  { lons, lats }: WalkSource,
  bends: ReadonlyMap<number, readonly [number, number]>,
  at: number,
  other: number,
): boolean {
  const around = bends.get(at)
  if (!around) return true
  const side = (place: number): number =>
    Math.sign(
      (lons[other]! - lons[at]!) * (lats[place]! - lats[at]!) -
        (lats[other]! - lats[at]!) * (lons[place]! - lons[at]!),
    )
  return side(around[0]) * side(around[1]) >= 0
}

function doSeeEachOther(source: WalkSource, area: SourceArea, a: number, b: number): boolean {
  const { lons, lats } = source
  const [ax, ay, bx, by] = [lons[a]!, lats[a]!, lons[b]!, lats[b]!]
  for (const ring of area.rings)
    for (let i = 1; i < ring.length; i++) {
      const [c, d] = [ring[i - 1]!, ring[i]!]
      if (c === a || c === b || d === a || d === b) continue
      if (doCross(ax, ay, bx, by, lons[c]!, lats[c]!, lons[d]!, lats[d]!)) return false
    }
  return isInside(source, area.rings, (ax + bx) / 2, (ay + by) / 2)
}
