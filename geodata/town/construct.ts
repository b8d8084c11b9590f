/**
 * Builds on every atom of the division: which kind of builder goes where, where compounds open to the roads, their
 * walls and gates. Openings become vertices of the planar map, so that roads and ways meet in common points.
 */
import { buildCampus } from './campus.ts'
import { buildCompound, planSpine } from './compound.ts'
import type { Atom, Block, Division } from './division.ts'
import { emptyDraft, type Draft, type Era, type Role } from './draft.ts'
import { buildLaneHouses, buildVillageHouses } from './houses.ts'
import { between, centroid, distanceToLine, type Pt } from './plane.ts'
import { ringsAround, type FaceId } from './planarMap.ts'
import { CLEARANCE_METERS, Plot, type Side } from './plot.ts'
import type { Rng } from './rng.ts'
import { buildShopRows } from './shopRow.ts'
import { openWall, wallRing } from './walls.ts'

const DWELLING_LIMIT = { slab: 430, tower: 460 }

interface MapSide extends Side {
  u: number
  v: number
}

export function construct(division: Division, rng: Rng): Draft {
  const { map, blocks, atoms } = division
  const all = emptyDraft()
  const shopLines = new Map<string, number>()
  const waysOfBlock = new Map<number, Pt[][]>()
  const wanted = publicWishes(division)

  const sidesOf = (faces: readonly FaceId[]): MapSide[] => {
    const ring = ringsAround(map, faces)[0]!
    return ring.map((u, i) => {
      const v = ring[(i + 1) % ring.length]!
      const line = map.line(u, v)
      return {
        u,
        v,
        a: map.points[u]!,
        b: map.points[v]!,
        class: line.class,
        line: line.id,
        name: line.name,
        clearance: CLEARANCE_METERS[line.class],
      }
    })
  }

  // a later opening on the same side would name an edge that is gone: one opening a side
  const open = (sides: readonly MapSide[], side: Side, point: Pt): void => {
    const found = sides.find((s) => s === side) ?? sides.find((s) => s.a === side.a && s.b === side.b)
    if (found) map.insertOnEdge(found.u, found.v, point)
  }

  for (const atom of atoms) {
    const block = blocks[atom.block]!
    const own = rng.fork(`atom${atom.id}`)
    const about = { atom: atom.id, block: block.id }
    const ways = waysOfBlock.get(block.id) ?? []
    waysOfBlock.set(block.id, ways)
    if (block.use !== 'housing') {
      const sides = sidesOf(atom.faces)
      const plot = new Plot(sides)
      const { draft, entrance } = buildCampus(plot, block.use, about, own)
      const side = sides.find((s) => isOn(s, entrance))
      if (side) map.insertOnEdge(side.u, side.v, entrance)
      ways.push(...draft.ways.filter((way) => way.line[0] === entrance).map((way) => way.line))
      append(all, draft)
      continue
    }
    if (block.quarter === 'lane' || block.quarter === 'village') {
      for (const face of atom.faces) {
        if (map.data(face).isFarm) continue
        const options = { ...about, road: () => null }
        const build = block.quarter === 'lane' ? buildLaneHouses : buildVillageHouses
        all.buildings.push(...build(sidesOf([face]), options, own))
      }
      continue
    }
    const era = eraOf(block)
    const sides = sidesOf(atom.faces)
    const plot = new Plot(sides)
    const spine = planSpine(plot, own)
    const likes = new Map<number, boolean>()
    const shops = buildShopRows(
      plot,
      (side) => {
        const share =
          side.class === 'arterial'
            ? era === 'new'
              ? 0.35
              : 0.6
            : side.class === 'secondary'
              ? 0.85
              : side.class === 'local'
                ? 0.4
                : 0
        if (!likes.has(side.line)) likes.set(side.line, own.chance(share))
        return likes.get(side.line)!
      },
      { ...about, era },
      own,
    )
    for (const side of sides)
      if (side.clearance > CLEARANCE_METERS[side.class])
        shopLines.set(`${atom.id}:${side.line}`, side.clearance)
    all.buildings.push(...shops)
    const draft = buildCompound(
      plot,
      {
        quarter: block.quarter,
        era,
        ...about,
        wanted: wanted.get(atom.id) ?? [],
        dwellingLimit: DWELLING_LIMIT[block.quarter],
      },
      spine,
      own,
    )
    for (const opening of spine?.openings ?? []) open(sides, opening.side, opening.point)
    ways.push(...draft.ways.filter((way) => way.class === 'service').map((way) => way.line))
    append(all, draft)
  }

  all.buildings = all.buildings.filter((building) => isDry(building.ring))
  for (const block of blocks) if (isWalled(block, rng)) wallBlock(block)
  return all

  function isDry(ring: readonly Pt[]): boolean {
    const { way, halfWidthMeters } = division.plan.river
    if (distanceToLine(ring[0]!, way) > 140) return true
    const widest = Math.max(...way.map((_, i) => halfWidthMeters(i / (way.length - 1))))
    return ring.every((p) => distanceToLine(p, way) > widest + 17)
  }

  function wallBlock(block: Block): void {
    const faces = atoms.filter((atom) => atom.block === block.id).flatMap((atom) => atom.faces)
    const ring = wallRing(
      sidesOf(faces).map((side) => {
        const face = map.faceBeyond(side.v, side.u)
        const atom = face === undefined ? -1 : map.data(face).atom
        return { a: side.a, b: side.b, meters: wallMeters(side, shopLines.get(`${atom}:${side.line}`)) }
      }),
    )
    if (!ring) return
    const inside = new Set(faces)
    const service: { u: number; v: number }[] = []
    for (const face of inside) {
      const vertices = map.vertexRing(face)
      vertices.forEach((u, i) => {
        const v = vertices[(i + 1) % vertices.length]!
        const beyond = map.faceBeyond(u, v)
        if (u < v && map.line(u, v).class === 'service' && beyond !== undefined && inside.has(beyond))
          service.push({ u, v })
      })
    }
    const ways = waysOfBlock.get(block.id) ?? []
    const legs: Pt[][] = [...ways, ...service.map(({ u, v }) => [map.points[u]!, map.points[v]!])]
    const { lines, gates } = openWall(ring, legs)
    all.walls.push(...lines)
    all.gates.push(...gates.map((gate) => gate.point))
    // the last leg first, so that the places of the earlier ones stay right
    for (const gate of [...gates].sort((a, b) => b.leg - a.leg))
      ways[gate.way]?.splice(gate.leg, 0, gate.point)
    service.forEach(({ u, v }, k) => {
      const start = map.points[u]!
      const own = gates.filter((gate) => gate.way === ways.length + k).map((gate) => gate.point)
      let from = u
      for (const point of own.sort((a, b) => between(a, start) - between(b, start)))
        if (between(point, map.points[from]!) > 0.05 && between(point, map.points[v]!) > 0.05)
          from = map.insertOnEdge(from, v, point)
    })
  }
}

const isOn = (side: Side, p: Pt): boolean => {
  const cross = (side.b[0] - side.a[0]) * (p[1] - side.a[1]) - (side.b[1] - side.a[1]) * (p[0] - side.a[0])
  const t = (p[0] - side.a[0]) * (side.b[0] - side.a[0]) + (p[1] - side.a[1]) * (side.b[1] - side.a[1])
  const size = (side.b[0] - side.a[0]) ** 2 + (side.b[1] - side.a[1]) ** 2
  return Math.abs(cross) < 1e-3 && t > 0 && t < size
}

const wallMeters = (side: Side, withShops: number | undefined): number => {
  if (side.class === 'wall') return 0.3
  if (withShops !== undefined) return withShops - 2.5
  return Math.max(1, CLEARANCE_METERS[side.class] - 2.5)
}

const eraOf = (block: Block): Era => {
  if (block.quarter === 'tower') return 'new'
  return /新村|宿舍|里$/.test(block.name ?? '') ? 'old' : 'mid'
}

const isWalled = (block: Block, rng: Rng): boolean => {
  if (block.use === 'park' || block.use === 'mall') return false
  if (block.use !== 'housing') return true
  if (block.quarter === 'lane' || block.quarter === 'village') return false
  return block.quarter === 'tower' || rng.fork(`wall${block.id}`).chance(0.8)
}

function append(to: Draft, from: Draft): void {
  to.buildings.push(...from.buildings)
  to.ways.push(...from.ways)
  to.greens.push(...from.greens)
  to.lakes.push(...from.lakes)
  to.walls.push(...from.walls)
  to.gates.push(...from.gates)
}

/** A hall and a kindergarten for every community, a market for every second: in its compounds, the larger first. */
function publicWishes({ map, atoms, blocks, communities }: Division): Map<number, Role[]> {
  const wishes = new Map<number, Role[]>()
  const area = (atom: Atom): number => atom.faces.reduce((sum, face) => sum + map.area(face), 0)
  for (const community of communities) {
    const own = atoms
      .filter((atom) => {
        const block = blocks[atom.block]!
        return (
          block.community === community.id &&
          block.use === 'housing' &&
          (block.quarter === 'slab' || block.quarter === 'tower')
        )
      })
      .sort((a, b) => area(b) - area(a) || a.id - b.id)
    const roles: Role[] = [
      'hall',
      'kindergarten',
      ...(community.id % 2 ? (['market'] as const) : (['kindergarten'] as const)),
    ]
    roles.forEach((role, i) => {
      const atom = own[i % Math.max(1, own.length)]
      if (atom) wishes.set(atom.id, [...(wishes.get(atom.id) ?? []), role])
    })
  }
  return wishes
}

/** The middle of an atom, for labels. */
export const middleOfAtom = (division: Division, atom: Atom): Pt => {
  const ring = ringsAround(division.map, atom.faces)[0]!
  return centroid(ring.map((v) => division.map.points[v]!))
}
