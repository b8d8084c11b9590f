/**
 * Shops of one or two storeys along a road, between the pavement and the compound wall behind them. A side that has
 * shops keeps more clearance for whatever is built behind.
 */
import { add, between, lerp, rotate, scale, sub, unit, type Pt } from './plane.ts'
import type { DraftBuilding, Era } from './draft.ts'
import type { Plot, Side } from './plot.ts'
import type { Rng } from './rng.ts'

const DEPTH = 11

export function buildShopRows(
  plot: Plot,
  wants: (side: Side) => boolean,
  about: { atom: number; block: number; era: Era },
  rng: Rng,
): DraftBuilding[] {
  const out: DraftBuilding[] = []
  const n = plot.sides.length
  for (let i = 0; i < n;) {
    const first = plot.sides[i]!
    let j = i + 1
    while (j < n && plot.sides[j]!.line === first.line) j++
    const run = plot.sides.slice(i, j)
    i = j
    if (!wants(first)) continue
    const line = [run[0]!.a, ...run.map((side) => side.b)]
    const before = out.length
    let at = first.clearance + rng.between(6, 14)
    const total = run.reduce((sum, side) => sum + between(side.a, side.b), 0)
    while (at < total - first.clearance - 20) {
      const width = Math.min(rng.between(18, 46), total - at - first.clearance)
      if (width < 12) break
      if (rng.chance(0.86)) {
        const a = pointAt(line, at)
        const b = pointAt(line, at + width)
        const d = unit(sub(b, a))
        const inward = rotate(d, Math.PI / 2)
        // the chord of a bend may come closer to the road than its ends: step back by what is left
        const sag = Math.max(
          0,
          ...[0.25, 0.5, 0.75].map((t) => {
            const onLine = pointAt(line, at + width * t)
            const onChord = lerp(a, b, t)
            return (onLine[0] - onChord[0]) * inward[0] + (onLine[1] - onChord[1]) * inward[1]
          }),
        )
        const back = first.clearance + 0.6 + sag
        const p = add(a, scale(inward, back))
        const q = add(b, scale(inward, back))
        const ring = [p, q, add(q, scale(inward, DEPTH)), add(p, scale(inward, DEPTH))]
        if (plot.fits(ring, 2.5)) {
          plot.stand(ring)
          out.push({
            ring,
            entrance: lerp(p, q, 0.5),
            floors: rng.pick([1, 2, 2, 3]),
            dwellings: 0,
            use: 'commercial',
            role: 'shop',
            road: first.name,
            ...about,
          })
        }
      }
      at += width + (rng.chance(0.25) ? rng.between(10, 18) : rng.between(3, 5))
    }
    if (out.length > before) for (const side of run) side.clearance += DEPTH + 5
  }
  return out
}

function pointAt(line: readonly Pt[], meters: number): Pt {
  let rest = meters
  for (let i = 1; i < line.length; i++) {
    const size = between(line[i - 1]!, line[i]!)
    if (rest <= size) return lerp(line[i - 1]!, line[i]!, rest / size)
    rest -= size
  }
  return line[line.length - 1]!
}
