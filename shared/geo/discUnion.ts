/**
 * The outline of many discs together, exactly: arcs that lie in no other disc, joined where discs cross.
 * Plane coordinates in any one unit. Rings come as GeoJSON wants them: outer rings counter-clockwise, holes clockwise.
 * Along the rim of one disc another one is entered once and left once, so "left disc j on the rim of i" names an arc.
 */
export interface Disc {
  x: number
  y: number
  radius: number
}

type Ring = [x: number, y: number][]

const STEP = Math.PI / 36
/** Discs are moved by this share of their radius, so that no three rims meet in one point. */
const JITTER = 1e-6

interface Arc {
  disc: number
  from: number
  to: number
  /** The disc that is entered at the end; the outline goes on along its rim. */
  enters: number
}

/** Each disc once, none that lies inside another. */
function outermost(discs: readonly Disc[]): Disc[] {
  const seen = new Set<string>()
  const distinct = discs.filter(({ x, y, radius }) => {
    const key = `${x.toFixed(2)} ${y.toFixed(2)} ${radius.toFixed(2)}`
    return !seen.has(key) && seen.add(key)
  })
  return distinct.map(({ x, y, radius }, index) => {
    const angle = index * 2.399963
    return { x: x + Math.cos(angle) * radius * JITTER, y: y + Math.sin(angle) * radius * JITTER, radius }
  })
}

/** For every disc those whose rims can meet it. */
function neighbours(discs: readonly Disc[]): number[][] {
  const cell = 2 * discs.reduce((most, { radius }) => Math.max(most, radius), 0)
  const byCell = new Map<string, number[]>()
  const cellOf = (value: number) => Math.floor(value / cell)
  discs.forEach(({ x, y }, index) => {
    const key = `${String(cellOf(x))} ${String(cellOf(y))}`
    byCell.set(key, [...(byCell.get(key) ?? []), index])
  })
  return discs.map((disc, index) => {
    const found: number[] = []
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of byCell.get(`${String(cellOf(disc.x) + dx)} ${String(cellOf(disc.y) + dy)}`) ??
          []) {
          const { x, y, radius } = discs[other]!
          if (other !== index && Math.hypot(x - disc.x, y - disc.y) < radius + disc.radius) found.push(other)
        }
      }
    }
    return found
  })
}

interface Covered {
  from: number
  to: number
  by: number
}

/** What of a rim lies in other discs, as intervals of angle that begin in [0, 2π); null when all of it does. */
function coveredParts(disc: Disc, others: readonly number[], discs: readonly Disc[]): Covered[] | null {
  const parts: Covered[] = []
  for (const by of others) {
    const { x, y, radius } = discs[by]!
    const distance = Math.hypot(x - disc.x, y - disc.y)
    if (distance + disc.radius <= radius) return null
    if (distance + radius <= disc.radius) continue
    const half = Math.acos(
      (distance * distance + disc.radius * disc.radius - radius * radius) / (2 * distance * disc.radius),
    )
    const from = Math.atan2(y - disc.y, x - disc.x) - half
    const start = ((from % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
    parts.push({ from: start, to: start + 2 * half, by })
  }
  return parts.sort((a, b) => a.from - b.from)
}

/** The free arcs of one rim, each under the disc it leaves. */
function freeArcs(index: number, parts: readonly Covered[], into: Map<string, Arc>): void {
  const [first] = parts
  if (!first) return
  // Once around from the first interval, and on to its copy one turn later.
  let reach = first
  for (const part of [...parts.slice(1), { ...first, from: first.from + 2 * Math.PI, to: Infinity }]) {
    if (part.from > reach.to) {
      into.set(`${String(index)} ${String(reach.by)}`, {
        disc: index,
        from: reach.to,
        to: part.from,
        enters: part.by,
      })
    }
    if (part.to > reach.to) reach = part
  }
}

/** Intervals that reach over 2π also cover the beginning of the rim. */
const unrolled = (parts: readonly Covered[]): Covered[] => {
  const wrapped = parts
    .filter(({ to }) => to > 2 * Math.PI)
    .map(({ from, to, by }) => ({ from: from - 2 * Math.PI, to: to - 2 * Math.PI, by }))
  return [...wrapped, ...parts].sort((a, b) => a.from - b.from)
}

function drawArc({ x, y, radius }: Disc, from: number, to: number, ring: Ring): void {
  const steps = Math.max(1, Math.ceil((to - from) / STEP))
  for (let step = 0; step < steps; step++) {
    const angle = from + ((to - from) * step) / steps
    ring.push([x + Math.cos(angle) * radius, y + Math.sin(angle) * radius])
  }
}

const signedArea = (ring: Ring): number =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

function contains(ring: Ring, [px, py]: readonly [number, number]): boolean {
  let isInside = false
  ring.forEach(([x, y], index) => {
    const [previousX, previousY] = ring.at(index - 1)!
    if (y > py !== previousY > py && px < ((previousX - x) * (py - y)) / (previousY - y) + x)
      isInside = !isInside
  })
  return isInside
}

/** @returns polygons: an outer ring with its holes; rings are closed */
export function discUnion(input: readonly Disc[]): Ring[][] {
  const discs = outermost(input)
  const around = neighbours(discs)
  const arcs = new Map<string, Arc>()
  const rings: Ring[] = []
  discs.forEach((disc, index) => {
    const parts = coveredParts(disc, around[index]!, discs)
    if (parts === null) return
    if (parts.length === 0) {
      const ring: Ring = []
      drawArc(disc, 0, 2 * Math.PI, ring)
      rings.push(ring)
    } else freeArcs(index, unrolled(parts), arcs)
  })
  while (arcs.size > 0) {
    const ring: Ring = []
    let [key] = arcs.keys() as Iterable<string> as [string]
    for (let arc = arcs.get(key); arc; arc = arcs.get(key)) {
      arcs.delete(key)
      drawArc(discs[arc.disc]!, arc.from, arc.to, ring)
      key = `${String(arc.enters)} ${String(arc.disc)}`
    }
    if (ring.length > 2) rings.push(ring)
  }
  const areas = rings.map((ring) => ({ ring, area: signedArea(ring) }))
  const outer = areas.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area)
  const polygons = outer.map(({ ring }) => [ring])
  for (const { ring } of areas.filter(({ area }) => area < 0)) {
    polygons.find(([shell]) => contains(shell!, ring[0]!))?.push(ring)
  }
  return polygons.map((polygon) => polygon.map((ring) => [...ring, ring[0]!]))
}
