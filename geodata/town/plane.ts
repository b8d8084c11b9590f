/**
 * Plane geometry in metres for the generator: small pure functions on points and rings. Rings are open (the last
 * point is not the first again) and counter-clockwise, y to the north.
 */
export type Pt = readonly [x: number, y: number]
export type Ring = readonly Pt[]

export const sub = (a: Pt, b: Pt): Pt => [a[0] - b[0], a[1] - b[1]]
export const add = (a: Pt, b: Pt): Pt => [a[0] + b[0], a[1] + b[1]]
export const scale = (a: Pt, k: number): Pt => [a[0] * k, a[1] * k]
export const cross = (a: Pt, b: Pt): number => a[0] * b[1] - a[1] * b[0]
export const dot = (a: Pt, b: Pt): number => a[0] * b[0] + a[1] * b[1]
export const length = (a: Pt): number => Math.hypot(a[0], a[1])
export const between = (a: Pt, b: Pt): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const lerp = (a: Pt, b: Pt, t: number): Pt => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
export const unit = (a: Pt): Pt => scale(a, 1 / (length(a) || 1))
export const rotate = (a: Pt, angle: number): Pt => {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return [a[0] * c - a[1] * s, a[0] * s + a[1] * c]
}

export function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += cross(ring[j]!, ring[i]!)
  return sum / 2
}

export function centroid(ring: Ring): Pt {
  let x = 0
  let y = 0
  let a = 0
  const o = ring[0]!
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const p = sub(ring[j]!, o)
    const q = sub(ring[i]!, o)
    const w = cross(p, q)
    a += w
    x += (p[0] + q[0]) * w
    y += (p[1] + q[1]) * w
  }
  return a === 0 ? o : [o[0] + x / (3 * a), o[1] + y / (3 * a)]
}

export function isInside(ring: Ring, p: Pt): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
  }
  return inside
}

export function distanceToSegment(p: Pt, a: Pt, b: Pt): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const size = dx * dx + dy * dy
  const t = size === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / size))
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
}

export function distanceToLine(p: Pt, line: readonly Pt[]): number {
  let best = Infinity
  for (let i = 1; i < line.length; i++) best = Math.min(best, distanceToSegment(p, line[i - 1]!, line[i]!))
  return best
}

/** Where two segments cross: the share along each; null when they do not. */
export function crossing(a: Pt, b: Pt, c: Pt, d: Pt): { t: number; u: number; point: Pt } | null {
  const r = sub(b, a)
  const s = sub(d, c)
  const det = cross(r, s)
  if (Math.abs(det) < 1e-9) return null
  const t = cross(sub(c, a), s) / det
  const u = cross(sub(c, a), r) / det
  return t < 0 || t > 1 || u < 0 || u > 1 ? null : { t, u, point: lerp(a, b, t) }
}

export interface Box {
  center: Pt
  /** Direction of the longer side, radians. */
  angle: number
  long: number
  short: number
}

/** The smallest box around the points, over whole steps of 3 degrees. */
export function orientedBox(points: readonly Pt[]): Box {
  let best: Box | null = null
  for (let degree = 0; degree < 90; degree += 3) {
    const angle = (degree * Math.PI) / 180
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    let minU = Infinity
    let maxU = -Infinity
    let minV = Infinity
    let maxV = -Infinity
    for (const [x, y] of points) {
      const u = x * c + y * s
      const v = y * c - x * s
      if (u < minU) minU = u
      if (u > maxU) maxU = u
      if (v < minV) minV = v
      if (v > maxV) maxV = v
    }
    const w = maxU - minU
    const h = maxV - minV
    if (best && best.long * best.short <= w * h) continue
    const mu = (minU + maxU) / 2
    const mv = (minV + maxV) / 2
    const center: Pt = [mu * c - mv * s, mu * s + mv * c]
    best =
      w >= h
        ? { center, angle, long: w, short: h }
        : { center, angle: angle + Math.PI / 2, long: h, short: w }
  }
  return best!
}

/** The parts of a ring on the left of the line through `at` along `direction`; for rings that are nearly convex. */
export function leftOf(ring: Ring, at: Pt, direction: Pt): Pt[] {
  const out: Pt[] = []
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    const da = cross(direction, sub(a, at))
    const db = cross(direction, sub(b, at))
    if (da >= 0) out.push(a)
    if (da >= 0 !== db >= 0) out.push(lerp(a, b, da / (da - db)))
  }
  return out
}

export const rectangle = (center: Pt, width: number, depth: number, angle: number): Pt[] =>
  (
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const
  ).map(([i, j]) => add(center, rotate([(i * width) / 2, (j * depth) / 2], angle)))

export function lineLength(line: readonly Pt[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += between(line[i - 1]!, line[i]!)
  return sum
}

/** The point at a length along a line, and the direction there. */
export function along(line: readonly Pt[], meters: number): { point: Pt; direction: Pt } {
  let rest = meters
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const size = between(a, b)
    if (rest <= size || i === line.length - 1)
      return { point: lerp(a, b, size === 0 ? 0 : rest / size), direction: unit(sub(b, a)) }
    rest -= size
  }
  return { point: line[0]!, direction: [1, 0] }
}
