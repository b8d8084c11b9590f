/**
 * The town's walking network: the same roads, ways, walls and gates that the base map draws, as ways with tags, so
 * that what is seen is what is walked. Added here: crossings with and without lights where main roads are met, steps
 * down to the promenade, and short paths to doors that lie off the ways.
 */
import { WalkSourceBuilder, type Tags, type WalkSource } from '../../shared/network/walkSource.ts'
import type { Block, Division } from './division.ts'
import { Cells, doorPaths, insertPoints } from './doorPaths.ts'
import type { Draft } from './draft.ts'
import { toClosedRing, toLonLat } from './lonLat.ts'
import { between, crossing, lerp, type Pt } from './plane.ts'
import { ringsAround } from './planarMap.ts'
import type { Banks, RoadWay } from './roads.ts'
import type { Rng } from './rng.ts'
import type { BasemapFeature } from './types.ts'

export interface TownWay {
  class: RoadWay['class'] | 'steps'
  name: string | null
  line: Pt[]
  tags: Tags
}

const HIGHWAY: Record<RoadWay['class'], Tags> = {
  arterial: { highway: 'primary', sidewalk: 'both' },
  secondary: { highway: 'secondary', sidewalk: 'both' },
  local: { highway: 'residential' },
  service: { highway: 'service' },
  path: { highway: 'footway' },
  bridge: { highway: 'secondary', sidewalk: 'both', bridge: 'yes', layer: '1' },
}

/** A crossing reaches this far to either side of the road's middle. */
const CROSSING_METERS = 11
const STEPS_METERS = 6
/** Opening hours of gates by what they close; the rest is always open. */
const HOURS: Partial<Record<Block['use'], string>> = {
  primarySchool: 'Mo-Fr 07:00-18:00',
  middleSchool: 'Mo-Fr 06:30-21:30',
  industry: '06:00-22:00',
}

const keyOf = (p: Pt): string => toLonLat(p).join(',')

const isMain = (way: TownWay): boolean =>
  way.class === 'arterial' || way.class === 'secondary' || way.class === 'bridge'

/** The network, and what of it the base map did not have yet. */
export function layNetwork(
  division: Division,
  draft: Draft,
  roads: readonly RoadWay[],
  banks: Banks,
  rng: Rng,
): { source: WalkSource; added: TownWay[] } {
  const drawn: TownWay[] = [...roads, ...draft.ways].map((way): TownWay => ({
    ...way,
    line: [...way.line],
    tags: HIGHWAY[way.class],
  }))
  const gates = [...draft.gates, ...gatesOnPromenade(drawn, draft.walls)]
  const walked = drawn.flatMap((way) =>
    way.class === 'path' || way.class === 'service' ? endAtWalls(way, draft.walls, gates) : [way],
  )
  meetOnGround(walked)
  const doors = doorPaths(walked, draft)
  const added: TownWay[] = doors.map((line) => ({
    class: 'path',
    name: null,
    line,
    tags: { highway: 'footway' },
  }))
  const stepped = withSteps(walked, banks, rng.fork('steps'))
  added.push(...stepped.filter((way) => way.class === 'steps'))
  const ways = [...withCrossings(stepped), ...added.filter((way) => way.class === 'path')]

  const builder = new WalkSourceBuilder()
  const placeOf = (p: Pt): number => {
    const [lon, lat] = toLonLat(p)
    return builder.place(lon!, lat!)
  }
  ways.forEach(({ name, line, tags }, i) =>
    builder.way(`town/${i}`, name === null ? tags : { ...tags, name }, line.map(placeOf)),
  )
  draft.walls.forEach((wall, i) => builder.way(`wall/${i}`, { barrier: 'wall' }, wall.map(placeOf)))
  const waters = [[...banks.left, ...[...banks.right].reverse()], ...draft.lakes]
  waters.forEach((ring, i) =>
    builder.area(`water/${i}`, { natural: 'water' }, [
      toClosedRing(ring).map(([lon, lat]) => builder.place(lon!, lat!)),
    ]),
  )
  nameGates(division, gates, rng.fork('gates')).forEach((tags, i) =>
    builder.tagPlace(placeOf(gates[i]!), tags),
  )
  return { source: builder.finish({ attribution: '' }), added }
}

const PROMENADE = '滨江步道'

/** The promenade is public: where a compound's wall runs down to the river, there is a gate in it. */
function gatesOnPromenade(ways: readonly TownWay[], walls: readonly (readonly Pt[])[]): Pt[] {
  const gates: Pt[] = []
  for (const way of ways) {
    if (way.name !== PROMENADE) continue
    const points = crossingsWith(way.line, walls)
    insertPoints(way.line, points)
    gates.push(...points.map(({ point }) => point))
  }
  return gates
}

function crossingsWith(
  line: readonly Pt[],
  walls: readonly (readonly Pt[])[],
): { segment: number; t: number; point: Pt }[] {
  const found: { segment: number; t: number; point: Pt }[] = []
  for (let i = 1; i < line.length; i++)
    for (const wall of walls)
      for (let j = 1; j < wall.length; j++) {
        const hit = crossing(line[i - 1]!, line[i]!, wall[j - 1]!, wall[j]!)
        if (hit) found.push({ segment: i, t: hit.t, point: hit.point })
      }
  return found
}

/** A path that was drawn through a wall without a gate ends on both sides of it. */
function endAtWalls(way: TownWay, walls: readonly (readonly Pt[])[], gates: readonly Pt[]): TownWay[] {
  const line = [...way.line]
  const hits = crossingsWith(line, walls).filter(({ point }) => gates.every((g) => between(g, point) > 0.1))
  if (hits.length === 0) return [way]
  insertPoints(line, hits)
  const cuts = new Set(hits.map(({ point }) => point))
  const parts: Pt[][] = [[]]
  line.forEach((p, i) => {
    if (!cuts.has(p)) return void parts.at(-1)!.push(p)
    const short = (to: Pt | undefined): Pt[] =>
      to && between(p, to) > 2 ? [lerp(p, to, 1 / between(p, to))] : []
    parts.at(-1)!.push(...short(line[i - 1]))
    parts.push(short(line[i + 1]))
  })
  return parts.filter((part) => part.length >= 2).map((part) => ({ ...way, line: part }))
}

/** Ways on the ground that cross get a vertex in common there; bridges go over what they cross. */
function meetOnGround(ways: readonly TownWay[]): void {
  const segments = new Cells<readonly [way: number, segment: number]>()
  const inserts = ways.map((): { segment: number; t: number; point: Pt }[] => [])
  ways.forEach((way, w) => {
    if (way.class === 'bridge') return
    for (let i = 1; i < way.line.length; i++) {
      const [a, b] = [way.line[i - 1]!, way.line[i]!]
      const seen = new Set<string>()
      for (const [v, j] of segments.near(a, b, 0)) {
        if (seen.has(`${v} ${j}`)) continue
        seen.add(`${v} ${j}`)
        const [c, d] = [ways[v]!.line[j - 1]!, ways[v]!.line[j]!]
        if (v === w || [a, b].some((p) => between(p, c) < 0.02 || between(p, d) < 0.02)) continue
        const hit = crossing(a, b, c, d)
        if (!hit) continue
        inserts[w]!.push({ segment: i, t: hit.t, point: hit.point })
        inserts[v]!.push({ segment: j, t: hit.u, point: hit.point })
      }
      segments.add(a, b, [w, i])
    }
  })
  ways.forEach(({ line }, w) => insertPoints(line, inserts[w]!))
}

/** The added ways as the base map draws them. */
export const drawAdded = (ways: readonly TownWay[]): BasemapFeature[] =>
  ways.map(({ class: cls, name, line }) => ({
    layer: 'road',
    class: cls,
    name,
    geometry: { type: 'LineString', coordinates: line.map(toLonLat) },
  }))

/** The last metres of small ways that end at the promenade are steps, for some of them. */
function withSteps(ways: readonly TownWay[], banks: Banks, rng: Rng): TownWay[] {
  const low = new Set(banks.promenades.flatMap((line) => line.map(keyOf)))
  for (const way of ways) if (way.name === PROMENADE) for (const p of way.line) low.add(keyOf(p))
  return ways.flatMap((way): TownWay[] => {
    if (way.class !== 'local' && way.class !== 'path' && way.class !== 'service') return [way]
    if (way.name === PROMENADE || !low.has(keyOf(way.line.at(-1)!))) return [way]
    const end = way.line.at(-1)!
    const before = way.line.at(-2)!
    const size = between(before, end)
    if (size < 2 * STEPS_METERS || !rng.chance(0.6)) return [way]
    const top = lerp(end, before, STEPS_METERS / size)
    return [
      { ...way, line: [...way.line.slice(0, -1), top] },
      { class: 'steps', name: null, line: [top, end], tags: { highway: 'steps' } },
    ]
  })
}

/** Where a way goes on across a main road, the metres around its middle are a crossing. */
function withCrossings(ways: readonly TownWay[]): TownWay[] {
  const mains = new Map<string, Set<TownWay>>()
  for (const way of ways)
    if (isMain(way))
      for (const p of way.line) mains.set(keyOf(p), (mains.get(keyOf(p)) ?? new Set()).add(way))
  return ways.flatMap((way) => {
    if (way.class === 'steps' || way.class === 'bridge') return [way]
    const at: number[] = []
    way.line.forEach((p, i) => {
      const others = [...(mains.get(keyOf(p)) ?? [])].filter(
        (other) => other !== way && (other.name !== way.name || way.name === null),
      )
      if (i > 0 && i < way.line.length - 1 && others.length > 0) at.push(i)
    })
    return at.length === 0 ? [way] : cutAt(way, at)
  })
}

function cutAt(way: TownWay, crossed: readonly number[]): TownWay[] {
  const { line } = way
  const out: TownWay[] = []
  let rest: Pt[] = [line[0]!]
  let from = 1
  const push = (points: Pt[], tags: Tags): void => {
    if (points.length >= 2) out.push({ ...way, line: points, tags })
  }
  for (const i of crossed) {
    const [before, middle, after] = [line[i - 1]!, line[i]!, line[i + 1]!]
    const reach = (p: Pt): Pt => {
      const size = between(middle, p)
      return size > 2 * CROSSING_METERS ? lerp(middle, p, CROSSING_METERS / size) : lerp(middle, p, 0.5)
    }
    const [a, b] = [reach(before), reach(after)]
    rest.push(...line.slice(from, i), a)
    push(rest, way.tags)
    const kind = isMain(way) ? 'traffic_signals' : 'uncontrolled'
    push([a, middle, b], { highway: 'footway', footway: 'crossing', crossing: kind })
    rest = [b]
    from = i + 1
  }
  rest.push(...line.slice(from))
  push(rest, way.tags)
  return out
}

const SIDES = ['东', '北', '西', '南'] as const

/** Names by the compound and the side of it where the gate is: 云溪花园北门. */
function nameGates(division: Division, gates: readonly Pt[], rng: Rng): Tags[] {
  const { map, blocks, atoms } = division
  const grounds = blocks.map((block) => {
    const faces = atoms.filter((atom) => atom.block === block.id).flatMap((atom) => atom.faces)
    const points = faces.length === 0 ? [] : ringsAround(map, faces)[0]!.map((v) => map.points[v]!)
    const middle: Pt = [
      points.reduce((sum, p) => sum + p[0], 0) / points.length,
      points.reduce((sum, p) => sum + p[1], 0) / points.length,
    ]
    return { block, points, middle }
  })
  return gates.map((gate): Tags => {
    const home = grounds.find(({ points }) => isInRing(points, gate))
    if (!home) return { barrier: 'gate' }
    const angle = Math.atan2(gate[1] - home.middle[1], gate[0] - home.middle[0])
    const side = SIDES[(Math.round(angle / (Math.PI / 2)) + 4) % 4]!
    const own = HOURS[home.block.use]
    const hours = own ?? (rng.chance(0.25) ? '06:00-23:00' : null)
    return {
      barrier: 'gate',
      ...(home.block.name === null ? {} : { name: `${home.block.name}${side}门` }),
      ...(hours === null ? {} : { opening_hours: hours }),
    }
  })
}

function isInRing(ring: readonly Pt[], p: Pt): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i]!, ring[j]!]
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside
  }
  return inside
}
