/** Whose the ground is now that was found in a file: it may have been given away since, or an edit undone. */
import type { Position } from 'geojson'
import { bordersOf, closedLines, sideOfRing } from '../../shared/coverage/areaPolygons.ts'
import { type AreaKey, type Coverage, UNASSIGNED } from '../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import type { ImportFinding } from '../../shared/plans/importFinding.ts'

/** A point inside a polygon, in steps: halfway between its borders, where it is highest without a corner. */
export function pointWithin(polygon: readonly (readonly Position[])[]): [x: number, y: number] {
  const rings = polygon.map((ring) => ring.map((point) => point.map((value) => value * STEPS_PER_DEGREE)))
  const heights = [...new Set(rings.flat().map(([, y]) => y!))].sort((a, b) => a - b)
  let y = heights[0]!
  let most = -1
  for (let i = 1; i < heights.length; i++) {
    const gap = heights[i]! - heights[i - 1]!
    if (gap > most) [y, most] = [heights[i - 1]! + gap / 2, gap]
  }
  const crossings: number[] = []
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay, bx, by] = [...ring[i - 1]!, ...ring[i]!] as [number, number, number, number]
      if (ay <= y !== by <= y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
    }
  crossings.sort((a, b) => a - b)
  return [(crossings[0]! + crossings[1]!) / 2, y]
}

/** @returns by finding: the grid that has its ground now; null: none, or it has no ground of its own */
export function ownersNow(coverage: Coverage, findings: readonly ImportFinding[]): (AreaKey | null)[] {
  const asked = new Set(findings.flatMap(({ givenTo, others }) => [...others, ...(givenTo ? [givenTo] : [])]))
  const rings = new Map([...bordersOf(coverage, asked)].map(([key, border]) => [key, closedLines(border)]))
  const holds = (key: AreaKey, [x, y]: [number, number]): boolean =>
    // Holes run the other way round: inside of one ring more than of holes.
    (rings.get(key) ?? []).filter((ring) => sideOfRing(ring, x, y) > 0).length % 2 === 1
  return findings.map(({ shape, givenTo, others }) => {
    const [polygon] = shape?.coordinates ?? []
    if (!polygon) return null
    const at = pointWithin(polygon)
    const could = [...(givenTo && givenTo !== UNASSIGNED ? [givenTo] : []), ...others]
    return could.find((key) => holds(key, at)) ?? null
  })
}
