/**
 * A plan from the areas of a file. They are made a partition and laid over the communities: a grid lies in the community
 * that holds most of it, and no border of a community moves. Everything that had to be decided, left out or left open is
 * told, with its ground, so that it can be decided otherwise.
 */
import type { MultiPolygon, Polygon } from 'geojson'
import {
  buildCoverage,
  closedSteps,
  type CoverageFault,
  longest,
  shapeOfFace,
} from '../coverage/buildCoverage.ts'
import { type AreaKey, coverageOf, OUTSIDE, UNASSIGNED } from '../coverage/coverage.ts'
import { AROUND, findFaces } from '../coverage/faces.ts'
import { joinArcs } from '../coverage/joinArcs.ts'
import { labelFaces } from '../coverage/labels.ts'
import { metersBetween, squareMetersOf, twiceArea } from '../coverage/measure.ts'
import { addLine, cutWhereTheyMeet, newStretches } from '../coverage/segments.ts'
import { selfCrossing } from '../coverage/selfCrossing.ts'
import { UnitCode } from '../domain/ids.ts'
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import type { ImportFinding } from './importFinding.ts'
import { GridKey, type Plan, type PlanGrid } from './planDocument.ts'

export interface ImportedArea {
  /** As a person would count it in the file. */
  row: number
  /** Of a grid without a code, as a plan writes it out. */
  key: string | null
  code: string | null
  name: string | null
  /** As the file says, where it does. */
  level: string | null
  geometry: Polygon | MultiPolygon
}

export interface ImportGround {
  communities: readonly { code: string; name: string; geometry: Polygon | MultiPolygon }[]
  /** Grids in force, by code: what has such a code in the file goes on under it. */
  grids: ReadonlyMap<string, { name: string; parent: string | null }>
}

const GRID_WORDS = new Set(['grid', '网格'])
/** What is smaller than a sheet of paper is the rounding of coordinates. */
const SMALLEST_SQUARE_METERS = 0.05
/** An area that holds so much of two communities or more is no grid. */
const WHOLE = 0.9
const LONGEST_NAME = 80

const labelOf = ({ name, code, row }: ImportedArea): string => name ?? code ?? `#${row}`
const inDegrees = (x: number, y: number): [number, number] => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]

export interface ImportedPlan {
  plan: Plan
  findings: ImportFinding[]
}

/** @param gapMeters  ground no wider than this, taken all along, goes to whoever lies beside it */
export function importPlan(
  areas: readonly ImportedArea[],
  ground: ImportGround,
  gapMeters: number,
): ImportedPlan {
  const findings: ImportFinding[] = []
  const usable = areas.filter((area) => isUsable(area, findings))
  // What turns out to be no grid is left out, and the others are laid anew as if it had not been there.
  for (let used = usable; ;) {
    const laid = layOver(used, ground, gapMeters)
    if (laid.noGrids.size === 0) return { plan: laid.plan, findings: [...findings, ...laid.findings] }
    findings.push(...laid.noGrids.values())
    used = used.filter((_, i) => !laid.noGrids.has(i))
  }
}

function found(kind: ImportFinding['kind'], area: ImportedArea, count = 0): ImportFinding {
  const [ring] = ringsIn(area)
  return {
    kind,
    areas: [labelOf(area)],
    at: ring ? inDegrees(ring[0]!, ring[1]!) : null,
    squareMeters: ring ? squareMetersIn(area) : 0,
    givenTo: null,
    others: [],
    shape: null,
    ...(count > 0 ? { count } : {}),
    ...(area.level === null ? {} : { level: area.level }),
  }
}

const ringsIn = ({ geometry }: ImportedArea): number[][] =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
    .flat()
    .map(closedSteps)
    .filter((line) => line.length >= 8)

function squareMetersIn({ geometry }: ImportedArea): number {
  let sum = 0
  for (const polygon of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
    polygon.forEach((ring, i) => {
      const line = closedSteps(ring)
      if (line.length < 8) return
      sum += ((i === 0 ? 1 : -1) * squareMetersOf(Math.abs(twiceArea(line)), line[1]!)) / 2
    })
  return sum
}

/** Tells what is wrong with an area by itself. @returns whether it can be a grid */
function isUsable(area: ImportedArea, findings: ImportFinding[]): boolean {
  if (area.level !== null && !GRID_WORDS.has(area.level.toLowerCase())) {
    findings.push(found('wrongLevel', area))
    return false
  }
  const rings = ringsIn(area)
  const crossing = rings.map(selfCrossing).find((at) => at !== null)
  if (crossing) findings.push({ ...found('selfCrossing', area), at: inDegrees(...crossing) })
  // Two loops of a ring that crosses itself may be as large as each other.
  if (rings.some((ring) => twiceArea(ring) !== 0) || crossing) return true
  findings.push(found('noArea', area))
  return false
}

interface LaidOver extends ImportedPlan {
  /** Areas by number that are none: they hold communities or other areas, or nothing of their own. */
  noGrids: Map<number, ImportFinding>
}

function layOver(
  areas: readonly ImportedArea[],
  { communities, grids }: ImportGround,
  gapMeters: number,
): LaidOver {
  const byRow = areas.map((area, i) => ({ key: String(i), geometry: area.geometry }))
  const own = buildCoverage(byRow, { gapMeters, withShapes: true })
  const above = buildCoverage(
    communities.map(({ code, geometry }) => ({ key: code, geometry })),
    { gapMeters },
  )
  // Tags of areas first, those of communities after them.
  const lines = newStretches()
  const communityAt = communities.map(({ code }) => code)
  const tagOf = new Map<AreaKey, number>([
    ...byRow.map(({ key }, i) => [key, i + 1] as const),
    ...communityAt.map((code, i) => [`c${code}`, areas.length + 1 + i] as const),
  ])
  const lay = (prefix: string, { coverage }: typeof own): void => {
    for (const { line, left, right } of coverage.arcs.values()) {
      const tags = [tagOf.get(prefix + left), tagOf.get(prefix + right)]
      addLine(lines, line, [...(tags[0] ? [tags[0]] : []), ...(tags[1] ? [-tags[1]] : [])])
    }
  }
  lay('', own)
  lay('c', above)
  const stretches = cutWhereTheyMeet(lines)
  const { ends } = stretches
  const faces = findFaces(stretches)
  const labels = labelFaces(stretches, faces)
  const areaOn = labels.map((label) => (label.find((tag) => tag <= areas.length) ?? 0) - 1)
  const communityOn = labels.map((label) => (label.find((tag) => tag > areas.length) ?? 0) - 1 - areas.length)

  const held = areas.map(() => new Map<number, number>())
  const whole = communities.map(() => 0)
  for (let face = 1; face < faces.count; face++) {
    const [area, community] = [areaOn[face]!, communityOn[face]!]
    if (community < 0) continue
    whole[community]! += faces.area[face]!
    if (area >= 0) held[area]!.set(community, (held[area]!.get(community) ?? 0) + faces.area[face]!)
  }
  const home = held.map((sums) => [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1)
  const named = nameGrids(areas, home, communities, grids)

  const beside = new Map<number, number[]>()
  for (let half = 0; half < faces.faceOf.length; half++) {
    const face = faces.faceOf[half]!
    const list = beside.get(face)
    if (list) list.push(half)
    else beside.set(face, [half])
  }
  const owner: (AreaKey | null)[] = labels.map((_, face) => {
    const [area, community] = [areaOn[face]!, communityOn[face]!]
    if (face === AROUND || community < 0) return OUTSIDE
    return area >= 0 && home[area] === community ? named.keys[area]! : null
  })
  const findings = own.faults.flatMap((fault) => findingOf(fault, areas, named.keys))
  const tell = (
    kind: ImportFinding['kind'],
    face: number,
    givenTo: AreaKey | null,
    others: AreaKey[],
  ): void => {
    const at = 4 * (beside.get(face)![0]! >> 1)
    const squareMeters = squareMetersOf(faces.area[face]!, ends[at + 1]!)
    if (squareMeters < SMALLEST_SQUARE_METERS) return
    findings.push({
      kind,
      areas:
        areaOn[face]! >= 0
          ? [labelOf(areas[areaOn[face]!]!)]
          : kind === 'gap'
            ? [givenTo!, ...others].sort().map((key) => named.grids.get(key)?.name ?? key)
            : [],
      at: inDegrees(ends[at]!, ends[at + 1]!),
      squareMeters,
      givenTo,
      others,
      shape: kind === 'outside' ? null : shapeOfFace(ends, beside.get(face)!),
    })
  }
  const communityOfKey = new Map(named.keys.map((key, i) => [key, home[i]!]))
  const open = labels.flatMap((_, face) => (owner[face] === null ? [face] : []))
  for (let face = 1; face < faces.count; face++)
    if (communityOn[face]! < 0 && areaOn[face]! >= 0) tell('outside', face, null, [])
  // Smallest first, as often as something is decided: what was decided is ground for what lies beside it.
  open.sort((a, b) => faces.area[a]! - faces.area[b]!)
  for (let settled = 1; settled > 0;) {
    settled = 0
    for (const face of open) {
      if (owner[face] !== null) continue
      const lengths = new Map<AreaKey, number>()
      let perimeter = 0
      for (const half of beside.get(face)!) {
        const i = 4 * (half >> 1)
        const length = metersBetween(ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!)
        perimeter += length
        const key = owner[faces.faceOf[half ^ 1]!]
        if (key && communityOfKey.get(key) === communityOn[face])
          lengths.set(key, (lengths.get(key) ?? 0) + length)
      }
      const y = ends[4 * (beside.get(face)![0]! >> 1) + 1]!
      const width = (2 * squareMetersOf(faces.area[face]!, y)) / perimeter
      if (width > gapMeters || lengths.size === 0) continue
      const around = [...lengths.keys()].sort()
      const key = longest(around, lengths)
      owner[face] = key
      settled++
      const isBetween = around.length > 1
      tell(
        areaOn[face]! >= 0 ? 'otherCommunity' : isBetween ? 'gap' : 'strip',
        face,
        key,
        around.filter((one) => one !== key),
      )
    }
  }
  for (const face of open) {
    if (owner[face] !== null) continue
    owner[face] = UNASSIGNED
    const around = new Set<AreaKey>()
    for (const half of beside.get(face)!) {
      const key = owner[faces.faceOf[half ^ 1]!]
      if (key && communityOfKey.get(key) === communityOn[face]) around.add(key)
    }
    tell(areaOn[face]! < 0 ? 'empty' : 'otherCommunity', face, null, [...around].sort())
  }
  const sides = stretches.tags.map(
    (_, i) => [owner[faces.faceOf[2 * i]!]!, owner[faces.faceOf[2 * i + 1]!]!] as const,
  )
  const coverage = coverageOf(joinArcs(ends, sides))
  const there = new Set<AreaKey>()
  for (const { left, right } of coverage.arcs.values()) there.add(left).add(right)
  return {
    plan: { coverage, grids: new Map([...named.grids].filter(([key]) => there.has(key))) },
    findings,
    noGrids: new Map([
      ...nothingLeft(own.faults, areas),
      ...held.flatMap((sums, i) => {
        const count = [...sums].filter(([community, size]) => size >= WHOLE * whole[community]!).length
        return count > 1 ? [[i, found('wrongLevel', areas[i]!, count)] as const] : []
      }),
    ]),
  }
}

/** Areas of which others took all: whoever was drawn on top has its ground. One other: drawn twice; several: it holds them. */
function nothingLeft(
  faults: readonly CoverageFault[],
  areas: readonly ImportedArea[],
): [number, ImportFinding][] {
  return faults.flatMap(({ kind, keys: [key] }): [number, ImportFinding][] => {
    if (kind !== 'nothing') return []
    const over = new Set(
      faults.flatMap((fault) => (fault.kind === 'overlap' && fault.keys.includes(key!) ? fault.keys : [])),
    )
    over.delete(key!)
    const area = areas[Number(key)]!
    const why = over.size > 1 ? 'wrongLevel' : over.size === 1 ? 'duplicate' : 'noArea'
    return [
      [
        Number(key),
        {
          ...found(why, area, over.size > 1 ? over.size : 0),
          areas: [labelOf(area), ...[...over].map((row) => labelOf(areas[Number(row)]!))],
        },
      ],
    ]
  })
}

/** Keys and names. What has the code of a grid in force of its community goes on under it; rows of one code are one grid. */
function nameGrids(
  areas: readonly ImportedArea[],
  home: readonly number[],
  communities: ImportGround['communities'],
  inForce: ImportGround['grids'],
): { keys: AreaKey[]; grids: Map<AreaKey, PlanGrid> } {
  const grids = new Map<AreaKey, PlanGrid>()
  const keyOfCode = new Map<string, AreaKey>()
  const written = new Set(areas.flatMap(({ key }) => key ?? []))
  const freshKey = (i: number): AreaKey => {
    for (let number = i + 1; ; number += areas.length) {
      const key = `n${number}`
      if (!written.has(key) && !inForce.has(key)) return key
    }
  }
  const keys = areas.map((area, i): AreaKey => {
    const community = communities[home[i]!]
    if (!community) return OUTSIDE
    const { code } = area
    const sameCode = code === null ? undefined : keyOfCode.get(`${community.code} ${code}`)
    if (sameCode !== undefined) return sameCode
    const unit = code === null ? undefined : inForce.get(code)
    const goesOn = unit !== undefined && unit.parent === community.code
    const isOwn = area.key !== null && !inForce.has(area.key) && !grids.has(area.key)
    const key = goesOn ? code! : isOwn && GridKey.safeParse(area.key).success ? area.key! : freshKey(i)
    if (code !== null) keyOfCode.set(`${community.code} ${code}`, key)
    const name = (area.name ?? unit?.name ?? `${community.name} ${area.row}`).trim().slice(0, LONGEST_NAME)
    grids.set(key, {
      key,
      code: goesOn ? UnitCode.parse(code) : null,
      name: name === '' ? `${community.name} ${area.row}`.slice(0, LONGEST_NAME) : name,
      parent: UnitCode.parse(community.code),
      isLocked: false,
    })
    return key
  })
  return { keys, grids }
}

/** What making the areas a partition had to decide. Gaps too wide to be closed are found again as empty ground. */
function findingOf(
  { kind, keys, at, squareMeters, givenTo, shape }: CoverageFault,
  areas: readonly ImportedArea[],
  keyAt: readonly AreaKey[],
): ImportFinding[] {
  if (kind === 'hole' || kind === 'nothing') return []
  const rows = keys.map(Number)
  const labels = rows.map((row) => labelOf(areas[row]!))
  if (squareMeters < SMALLEST_SQUARE_METERS) return []
  const given = givenTo === null ? null : keyAt[Number(givenTo)]!
  return [
    {
      kind,
      areas: labels,
      at,
      squareMeters,
      givenTo: given === OUTSIDE ? null : given,
      others: [...new Set(rows.map((row) => keyAt[row]!))].filter((key) => key !== given && key !== OUTSIDE),
      shape: shape ?? null,
    },
  ]
}
