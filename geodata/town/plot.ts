/**
 * A plot to build on: an outline whose sides keep different clearances (the road's half width, the river's bank),
 * ways that must stay free, and what already stands there. Nothing that `fits` can cross the outline, so no
 * building is cut by a border.
 */
import { between, crossing, distanceToSegment, isInside, lerp, type Pt, type Ring } from './plane.ts'
import type { EdgeClass } from './planarMap.ts'

export const CLEARANCE_METERS: Record<EdgeClass, number> = {
  arterial: 20,
  secondary: 14,
  local: 9,
  service: 5.5,
  path: 2.2,
  wall: 3,
  river: 56,
  frame: 20,
}

export interface Side {
  a: Pt
  b: Pt
  class: EdgeClass
  line: number
  name: string | null
  clearance: number
}

const SAMPLE_METERS = 7

export class Plot {
  readonly outline: Pt[]
  readonly sides: Side[]
  private readonly ways: { line: readonly Pt[]; meters: number }[] = []
  private readonly standing: { ring: Ring; center: Pt; reach: number }[] = []

  constructor(sides: Side[]) {
    this.sides = sides
    this.outline = sides.map((side) => side.a)
  }

  keepFree(line: readonly Pt[], meters: number): void {
    this.ways.push({ line, meters })
  }

  stand(ring: Ring): void {
    const center = middleOf(ring)
    this.standing.push({ ring, center, reach: Math.max(...ring.map((p) => between(p, center))) })
  }

  /** Inside, with the clearance of every side and way kept, and `gapMeters` to what stands. */
  fits(ring: Ring, gapMeters = 4): boolean {
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!
      const b = ring[(i + 1) % ring.length]!
      const steps = Math.max(1, Math.ceil(between(a, b) / SAMPLE_METERS))
      for (let k = 0; k < steps; k++) if (!this.isFree(lerp(a, b, k / steps))) return false
    }
    if (this.sides.some((side) => isInside(ring, side.a))) return false
    const center = middleOf(ring)
    const reach = Math.max(...ring.map((p) => between(p, center)))
    return this.standing.every(
      (other) =>
        between(center, other.center) > reach + other.reach + gapMeters ||
        gapBetween(ring, other.ring) >= gapMeters,
    )
  }

  /** Inside, with the clearance of every side and way kept. */
  isFree(p: Pt): boolean {
    const [x, y] = p
    for (const { a, b, clearance } of this.sides) {
      if (x < Math.min(a[0], b[0]) - clearance || x > Math.max(a[0], b[0]) + clearance) continue
      if (y < Math.min(a[1], b[1]) - clearance || y > Math.max(a[1], b[1]) + clearance) continue
      if (distanceToSegment(p, a, b) < clearance) return false
    }
    for (const { line, meters } of this.ways)
      for (let i = 1; i < line.length; i++)
        if (distanceToSegment(p, line[i - 1]!, line[i]!) < meters) return false
    return isInside(this.outline, p)
  }
}

const middleOf = (ring: Ring): Pt => {
  let x = 0
  let y = 0
  for (const p of ring) {
    x += p[0]
    y += p[1]
  }
  return [x / ring.length, y / ring.length]
}

function gapBetween(p: Ring, q: Ring): number {
  let best = Infinity
  for (let i = 0; i < p.length; i++)
    for (let j = 0; j < q.length; j++) {
      const [a, b] = [p[i]!, p[(i + 1) % p.length]!]
      const [c, d] = [q[j]!, q[(j + 1) % q.length]!]
      if (crossing(a, b, c, d)) return 0
      best = Math.min(best, distanceToSegment(a, c, d), distanceToSegment(c, a, b))
    }
  return isInside(q, p[0]!) || isInside(p, q[0]!) ? 0 : best
}
