/**
 * A planar subdivision: vertices, faces as counter-clockwise rings of vertices, and a tag on every edge. A vertex
 * set on an edge is set for both faces beside it, so neighbours share their border vertex by vertex at all times.
 * Faces carry data, which both halves of a split inherit. The outside is no face.
 */
import { between, centroid, crossing, isInside, lerp, signedArea, type Pt } from './plane.ts'

export type EdgeClass = 'arterial' | 'secondary' | 'local' | 'service' | 'path' | 'wall' | 'river' | 'frame'

/** The line an edge is part of: one road, one wall, one river. */
export interface EdgeLine {
  id: number
  class: EdgeClass
  name: string | null
  /** True: goes over the river. */
  crossesRiver: boolean
}

export type FaceId = number
const SHIFT = 1 << 25

export class PlanarMap<Data extends object> {
  readonly points: Pt[] = []
  readonly degree: number[] = []
  private readonly faces = new Map<FaceId, { ring: number[]; data: Data }>()
  private readonly faceLeftOf = new Map<number, FaceId>()
  private readonly lineOfEdge = new Map<number, EdgeLine>()
  private nextFace = 1

  constructor(outline: readonly Pt[], line: EdgeLine, data: Data) {
    const ring = outline.map((p) => this.addVertex(p, 2))
    ring.forEach((u, i) => this.lineOfEdge.set(this.edgeKey(u, ring[(i + 1) % ring.length]!), line))
    this.setFace(ring, data)
  }

  faceIds(): FaceId[] {
    return [...this.faces.keys()]
  }

  data(face: FaceId): Data {
    return this.faces.get(face)!.data
  }

  vertexRing(face: FaceId): readonly number[] {
    return this.faces.get(face)!.ring
  }

  ring(face: FaceId): Pt[] {
    return this.vertexRing(face).map((v) => this.points[v]!)
  }

  line(u: number, v: number): EdgeLine {
    const line = this.lineOfEdge.get(this.edgeKey(u, v))
    if (!line) throw new Error(`no edge ${u}-${v}`)
    return line
  }

  /** The face on the other side of the edge u-v of the face that has it in this direction. */
  faceBeyond(u: number, v: number): FaceId | undefined {
    return this.faceLeftOf.get(v * SHIFT + u)
  }

  area(face: FaceId): number {
    return signedArea(this.ring(face))
  }

  center(face: FaceId): Pt {
    return centroid(this.ring(face))
  }

  faceAt(p: Pt): FaceId | undefined {
    return this.faceIds().find((face) => isInside(this.ring(face), p))
  }

  edges(): { u: number; v: number; line: EdgeLine }[] {
    return [...this.lineOfEdge].map(([key, line]) => ({ u: Math.floor(key / SHIFT), v: key % SHIFT, line }))
  }

  addVertex(p: Pt, degree: number): number {
    this.points.push(p)
    this.degree.push(degree)
    return this.points.length - 1
  }

  /** Sets a vertex on the edge u-v, for the faces on both its sides. */
  insertOnEdge(u: number, v: number, p: Pt): number {
    const line = this.line(u, v)
    const w = this.addVertex(p, 2)
    for (const [a, b] of [
      [u, v],
      [v, u],
    ] as const) {
      const face = this.faceLeftOf.get(a * SHIFT + b)
      if (face === undefined) continue
      const ring = this.faces.get(face)!.ring
      const at = ring.findIndex((x, i) => x === a && ring[(i + 1) % ring.length] === b)
      ring.splice(at + 1, 0, w)
      this.faceLeftOf.delete(a * SHIFT + b)
      this.faceLeftOf.set(a * SHIFT + w, face)
      this.faceLeftOf.set(w * SHIFT + b, face)
    }
    this.lineOfEdge.delete(this.edgeKey(u, v))
    this.lineOfEdge.set(this.edgeKey(u, w), line)
    this.lineOfEdge.set(this.edgeKey(w, v), line)
    return w
  }

  /** Splits a face along a way between two vertices of its ring; `inner` are the points on the way. */
  splitFace(face: FaceId, from: number, to: number, inner: readonly Pt[], line: EdgeLine): [FaceId, FaceId] {
    const { ring, data } = this.faces.get(face)!
    const i = ring.indexOf(from)
    const j = ring.indexOf(to)
    if (i < 0 || j < 0 || i === j || (inner.length === 0 && this.lineOfEdge.has(this.edgeKey(from, to))))
      throw new Error('a way must join two vertices of the face')
    const way = [from, ...inner.map((p) => this.addVertex(p, 2)), to]
    this.degree[from]!++
    this.degree[to]!++
    const walk = (a: number, b: number): number[] => {
      const out: number[] = []
      for (let k = a; k !== b; k = (k + 1) % ring.length) out.push(ring[k]!)
      return out
    }
    // on the left of the way: from … to along the way, then to … from along the ring
    const left = [...way.slice(0, -1), ...walk(j, i)]
    const right = [...[...way].reverse().slice(0, -1), ...walk(i, j)]
    this.faces.delete(face)
    for (let k = 1; k < way.length; k++) this.lineOfEdge.set(this.edgeKey(way[k - 1]!, way[k]!), line)
    return [this.setFace(left, { ...data }), this.setFace(right, { ...data })]
  }

  /**
   * Cuts every face that `mayCut` allows along a long line. What hangs free at the ends is left out; a hit close
   * to a vertex takes that vertex.
   */
  cutAlong(way: readonly Pt[], line: EdgeLine, mayCut: (data: Data) => boolean = () => true): void {
    const hits: { at: number; u: number; v: number; share: number; point: Pt; vertex: number }[] = []
    for (const { u, v } of this.edges())
      for (let i = 1; i < way.length; i++) {
        const p = way[i - 1]!
        const q = way[i]!
        const a = this.points[u]!
        const b = this.points[v]!
        if (Math.max(a[0], b[0]) < Math.min(p[0], q[0]) || Math.min(a[0], b[0]) > Math.max(p[0], q[0]))
          continue
        if (Math.max(a[1], b[1]) < Math.min(p[1], q[1]) || Math.min(a[1], b[1]) > Math.max(p[1], q[1]))
          continue
        const hit = crossing(p, q, a, b)
        if (hit) hits.push({ at: i - 1 + hit.t, u, v, share: hit.u, point: hit.point, vertex: -1 })
      }
    const byEdge = new Map<string, typeof hits>()
    for (const hit of hits) {
      const key = `${hit.u}-${hit.v}`
      byEdge.set(key, [...(byEdge.get(key) ?? []), hit])
    }
    for (const group of byEdge.values()) {
      let from = group[0]!.u
      for (const hit of group.sort((a, b) => a.share - b.share)) {
        const near = [from, hit.v].find((x) => between(this.points[x]!, hit.point) < 4)
        if (near !== undefined) hit.vertex = near
        else from = hit.vertex = this.insertOnEdge(from, hit.v, hit.point)
      }
    }
    hits.sort((a, b) => a.at - b.at)
    for (let k = 1; k < hits.length; k++) {
      const a = hits[k - 1]!
      const b = hits[k]!
      if (a.vertex === b.vertex) continue
      const isOldEdge = this.lineOfEdge.has(this.edgeKey(a.vertex, b.vertex))
      const inner: Pt[] = []
      for (let i = Math.floor(a.at) + 1; i <= Math.floor(b.at); i++) {
        const p = way[i]!
        const far = Math.min(between(p, this.points[a.vertex]!), between(p, this.points[b.vertex]!))
        if (far > 6) inner.push(p)
      }
      if (isOldEdge && inner.length === 0) continue
      const probe = lerp(this.points[a.vertex]!, inner[0] ?? this.points[b.vertex]!, 0.5)
      const face = this.faceIds().find((id) => {
        const ring = this.faces.get(id)!.ring
        return ring.includes(a.vertex) && ring.includes(b.vertex) && isInside(this.ring(id), probe)
      })
      if (face !== undefined && mayCut(this.data(face))) this.splitFace(face, a.vertex, b.vertex, inner, line)
    }
  }

  private edgeKey(u: number, v: number): number {
    return u < v ? u * SHIFT + v : v * SHIFT + u
  }

  private setFace(ring: number[], data: Data): FaceId {
    const face = this.nextFace++
    this.faces.set(face, { ring, data })
    ring.forEach((u, i) => this.faceLeftOf.set(u * SHIFT + ring[(i + 1) % ring.length]!, face))
    return face
  }
}

/** The rings around a set of faces, as vertices; the outer ring first, holes after it. */
export function ringsAround<Data extends object>(map: PlanarMap<Data>, faces: Iterable<FaceId>): number[][] {
  const members = new Set(faces)
  const next = new Map<number, number[]>()
  for (const face of members) {
    const ring = map.vertexRing(face)
    ring.forEach((u, i) => {
      const v = ring[(i + 1) % ring.length]!
      const beyond = map.faceBeyond(u, v)
      if (beyond === undefined || !members.has(beyond)) next.set(u, [...(next.get(u) ?? []), v])
    })
  }
  const rings: number[][] = []
  for (const start of [...next.keys()].sort((a, b) => a - b)) {
    while (next.get(start)?.length) {
      const ring: number[] = []
      let from = -1
      let at = start
      do {
        ring.push(at)
        const ways = next.get(at)!
        // where the ring touches itself, the way most to the right keeps its parts apart
        const k = ways.length === 1 || from < 0 ? 0 : rightmost(map.points, from, at, ways)
        from = at
        at = ways.splice(k, 1)[0]!
      } while (at !== start)
      rings.push(ring)
    }
  }
  const size = (ring: number[]): number => signedArea(ring.map((v) => map.points[v]!))
  return rings.sort((a, b) => size(b) - size(a))
}

function rightmost(points: readonly Pt[], from: number, at: number, ways: readonly number[]): number {
  const back = Math.atan2(points[from]![1] - points[at]![1], points[from]![0] - points[at]![0])
  const turn = (v: number): number => {
    const angle = Math.atan2(points[v]![1] - points[at]![1], points[v]![0] - points[at]![0]) - back
    return angle <= 1e-12 ? angle + 2 * Math.PI : angle
  }
  let best = 0
  for (let k = 1; k < ways.length; k++) if (turn(ways[k]!) > turn(ways[best]!)) best = k
  return best
}
