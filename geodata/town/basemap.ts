/**
 * The base map of the town as features: water, green, land use, roads, walls, gates and place names. It reaches
 * beyond the streets, so that the town lies in a landscape and not on an empty sheet.
 */
import type { Geometry } from 'geojson'
import { middleOfAtom } from './construct.ts'
import type { Division } from './division.ts'
import type { Draft } from './draft.ts'
import { toClosedRing, toLonLat } from './lonLat.ts'
import { centroid, distanceToLine, signedArea, type Pt } from './plane.ts'
import { ringsAround } from './planarMap.ts'
import { drawRoads, type Banks } from './roads.ts'
import type { Rng } from './rng.ts'
import type { BasemapFeature } from './types.ts'

const polygon = (ring: readonly Pt[]): Geometry => ({
  type: 'Polygon',
  coordinates: [toClosedRing(signedArea(ring) < 0 ? [...ring].reverse() : ring)],
})
const lineString = (line: readonly Pt[]): Geometry => ({
  type: 'LineString',
  coordinates: line.map(toLonLat),
})
const point = (p: Pt): Geometry => ({ type: 'Point', coordinates: toLonLat(p) })

const LANDUSE = {
  primarySchool: 'school',
  middleSchool: 'school',
  hospital: 'commercial',
  mall: 'commercial',
  industry: 'industrial',
} as const

export function drawBasemap(division: Division, draft: Draft, banks: Banks, rng: Rng): BasemapFeature[] {
  const { map, plan, blocks, atoms } = division
  const out: BasemapFeature[] = []
  const push = (
    layer: BasemapFeature['layer'],
    cls: string,
    name: string | null,
    geometry: Geometry,
  ): void => {
    out.push({ layer, class: cls, name, geometry })
  }

  for (const face of map.faceIds()) {
    if (map.data(face).street >= 0) continue
    const near = Math.min(
      ...plan.streets.map((s) => Math.hypot(s.at[0] - map.center(face)[0], s.at[1] - map.center(face)[1])),
    )
    const isBuilt = rng.chance(near < 1500 ? 0.5 : 0.18)
    if (isBuilt)
      push('landuse', rng.chance(0.8) ? 'residential' : 'industrial', null, polygon(map.ring(face)))
    else push('green', rng.chance(0.12) ? 'forest' : 'farmland', null, polygon(map.ring(face)))
  }
  for (const block of blocks) {
    const own = atoms.filter((atom) => atom.block === block.id)
    const faces = own.flatMap((atom) => atom.faces)
    const ring = ringsAround(map, faces)[0]!.map((v) => map.points[v]!)
    if (block.use === 'park') push('green', 'park', block.name, polygon(ring))
    else if (block.use !== 'housing') push('landuse', LANDUSE[block.use], block.name, polygon(ring))
    else if (block.quarter === 'village') {
      push('landuse', 'village', block.name, polygon(ring))
      for (const face of faces)
        if (map.data(face).isFarm) push('green', 'farmland', null, polygon(map.ring(face)))
    } else push('landuse', 'residential', block.name, polygon(ring))
    if (block.name) {
      const cls =
        block.use === 'park'
          ? 'park'
          : block.quarter === 'village' && block.use === 'housing'
            ? 'village'
            : 'compound'
      const at = own.length === 1 ? middleOfAtom(division, own[0]!) : centroid(ring)
      push('place', cls, block.name, point(at))
    }
  }
  banks.promenades.forEach((promenade, side) => {
    const bank = side === 0 ? banks.left : banks.right
    const outer = bank.map((p, i): Pt => {
      const q = promenade[i]!
      return [p[0] + (q[0] - p[0]) * 1.7, p[1] + (q[1] - p[1]) * 1.7]
    })
    push('green', 'park', null, polygon([...bank, ...outer.reverse()]))
  })
  push('water', 'river', plan.river.name, polygon([...banks.left, ...[...banks.right].reverse()]))
  for (const lake of draft.lakes) push('water', 'lake', null, polygon(lake))
  for (const pond of pondsIn(division, rng)) push('water', 'lake', null, polygon(pond))
  for (const green of draft.greens) push('green', green.class, green.name, polygon(green.ring))
  for (const road of drawRoads(division, banks)) push('road', road.class, road.name, lineString(road.line))
  for (const way of draft.ways) push('road', way.class, way.name, lineString(way.line))
  for (const wall of draft.walls) push('barrier', 'wall', null, lineString(wall))
  for (const gate of draft.gates) push('gate', 'gate', null, point(gate))
  return out
}

/** Fish ponds in some of the fields. */
function pondsIn({ map, plan }: Division, rng: Rng): Pt[][] {
  const out: Pt[][] = []
  for (const face of map.faceIds()) {
    const { isFarm } = map.data(face)
    if (!isFarm || !rng.chance(0.16)) continue
    const ring = map.ring(face)
    const center = centroid(ring)
    if (distanceToLine(center, plan.river.way) < 90) continue
    const size = rng.between(0.5, 0.68)
    out.push(
      ring.map((p): Pt => [center[0] + (p[0] - center[0]) * size, center[1] + (p[1] - center[1]) * size]),
    )
  }
  return out
}
