/**
 * Small houses: the dense ones of old lanes, which fill parcel after parcel, and the looser ones of a village, each
 * facing about south. Parcels come from halving a face again and again.
 */
import {
  add,
  between,
  centroid,
  leftOf,
  lerp,
  orientedBox,
  rectangle,
  rotate,
  signedArea,
  sub,
  unit,
  type Pt,
} from './plane.ts'
import type { DraftBuilding } from './draft.ts'
import { Plot, type Side } from './plot.ts'
import type { Rng } from './rng.ts'

interface HouseOptions {
  atom: number
  block: number
  road: (p: Pt) => string | null
}

function parcels(ring: readonly Pt[], limit: number, rng: Rng): Pt[][] {
  const out: Pt[][] = []
  const queue: Pt[][] = [[...ring]]
  while (queue.length > 0) {
    const next = queue.pop()!
    if (next.length < 3) continue
    const area = signedArea(next)
    if (area < 30) continue
    if (area < limit * rng.between(0.75, 1.5)) {
      out.push(next)
      continue
    }
    const box = orientedBox(next)
    const axis: Pt = [Math.cos(box.angle), Math.sin(box.angle)]
    const at = add(box.center, [
      axis[0] * box.long * rng.between(-0.1, 0.1),
      axis[1] * box.long * rng.between(-0.1, 0.1),
    ])
    const cut = rotate(axis, Math.PI / 2)
    queue.push(leftOf(next, at, cut), leftOf(next, at, [-cut[0], -cut[1]]))
  }
  return out
}

/** The ring with every side moved inward. */
function shrink(ring: readonly Pt[], meters: (a: Pt, b: Pt) => number): Pt[] {
  let out = [...ring]
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    if (between(a, b) < 0.2) continue
    const d = unit(sub(b, a))
    const inward = rotate(d, Math.PI / 2)
    const gap = meters(a, b)
    out = leftOf(out, [a[0] + inward[0] * gap, a[1] + inward[1] * gap], d)
    if (out.length < 3) return []
  }
  return out
}

export function buildLaneHouses(sides: Side[], options: HouseOptions, rng: Rng): DraftBuilding[] {
  const plot = new Plot(sides)
  const free = shrink(plot.outline, (a, b) => sides.find((s) => s.a === a && s.b === b)?.clearance ?? 2)
  if (free.length < 3) return []
  const main = sides.filter((s) => s.class === 'arterial' || s.class === 'secondary')
  const out: DraftBuilding[] = []
  for (const parcel of parcels(free, 128, rng)) {
    if (rng.chance(0.07)) continue
    const party = rng.between(0.15, 0.7)
    const ring = tidy(shrink(parcel, () => party))
    const area = ring.length < 3 ? 0 : signedArea(ring)
    if (area < 32 || !plot.fits(ring, 0)) continue
    const box = orientedBox(ring)
    if (box.short < 4.2) continue
    const center = centroid(ring)
    const near = nearestSide(sides, center)
    const isShop =
      main.some((s) => s === near.side) && near.meters < near.side.clearance + 14 && rng.chance(0.6)
    const floors = rng.pick([1, 2, 2, 2, 3, 3])
    const dwellings = isShop
      ? rng.chance(0.5)
        ? 1
        : 0
      : Math.max(1, Math.round((area * floors) / rng.between(58, 95)))
    out.push({
      ring,
      entrance: nearestOnRing(ring, near.point),
      floors: isShop ? Math.max(2, floors) : floors,
      dwellings,
      use: isShop && dwellings === 0 ? 'commercial' : 'residential',
      role: isShop ? 'shop' : 'house',
      era: 'old',
      atom: options.atom,
      block: options.block,
      road: near.side.name ?? options.road(center),
    })
  }
  return out
}

export function buildVillageHouses(sides: Side[], options: HouseOptions, rng: Rng): DraftBuilding[] {
  const plot = new Plot(sides)
  const free = shrink(plot.outline, (a, b) => sides.find((s) => s.a === a && s.b === b)?.clearance ?? 2)
  if (free.length < 3) return []
  const out: DraftBuilding[] = []
  for (const parcel of parcels(free, 240, rng)) {
    if (rng.chance(0.1)) continue
    const box = orientedBox(parcel)
    const quarterTurn = Math.PI / 2
    const width = Math.min(14, box.long - 3)
    const depth = Math.min(11, box.short - 3)
    if (width < 7 || depth < 6.5) continue
    let angle = box.angle % quarterTurn
    if (angle > quarterTurn / 2) angle -= quarterTurn
    const isAcross = Math.abs(((box.angle + 10 * Math.PI) % Math.PI) - quarterTurn) < quarterTurn / 2
    const ring = rectangle(centroid(parcel), isAcross ? depth : width, isAcross ? width : depth, angle)
    if (!plot.fits(ring, 1)) continue
    plot.stand(ring)
    const floors = rng.pick([2, 2, 3, 3, 4])
    out.push({
      ring,
      entrance: lerp(ring[0]!, ring[1]!, 0.5),
      floors,
      dwellings: floors >= 3 ? rng.whole(3, 6) : rng.whole(1, 3),
      use: 'residential',
      role: 'house',
      era: 'village',
      atom: options.atom,
      block: options.block,
      road: null,
    })
  }
  return out
}

/** Without the points that lie closer than half a metre to the one before. */
const tidy = (ring: readonly Pt[]): Pt[] =>
  ring.filter((p, i) => between(p, ring[(i + ring.length - 1) % ring.length]!) > 0.6)

export function nearestSide(sides: readonly Side[], p: Pt): { side: Side; meters: number; point: Pt } {
  let best: { side: Side; meters: number; point: Pt } | null = null
  for (const side of sides) {
    const d = sub(side.b, side.a)
    const size = d[0] * d[0] + d[1] * d[1]
    const t = Math.max(0, Math.min(1, ((p[0] - side.a[0]) * d[0] + (p[1] - side.a[1]) * d[1]) / (size || 1)))
    const point = lerp(side.a, side.b, t)
    const meters = between(point, p)
    if (!best || meters < best.meters) best = { side, meters, point }
  }
  return best!
}

/** The middle of the ring's side that is nearest to a point. */
export function nearestOnRing(ring: readonly Pt[], p: Pt): Pt {
  let best: Pt = ring[0]!
  let gap = Infinity
  for (let i = 0; i < ring.length; i++) {
    const middle = lerp(ring[i]!, ring[(i + 1) % ring.length]!, 0.5)
    if (between(middle, p) < gap) {
      gap = between(middle, p)
      best = middle
    }
  }
  return best
}
