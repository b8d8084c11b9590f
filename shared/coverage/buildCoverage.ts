/**
 * A coverage from polygons, as files hold them: borders shared or nearly so, lines that cross, areas that overlap,
 * slivers between them. All rings are laid over each other and cut where they meet; each face goes to the one area that
 * covers it. Where several do, or none, it is decided and said which, how large and where.
 */
import type { MultiPolygon, Polygon } from 'geojson'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { geometryOf, closedLines } from './areaPolygons.ts'
import { type AreaKey, type Coverage, coverageOf, OUTSIDE } from './coverage.ts'
import { AROUND, findFaces, type Faces } from './faces.ts'
import { joinArcs } from './joinArcs.ts'
import { labelFaces } from './labels.ts'
import { metersBetween, squareMetersOf, twiceArea } from './measure.ts'
import { addLine, cutWhereTheyMeet, newStretches, type Stretches } from './segments.ts'

export interface KeyedArea {
  key: AreaKey
  /** Degrees. */
  geometry: Polygon | MultiPolygon
}

export interface CoverageFault {
  /** `hole`: a gap too wide to be a fault of drawing; it stays. `nothing`: an area that covers nothing. */
  kind: 'overlap' | 'gap' | 'hole' | 'nothing'
  /** Overlap: the areas that cover it. Gap, hole: the areas around. */
  keys: AreaKey[]
  /** A point of its border, degrees. */
  at: [lon: number, lat: number]
  squareMeters: number
  /** Which area has it now; null: none, it stays as it was. */
  givenTo: AreaKey | null
  /** The ground itself, degrees; where it was asked for. */
  shape?: MultiPolygon
}

export interface BuiltCoverage {
  coverage: Coverage
  faults: CoverageFault[]
}

export interface BuildOptions {
  /** Gaps no wider than this, taken all along, are closed. */
  gapMeters?: number
  /** Whether faults tell their ground. */
  withShapes?: boolean
}

const GAP_METERS = 5
/** An area that loses so much of itself to another one was drawn on top of it. */
const ON_TOP = 0.5

/** @throws CannotBeCut  for lines that nothing was seen to have */
export function buildCoverage(
  areas: readonly KeyedArea[],
  { gapMeters = GAP_METERS, withShapes = false }: BuildOptions = {},
): BuiltCoverage {
  const keys = [...new Set(areas.map(({ key }) => key))]
  const tagOf = new Map(keys.map((key, i) => [key, i + 1]))
  const lines = newStretches()
  const firstPoints = new Map<AreaKey, [number, number]>()
  for (const { key, geometry } of areas) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const polygon of polygons)
      polygon.forEach((ring, i) => {
        const line = closedSteps(ring)
        if (line.length < 8) return
        firstPoints.set(key, firstPoints.get(key) ?? [line[0]!, line[1]!])
        // The inside on the left: outer rings counter-clockwise, holes clockwise.
        const isLeft = twiceArea(line) > 0 === (i === 0)
        addLine(lines, line, [isLeft ? tagOf.get(key)! : -tagOf.get(key)!])
      })
  }
  const stretches = cutWhereTheyMeet(lines, true)
  const faces = findFaces(stretches)
  const labels = labelFaces(stretches, faces)
  const { owner, faults } = decide(stretches, faces, labels, keys, gapMeters, withShapes)
  const sides = stretches.tags.map(
    (_, i) => [owner[faces.faceOf[2 * i]!]!, owner[faces.faceOf[2 * i + 1]!]!] as const,
  )
  const coverage = coverageOf(joinArcs(stretches.ends, sides))
  const held = new Set<AreaKey>()
  for (const { left, right } of coverage.arcs.values()) held.add(left).add(right)
  for (const key of keys) {
    const [x, y] = firstPoints.get(key) ?? [0, 0]
    if (!held.has(key))
      faults.push({
        kind: 'nothing',
        keys: [key],
        at: [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE],
        squareMeters: 0,
        givenTo: null,
      })
  }
  return { coverage, faults }
}

export function closedSteps(ring: readonly (readonly number[])[]): number[] {
  const line: number[] = []
  for (const [lon, lat] of ring)
    line.push(Math.round(lon! * STEPS_PER_DEGREE), Math.round(lat! * STEPS_PER_DEGREE))
  const last = line.length - 2
  if (line.length > 0 && (line[0] !== line[last] || line[1] !== line[last + 1])) line.push(line[0]!, line[1]!)
  return line
}

/** Whom each face belongs to, and what had to be decided for it. */
function decide(
  { ends }: Stretches,
  { count, faceOf, area }: Faces,
  labels: readonly number[][],
  keys: readonly AreaKey[],
  gapMeters: number,
  withShapes: boolean,
): { owner: AreaKey[]; faults: CoverageFault[] } {
  const owner: (AreaKey | null)[] = labels.map((label, face) =>
    face === AROUND ? OUTSIDE : label.length === 1 ? keys[label[0]! - 1]! : null,
  )
  const openFaces = new Set(owner.flatMap((key, face) => (key === null ? [face] : [])))
  const beside = new Map<number, number[]>()
  const covered = new Array<number>(keys.length + 1).fill(0)
  for (let face = 1; face < count; face++) for (const tag of labels[face]!) covered[tag]! += area[face]!
  for (let half = 0; half < faceOf.length; half++) {
    const face = faceOf[half]!
    if (!openFaces.has(face)) continue
    const held = beside.get(face)
    if (held) held.push(half)
    else beside.set(face, [half])
  }
  const faults: CoverageFault[] = []
  const lengthOf = (half: number): number => {
    const i = 4 * (half >> 1)
    return metersBetween(ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!)
  }
  const settle = (face: number, key: AreaKey | null, around: readonly AreaKey[]): void => {
    const label = labels[face]!
    const [first] = beside.get(face)!
    const at = 4 * (first! >> 1)
    owner[face] = key ?? OUTSIDE
    openFaces.delete(face)
    faults.push({
      kind: label.length > 1 ? 'overlap' : key === null ? 'hole' : 'gap',
      keys: label.length > 1 ? label.map((tag) => keys[tag - 1]!) : [...around].sort(),
      at: [ends[at]! / STEPS_PER_DEGREE, ends[at + 1]! / STEPS_PER_DEGREE],
      squareMeters: squareMetersOf(area[face]!, ends[at + 1]!),
      givenTo: key,
      ...(withShapes ? { shape: shapeOfFace(ends, beside.get(face)!) } : {}),
    })
  }
  // Smallest first: what was decided is ground for what lies beside it.
  const queue = [...openFaces].sort((a, b) => area[a]! - area[b]!)
  for (let isLast = false; openFaces.size > 0;) {
    let settled = 0
    for (const face of queue) {
      if (!openFaces.has(face)) continue
      const label = labels[face]!
      const lengths = new Map<AreaKey, number>()
      let perimeter = 0
      for (const half of beside.get(face)!) {
        const length = lengthOf(half)
        perimeter += length
        const key = owner[faceOf[half ^ 1]!]
        if (key !== null && key !== undefined && key !== OUTSIDE)
          lengths.set(key, (lengths.get(key) ?? 0) + length)
      }
      const around = [...lengths.keys()]
      if (label.length > 1) {
        const onTop = label.reduce((a, b) => (covered[b]! < covered[a]! ? b : a))
        const candidates = label.map((tag) => keys[tag - 1]!).filter((key) => lengths.has(key))
        if (area[face]! >= ON_TOP * covered[onTop]!) settle(face, keys[onTop - 1]!, around)
        else if (candidates.length > 0) settle(face, longest(candidates, lengths), around)
        else if (isLast) settle(face, keys[label[0]! - 1]!, around)
        else continue
      } else {
        const i = 4 * (beside.get(face)![0]! >> 1)
        const width = (2 * squareMetersOf(area[face]!, ends[i + 1]!)) / perimeter
        if (width > gapMeters) settle(face, null, around)
        else if (around.length > 0) settle(face, longest(around, lengths), around)
        else if (isLast) settle(face, null, around)
        else continue
      }
      settled++
    }
    isLast = settled === 0
  }
  return { owner: owner.map((key) => key ?? OUTSIDE), faults }
}

/** @param halves  of a face, each with it on the left */
export const shapeOfFace = (ends: readonly number[], halves: readonly number[]): MultiPolygon =>
  geometryOf(
    closedLines(
      halves.map((half) => [
        ends[2 * half]!,
        ends[2 * half + 1]!,
        ends[2 * (half ^ 1)]!,
        ends[2 * (half ^ 1) + 1]!,
      ]),
    ),
  )

export const longest = (candidates: readonly AreaKey[], lengths: ReadonlyMap<AreaKey, number>): AreaKey =>
  candidates.reduce((a, b) =>
    lengths.get(b)! > lengths.get(a)! || (lengths.get(b) === lengths.get(a) && b < a) ? b : a,
  )
