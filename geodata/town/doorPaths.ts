/**
 * Paths to the doors of buildings that stand off the ways, as in campuses: straight from the entrance to the nearest
 * way in sight, over nothing built and through no wall. The way gets a vertex where the path meets it.
 */
import type { Draft } from './draft.ts'
import { add, between, crossing, distanceToSegment, lerp, scale, type Pt } from './plane.ts'
import { CLEARANCE_METERS } from './plot.ts'

/** A door nearer to the edge of a way than this needs no path. */
const NEAR_METERS = 6
const LONGEST_METERS = 130
/** Where no way is in sight of a door, one corner is tried, this far from it. */
const CORNER_METERS = [6, 12, 20, 32, 48, 70]
const CORNER_DIRECTIONS = 16
/** Of the nearest ways this many are tried. */
const MOST_TRIES = 10
const CELL = 40

interface Line {
  class: keyof typeof HALF_WIDTH
  line: Pt[]
}

/** From the middle of a way to where its pavement ends. */
const HALF_WIDTH = {
  arterial: CLEARANCE_METERS.arterial,
  secondary: CLEARANCE_METERS.secondary,
  local: CLEARANCE_METERS.local,
  service: 3,
  path: 3,
  bridge: 10,
  steps: 1,
}

interface Option {
  way: number
  segment: number
  t: number
  /** From the door on: a corner, if there is one, then the place on the way. */
  line: Pt[]
  meters: number
}

/** Segments by square cells. */
export class Cells<Item> {
  private readonly cells = new Map<number, Item[]>()

  add(a: Pt, b: Pt, item: Item): void {
    this.visit(a, b, 0, (key) => {
      const own = this.cells.get(key)
      if (own) own.push(item)
      else this.cells.set(key, [item])
    })
  }

  /** Items of the cells around the box of two points; some more than once. */
  near(a: Pt, b: Pt, margin: number): Item[] {
    const found: Item[] = []
    this.visit(a, b, margin, (key) => {
      const own = this.cells.get(key)
      if (own) found.push(...own)
    })
    return found
  }

  private visit(a: Pt, b: Pt, margin: number, take: (key: number) => void): void {
    const at = (value: number): number => Math.floor(value / CELL)
    for (let x = at(Math.min(a[0], b[0]) - margin); x <= at(Math.max(a[0], b[0]) + margin); x++)
      for (let y = at(Math.min(a[1], b[1]) - margin); y <= at(Math.max(a[1], b[1]) + margin); y++)
        take(x * 65_536 + y)
  }
}

function footOn(a: Pt, b: Pt, p: Pt): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const size = dx * dx + dy * dy
  return size === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / size))
}

/** @returns the paths, door first; vertices are set into `ways` */
export function doorPaths(given: readonly Line[], draft: Draft): Pt[][] {
  const ways: Line[] = [...given]
  const solid = new Cells<readonly [Pt, Pt]>()
  const addSolid = (points: readonly Pt[], isClosed: boolean): void => {
    for (let i = isClosed ? 0 : 1; i < points.length; i++) {
      const [a, b] = [points[(i + points.length - 1) % points.length]!, points[i]!]
      solid.add(a, b, [a, b])
    }
  }
  for (const { ring } of draft.buildings) addSolid(ring, true)
  for (const wall of draft.walls) addSolid(wall, false)
  for (const lake of draft.lakes) addSolid(lake, true)
  const segments = new Cells<readonly [way: number, segment: number]>()
  const addWay = ({ line }: Line, w: number): void => {
    for (let i = 1; i < line.length; i++) segments.add(line[i - 1]!, line[i]!, [w, i])
  }
  ways.forEach(addWay)
  const isFree = (from: Pt, to: Pt): boolean => {
    // the door itself lies on its own wall
    const start = lerp(from, to, Math.min(0.5, 0.05 / between(from, to)))
    for (const [a, b] of solid.near(start, to, 1)) if (crossing(start, to, a, b)) return false
    return true
  }
  const nearestInSight = (door: Pt, longest: number): Option | null => {
    for (const reach of [25, Math.min(60, longest), longest]) {
      const options: Option[] = []
      for (const [way, segment] of segments.near(door, door, reach)) {
        const [a, b] = [ways[way]!.line[segment - 1]!, ways[way]!.line[segment]!]
        const meters = distanceToSegment(door, a, b)
        if (meters > reach) continue
        const t = footOn(a, b, door)
        options.push({ way, segment, t, line: [door, t <= 0 ? a : t >= 1 ? b : lerp(a, b, t)], meters })
      }
      options.sort((p, q) => p.meters - q.meters)
      const best = options.slice(0, MOST_TRIES).find(({ line }) => isFree(line[0]!, line[1]!))
      if (best) return upToFirstWay(best)
    }
    return null
  }
  /** A path ends at the first way that it meets. */
  const upToFirstWay = (option: Option): Option => {
    const [door, end] = [option.line[0]!, option.line[1]!]
    let best = option
    let nearest = 1 - 1e-6
    for (const [way, segment] of segments.near(door, end, 0)) {
      const [a, b] = [ways[way]!.line[segment - 1]!, ways[way]!.line[segment]!]
      const hit = crossing(door, end, a, b)
      if (!hit || hit.t >= nearest) continue
      nearest = hit.t
      best = { way, segment, t: hit.u, line: [door, hit.point], meters: hit.t * option.meters }
    }
    return best
  }
  const roundCorner = (door: Pt): Option | null => {
    let best: Option | null = null
    for (const far of CORNER_METERS) {
      for (let k = 0; k < CORNER_DIRECTIONS; k++) {
        const angle = (2 * Math.PI * k) / CORNER_DIRECTIONS
        const corner = add(door, scale([Math.cos(angle), Math.sin(angle)], far))
        if (!isFree(door, corner)) continue
        const option = nearestInSight(corner, LONGEST_METERS)
        if (option && (!best || option.meters + far < best.meters))
          best = { ...option, line: [door, ...option.line], meters: option.meters + far }
      }
      if (best) return best
    }
    return null
  }
  const inserts = new Map<number, { segment: number; t: number; point: Pt }[]>()
  const lay = (best: Option): void => {
    const own = inserts.get(best.way) ?? []
    inserts.set(best.way, own)
    if (best.t > 0 && best.t < 1) own.push({ segment: best.segment, t: best.t, point: best.line.at(-1)! })
    ways.push({ class: 'path', line: best.line })
    addWay(ways.at(-1)!, ways.length - 1)
  }
  const hidden: Pt[] = []
  for (const { entrance } of draft.buildings) {
    const best = nearestInSight(entrance, LONGEST_METERS)
    if (!best) hidden.push(entrance)
    else if (best.meters > HALF_WIDTH[ways[best.way]!.class] + NEAR_METERS) lay(best)
  }
  // the paths to other doors may be what is in sight
  for (const entrance of hidden) {
    const best = nearestInSight(entrance, LONGEST_METERS) ?? roundCorner(entrance)
    if (best) lay(best)
  }
  for (const [way, own] of inserts) insertPoints(ways[way]!.line, own)
  return ways.slice(given.length).map(({ line }) => line)
}

/** Sets vertices into a line, each on the segment that ends at the index given. */
export function insertPoints(line: Pt[], points: { segment: number; t: number; point: Pt }[]): void {
  const sorted = [...points].sort((p, q) => p.segment - q.segment || p.t - q.t)
  const out: Pt[] = []
  let next = 0
  line.forEach((p, i) => {
    while (next < sorted.length && sorted[next]!.segment === i) out.push(sorted[next++]!.point)
    out.push(p)
  })
  line.splice(0, line.length, ...out)
}
