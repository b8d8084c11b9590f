/**
 * Smooth lines through a few points (centripetal Catmull-Rom), cut into even steps, and lines beside a line.
 */
import { add, along, between, lineLength, rotate, scale, type Pt } from './plane.ts'

function splinePoint(p0: Pt, p1: Pt, p2: Pt, p3: Pt, t: number): Pt {
  const axis = (i: 0 | 1): number => {
    const a = 2 * p1[i]
    const b = p2[i] - p0[i]
    const c = 2 * p0[i] - 5 * p1[i] + 4 * p2[i] - p3[i]
    const d = -p0[i] + 3 * p1[i] - 3 * p2[i] + p3[i]
    return 0.5 * (a + b * t + c * t * t + d * t * t * t)
  }
  return [axis(0), axis(1)]
}

/** A smooth line through the points, with a vertex about every `stepMeters`. */
export function smoothLine(points: readonly Pt[], stepMeters: number): Pt[] {
  const fine: Pt[] = [points[0]!]
  for (let i = 0; i + 1 < points.length; i++) {
    const p1 = points[i]!
    const p2 = points[i + 1]!
    const p0 = points[i - 1] ?? p1
    const p3 = points[i + 2] ?? p2
    const parts = Math.max(2, Math.ceil(between(p1, p2) / 8))
    for (let k = 1; k <= parts; k++) fine.push(splinePoint(p0, p1, p2, p3, k / parts))
  }
  const total = lineLength(fine)
  const steps = Math.max(1, Math.round(total / stepMeters))
  const out: Pt[] = []
  for (let k = 0; k <= steps; k++) out.push(along(fine, (total * k) / steps).point)
  return out
}

/** The line beside a line, `meters` to its left (negative: right). For gentle bends. */
export function besideLine(line: readonly Pt[], meters: (index: number) => number): Pt[] {
  return line.map((p, i) => {
    const a = line[Math.max(0, i - 1)]!
    const b = line[Math.min(line.length - 1, i + 1)]!
    const size = between(a, b) || 1
    return add(p, scale(rotate([(b[0] - a[0]) / size, (b[1] - a[1]) / size], Math.PI / 2), meters(i)))
  })
}
