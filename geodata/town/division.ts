/**
 * Divides the land: streets, communities, blocks, and atoms, the smallest areas that a grid is made of. Works on
 * one planar map, so that everything tiles by construction; a cut is a road, a way in a compound, a lane or a wall.
 * What each block is used for is decided here too, since it decides how finely the block is cut.
 */
import { splitByChord } from './chord.ts'
import { between, distanceToLine, type Pt } from './plane.ts'
import { placeNames, type PlaceNames } from './placeNames.ts'
import { PlanarMap, type EdgeClass, type EdgeLine, type FaceId } from './planarMap.ts'
import type { Rng } from './rng.ts'
import { FIRST_FREE_LINE, quarterAt, type Quarter, type TownPlan } from './townPlan.ts'

export type DedicatedUse = 'park' | 'primarySchool' | 'middleSchool' | 'hospital' | 'mall' | 'industry'
export type Use = 'housing' | DedicatedUse

export interface FaceData {
  /** Index of the street; -1 outside the streets. */
  street: number
  community: number
  block: number
  atom: number
  isFarm: boolean
}

export interface Block {
  id: number
  street: number
  community: number
  quarter: Quarter
  use: Use
  /** Name of the compound, village or institution; null for open lanes. */
  name: string | null
}

export interface Atom {
  id: number
  block: number
  faces: FaceId[]
}

export interface Community {
  id: number
  street: number
  quarter: Quarter
  name: string
}

/** A change of borders that took place before today, in atoms: how it was, how it is. */
export interface Redivision {
  kind: 'split' | 'merge' | 'transfer'
  before: number[][]
  after: number[][]
}

export interface Division {
  map: PlanarMap<FaceData>
  plan: TownPlan
  communities: Community[]
  blocks: Block[]
  atoms: Atom[]
  /** Today's grids, as atoms. */
  grids: number[][]
  redivisions: Redivision[]
  names: PlaceNames
}

const BLOCK_AREA: Record<Quarter, number> = { lane: 62_000, slab: 70_000, tower: 64_000, village: 115_000 }
const ATOM_AREA: Record<Quarter, number> = { lane: 40_000, slab: 40_000, tower: 34_000, village: 70_000 }
const OUTSIDE_AREA = 170_000

export function divide(plan: TownPlan, rng: Rng): Division {
  const names = placeNames(rng.fork('places'))
  const frameLine: EdgeLine = { id: FIRST_FREE_LINE - 1, class: 'frame', name: null, crossesRiver: false }
  const map = new PlanarMap<FaceData>(plan.frame, frameLine, {
    street: -1,
    community: -1,
    block: -1,
    atom: -1,
    isFarm: false,
  })
  let nextLine = FIRST_FREE_LINE
  const line = (cls: EdgeClass, name: string | null): EdgeLine => ({
    id: nextLine++,
    class: cls,
    name,
    crossesRiver: false,
  })

  for (const { way, line } of plan.borders) map.cutAlong(way, line)
  plan.streets.forEach(({ at }, i) => {
    const face = map.faceAt(at)
    if (face === undefined) throw new Error('a street has no face')
    map.data(face).street = i
  })
  map.cutAlong(plan.river.way, plan.river.line)
  for (const { way, line } of plan.inner) map.cutAlong(way, line)

  divideLargeFaces(map, plan, rng.fork('communities'), line, names)
  const communities = formCommunities(map, plan, names)
  const blocks = formBlocks(map, plan, rng.fork('blocks'), line, names)
  for (const face of map.faceIds()) if (map.data(face).street < 0) divideOutside(map, face, rng, line, names)
  const usedAs = chooseUses(map, plan, blocks, communities)
  for (const [block, use] of usedAs) {
    blocks[block]!.use = use
    blocks[block]!.name = names.institution(
      use,
      plan.streets[blocks[block]!.street]!.name.replace('街道', ''),
    )
  }
  const atoms = formAtoms(map, plan, blocks, rng.fork('atoms'), line)
  const { grids, redivisions } = formGrids(map, blocks, atoms, rng.fork('redivision'), line)
  for (const atom of [...atoms]) {
    const block = blocks[atom.block]!
    if (block.use !== 'housing') continue
    if (block.quarter === 'lane')
      divideFurther(map, atom, 2400, rng.fork(`lane${atom.id}`), () => line('path', names.lane()))
    if (block.quarter === 'village') {
      divideFurther(map, atom, 5200, rng.fork(`lane${atom.id}`), () => line('path', null))
      chooseFarmland(map, atom, blocks, plan)
    }
  }
  return { map, plan, communities, blocks, atoms, grids, redivisions, names }
}

function divideLargeFaces(
  map: PlanarMap<FaceData>,
  plan: TownPlan,
  rng: Rng,
  line: (cls: EdgeClass, name: string | null) => EdgeLine,
  names: PlaceNames,
): void {
  const queue = map.faceIds().filter((face) => map.data(face).street >= 0)
  while (queue.length > 0) {
    const face = queue.shift()!
    if (map.area(face) < plan.communitySquareMeters) continue
    const options = { bow: 0.06, skew: 0.06, stepMeters: 26, snapMeters: 40 }
    const halves = splitByChord(map, face, line('secondary', names.secondary()), rng, options)
    if (halves) queue.push(...halves)
  }
}

/** Every big face of a street is a community; one too small joins its neighbour of the same street. */
function formCommunities(map: PlanarMap<FaceData>, plan: TownPlan, names: PlaceNames): Community[] {
  const inside = map.faceIds().filter((face) => map.data(face).street >= 0)
  let next = 0
  for (const face of inside) map.data(face).community = next++
  const members = (id: number): FaceId[] => inside.filter((face) => map.data(face).community === id)
  for (const face of [...inside].sort((a, b) => map.area(a) - map.area(b))) {
    const own = members(map.data(face).community)
    if (own.length === 0 || own.reduce((sum, f) => sum + map.area(f), 0) > 170_000) continue
    const shared = new Map<number, number>()
    for (const f of own) {
      const ring = map.vertexRing(f)
      ring.forEach((u, i) => {
        const v = ring[(i + 1) % ring.length]!
        const beyond = map.faceBeyond(u, v)
        if (beyond === undefined || map.data(beyond).street !== map.data(f).street) return
        const id = map.data(beyond).community
        const weight = map.line(u, v).class === 'river' ? 0.3 : 1
        if (id !== map.data(f).community)
          shared.set(id, (shared.get(id) ?? 0) + weight * between(map.points[u]!, map.points[v]!))
      })
    }
    const [best] = [...shared].sort((a, b) => b[1] - a[1])
    if (best) for (const f of own) map.data(f).community = best[0]
  }
  for (const [p, q] of plan.together) {
    const [a, b] = [map.faceAt(p), map.faceAt(q)]
    if (a === undefined || b === undefined) continue
    const [from, to] = [map.data(b).community, map.data(a).community]
    for (const f of members(from)) map.data(f).community = to
  }
  const found = new Map<number, FaceId[]>()
  for (const face of inside) {
    const id = map.data(face).community
    found.set(id, [...(found.get(id) ?? []), face])
  }
  // numbered street by street, from north-west to south-east as a census does
  const order = [...found.values()].sort((a, b) => {
    const [p, q] = [map.center(a[0]!), map.center(b[0]!)]
    const streets = map.data(a[0]!).street - map.data(b[0]!).street
    return streets || q[1] - 0.6 * q[0] - (p[1] - 0.6 * p[0])
  })
  return order.map((faces, id) => {
    for (const face of faces) map.data(face).community = id
    const quarter = quarterAt(plan, map.center(faces[0]!))
    return { id, street: map.data(faces[0]!).street, quarter, name: names.community(quarter) }
  })
}

function formBlocks(
  map: PlanarMap<FaceData>,
  plan: TownPlan,
  rng: Rng,
  line: (cls: EdgeClass, name: string | null) => EdgeLine,
  names: PlaceNames,
): Block[] {
  const blocks: Block[] = []
  const queue = map.faceIds().filter((face) => map.data(face).street >= 0)
  while (queue.length > 0) {
    const face = queue.shift()!
    const area = map.area(face)
    const quarter = quarterAt(plan, map.center(face))
    if (area > BLOCK_AREA[quarter] * rng.between(0.9, 1.25)) {
      const isSecondary = area > 190_000
      const halves = splitByChord(
        map,
        face,
        isSecondary ? line('secondary', names.secondary()) : line('local', names.local()),
        rng,
        { bow: isSecondary ? 0.06 : 0.045, skew: 0.06, stepMeters: 24, snapMeters: 30 },
      )
      if (halves) {
        queue.push(...halves)
        continue
      }
    }
    const data = map.data(face)
    data.block = blocks.length
    const name = quarter === 'lane' ? null : names.compound(quarter)
    blocks.push({
      id: blocks.length,
      street: data.street,
      community: data.community,
      quarter,
      use: 'housing',
      name,
    })
  }
  return blocks
}

function divideOutside(
  map: PlanarMap<FaceData>,
  face: FaceId,
  rng: Rng,
  line: (cls: EdgeClass, name: string | null) => EdgeLine,
  names: PlaceNames,
): void {
  const queue = [face]
  while (queue.length > 0) {
    const next = queue.pop()!
    const area = map.area(next)
    if (area < OUTSIDE_AREA * rng.between(0.8, 2)) continue
    const halves = splitByChord(
      map,
      next,
      area > 700_000 ? line('secondary', names.secondary()) : line('local', null),
      rng,
      { bow: 0.08, skew: 0.1, stepMeters: 40, snapMeters: 40 },
    )
    if (halves) queue.push(...halves)
  }
}

interface Candidate {
  block: number
  area: number
  at: Pt
  riverMeters: number
  touchesRiver: boolean
  arterialSides: number
  edgeOfTown: boolean
  quarter: Quarter
  community: number
  roundness: number
}

/** Which blocks are a park, a school, a hospital, a mall, an industrial plot: the best-placed of a fitting size. */
function chooseUses(
  map: PlanarMap<FaceData>,
  plan: TownPlan,
  blocks: readonly Block[],
  communities: readonly Community[],
): Map<number, DedicatedUse> {
  const candidates: Candidate[] = []
  for (const face of map.faceIds()) {
    const data = map.data(face)
    if (data.block < 0) continue
    const ring = map.vertexRing(face)
    const lines = new Set<number>()
    let touchesRiver = false
    let edgeOfTown = false
    let around = 0
    ring.forEach((u, i) => {
      const v = ring[(i + 1) % ring.length]!
      const edge = map.line(u, v)
      if (edge.class === 'river') touchesRiver = true
      if (edge.class === 'arterial') lines.add(edge.id)
      around += between(map.points[u]!, map.points[v]!)
      const beyond = map.faceBeyond(u, v)
      if (beyond === undefined || map.data(beyond).street !== data.street) edgeOfTown = true
    })
    candidates.push({
      block: data.block,
      area: map.area(face),
      at: map.center(face),
      riverMeters: distanceToLine(map.center(face), plan.river.way),
      touchesRiver,
      arterialSides: lines.size,
      edgeOfTown,
      quarter: blocks[data.block]!.quarter,
      community: data.community,
      roundness: (4 * Math.PI * map.area(face)) / (around * around),
    })
  }
  const uses = new Map<number, DedicatedUse>()
  const isWest = (c: Candidate): boolean => {
    const start = plan.river.way
    const nearest = start.reduce((best, p) => (between(p, c.at) < between(best, c.at) ? p : best))
    return c.at[0] < nearest[0]
  }
  plan.streets.forEach((street, index) => {
    const own = candidates.filter((c) => communities[c.community]!.street === index)
    const take = (use: DedicatedUse, low: number, high: number, score: (c: Candidate) => number): void => {
      const free = own.filter((c) => !uses.has(c.block) && c.area >= low && c.area <= high)
      const crowded = (c: Candidate): number =>
        own.filter((o) => uses.has(o.block) && o.community === c.community).length
      const best = free.sort((a, b) => score(b) - 0.5 * crowded(b) - (score(a) - 0.5 * crowded(a)))[0]
      if (best) uses.set(best.block, use)
    }
    const near = (c: Candidate, at: Pt, reach: number): number => Math.max(0, 1 - between(c.at, at) / reach)
    take(
      'mall',
      20_000,
      60_000,
      (c) => c.arterialSides * 2 + near(c, [street.at[0] + 350, street.at[1] + 60], 700) * 2,
    )
    take(
      'hospital',
      26_000,
      60_000,
      (c) =>
        c.arterialSides + (c.quarter === 'slab' ? 1 : 0) + near(c, street.at, 900) - (c.touchesRiver ? 1 : 0),
    )
    take('park', 24_000, 70_000, (c) => (c.touchesRiver ? 2 : 0) + near(c, street.at, 900))
    take(
      'park',
      24_000,
      60_000,
      (c) => (c.touchesRiver ? -2 : 0) + c.roundness * 2 + (c.quarter === 'tower' ? 1 : 0),
    )
    take(
      'middleSchool',
      30_000,
      68_000,
      (c) => c.roundness * 3 - c.arterialSides * 0.5 + (c.quarter === 'slab' ? 1 : 0),
    )
    take(
      'primarySchool',
      18_000,
      52_000,
      (c) => c.roundness * 2 - c.arterialSides * 0.5 + (isWest(c) ? 2 : 0) - (c.touchesRiver ? 1 : 0),
    )
    take(
      'primarySchool',
      18_000,
      52_000,
      (c) => c.roundness * 2 - c.arterialSides * 0.5 + (isWest(c) ? 0 : 2) - (c.touchesRiver ? 1 : 0),
    )
    take(
      'industry',
      35_000,
      110_000,
      (c) =>
        (c.edgeOfTown ? 2 : 0) +
        (c.at[1] < street.at[1] ? 1 : 0) +
        (c.quarter === 'slab' ? 1 : 0) -
        (c.touchesRiver ? 2 : 0),
    )
  })
  return uses
}

function formAtoms(
  map: PlanarMap<FaceData>,
  plan: TownPlan,
  blocks: readonly Block[],
  rng: Rng,
  line: (cls: EdgeClass, name: string | null) => EdgeLine,
): Atom[] {
  const atoms: Atom[] = []
  for (const start of map.faceIds().sort((a, b) => map.data(a).block - map.data(b).block)) {
    const block = blocks[map.data(start).block]
    if (!block) continue
    const queue = [start]
    while (queue.length > 0) {
      const face = queue.shift()!
      const wet = waterArea(map, face, plan)
      const limit = ATOM_AREA[block.quarter] * rng.between(1, 1.3)
      if (block.use === 'housing' && map.area(face) - wet > limit) {
        const cls = block.quarter === 'lane' ? 'path' : block.quarter === 'village' ? 'local' : 'service'
        const halves = splitByChord(map, face, line(cls, null), rng, {
          bow: 0.03,
          skew: 0.03,
          stepMeters: 26,
          snapMeters: 16,
        })
        if (halves) {
          queue.push(...halves)
          continue
        }
      }
      map.data(face).atom = atoms.length
      atoms.push({ id: atoms.length, block: block.id, faces: [face] })
    }
  }
  return atoms
}

/** About how much of a face is river and its banks. */
function waterArea(map: PlanarMap<FaceData>, face: FaceId, plan: TownPlan): number {
  const ring = map.vertexRing(face)
  let meters = 0
  ring.forEach((u, i) => {
    const v = ring[(i + 1) % ring.length]!
    if (map.line(u, v).id === plan.river.line.id) meters += between(map.points[u]!, map.points[v]!)
  })
  return meters * 50
}

/**
 * Today's grids and the one re-division: some grids were merged, some split, one lost a part to its neighbour.
 * The part that changed hands is an atom of its own, so that both states of the past and of today are made of
 * whole atoms.
 */
function formGrids(
  map: PlanarMap<FaceData>,
  blocks: readonly Block[],
  atoms: Atom[],
  rng: Rng,
  line: (cls: EdgeClass, name: string | null) => EdgeLine,
): { grids: number[][]; redivisions: Redivision[] } {
  const redivisions: Redivision[] = []
  const taken = new Set<number>()
  const area = (atom: Atom): number => atom.faces.reduce((sum, face) => sum + map.area(face), 0)
  const isHousing = (atom: Atom): boolean => blocks[atom.block]!.use === 'housing'
  const neighbours = (atom: Atom): Atom[] => {
    const out = new Map<number, number>()
    for (const face of atom.faces) {
      const ring = map.vertexRing(face)
      ring.forEach((u, i) => {
        const v = ring[(i + 1) % ring.length]!
        const beyond = map.faceBeyond(u, v)
        if (beyond === undefined) return
        const other = map.data(beyond).atom
        if (other >= 0 && other !== atom.id && atoms[other]!.block === atom.block)
          out.set(other, (out.get(other) ?? 0) + between(map.points[u]!, map.points[v]!))
      })
    }
    return [...out]
      .sort((a, b) => b[1] - a[1])
      .filter(([, meters]) => meters > 60)
      .map(([id]) => atoms[id]!)
  }
  const candidates = rng.shuffle(atoms.filter(isHousing))
  const wanted = Math.max(1, Math.round(atoms.length / 85))
  const done = { split: 0, merge: 0, transfer: 0 }
  const communities = new Set<number>()
  for (const atom of candidates) {
    if (taken.has(atom.id)) continue
    const community = blocks[atom.block]!.community
    const other = neighbours(atom).find((n) => !taken.has(n.id))
    if (!other || (communities.has(community) && communities.size < 4)) continue
    if (done.split < 2 * wanted) {
      // two grids of today were one
      redivisions.push({ kind: 'split', before: [[atom.id, other.id]], after: [[atom.id], [other.id]] })
      done.split++
    } else if (done.merge < 2 * wanted) {
      if (area(atom) + area(other) > 66_000) continue
      redivisions.push({ kind: 'merge', before: [[atom.id], [other.id]], after: [[atom.id, other.id]] })
      done.merge++
    } else if (done.transfer < wanted) {
      if (blocks[atom.block]!.quarter !== 'slab' && blocks[atom.block]!.quarter !== 'tower') continue
      const cut = splitByChord(map, atom.faces[0]!, line('service', null), rng, {
        share: 0.62,
        bow: 0.02,
        skew: 0.03,
        stepMeters: 26,
        snapMeters: 16,
      })
      if (!cut) continue
      const touches = (face: FaceId): boolean => {
        const ring = map.vertexRing(face)
        return ring.some((u, i) => {
          const beyond = map.faceBeyond(u, ring[(i + 1) % ring.length]!)
          return beyond !== undefined && map.data(beyond).atom === other.id
        })
      }
      const part = cut.filter(touches).sort((a, b) => map.area(a) - map.area(b))[0]!
      const rest = cut.find((face) => face !== part)!
      const piece: Atom = { id: atoms.length, block: atom.block, faces: [part] }
      atoms.push(piece)
      atom.faces = [rest]
      map.data(part).atom = piece.id
      redivisions.push({
        kind: 'transfer',
        before: [[atom.id, piece.id], [other.id]],
        after: [[atom.id], [other.id, piece.id]],
      })
      taken.add(piece.id)
      done.transfer++
    } else break
    communities.add(community)
    taken.add(atom.id)
    taken.add(other.id)
  }
  const grids = [
    ...redivisions.flatMap((r) => r.after),
    ...atoms.filter((a) => !taken.has(a.id)).map((a) => [a.id]),
  ]
  return { grids, redivisions }
}

function divideFurther(
  map: PlanarMap<FaceData>,
  atom: Atom,
  limit: number,
  rng: Rng,
  line: () => EdgeLine,
): void {
  const queue = [...atom.faces]
  const done: FaceId[] = []
  let hops = 0
  while (queue.length > 0) {
    const face = queue.shift()!
    if (map.area(face) > limit * rng.between(0.85, 1.35) && hops++ < 200) {
      const halves = splitByChord(map, face, line(), rng, {
        bow: 0.05,
        skew: 0.09,
        stepMeters: 16,
        snapMeters: 6,
      })
      if (halves) {
        queue.push(...halves)
        continue
      }
    }
    done.push(face)
  }
  atom.faces = done
}

/** The houses of a village stand close together around one place; the rest of its land is fields. */
function chooseFarmland(
  map: PlanarMap<FaceData>,
  atom: Atom,
  blocks: readonly Block[],
  plan: TownPlan,
): void {
  const whole = atom.faces.map((face) => map.center(face))
  const middle: Pt = [
    whole.reduce((sum, p) => sum + p[0], 0) / whole.length,
    whole.reduce((sum, p) => sum + p[1], 0) / whole.length,
  ]
  const street = plan.streets[blocks[atom.block]!.street]!.at
  const heart: Pt = [middle[0] + (street[0] - middle[0]) * 0.12, middle[1] + (street[1] - middle[1]) * 0.12]
  const ordered = [...atom.faces].sort(
    (a, b) => between(map.center(a), heart) - between(map.center(b), heart),
  )
  let built = 0
  for (const face of ordered) {
    map.data(face).isFarm = built > 31_000
    built += map.area(face)
  }
}
