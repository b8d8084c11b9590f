/**
 * Building blocks of a division: the pieces that streets, waters and walls cut areas into. They are what proposals move
 * from one grid to another, so that borders run where people see them. Today's borders cut as well: today's division is
 * one of those that can be put together from the blocks.
 */
import type { MultiPolygon } from 'geojson'
import { bordersOf, closedLines, geometryOf } from '../coverage/areaPolygons.ts'
import { type AreaKey, type Coverage, coverageOf, OUTSIDE, replaceArcs } from '../coverage/coverage.ts'
import { AROUND, findFaces } from '../coverage/faces.ts'
import { joinArcs } from '../coverage/joinArcs.ts'
import { labelFaces } from '../coverage/labels.ts'
import { metersBetween, squareMetersOf } from '../coverage/measure.ts'
import { PointLocator } from '../coverage/pointLocator.ts'
import { type Ground, layGround, putTogether } from '../coverage/redraw.ts'
import { addLine } from '../coverage/segments.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { cutBetweenBuildings, type Footprint, middleOf } from './cutBetweenBuildings.ts'
import { cutBetweenHomes, type Home } from './cutBetweenHomes.ts'
import type { BorderLines } from './linesOfNetwork.ts'

/** Pieces smaller than this go to the piece of the same area that they share most of their border with. */
const LEAST_SQUARE_METERS = 600
/** The same of the ground of one building. */
const LEAST_GROUND_SQUARE_METERS = 60
/** Households of a block that is cut further. */
const LARGE_BLOCK = 60
/** Over and under a line, so that it parts nothing by itself and can be told. */
const STREET = 1 << 30

export interface Homes {
  /** lon, lat of each, degrees. */
  lonLat: ArrayLike<number>
  households: ArrayLike<number>
  residents: ArrayLike<number>
}

/** What two blocks have in common. */
export interface BlockBorder {
  one: number
  other: number
  meters: number
  /** Of them along drawn lines. */
  streetMeters: number
}

export interface Blocks {
  count: number
  /** By block: the area it lies in. */
  area: AreaKey[]
  households: Float64Array
  residents: Float64Array
  squareMeters: Float64Array
  /** In degrees. */
  shapes: readonly MultiPolygon[]
  /** Metres of its border towards what is not redrawn. */
  rimMeters: Float64Array
  /** Middle of its homes, or of its border without any; metres from a corner. */
  x: Float64Array
  y: Float64Array
  borders: BlockBorder[]
  /** Homes that lie in none. */
  homesOutside: number
  /** @returns the block that holds a place in degrees; -1: none */
  blockOf(lon: number, lat: number): number
  /** @returns the coverage with every block in the area given for it */
  assigned(keyOf: (block: number) => AreaKey): Coverage
}

/**
 * @param areas  that are redrawn
 * @param lines  streets, banks, walls; and paths, which cut as well but are no borders that people see
 * @param most  households: larger blocks are cut between their homes, where those leave a way
 */
export function makeBlocks(
  coverage: Coverage,
  areas: ReadonlySet<AreaKey>,
  lines: BorderLines,
  homes: Homes,
  most = LARGE_BLOCK,
): Blocks {
  const large = blocksBetween(coverage, areas, lines, homes)
  const cuts = cutBetweenHomes(large.fine, large.homesOf, most)
  if (cuts.length === 0) return large.blocks
  return blocksBetween(coverage, areas, { ...lines, paths: [...lines.paths, ...cuts] }, homes).blocks
}

/**
 * Blocks cut on into the ground of each building. As it comes: for a planner who gives one building to another grid.
 * @param buildings  footprints
 */
export function makeBuildingGrounds(
  coverage: Coverage,
  areas: ReadonlySet<AreaKey>,
  lines: BorderLines,
  homes: Homes,
  buildings: readonly Footprint[],
): Blocks {
  const { blocks, fine } = blocksBetween(coverage, areas, lines, homes)
  const buildingsOf = new Map<AreaKey, Footprint[]>()
  for (const building of buildings) {
    const [x, y] = middleOf(building)
    const block = `${blocks.blockOf(x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE)}`
    buildingsOf.set(block, [...(buildingsOf.get(block) ?? []), building])
  }
  buildingsOf.delete('-1')
  const cuts = cutBetweenBuildings(fine, buildingsOf)
  const paths = [...lines.paths, ...cuts]
  return blocksBetween(coverage, areas, { ...lines, paths }, homes, LEAST_GROUND_SQUARE_METERS).blocks
}

function blocksBetween(
  coverage: Coverage,
  areas: ReadonlySet<AreaKey>,
  { streets, paths }: BorderLines,
  homes: Homes,
  leastSquareMeters = LEAST_SQUARE_METERS,
): { blocks: Blocks; fine: Coverage; homesOf: Map<AreaKey, Home[]> } {
  const ground = layGround(coverage, areas, (to) => {
    for (const line of linesNear(coverage, areas, streets)) addLine(to, line, [STREET, -STREET])
    for (const line of linesNear(coverage, areas, paths)) addLine(to, line, [])
  })
  const { ends, tags } = ground.stretches
  const faces = findFaces(ground.stretches)
  const labels = labelFaces(ground.stretches, faces)
  const keyOfFace = labels.map((label, face) =>
    face === AROUND ? undefined : ground.keyOf.get(label[0] ?? -1),
  )
  const isStreet = (stretch: number): boolean => tags[stretch]!.some((tag) => Math.abs(tag) === STREET)
  const meters = (i: number): number =>
    metersBetween(ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!)

  const blockOfFace = joinSmall(ground, faces, keyOfFace, meters, leastSquareMeters)
  const count = blockOfFace.reduce((most, block) => Math.max(most, block + 1), 0)
  const area = new Array<AreaKey>(count)
  const squareMeters = new Float64Array(count)
  let [west, south, north] = [Infinity, Infinity, -Infinity]
  for (let i = 0; i < ends.length; i += 2) {
    west = Math.min(west, ends[i]!)
    south = Math.min(south, ends[i + 1]!)
    north = Math.max(north, ends[i + 1]!)
  }
  for (let face = 1; face < faces.count; face++) {
    const block = blockOfFace[face]!
    if (block === -1) continue
    area[block] = keyOfFace[face]!
    squareMeters[block]! += squareMetersOf(faces.area[face]!, (south + north) / 2)
  }

  const shared = new Map<number, BlockBorder>()
  const rimMeters = new Float64Array(count)
  const [sumX, sumY, points] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const place = (x: number, y: number): [number, number] => [
    metersBetween(west, south, x, south) * Math.sign(x - west),
    metersBetween(west, south, west, y),
  ]
  for (let i = 0; i < tags.length; i++) {
    const [left, right] = [blockOfFace[faces.faceOf[2 * i]!]!, blockOfFace[faces.faceOf[2 * i + 1]!]!]
    if (left === right) continue
    const length = meters(i)
    const [x, y] = place((ends[4 * i]! + ends[4 * i + 2]!) / 2, (ends[4 * i + 1]! + ends[4 * i + 3]!) / 2)
    for (const block of [left, right]) {
      if (block === -1) continue
      sumX[block]! += length * x
      sumY[block]! += length * y
      points[block]! += length
    }
    if (left === -1 || right === -1) {
      rimMeters[Math.max(left, right)]! += length
      continue
    }
    const [one, other] = [Math.min(left, right), Math.max(left, right)]
    const border = shared.get(one * count + other) ?? { one, other, meters: 0, streetMeters: 0 }
    border.meters += length
    if (isStreet(i)) border.streetMeters += length
    shared.set(one * count + other, border)
  }

  const { households, residents, homesOutside, middle, fine, homesOf, shapes, locator } = locateHomes(
    ground,
    faces.faceOf,
    blockOfFace,
    count,
    homes,
  )
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  for (let block = 0; block < count; block++) {
    const lived = middle[block]
    const [px, py] = lived
      ? place(lived[0] * STEPS_PER_DEGREE, lived[1] * STEPS_PER_DEGREE)
      : [sumX[block]! / points[block]!, sumY[block]! / points[block]!]
    x[block] = px
    y[block] = py
  }
  const blocks: Blocks = {
    count,
    area,
    households,
    residents,
    squareMeters,
    shapes,
    rimMeters,
    x,
    y,
    borders: [...shared.values()].sort((a, b) => a.one - b.one || a.other - b.other),
    homesOutside,
    blockOf: (lon, lat) => locator.locate(lon, lat),
    assigned: (keyOf) => {
      const { gone, made } = putTogether(ground, faces.faceOf, (face) => {
        const block = blockOfFace[face]!
        return block === -1 ? null : keyOf(block)
      })
      return replaceArcs(coverage, gone, made).coverage
    },
  }
  return { blocks, fine, homesOf }
}

/** Lines whose box meets that of the areas. */
function linesNear(
  coverage: Coverage,
  areas: ReadonlySet<AreaKey>,
  lines: readonly (readonly number[])[],
): (readonly number[])[] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { line, left, right } of coverage.arcs.values()) {
    if (!areas.has(left) && !areas.has(right)) continue
    for (let i = 0; i < line.length; i += 2) {
      west = Math.min(west, line[i]!)
      east = Math.max(east, line[i]!)
      south = Math.min(south, line[i + 1]!)
      north = Math.max(north, line[i + 1]!)
    }
  }
  return lines.filter((line) => {
    let [isWest, isEast, isSouth, isNorth] = [true, true, true, true]
    for (let i = 0; i < line.length; i += 2) {
      if (line[i]! >= west) isWest = false
      if (line[i]! <= east) isEast = false
      if (line[i + 1]! >= south) isSouth = false
      if (line[i + 1]! <= north) isNorth = false
    }
    return !isWest && !isEast && !isSouth && !isNorth
  })
}

/** Pieces too small for a block go to a neighbour in the same area. @returns by face: its block; -1: of no area */
function joinSmall(
  { stretches }: Ground,
  { count, faceOf, area }: { count: number; faceOf: Int32Array; area: Float64Array },
  keyOfFace: readonly (AreaKey | undefined)[],
  meters: (stretch: number) => number,
  leastSquareMeters: number,
): Int32Array {
  const parent = Int32Array.from({ length: count }, (_, face) => face)
  const rootOf = (face: number): number => {
    let root = face
    while (parent[root] !== root) root = parent[root]!
    parent[face] = root
    return root
  }
  const size = Float64Array.from(area, (steps, face) =>
    keyOfFace[face] === undefined ? Infinity : squareMetersOf(steps, stretches.ends[1] ?? 0),
  )
  for (let isDone = false; !isDone;) {
    const lengths = new Map<number, Map<number, number>>()
    for (let i = 0; i < stretches.tags.length; i++) {
      const [left, right] = [rootOf(faceOf[2 * i]!), rootOf(faceOf[2 * i + 1]!)]
      if (left === right || keyOfFace[left] === undefined || keyOfFace[left] !== keyOfFace[right]) continue
      for (const [own, across] of [
        [left, right],
        [right, left],
      ] as const) {
        if (size[own]! >= leastSquareMeters) continue
        const known = lengths.get(own) ?? lengths.set(own, new Map()).get(own)!
        known.set(across, (known.get(across) ?? 0) + meters(i))
      }
    }
    isDone = true
    for (const [face, beside] of [...lengths].sort((a, b) => size[a[0]]! - size[b[0]]! || a[0] - b[0])) {
      const own = rootOf(face)
      if (own !== face || size[own]! >= leastSquareMeters) continue
      const [best] = [...beside].sort((a, b) => b[1] - a[1] || a[0] - b[0])
      const into = best ? rootOf(best[0]) : own
      if (into === own) continue
      parent[own] = into
      size[into]! += size[own]!
      isDone = false
    }
  }
  const numbers = new Map<number, number>()
  return Int32Array.from({ length: count }, (_, face) => {
    if (face === AROUND || keyOfFace[face] === undefined) return -1
    const root = rootOf(face)
    if (!numbers.has(root)) numbers.set(root, numbers.size)
    return numbers.get(root)!
  })
}

function locateHomes(
  { stretches }: Ground,
  faceOf: Int32Array,
  blockOfFace: Int32Array,
  count: number,
  { lonLat, households, residents }: Homes,
) {
  const keyOf = (face: number): AreaKey => (blockOfFace[face] === -1 ? OUTSIDE : `${blockOfFace[face]}`)
  const fine = coverageOf(
    joinArcs(
      stretches.ends,
      stretches.tags.map((_, i) => [keyOf(faceOf[2 * i]!), keyOf(faceOf[2 * i + 1]!)] as const),
    ),
  )
  const shapes = shapesOf(fine, count)
  const locator = new PointLocator(shapes)
  const sum = { households: new Float64Array(count), residents: new Float64Array(count) }
  const homesOf = new Map<AreaKey, Home[]>()
  const places: { lon: number; lat: number; homes: number }[] = []
  let homesOutside = 0
  for (let home = 0; 2 * home < lonLat.length; home++) {
    const [lon, lat] = [lonLat[2 * home]!, lonLat[2 * home + 1]!]
    const block = locator.locate(lon, lat)
    if (block === -1) {
      homesOutside++
      continue
    }
    sum.households[block]! += households[home]!
    const lived = homesOf.get(`${block}`) ?? []
    lived.push({
      x: lon * STEPS_PER_DEGREE,
      y: lat * STEPS_PER_DEGREE,
      households: households[home]!,
    })
    homesOf.set(`${block}`, lived)
    sum.residents[block]! += residents[home]!
    const place = (places[block] ??= { lon: 0, lat: 0, homes: 0 })
    place.lon += lon
    place.lat += lat
    place.homes++
  }
  const middle = Array.from({ length: count }, (_, block): [number, number] | null => {
    const place = places[block]
    return place ? [place.lon / place.homes, place.lat / place.homes] : null
  })
  return { ...sum, homesOutside, middle, fine, homesOf, shapes, locator }
}

/** By block, gathered in one go. */
function shapesOf(fine: Coverage, count: number): MultiPolygon[] {
  const names = Array.from({ length: count }, (_, block) => `${block}`)
  const borders = bordersOf(fine, new Set(names))
  return names.map((name) => geometryOf(closedLines(borders.get(name) ?? [])))
}
