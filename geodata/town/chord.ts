/**
 * Splits one face by a short, slightly bent way across it, as a street block is split by a road: across the longer
 * side, meeting the sides nearly square, and at an existing junction when one is close. Tries a few ways and takes
 * the one whose halves are the best shaped.
 */
import {
  between,
  cross,
  crossing,
  distanceToSegment,
  isInside,
  lerp,
  orientedBox,
  rotate,
  signedArea,
  sub,
  unit,
  add,
  scale,
  type Pt,
  type Ring,
} from './plane.ts'
import type { EdgeLine, FaceId, PlanarMap } from './planarMap.ts'
import type { Rng } from './rng.ts'

export interface ChordOptions {
  /** Share of the longer side at which to cut; 0.5 = in the middle. */
  share?: number
  /** How far the way may bow, as a share of its length. */
  bow: number
  /** Spread of its direction, radians. */
  skew: number
  stepMeters: number
  /** A junction closer than this is taken as the end. */
  snapMeters: number
}

interface End {
  edge: number
  point: Pt
  /** Index in the ring of a vertex to take instead, or -1. */
  vertex: number
}

/** How square a ring is: 1 = a square, smaller = long or ragged. */
const shapeOf = (ring: Ring): number => {
  const box = orientedBox(ring)
  return (signedArea(ring) / (box.long * box.short || 1)) * Math.min(1, (1.7 * box.short) / (box.long || 1))
}

export function splitByChord<Data extends object>(
  map: PlanarMap<Data>,
  face: FaceId,
  line: EdgeLine,
  rng: Rng,
  options: ChordOptions,
): [FaceId, FaceId] | null {
  const ids = map.vertexRing(face)
  const ring = map.ring(face)
  const box = orientedBox(ring)
  const diagonal = box.long + box.short
  let best: { score: number; ends: [End, End]; inner: Pt[] } | null = null

  for (let attempt = 0; attempt < 8; attempt++) {
    const turned = box.long < 1.25 * box.short && attempt % 3 === 2
    const axis = box.angle + (turned ? Math.PI / 2 : 0)
    const long = turned ? box.short : box.long
    const share = (options.share ?? 0.5) + rng.between(-0.09, 0.09)
    const at = add(box.center, scale([Math.cos(axis), Math.sin(axis)], (share - 0.5) * long))
    const direction = rotate([Math.cos(axis), Math.sin(axis)], Math.PI / 2 + rng.normal() * options.skew)
    const ends = endsOf(map, ids, ring, at, direction, diagonal, options.snapMeters)
    if (!ends) continue
    const [a, b] = [placeOf(ring, ends[0]), placeOf(ring, ends[1])]
    const inner = bentWay(
      ring,
      a,
      b,
      rng.between(-1, 1) * options.bow,
      rng.between(-0.5, 0.5) * options.bow,
      options.stepMeters,
    )
    if (!inner) continue
    const halves = halvesOf(ring, ends, inner)
    if (!halves) continue
    const [left, right] = halves.map(signedArea) as [number, number]
    if (left <= 0 || right <= 0) continue
    const balance = Math.min(left, right) / Math.max(left, right)
    const wanted =
      options.share === undefined
        ? 1
        : Math.min(options.share, 1 - options.share) / Math.max(options.share, 1 - options.share)
    const score = shapeOf(halves[0]) + shapeOf(halves[1]) + 0.9 * Math.min(1, balance / wanted)
    if (!best || score > best.score) best = { score, ends, inner }
  }
  if (!best) return null
  return apply(map, face, ids, best.ends, best.inner, line)
}

const placeOf = (ring: Ring, end: End): Pt => (end.vertex >= 0 ? ring[end.vertex]! : end.point)

function endsOf<Data extends object>(
  map: PlanarMap<Data>,
  ids: readonly number[],
  ring: Ring,
  at: Pt,
  direction: Pt,
  reach: number,
  snapMeters: number,
): [End, End] | null {
  const a = add(at, scale(direction, -reach))
  const b = add(at, scale(direction, reach))
  const hits: { t: number; end: End }[] = []
  for (let i = 0; i < ring.length; i++) {
    const p = ring[i]!
    const q = ring[(i + 1) % ring.length]!
    const hit = crossing(a, b, p, q)
    if (hit) hits.push({ t: hit.t, end: { edge: i, point: hit.point, vertex: -1 } })
  }
  hits.sort((x, y) => x.t - y.t)
  const after = hits.findIndex((hit) => hit.t > 0.5)
  if (after < 1 || !isInside(ring, at)) return null
  const ends: [End, End] = [hits[after - 1]!.end, hits[after]!.end]
  for (const end of ends) {
    let closest = snapMeters
    for (let k = 0; k < ring.length; k++) {
      const gap = between(ring[k]!, end.point)
      const isJunction = map.degree[ids[k]!]! > 2
      // a corner of the block is no place for a junction: its two sides would meet at a sharp angle
      const p = unit(sub(ring[k]!, ring[(k + ring.length - 1) % ring.length]!))
      const q = unit(sub(ring[(k + 1) % ring.length]!, ring[k]!))
      const isCorner = cross(p, q) > 0.5
      if (isCorner && gap < snapMeters) return null
      const limit = isJunction ? closest : Math.min(closest, 7)
      if (gap < limit) {
        closest = gap
        end.vertex = k
      }
    }
  }
  if (ends[0].vertex >= 0 && ends[0].vertex === ends[1].vertex) return null
  if (ends[0].vertex < 0 && ends[1].vertex < 0 && ends[0].edge === ends[1].edge) return null
  return ends
}

function bentWay(ring: Ring, a: Pt, b: Pt, bow: number, wave: number, stepMeters: number): Pt[] | null {
  const size = between(a, b)
  const normal = rotate(unit(sub(b, a)), Math.PI / 2)
  const steps = Math.max(1, Math.round(size / stepMeters))
  for (const strength of [1, 0.4, 0]) {
    const inner: Pt[] = []
    for (let k = 1; k < steps; k++) {
      const t = k / steps
      const off = size * strength * (bow * Math.sin(Math.PI * t) + wave * Math.sin(2 * Math.PI * t))
      inner.push(add(lerp(a, b, t), scale(normal, off)))
    }
    const isClear = inner.every(
      (p) =>
        isInside(ring, p) && ring.every((q, i) => distanceToSegment(p, q, ring[(i + 1) % ring.length]!) > 3),
    )
    if (isClear) return inner
  }
  return null
}

function halvesOf(ring: Ring, ends: [End, End], inner: readonly Pt[]): [Pt[], Pt[]] | null {
  const [from, to] = ends
  const a = placeOf(ring, from)
  const b = placeOf(ring, to)
  const n = ring.length
  const startAfter = (end: End): number => (end.vertex >= 0 ? end.vertex + 1 : end.edge + 1) % n
  const stopAt = (end: End): number => (end.vertex >= 0 ? end.vertex : (end.edge + 1) % n)
  const walk = (start: number, stop: number): Pt[] => {
    const out: Pt[] = []
    for (let k = start; k !== stop; k = (k + 1) % n) out.push(ring[k]!)
    return out
  }
  const left = [a, ...inner, b, ...walk(startAfter(to), stopAt(from))]
  const right = [b, ...[...inner].reverse(), a, ...walk(startAfter(from), stopAt(to))]
  return left.length < 3 || right.length < 3 ? null : [left, right]
}

function apply<Data extends object>(
  map: PlanarMap<Data>,
  face: FaceId,
  ids: readonly number[],
  ends: [End, End],
  inner: readonly Pt[],
  line: EdgeLine,
): [FaceId, FaceId] {
  const before = [...ids]
  const vertexOf = (end: End): number =>
    end.vertex >= 0
      ? before[end.vertex]!
      : map.insertOnEdge(before[end.edge]!, before[(end.edge + 1) % before.length]!, end.point)
  const from = vertexOf(ends[0])
  const to = vertexOf(ends[1])
  return map.splitFace(face, from, to, inner, line)
}
