/**
 * The road lines of the planar map as they are drawn and walked: edges of one line joined to long ways, roads that
 * end at the river cut at its promenade, bridges set apart, and the promenades themselves. Ways that meet have a
 * vertex in common.
 */
import { besideLine } from './curve.ts'
import type { Division, FaceData } from './division.ts'
import { between, crossing, distanceToLine, type Pt } from './plane.ts'
import type { EdgeLine, PlanarMap } from './planarMap.ts'
import type { TownPlan } from './townPlan.ts'

export interface RoadWay {
  class: 'arterial' | 'secondary' | 'local' | 'service' | 'path' | 'bridge'
  name: string | null
  line: Pt[]
}

export interface Banks {
  left: Pt[]
  right: Pt[]
  /** Promenades, beyond the banks; roads that meet them are set in as vertices. */
  promenades: [Pt[], Pt[]]
}

const PROMENADE_METERS = 13

export function banksOf(plan: TownPlan): Banks {
  const { way, halfWidthMeters } = plan.river
  const half = (i: number): number => halfWidthMeters(i / (way.length - 1))
  return {
    left: besideLine(way, half),
    right: besideLine(way, (i) => -half(i)),
    promenades: [
      besideLine(way, (i) => half(i) + PROMENADE_METERS),
      besideLine(way, (i) => -half(i) - PROMENADE_METERS),
    ],
  }
}

export function drawRoads(division: Division, banks: Banks): RoadWay[] {
  const { map, plan } = division
  const out: RoadWay[] = []
  const onPromenade: { side: 0 | 1; at: number; point: Pt }[] = []
  const byLine = new Map<number, { line: EdgeLine; edges: [number, number][] }>()
  for (const { u, v, line } of map.edges()) {
    if (line.class === 'river' || line.class === 'wall' || line.class === 'frame') continue
    const entry = byLine.get(line.id) ?? { line, edges: [] }
    entry.edges.push([u, v])
    byLine.set(line.id, entry)
  }
  for (const { line, edges } of [...byLine.values()].sort((a, b) => a.line.id - b.line.id))
    for (const chain of chainsOf(map, edges)) {
      const cls = line.class as RoadWay['class']
      const isNear = chain.some((p) => distanceToLine(p, plan.river.way) < 70)
      if (!isNear) {
        out.push({ class: cls, name: line.name, line: chain })
        continue
      }
      const noded = withPromenades(chain, banks, onPromenade)
      if (line.crossesRiver) out.push(...withBridges(noded, banks, cls, line.name))
      else
        out.push(
          ...drySideOf(noded, plan, banks).map((part) => ({ class: cls, name: line.name, line: part })),
        )
    }
  banks.promenades.forEach((promenade, side) => {
    const inserts = onPromenade.filter((x) => x.side === side).sort((a, b) => a.at - b.at)
    const way: Pt[] = []
    let next = 0
    promenade.forEach((p, i) => {
      way.push(p)
      while (next < inserts.length && inserts[next]!.at < i + 1) way.push(inserts[next++]!.point)
    })
    out.push({
      class: 'path',
      name: '滨江步道',
      line: way.filter((p, i) => i === 0 || between(p, way[i - 1]!) > 0.05),
    })
  })
  return out
}

function chainsOf(map: PlanarMap<FaceData>, edges: readonly [number, number][]): Pt[][] {
  const ways = new Map<number, number[]>()
  for (const [u, v] of edges) {
    ways.set(u, [...(ways.get(u) ?? []), v])
    ways.set(v, [...(ways.get(v) ?? []), u])
  }
  const seen = new Set<string>()
  const key = (u: number, v: number): string => (u < v ? `${u}-${v}` : `${v}-${u}`)
  const chains: Pt[][] = []
  const starts = [...ways.keys()].sort((a, b) => ways.get(a)!.length - ways.get(b)!.length || a - b)
  for (const start of starts)
    for (const first of ways.get(start)!) {
      if (seen.has(key(start, first))) continue
      const chain = [start]
      let at = start
      let next: number | undefined = first
      while (next !== undefined) {
        seen.add(key(at, next))
        chain.push(next)
        at = next
        next = ways.get(at)!.length === 2 ? ways.get(at)!.find((v) => !seen.has(key(at, v))) : undefined
      }
      chains.push(chain.map((v) => map.points[v]!))
    }
  return chains
}

/** The chain with a vertex wherever it meets a promenade or a bank. */
function withPromenades(
  chain: readonly Pt[],
  banks: Banks,
  found: { side: 0 | 1; at: number; point: Pt }[],
): Pt[] {
  const out: Pt[] = [chain[0]!]
  for (let i = 1; i < chain.length; i++) {
    const a = chain[i - 1]!
    const b = chain[i]!
    const hits: { t: number; point: Pt }[] = []
    banks.promenades.forEach((promenade, side) => {
      for (let k = 1; k < promenade.length; k++) {
        const hit = crossing(a, b, promenade[k - 1]!, promenade[k]!)
        if (!hit) continue
        hits.push(hit)
        found.push({ side: side as 0 | 1, at: k - 1 + hit.u, point: hit.point })
      }
    })
    for (const bank of [banks.left, banks.right])
      for (let k = 1; k < bank.length; k++) {
        const hit = crossing(a, b, bank[k - 1]!, bank[k]!)
        if (hit) hits.push(hit)
      }
    for (const hit of hits.sort((x, y) => x.t - y.t)) out.push(hit.point)
    out.push(b)
  }
  return out.filter((p, i) => i === 0 || between(p, out[i - 1]!) > 0.01)
}

const middle = (a: Pt, b: Pt): Pt => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]

/** Half the river's width where a point is nearest to it, plus what is asked. */
function isWithin(p: Pt, plan: TownPlan, extra: number): boolean {
  const { way, halfWidthMeters } = plan.river
  let best = Infinity
  let at = 0
  way.forEach((q, i) => {
    const gap = between(p, q)
    if (gap < best) {
      best = gap
      at = i
    }
  })
  return distanceToLine(p, way) < halfWidthMeters(at / (way.length - 1)) + extra
}

function drySideOf(chain: readonly Pt[], plan: TownPlan, _banks: Banks): Pt[][] {
  const parts: Pt[][] = []
  let part: Pt[] = []
  for (let i = 1; i < chain.length; i++) {
    const isWet = isWithin(middle(chain[i - 1]!, chain[i]!), plan, PROMENADE_METERS - 0.5)
    if (isWet) {
      if (part.length > 1) parts.push(part)
      part = []
    } else {
      if (part.length === 0) part.push(chain[i - 1]!)
      part.push(chain[i]!)
    }
  }
  if (part.length > 1) parts.push(part)
  return parts
}

function withBridges(
  chain: readonly Pt[],
  banks: Banks,
  cls: RoadWay['class'],
  name: string | null,
): RoadWay[] {
  const water = [...banks.left, ...[...banks.right].reverse()]
  const out: RoadWay[] = []
  for (let i = 1; i < chain.length; i++) {
    const isBridge = isInRing(water, middle(chain[i - 1]!, chain[i]!))
    const want = isBridge ? 'bridge' : cls
    const last = out[out.length - 1]
    if (last && last.class === want) last.line.push(chain[i]!)
    else
      out.push({
        class: want,
        name: isBridge && name ? `${name.replace(/[路街道]$/u, '')}桥` : name,
        line: [chain[i - 1]!, chain[i]!],
      })
  }
  return out
}

function isInRing(ring: readonly Pt[], p: Pt): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
  }
  return inside
}
