/**
 * What a plan would make of the units on a day: which grids go on, change, begin, end; under which codes; and what
 * keeps it from being published. Reads only.
 */
import area from '@turf/area'
import type { MultiPolygon } from 'geojson'
import { areaGeometry } from '../../../shared/coverage/areaPolygons.ts'
import { buildCoverage } from '../../../shared/coverage/buildCoverage.ts'
import { checkCoverage } from '../../../shared/coverage/checkCoverage.ts'
import { type AreaKey, type Coverage, OUTSIDE, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { metersBetween } from '../../../shared/coverage/measure.ts'
import { areaWithPoints, pointsBeside, pointsOf, rimPoints } from '../../../shared/coverage/rimPoints.ts'
import { today } from '../../../shared/domain/dates.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import { nextGridCodes } from '../../../shared/plans/gridCodes.ts'
import type { Plan, PlanGrid } from '../../../shared/plans/planDocument.ts'
import { isSameArea, isSameGround } from '../../../shared/plans/sameArea.ts'
import { type PlanRow, baseHash, hasChangesAhead, unitCodesBelow } from '../../db/plans.ts'
import type { Queryable } from '../../db/sql.ts'
import { type UnitArea, areasBeside, unitAreas } from '../../db/unitAreas.ts'

export interface Hindrance {
  key: string
  facts: Record<string, string>
}

export interface OutcomeGrid {
  grid: PlanGrid
  code: string
  kind: 'same' | 'changed' | 'new'
  geometry: MultiPolygon
  /** Its community. */
  above: UnitArea
  /** The unit in force that goes on. */
  before: UnitArea | null
  /** Gets a new version: it changes, or its border gets points that it did not have. */
  isWritten: boolean
}

export interface PlanOutcome {
  grids: OutcomeGrid[]
  /** Of communities, and of the street, whose border gets points where grids of it meet. */
  parents: { unit: UnitArea; geometry: MultiPolygon }[]
  /** Outside the plan, along its border, where that border gets points. */
  beside: { unit: UnitArea; geometry: MultiPolygon }[]
  ended: UnitArea[]
  hindrances: Hindrance[]
}

/**
 * @param on  the day from which the plan would be in force
 * @param own  codes that its new grids were given when it was published, by the order of their keys
 */
export async function planOutcome(
  tx: Queryable,
  row: PlanRow,
  { coverage, grids }: Plan,
  on: string,
  own: readonly string[] = [],
): Promise<PlanOutcome> {
  const units = await unitAreas(tx, row.areaPath, on)
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const hindrances: Hindrance[] = []
  const hinder = (key: string, facts: Record<string, string> = {}): void =>
    void hindrances.push({ key, facts })
  if (on < today()) hinder('plan.dayPast', { day: on })
  if ((await baseHash(tx, row.areaPath, on)) !== row.baseHash)
    hinder('plan.baseChanged', { day: row.basedOn })
  if (await hasChangesAhead(tx, row.areaPath, on)) hinder('plan.changesAhead', { day: on })
  if (checkCoverage(coverage).length > 0) hinder('plan.notWhole')
  if (hasUnassigned(coverage)) hinder('plan.unassigned')

  const base = buildCoverage(
    units.filter(({ level }) => level === 'grid').map(({ code, geometry }) => ({ key: code, geometry })),
  ).coverage
  const known = (await unitCodesBelow(tx, row.areaPath)).filter((code) => !own.includes(code))
  const codes = codesOf([...grids.values()], byCode, known, own)
  const made: OutcomeGrid[] = []
  for (const grid of [...grids.values()].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const geometry = areaGeometry(coverage, grid.key)
    if (geometry.coordinates.length === 0) hinder('plan.emptyGrid', { name: grid.name })
    const above = byCode.get(grid.parent)
    if (above?.level !== 'community') {
      hinder('plan.parentEnded', { name: grid.parent, day: on })
      continue
    }
    const code = codes.get(grid.key)
    if (code === undefined) {
      hinder('plan.codesUsedUp', { name: above.name })
      continue
    }
    const before = (grid.code === null ? undefined : byCode.get(grid.code)) ?? null
    const isStored = before !== null && isSameArea(before.geometry, geometry)
    const isKept = isStored || (before !== null && isSameGround(areaGeometry(base, before.code), geometry))
    const isNamedSo = before !== null && before.name === grid.name && before.parent === grid.parent
    made.push({
      grid,
      code,
      kind: before === null ? 'new' : isKept && isNamedSo ? 'same' : 'changed',
      geometry,
      above,
      before,
      isWritten: !isStored || !isNamedSo,
    })
  }
  const goesOn = new Set(made.flatMap(({ before }) => before?.code ?? []))
  const ended = units.filter(({ code, level }) => level === 'grid' && !goesOn.has(code))
  if (ended.length === 0 && made.every(({ kind }) => kind === 'same')) hinder('plan.nothingChanges')
  const parents = writtenParents(units, coverage, base, grids)
  for (const { unit, geometry } of parents)
    if (Math.abs(area(geometry) - area(unit.geometry)) > roundingOf(unit.geometry))
      hinder('plan.parentMoved', { name: unit.name })
  const beside = await writtenBeside(tx, row.areaPath, on, units, coverage)
  const touched = [
    ...ended,
    ...[...parents, ...beside].map(({ unit }) => unit),
    ...made.flatMap(({ before, isWritten }) => (isWritten ? (before ?? []) : [])),
  ]
  if (touched.some(({ validFrom }) => validFrom === on)) hinder('plan.sameDay', { day: on })
  return { grids: made, parents, beside, ended, hindrances: once(hindrances) }
}

/** Points that a border gains are rounded to a step, which is about this. */
const ROUNDING_METERS = 0.011

/** Square metres that rounding can move; more is ground that goes elsewhere. Along a border of kilometres it is a few. */
function roundingOf({ coordinates }: MultiPolygon): number {
  let meters = 0
  for (const line of coordinates.flat())
    for (let i = 1; i < line.length; i++) {
      const [[ax, ay], [bx, by]] = [line[i - 1]!, line[i]!] as [[number, number], [number, number]]
      meters += metersBetween(...inSteps(ax, ay), ...inSteps(bx, by))
    }
  return meters * ROUNDING_METERS
}

const inSteps = (lon: number, lat: number): [number, number] => [
  lon * STEPS_PER_DEGREE,
  lat * STEPS_PER_DEGREE,
]

const once = (hindrances: readonly Hindrance[]): Hindrance[] => [
  ...new Map(hindrances.map((one) => [JSON.stringify(one), one])).values(),
]

function hasUnassigned({ arcs }: Coverage): boolean {
  for (const { left, right } of arcs.values()) if (left === UNASSIGNED || right === UNASSIGNED) return true
  return false
}

/** Of the unit that goes on; its own one, of a plan that is published; or the next free one of the community. */
function codesOf(
  grids: readonly PlanGrid[],
  inForce: ReadonlyMap<string, UnitArea>,
  known: readonly string[],
  own: readonly string[],
): Map<AreaKey, string> {
  const codes = new Map<AreaKey, string>()
  const begin: PlanGrid[] = []
  for (const grid of [...grids].sort((a, b) => (a.key < b.key ? -1 : 1)))
    if (grid.code !== null && inForce.get(grid.code)?.level === 'grid') codes.set(grid.key, grid.code)
    else begin.push(grid)
  // Grids that began after it have taken the next codes.
  if (own.length === begin.length)
    return new Map([...codes, ...begin.map(({ key }, i) => [key, own[i]!] as const)])
  const fresh = new Map<string, PlanGrid[]>()
  for (const grid of begin) fresh.set(grid.parent, [...(fresh.get(grid.parent) ?? []), grid])
  for (const [parent, list] of fresh)
    nextGridCodes(parent, known, list.length)?.forEach((code, i) => codes.set(list[i]!.key, code))
  return codes
}

/** Borders of what is above the grids, as the grids make them, where they have points that they had not. */
function writtenParents(
  units: readonly UnitArea[],
  coverage: Coverage,
  base: Coverage,
  grids: ReadonlyMap<AreaKey, PlanGrid>,
): PlanOutcome['parents'] {
  const baseParents = new Map(units.map(({ code, parent }) => [code, parent]))
  const byCommunity = [
    united(coverage, (key) => grids.get(key)?.parent ?? OUTSIDE),
    united(base, (key) => baseParents.get(key) ?? OUTSIDE),
  ] as const
  const whole = [united(coverage, () => 'all'), united(base, () => 'all')] as const
  return units.flatMap((unit) => {
    if (unit.level === 'grid') return []
    const [is, was] = unit.level === 'community' ? byCommunity : whole
    const key = unit.level === 'community' ? unit.code : 'all'
    const geometry = areaGeometry(is, key)
    const isAsBefore =
      geometry.coordinates.length === 0 ||
      isSameArea(unit.geometry, geometry) ||
      isSameArea(areaGeometry(was, key), geometry)
    return isAsBefore ? [] : [{ unit, geometry }]
  })
}

/** Borders of others along the plan's own, with the points that it gets: one line for both sides, as before. */
async function writtenBeside(
  tx: Queryable,
  path: string,
  on: string,
  units: readonly UnitArea[],
  coverage: Coverage,
): Promise<PlanOutcome['beside']> {
  const points = pointsBeside(
    rimPoints(coverage),
    units.flatMap(({ geometry }) => pointsOf(geometry)),
  )
  if (points.length === 0) return []
  return (await areasBeside(tx, path, on)).flatMap((unit) => {
    const geometry = areaWithPoints(unit.geometry, points)
    return geometry ? [{ unit, geometry }] : []
  })
}

/** The coverage of larger areas. */
function united({ arcs }: Coverage, keyOf: (key: AreaKey) => AreaKey): Coverage {
  const side = (key: AreaKey): AreaKey => (key === OUTSIDE ? OUTSIDE : keyOf(key))
  return {
    arcs: new Map(
      [...arcs].flatMap(([name, { line, left, right }]) =>
        side(left) === side(right) ? [] : [[name, { line, left: side(left), right: side(right) }] as const],
      ),
    ),
  }
}
