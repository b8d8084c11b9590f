/**
 * Question: can a plan be edited, and its figures be had, within a frame (16.7 ms)? Edits are the page's own, with all that
 * they ask before they are taken. How long does it take to make a partition from polygons, dirty ones among them? What does
 * a border cost that has thousands of points in one place?
 * Input: a street of 100 areas and a district of 2,000 with 300,000 points on their borders, 50,000 homes, each
 * with its door and stairs, 20,000 issues of a year; edits seeded.
 * Tainan's 752 villages where the real data is at hand.
 * Peers: Turf and JSTS on polygons (a ring given to an area: difference and union of the polygons it meets, found by their
 * boxes; the area of those that changed). They keep no common border: what they leave is not checked, homes not counted.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { area, bbox, difference, featureCollection, polygon, union } from '@turf/turf'
import Flatbush from 'flatbush'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import GeoJSONReader from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
import OverlayOp from 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { giveRing, moveCorner, type PlanEdit, splitGrid } from '../../client/plans/planEdits.ts'
import type { Demand } from '../../shared/circles/demand.ts'
import { areaGeometry } from '../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../shared/coverage/checkCoverage.ts'
import {
  type Arc,
  areaKeys,
  type Coverage,
  coverageOf,
  OUTSIDE,
  type Point,
} from '../../shared/coverage/coverage.ts'
import { giveInside } from '../../shared/coverage/edits.ts'
import { writtenArc } from '../../shared/coverage/joinArcs.ts'
import { UnitCode } from '../../shared/domain/ids.ts'
import type { Plan } from '../../shared/plans/planDocument.ts'
import { PlanCounter, type PlanPlaces, touchedAreas } from '../../shared/plans/planFigures.ts'
import { machine, report, seededRandom, takeTurns } from './measure.ts'

const EDITS = 200
/** Edits before those that are timed: a page has drawn and counted a while before anybody edits. */
const WARM_UP = 100
const HOMES = 50_000
const YEAR_ISSUES = 20_000
const CELL = 40_000

/** Squares whose sides are jagged, each with so many points. */
function jagged(columns: number, rows: number, points: number): Coverage {
  const random = seededRandom(columns)
  const key = (column: number, row: number): string =>
    column < 0 || row < 0 || column >= columns || row >= rows ? OUTSIDE : `g${row * columns + column}`
  const arcs: Arc[] = []
  const side = (ax: number, ay: number, dx: number, dy: number, left: string, right: string): void => {
    if (left === right) return
    const line: number[] = []
    for (let i = 0; i <= points; i++) {
      const at = Math.round((i * CELL) / points)
      // Less than the way to the nearer corner: no two sides meet but at their ends.
      const off = Math.round((random() - 0.5) * Math.min(CELL * 0.15, 0.6 * Math.min(at, CELL - at)))
      line.push(ax + dx * at - dy * off, ay + dy * at + dx * off)
    }
    arcs.push(writtenArc(line, left, right))
  }
  const [west, south] = [1_139_000_000, 304_000_000]
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++) {
      const [x, y] = [west + column * CELL, south + row * CELL]
      if (column < columns) side(x, y, 1, 0, key(column, row), key(column, row - 1))
      if (row < rows) side(x, y, 0, 1, key(column - 1, row), key(column, row))
    }
  return coverageOf(arcs)
}

function homesOver(columns: number, rows: number): Demand {
  const random = seededRandom(7)
  const ones = new Float32Array(HOMES).fill(1)
  return {
    count: HOMES,
    lonLat: Float64Array.from({ length: 2 * HOMES }, (_, i) =>
      i % 2 === 0 ? 113.9 + (random() * columns * CELL) / 1e7 : 30.4 + (random() * rows * CELL) / 1e7,
    ),
    people: { residents: ones, households: ones, under15: ones, over64: ones, dwellings: ones },
    unit: new Uint32Array(HOMES),
    isBuilding: new Uint8Array(HOMES).fill(1),
    units: [{ code: 'g0', name: 'g0' }],
  }
}

/** A door at every home, every thirty of them a compound, and issues of a year. */
function groundOf(
  { lonLat }: Demand,
  columns: number,
  rows: number,
): Pick<PlanPlaces, 'doors' | 'yearIssues'> {
  const random = seededRandom(8)
  const homes = Array.from({ length: HOMES }, (_, i) => i)
  const points = Array.from({ length: YEAR_ISSUES }, () => [random() * columns, random() * rows] as const)
  return {
    doors: {
      lons: homes.map((i) => lonLat[2 * i]!),
      lats: homes.map((i) => lonLat[2 * i + 1]!),
      households: homes.map(() => 1),
      flights: homes.map(() => 2.5),
      compound: homes.map((i) => Math.floor(i / 30)),
    },
    yearIssues: {
      lons: points.map(([x]) => 113.9 + (x * CELL) / 1e7),
      lats: points.map(([, y]) => 30.4 + (y * CELL) / 1e7),
    },
  }
}

function say(what: string, times: number[]): void {
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1)
  console.log(
    `  ${what.padEnd(44)} median ${at(0.5)} ms, p95 ${at(0.95)} ms, largest ${at(1)} ms (${sorted.length})`,
  )
}

function editing(title: string, columns: number, rows: number, points: number): void {
  const coverage = jagged(columns, rows, points)
  const vertices = [...coverage.arcs.values()].reduce((sum, { line }) => sum + line.length / 2, 0)
  console.log(`\n${title}: ${areaKeys(coverage).length} areas, ${vertices.toLocaleString('en')} points`)
  if (checkCoverage(coverage).length > 0) throw new Error('the input is no partition')
  const demand = homesOver(columns, rows)
  const counter = new PlanCounter({ demand, issues: null, ...groundOf(demand, columns, rows) })
  counter.count(coverage, null, () => null)
  const random = seededRandom(3)
  const inner = [...coverage.arcs.values()].filter(({ left, right }) => left !== OUTSIDE && right !== OUTSIDE)
  const pick = (): Arc => inner[Math.floor(random() * inner.length)]!
  const around = ([x, y]: Point, by: number): Point => [
    Math.round(x + (random() - 0.5) * by),
    Math.round(y + (random() - 0.5) * by),
  ]
  const middle = ({ line }: Arc): Point => {
    const i = 2 * Math.floor(line.length / 4)
    return [line[i]!, line[i + 1]!]
  }
  const plan = planIn(coverage, columns)
  const kinds: Record<string, () => PlanEdit> = {
    'move a point': () => {
      const at = middle(pick())
      return moveCorner(plan, at, around(at, 1000))
    },
    'split an area': () => {
      const { left, line } = pick()
      const [x, y] = [line[0]!, line[1]!]
      return splitGrid(
        plan,
        left,
        [
          [x - CELL, y + CELL / 2],
          [x + CELL, y + CELL / 2 + 500],
        ],
        () => 'n1',
        (name) => name,
      )
    },
    'give what a ring holds': () => {
      const arc = pick()
      const [x, y] = middle(arc)
      return giveRing(
        plan,
        [
          [x - 5000, y - 5000],
          [x + 5000, y - 5000],
          [x + 5000, y + 5000],
          [x - 5000, y + 5000],
        ],
        arc.left,
      )
    },
  }
  for (const [what, make] of Object.entries(kinds)) {
    const [edits, counts]: [number[], number[]] = [[], []]
    /** Of the processor alone: what others on the machine do does not count. */
    const work: number[] = []
    for (let n = -WARM_UP; n < EDITS; n++) {
      const before = process.cpuUsage()
      const began = performance.now()
      const edit = make()
      const edited = performance.now()
      if (!edit.ok) continue
      const touched = new Set(touchedAreas(edit.change.arcs))
      counter.count(edit.coverage, touched, () => null)
      const counted = performance.now()
      const { user, system } = process.cpuUsage(before)
      if (n >= 0) {
        edits.push(edited - began)
        counts.push(counted - began)
        work.push((user + system) / 1000)
      }
      // Back to where it was, untimed.
      counter.count(coverage, touched, () => null)
    }
    say(what, edits)
    say(`${what}, figures with it`, counts)
    say(`${what}, the same in processor time`, work)
  }
}

/** Stripes of ten columns are communities. */
function planIn(coverage: Coverage, columns: number): Plan {
  const grids = areaKeys(coverage).map((key) => {
    const stripe = Math.floor((Number(key.slice(1)) % columns) / 10)
    const parent = UnitCode.parse(`4299010010${String(stripe + 10)}`)
    return [key, { key, code: null, name: key, parent, isLocked: false }] as const
  })
  return { coverage, grids: new Map(grids) }
}

function crowded(): void {
  console.log('\nA border with all its points within a few metres, in a whole of 3 km')
  for (const points of [1_000, 10_000, 100_000]) {
    const [size, middle] = [300_000, 150_000]
    const line = [middle, 0]
    for (let i = 0; i < points; i++) line.push(middle + (i % 2), middle + i)
    line.push(middle, size)
    const west = [middle, 0, 0, 0, 0, size, middle, size]
    const east = west.map((value, i) => (i % 2 === 0 ? 2 * middle - value : value))
    const coverage = coverageOf([
      writtenArc(line, 'west', 'east'),
      writtenArc(west, OUTSIDE, 'west'),
      writtenArc(east, 'east', OUTSIDE),
    ])
    const began = performance.now()
    const faults = checkCoverage(coverage).length
    console.log(
      `  ${points.toLocaleString('en').padStart(8)} points: looked at in ${(performance.now() - began).toFixed(0)} ms, ${faults} faults`,
    )
  }
}

async function besidePeers(): Promise<void> {
  const coverage = jagged(10, 10, 150)
  const keys = areaKeys(coverage)
  const shapes = keys.map((key): Feature<Polygon> => polygon(areaGeometry(coverage, key).coordinates[0]!))
  const index = new Flatbush(shapes.length)
  for (const shape of shapes) index.add(...(bbox(shape) as [number, number, number, number]))
  index.finish()
  const [x, y] = [1_139_000_000 + 4 * CELL, 304_000_000 + 4.5 * CELL]
  const ring: Point[] = [
    [x - 5000, y - 5000],
    [x + 5000, y - 5000],
    [x + 5000, y + 5000],
    [x - 5000, y + 5000],
  ]
  const drawn = polygon([[...ring, ring[0]!].map(([a, b]) => [a / 1e7, b / 1e7])])
  const to = keys.indexOf('g43')
  const byTurf = (): number => {
    let grown: Feature<Polygon | MultiPolygon> = shapes[to]!
    let total = 0
    for (const i of index.search(...(bbox(drawn) as [number, number, number, number]))) {
      if (i === to) continue
      const rest = difference(featureCollection([shapes[i]!, drawn]))!
      const part = difference(featureCollection<Polygon | MultiPolygon>([shapes[i]!, rest]))
      if (part) grown = union(featureCollection<Polygon | MultiPolygon>([grown, part]))!
      total += area(rest)
    }
    return total + area(grown)
  }
  const reader = new GeoJSONReader()
  const geometries = shapes.map(({ geometry }) => reader.read(geometry))
  const drawnByJsts = reader.read(drawn.geometry)
  const byJsts = (): number => {
    let grown = geometries[to]!
    let total = 0
    for (const i of index.search(...(bbox(drawn) as [number, number, number, number]))) {
      if (i === to) continue
      const part = OverlayOp.intersection(geometries[i]!, drawnByJsts)
      if (part.isEmpty()) continue
      total += OverlayOp.difference(geometries[i]!, drawnByJsts).getArea()
      grown = OverlayOp.union(grown, part)
    }
    return total + grown.getArea()
  }
  report(
    'A ring given to an area, one of 100 with 30,000 points',
    await takeTurns(
      [
        { name: 'ours, the partition kept', run: () => giveInside(coverage, ring, 'g43') },
        { name: 'Turf, polygons of their own', run: byTurf },
        { name: 'JSTS, polygons of their own', run: byJsts },
      ],
      9,
    ),
  )
}

function building(): void {
  const district = jagged(50, 40, 75)
  const areas = areaKeys(district).map((key) => ({ key, geometry: areaGeometry(district, key) }))
  const began = performance.now()
  const { coverage, faults } = buildCoverage(areas)
  console.log(
    `\nMade from ${areas.length} polygons: ${(performance.now() - began).toFixed(0)} ms, ${coverage.arcs.size} borders, ${faults.length} faults`,
  )
  const file = fileURLToPath(new URL('../../../shared/data/tainan/villages_2017.topojson', import.meta.url))
  if (!existsSync(file)) return console.log('Tainan is not measured: no ../shared/data here.')
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{
    VILLAGE_MOI_1060831: GeometryCollection<{ VILLCODE: string }>
  }>
  const villages = feature(topology, topology.objects.VILLAGE_MOI_1060831).features.map(
    ({ geometry, properties }) => ({
      key: properties.VILLCODE,
      geometry: geometry as Polygon | MultiPolygon,
    }),
  )
  const start = performance.now()
  const tainan = buildCoverage(villages)
  const made = performance.now() - start
  for (const kind of ['overlap', 'gap', 'hole'] as const) {
    const own = tainan.faults.filter((fault) => fault.kind === kind)
    console.log(
      `  ${kind}: ${own.length}, ${Math.round(own.reduce((sum, { squareMeters }) => sum + squareMeters, 0)).toLocaleString('en')} m²`,
    )
  }
  console.log(
    `Tainan's ${villages.length} villages made whole: ${made.toFixed(0)} ms; faults left: ${checkCoverage(tainan.coverage).length}`,
  )
}

console.log(machine())
editing('Street', 10, 10, 150)
editing('District', 50, 40, 75)
await besidePeers()
crowded()
building()
