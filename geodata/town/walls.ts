/**
 * The wall of a gated ground: its outline moved inward by what each side asks for, open where a way goes through.
 */
import { add, between, cross, crossing, isInside, lerp, rotate, scale, sub, unit, type Pt } from './plane.ts'

export interface WallSide {
  a: Pt
  b: Pt
  meters: number
}

const GAP_METERS = 4.5

/** The outline moved inward; null when its shape does not allow it. */
export function wallRing(sides: readonly WallSide[]): Pt[] | null {
  const outline = sides.map((side) => side.a)
  const kept: WallSide[] = []
  for (const side of sides) {
    const last = kept[kept.length - 1]
    const isStraight =
      last &&
      last.meters === side.meters &&
      Math.abs(cross(unit(sub(last.b, last.a)), unit(sub(side.b, side.a)))) < 0.05
    if (last && (isStraight || (between(side.a, side.b) < 3 && last.meters === side.meters))) last.b = side.b
    else kept.push({ ...side })
  }
  if (kept.length < 3) return null
  const ring: Pt[] = []
  kept.forEach((side, i) => {
    const before = kept[(i + kept.length - 1) % kept.length]!
    const d1 = unit(sub(before.b, before.a))
    const d2 = unit(sub(side.b, side.a))
    const n1 = rotate(d1, Math.PI / 2)
    const n2 = rotate(d2, Math.PI / 2)
    const turn = cross(d1, d2)
    // between sides that run on nearly straight the wall steps; their meeting point would be far away
    if (Math.abs(turn) < (before.meters === side.meters ? 0.08 : 0.55)) {
      ring.push(add(side.a, scale(n1, before.meters)))
      if (Math.abs(before.meters - side.meters) > 0.5) ring.push(add(side.a, scale(n2, side.meters)))
      return
    }
    const p = add(side.a, scale(n1, before.meters))
    const q = add(side.a, scale(n2, side.meters))
    const t = cross(sub(q, p), d2) / turn
    const corner = add(p, scale(d1, t))
    if (between(corner, side.a) < 3 * Math.max(before.meters, side.meters) + 4) ring.push(corner)
    else ring.push(p, q)
  })
  for (let i = 0; i < ring.length; i++) {
    if (!isInside(outline, ring[i]!) && sides.every((s) => s.meters > 0.5)) return null
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 0 && j === ring.length - 1) continue
      if (crossing(ring[i]!, ring[i + 1]!, ring[j]!, ring[(j + 1) % ring.length]!)) return null
    }
  }
  return ring
}

/** Where ways go through the wall, and what is left of it as lines. */
export function openWall(
  ring: readonly Pt[],
  ways: readonly (readonly Pt[])[],
): { lines: Pt[][]; gates: { point: Pt; way: number; leg: number }[] } {
  const gates: { point: Pt; way: number; leg: number }[] = []
  const cuts: number[] = []
  const starts: number[] = [0]
  for (let i = 0; i < ring.length; i++)
    starts.push(starts[i]! + between(ring[i]!, ring[(i + 1) % ring.length]!))
  const total = starts[ring.length]!
  ways.forEach((way, w) => {
    for (let k = 1; k < way.length; k++)
      for (let i = 0; i < ring.length; i++) {
        const hit = crossing(way[k - 1]!, way[k]!, ring[i]!, ring[(i + 1) % ring.length]!)
        if (!hit) continue
        gates.push({ point: hit.point, way: w, leg: k })
        cuts.push(starts[i]! + hit.u * (starts[i + 1]! - starts[i]!))
      }
  })
  cuts.sort((a, b) => a - b)
  const pointAt = (meters: number): Pt => {
    const at = ((meters % total) + total) % total
    let i = 0
    while (i < ring.length - 1 && starts[i + 1]! < at) i++
    const size = starts[i + 1]! - starts[i]!
    return lerp(ring[i]!, ring[(i + 1) % ring.length]!, size === 0 ? 0 : (at - starts[i]!) / size)
  }
  if (cuts.length === 0) return { lines: [[...ring, ring[0]!]], gates }
  const lines: Pt[][] = []
  cuts.forEach((cut, k) => {
    const from = cut + GAP_METERS
    const to = (cuts[k + 1] ?? cuts[0]! + total) - GAP_METERS
    if (to - from < 2) return
    const line: Pt[] = [pointAt(from)]
    for (let lap = 0; lap < 2; lap++)
      for (let i = 0; i < ring.length; i++) {
        const at = starts[i]! + lap * total
        if (at > from && at < to) line.push(ring[i]!)
      }
    line.push(pointAt(to))
    lines.push(line)
  })
  return { lines, gates }
}
