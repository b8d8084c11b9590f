/**
 * Builds a gated compound on one atom: rows of slabs or staggered towers that face south, a main way with the gates
 * at its ends, a path along the north side of each row where the entrances are, lawns on the south side, and now
 * and then a kindergarten or a hall near the gate.
 */
import {
  add,
  between,
  crossing,
  distanceToSegment,
  lerp,
  orientedBox,
  rectangle,
  rotate,
  scale,
  sub,
  unit,
  type Pt,
} from './plane.ts'
import { emptyDraft, type Draft, type DraftBuilding, type Era, type Role } from './draft.ts'
import type { Plot, Side } from './plot.ts'
import type { Rng } from './rng.ts'

export interface CompoundOptions {
  quarter: 'slab' | 'tower'
  era: Era
  atom: number
  block: number
  /** Public buildings to place first. */
  wanted: Role[]
  /** Stop when about this many dwellings stand. */
  dwellingLimit: number
}

const PUBLIC_SIZE: Partial<Record<Role, readonly [width: number, depth: number, floors: number]>> = {
  hall: [34, 15, 3],
  kindergarten: [42, 17, 3],
  market: [52, 34, 2],
}

const isRoad = (side: Side): boolean =>
  side.class === 'arterial' ||
  side.class === 'secondary' ||
  side.class === 'local' ||
  side.class === 'service'

/** How far the compound is turned from due south: along its own sides, but no more than 16 degrees. */
function facingOf(outline: readonly Pt[]): number {
  const quarterTurn = Math.PI / 2
  let angle = orientedBox(outline).angle % quarterTurn
  if (angle > quarterTurn / 2) angle -= quarterTurn
  const most = (16 * Math.PI) / 180
  return Math.max(-most, Math.min(most, angle))
}

export interface Spine {
  /** From end to end, on the outline where it is open to a road. */
  line: Pt[]
  /** Sides that it opens to, with the point on them. */
  openings: { side: Side; point: Pt }[]
}

/** The main way: straight through the middle, north to south, open where it meets a road. */
function findSpine(plot: Plot, facing: number, rng: Rng): Spine | null {
  const box = orientedBox(plot.outline)
  const up = rotate([0, 1], facing)
  const right = rotate([1, 0], facing)
  const reach = box.long + box.short
  let best: { score: number; spine: Spine } | null = null
  for (const shift of [0, 14, -14, 28, -28, 42, -42]) {
    for (const [axis, other] of [
      [up, right],
      [right, up],
    ] as const) {
      const at = add(box.center, scale(other, shift + rng.between(-4, 4)))
      const hits = plot.sides
        .map((side) => ({
          side,
          hit: crossing(add(at, scale(axis, -reach)), add(at, scale(axis, reach)), side.a, side.b),
        }))
        .filter((x) => x.hit !== null)
        .map((x) => ({ side: x.side, t: x.hit!.t, point: x.hit!.point, u: x.hit!.u }))
        .sort((a, b) => a.t - b.t)
      if (hits.length !== 2) continue
      const isDry = (p: Pt): boolean =>
        plot.sides.every((s) => s.class !== 'river' || distanceToSegment(p, s.a, s.b) > s.clearance + 6)
      const open = hits.filter(({ side, u, point }) => {
        const size = between(side.a, side.b)
        return isRoad(side) && Math.min(u, 1 - u) * size > 1.5 && isDry(point)
      })
      if (open.length === 0) continue
      const kinds = open.map(({ side }) => (side.class === 'service' ? 3 : side.class === 'local' ? 2.4 : 2))
      const score = Math.max(...kinds) + (axis === up ? 1.5 : 0) - Math.abs(shift) / 60 + open.length * 0.2
      if (best && best.score >= score) continue
      // one gate is the rule; a second one where the dice allow it, and always a join to the compound's own road
      const openings = open.filter(({ side }, i) => i === 0 || side.class === 'service' || rng.chance(0.45))
      const inset = (end: (typeof hits)[number], from: Pt): Pt => {
        if (openings.includes(end)) return end.point
        // a side met at a sharp angle asks for more way back than its clearance
        const d = unit(sub(from, end.point))
        for (let back = end.side.clearance + 3; back < between(end.point, from); back += 4) {
          const p = add(end.point, scale(d, back))
          if (plot.isFree(p)) return p
        }
        return lerp(end.point, from, 0.4)
      }
      const line = [inset(hits[0]!, hits[1]!.point), inset(hits[1]!, hits[0]!.point)]
      best = { score, spine: { line, openings: openings.map(({ side, point }) => ({ side, point })) } }
    }
  }
  return best?.spine ?? null
}

/** Finds the main way and keeps it free; to be called before anything is built. */
export function planSpine(plot: Plot, rng: Rng): Spine | null {
  const spine = findSpine(plot, facingOf(plot.outline), rng)
  if (spine) plot.keepFree(spine.line, 6)
  return spine
}

export function buildCompound(plot: Plot, options: CompoundOptions, spine: Spine | null, rng: Rng): Draft {
  const draft = emptyDraft()
  const facing = facingOf(plot.outline)
  const place = (
    ring: Pt[],
    entrance: Pt,
    rest: Pick<DraftBuilding, 'floors' | 'dwellings' | 'use' | 'role'>,
  ): void => {
    plot.stand(ring)
    draft.buildings.push({
      ring,
      entrance,
      era: options.era,
      atom: options.atom,
      block: options.block,
      road: null,
      ...rest,
    })
  }
  for (const role of options.wanted) placePublic(plot, role, facing, spine, place)
  const rows = options.quarter === 'tower' ? towers : slabs
  const paths = rows(plot, options, facing, spine, rng, place, draft)
  if (spine) joinPaths(draft, spine, paths)
  return draft
}

type Place = (
  ring: Pt[],
  entrance: Pt,
  rest: Pick<DraftBuilding, 'floors' | 'dwellings' | 'use' | 'role'>,
) => void

function placePublic(plot: Plot, role: Role, facing: number, spine: Spine | null, place: Place): void {
  const size = PUBLIC_SIZE[role]
  if (!size) return
  const [width, depth, floors] = size
  const gate = spine?.openings[0]?.point ?? plot.outline[0]!
  const box = orientedBox(plot.outline)
  const spots: { center: Pt; far: number }[] = []
  for (let i = -6; i <= 6; i++)
    for (let j = -6; j <= 6; j++) {
      const center = add(box.center, rotate([(i * box.long) / 14, (j * box.long) / 14], facing))
      spots.push({ center, far: between(center, gate) })
    }
  spots.sort((a, b) => a.far - b.far)
  for (const { center } of spots)
    for (const angle of [facing, facing + Math.PI / 2]) {
      const ring = rectangle(center, width, depth, angle)
      if (!plot.fits(ring, 9)) continue
      const entrance = lerp(ring[0]!, ring[1]!, 0.5)
      place(ring, entrance, { floors, dwellings: 0, use: 'public', role })
      return
    }
}

interface RowPath {
  /** Along the north side of a row, west to east. */
  line: [Pt, Pt]
}

function slabs(
  plot: Plot,
  options: CompoundOptions,
  facing: number,
  spine: Spine | null,
  rng: Rng,
  place: Place,
  draft: Draft,
): RowPath[] {
  const isOld = options.era === 'old'
  const floors = isOld ? rng.whole(4, 6) : rng.pick([5, 6, 6, 6, 7, 11])
  const depth = rng.between(11.5, 13.5)
  const gap = floors > 7 ? 30 : isOld ? rng.between(12.5, 15) : rng.between(17, 21)
  const target = rng.pick([42, 50, 58])
  const box = boundsIn(plot.outline, facing)
  const paths: RowPath[] = []
  let dwellings = 0
  const phase = rng.between(0, 6)
  for (let y = box.minY + 4 + phase; y + depth < box.maxY; y += depth + gap) {
    const runs = freeRuns(plot, facing, box.minX, box.maxX, y, depth)
    let west = Infinity
    let east = -Infinity
    for (const [from, to] of runs) {
      const parts = Math.max(1, Math.round((to - from + 9) / (target + 9)))
      const width = Math.min(78, (to - from - 9 * (parts - 1)) / parts)
      if (width < 22) continue
      for (let k = 0; k < parts; k++) {
        const x0 = from + k * (width + 9)
        const units = Math.max(1, Math.round(width / 15.5))
        const ring = (
          [
            [x0, y],
            [x0 + width, y],
            [x0 + width, y + depth],
            [x0, y + depth],
          ] as const
        ).map((p) => rotate(p, facing))
        if (!plot.fits(ring, 7)) continue
        const own = units * 2 * floors
        if (dwellings + own > options.dwellingLimit) continue
        dwellings += own
        const entrance = rotate([x0 + width * (0.5 / units), y + depth], facing)
        place(steppedSlab(x0, y, width, depth, facing, units), entrance, {
          floors,
          dwellings: own,
          use: 'residential',
          role: 'slab',
        })
        draft.greens.push({
          class: 'grass',
          name: null,
          ring: (
            [
              [x0 + 1, y - 6.5],
              [x0 + width - 1, y - 6.5],
              [x0 + width - 1, y - 1.5],
              [x0 + 1, y - 1.5],
            ] as const
          ).map((p) => rotate(p, facing)),
        })
        west = Math.min(west, x0)
        east = Math.max(east, x0 + width)
      }
    }
    if (west < east) paths.push(rowPath(west, east, y + depth + 4, facing, spine))
  }
  return paths
}

/** A slab whose north side steps in at every stairwell, as they do. */
function steppedSlab(
  x: number,
  y: number,
  width: number,
  depth: number,
  facing: number,
  units: number,
): Pt[] {
  const ring: Pt[] = [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
  ]
  const each = width / units
  for (let k = units - 1; k >= 0 && units <= 4; k--) {
    const middle = x + each * (k + 0.5)
    ring.push(
      [middle + 1.6, y + depth],
      [middle + 1.6, y + depth - 1.4],
      [middle - 1.6, y + depth - 1.4],
      [middle - 1.6, y + depth],
    )
  }
  ring.push([x, y + depth])
  return ring.map((p) => rotate(p, facing))
}

function towers(
  plot: Plot,
  options: CompoundOptions,
  facing: number,
  spine: Spine | null,
  rng: Rng,
  place: Place,
  draft: Draft,
): RowPath[] {
  const perFloor = rng.chance(0.75) ? 4 : 2
  const width = perFloor === 4 ? 30 : 26
  const depth = perFloor === 4 ? 19 : 15
  const box = boundsIn(plot.outline, facing)
  const pitchX = width + rng.between(14, 19)
  const pitchY = depth + rng.between(25, 32)
  const paths: RowPath[] = []
  const spots: { x: number; y: number }[] = []
  let row = 0
  for (let y = box.minY + 6 + rng.between(0, 8); y + depth < box.maxY; y += pitchY, row++) {
    let west = Infinity
    let east = -Infinity
    for (const [from, to] of freeRuns(plot, facing, box.minX, box.maxX, y, depth)) {
      const room = to - from - width
      if (room < 0) continue
      const count = 1 + Math.floor(room / pitchX)
      const spare = room - (count - 1) * pitchX
      for (let k = 0; k < count; k++) {
        const x = from + spare * (row % 2 ? 0.35 : 0.65) + k * pitchX
        if (!plot.fits(towerRing(x, y, width, depth, facing, perFloor), 11)) continue
        spots.push({ x, y })
        west = Math.min(west, x)
        east = Math.max(east, x + width)
      }
    }
    if (west < east) paths.push(rowPath(west, east, y + depth + 5, facing, spine))
  }
  // few towers are tall, many are lower: the plot's floor area is what the plan allows
  const wanted = options.dwellingLimit * rng.between(0.78, 1)
  const floors = Math.max(11, Math.min(33, Math.round(wanted / (Math.max(1, spots.length) * perFloor))))
  for (const { x, y } of spots) {
    const ring = towerRing(x, y, width, depth, facing, perFloor)
    const entrance = rotate([x + width / 2, y + depth - 3.2], facing)
    place(ring, entrance, { floors, dwellings: floors * perFloor, use: 'residential', role: 'tower' })
    const garden = oval(rotate([x + width / 2, y - 12], facing), width * 0.6, 6, facing, rng)
    if (plot.fits(garden, 2)) draft.greens.push({ class: 'grass', name: null, ring: garden })
  }
  return paths
}

/** A tower's plan: wings to the sides, the stair core set back in the north. */
function towerRing(x: number, y: number, w: number, d: number, facing: number, perFloor: number): Pt[] {
  const a = w * 0.28
  const s = perFloor === 4 ? 3.2 : 2
  return (
    [
      [0, s],
      [a, s],
      [a, 0],
      [w / 2 - 3, 0],
      [w / 2 - 3, 2.4],
      [w / 2 + 3, 2.4],
      [w / 2 + 3, 0],
      [w - a, 0],
      [w - a, s],
      [w, s],
      [w, d - 1],
      [w / 2 + 5, d - 1],
      [w / 2 + 5, d - 3.2],
      [w / 2 - 5, d - 3.2],
      [w / 2 - 5, d - 1],
      [0, d - 1],
    ] as const
  ).map(([i, j]) => rotate([x + i, y + j], facing))
}

export function oval(center: Pt, halfWidth: number, halfDepth: number, angle: number, rng: Rng): Pt[] {
  const out: Pt[] = []
  for (let k = 0; k < 18; k++) {
    const t = (k / 18) * 2 * Math.PI
    const r = rng.between(0.88, 1.08)
    out.push(add(center, rotate([halfWidth * r * Math.cos(t), halfDepth * r * Math.sin(t)], angle)))
  }
  return out
}

function rowPath(west: number, east: number, y: number, facing: number, spine: Spine | null): RowPath {
  const a = rotate([west - 1, y], facing)
  const b = rotate([east + 1, y], facing)
  if (!spine) return { line: [a, b] }
  // reaches as far as the spine, so that every entrance is connected
  const [p, q] = [spine.line[0]!, spine.line[spine.line.length - 1]!]
  const far = rotate([1, 0], facing)
  const d = sub(q, p)
  const det = far[0] * d[1] - far[1] * d[0]
  if (Math.abs(det) < 0.2 * between(p, q)) return { line: [a, b] }
  const t = ((p[0] - a[0]) * d[1] - (p[1] - a[1]) * d[0]) / det
  const u = ((p[0] - a[0]) * far[1] - (p[1] - a[1]) * far[0]) / det
  if (u < 0 || u > 1) return { line: [a, b] }
  const size = between(a, b)
  return t < 0
    ? { line: [add(a, scale(far, t)), b] }
    : t > size
      ? { line: [a, add(a, scale(far, t))] }
      : { line: [a, b] }
}

/** Ties the row paths to the spine, each crossing a vertex of both; rows beside the spine's end get a way to it. */
function joinPaths(draft: Draft, spine: Spine, paths: readonly RowPath[]): void {
  const [p, q] = [spine.line[0]!, spine.line[spine.line.length - 1]!]
  const onSpine: { t: number; point: Pt }[] = []
  for (const { line } of paths) {
    const far = scale(unit(sub(line[1], line[0])), 0.5)
    const hit = crossing(p, q, sub(line[0], far), add(line[1], far))
    if (hit) {
      onSpine.push({ t: hit.t, point: hit.point })
      const parts = [line[0], hit.point, line[1]].filter((x, i) => i === 1 || between(x, hit.point) > 1)
      draft.ways.push({ class: 'path', name: null, line: parts })
    } else {
      const end =
        between(line[0], p) + between(line[0], q) < between(line[1], p) + between(line[1], q)
          ? line[0]
          : line[1]
      const t = Math.max(0.08, Math.min(0.92, closest(p, q, end)))
      const point = lerp(p, q, t)
      onSpine.push({ t, point })
      const rest = end === line[0] ? line[1] : line[0]
      draft.ways.push({ class: 'path', name: null, line: [point, end, rest] })
    }
  }
  onSpine.sort((a, b) => a.t - b.t)
  const inner = onSpine
    .filter((x) => between(x.point, p) > 0.5 && between(x.point, q) > 0.5)
    .map((x) => x.point)
  draft.ways.push({ class: 'service', name: null, line: [p, ...inner, q] })
}

const closest = (a: Pt, b: Pt, p: Pt): number => {
  const d = sub(b, a)
  return ((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / (d[0] * d[0] + d[1] * d[1])
}

function boundsIn(
  outline: readonly Pt[],
  facing: number,
): { minX: number; maxX: number; minY: number; maxY: number } {
  const turned = outline.map((p) => rotate(p, -facing))
  const xs = turned.map((p) => p[0])
  const ys = turned.map((p) => p[1])
  return { minX: Math.min(...xs), maxX: Math.max(...xs), minY: Math.min(...ys), maxY: Math.max(...ys) }
}

/** The stretches of a row in which a building of this depth fits. */
function freeRuns(
  plot: Plot,
  facing: number,
  minX: number,
  maxX: number,
  y: number,
  depth: number,
): [number, number][] {
  const step = 4
  const runs: [number, number][] = []
  let start: number | null = null
  for (let x = minX; x <= maxX + step; x += step) {
    const ring = (
      [
        [x, y],
        [x + step, y],
        [x + step, y + depth],
        [x, y + depth],
      ] as const
    ).map((p) => rotate(p, facing))
    const isFree = x <= maxX && plot.fits(ring, 7)
    if (isFree && start === null) start = x
    if (!isFree && start !== null) {
      runs.push([start, x])
      start = null
    }
  }
  return runs
}
