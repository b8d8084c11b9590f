/**
 * What each area of a plan holds: people, open issues, ground. Counted while a border is dragged, so after a change only
 * the areas it touches are counted again, and within them only what lay in one of them. What comes out is what a count of
 * everything from the start would give.
 */
import type { MultiPolygon } from 'geojson'
import type { Demand } from '../circles/demand.ts'
import { areaGeometry, areaSquareMeters } from '../coverage/areaPolygons.ts'
import {
  type AreaKey,
  type Coverage,
  type CoverageChange,
  OUTSIDE,
  UNASSIGNED,
  areaKeys,
} from '../coverage/coverage.ts'
import { metersBetween } from '../coverage/measure.ts'
import { PointLocator } from '../coverage/pointLocator.ts'
import { HOUSEHOLD_NORM, type HouseholdNorm, loadClass, type LoadClass } from './norm.ts'

/** Where people live and where open issues are; fixed while a plan is worked on. */
export interface PlanPlaces {
  demand: Demand
  /** Null: who asks may not see issues. */
  issues: { lons: readonly number[]; lats: readonly number[] } | null
}

export interface AreaFigures {
  key: AreaKey
  households: number
  residents: number
  over64: number
  openIssues: number | null
  /** Residents who are in another grid today. */
  movers: number
  squareMeters: number
  /** Polsby-Popper, 4πA/P²: 1 for a disc, near 0 for a thread. */
  compactness: number
  pieces: number
}

/** What a count gives, by key; UNASSIGNED is among them where there is such ground. */
export interface PlanCount {
  figures: ReadonlyMap<AreaKey, AreaFigures>
  /** In degrees. */
  shapes: ReadonlyMap<AreaKey, MultiPolygon>
}

export interface PlanTotals {
  /** Those that the norm is for; the loads below are theirs alone. */
  areas: number
  /** Dedicated to one owner (a school, a park): nobody asks how many households they have. */
  exempt: number
  households: number
  residents: number
  movers: number
  /** Households of the smallest and the largest area; null without areas. */
  least: number | null
  most: number | null
  /** Standard deviation of the households over their mean; null without households. */
  spread: number | null
  classes: Readonly<Record<LoadClass, number>>
  /** In several pieces. */
  broken: number
  /** In no area yet. */
  unassigned: { households: number; residents: number; squareMeters: number } | null
}

/** Keys of the areas that a change takes from or adds to. */
export function touchedAreas(change: CoverageChange): Set<AreaKey> {
  const keys = new Set<AreaKey>()
  for (const { before, after } of change)
    for (const arc of [before, after]) if (arc) keys.add(arc.left).add(arc.right)
  return keys
}

/** Indexes of points, ascending, by the area that holds them. */
class Members {
  private readonly byKey = new Map<AreaKey, number[]>([[OUTSIDE, []]])

  constructor(
    private readonly count: number,
    private readonly lon: (index: number) => number,
    private readonly lat: (index: number) => number,
  ) {
    this.byKey.set(
      OUTSIDE,
      Array.from({ length: count }, (_, index) => index),
    )
  }

  of(key: AreaKey): readonly number[] {
    return this.byKey.get(key) ?? []
  }

  /** Finds anew what lay in one of the touched areas. */
  settle(touched: readonly AreaKey[], locator: PointLocator, keys: readonly AreaKey[]): void {
    if (this.count === 0) return
    const moving = touched.flatMap((key) => this.byKey.get(key) ?? []).sort((a, b) => a - b)
    for (const key of touched) this.byKey.set(key, [])
    for (const index of moving) {
      const key = keys[locator.locate(this.lon(index), this.lat(index))] ?? OUTSIDE
      const list = this.byKey.get(key)
      if (list) list.push(index)
      else this.byKey.set(key, [index])
    }
  }
}

/** Metres around each of some areas: every border of it, also those of its holes. */
function perimeters({ arcs }: Coverage, wanted: ReadonlySet<AreaKey>): Map<AreaKey, number> {
  const sums = new Map<AreaKey, number>()
  for (const { line, left, right } of arcs.values()) {
    if (left === right || !(wanted.has(left) || wanted.has(right))) continue
    let meters = 0
    for (let i = 2; i < line.length; i += 2)
      meters += metersBetween(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
    for (const key of [left, right]) sums.set(key, (sums.get(key) ?? 0) + meters)
  }
  return sums
}

export class PlanCounter {
  private readonly homes: Members
  private readonly issues: Members
  private figures = new Map<AreaKey, AreaFigures>()
  private shapes = new Map<AreaKey, MultiPolygon>()

  constructor(private readonly places: PlanPlaces) {
    const { demand, issues } = places
    this.homes = new Members(
      demand.count,
      (index) => demand.lonLat[2 * index]!,
      (index) => demand.lonLat[2 * index + 1]!,
    )
    this.issues = new Members(
      issues?.lons.length ?? 0,
      (index) => issues!.lons[index]!,
      (index) => issues!.lats[index]!,
    )
  }

  /**
   * @param touched  keys of areas that are others since the last count; null counts everything
   * @param codeOf  code of the unit in force that goes on in an area, or null
   * @returns new maps that hold the old rows of untouched areas
   */
  count(
    coverage: Coverage,
    touched: ReadonlySet<AreaKey> | null,
    codeOf: (key: AreaKey) => string | null,
  ): PlanCount {
    const there = new Set(areaKeys(coverage))
    for (const { left, right } of coverage.arcs.values())
      if (left === UNASSIGNED || right === UNASSIGNED) there.add(UNASSIGNED)
    const all = touched ?? new Set([...there, ...this.figures.keys(), OUTSIDE])
    const keys = [...all].filter((key) => key !== OUTSIDE && there.has(key)).sort()
    const shapes = new Map(this.shapes)
    const figures = new Map(this.figures)
    for (const key of all) {
      shapes.delete(key)
      figures.delete(key)
    }
    for (const key of keys) shapes.set(key, areaGeometry(coverage, key))
    this.shapes = shapes
    const locator = new PointLocator(keys.map((key) => shapes.get(key)!))
    for (const members of [this.homes, this.issues]) members.settle([...all], locator, keys)
    const around = perimeters(coverage, new Set(keys))
    for (const key of keys) figures.set(key, this.figuresOf(coverage, key, around.get(key) ?? 0, codeOf(key)))
    this.figures = figures
    return { figures, shapes }
  }

  private figuresOf(coverage: Coverage, key: AreaKey, meters: number, code: string | null): AreaFigures {
    const { demand, issues } = this.places
    const { people, unit, units } = demand
    const sum = { households: 0, residents: 0, over64: 0, movers: 0 }
    for (const home of this.homes.of(key)) {
      sum.households += people.households[home]!
      sum.residents += people.residents[home]!
      sum.over64 += people.over64[home]!
      if (key !== UNASSIGNED && units[unit[home]!]?.code !== code) sum.movers += people.residents[home]!
    }
    const squareMeters = areaSquareMeters(coverage, key)
    return {
      key,
      households: Math.round(sum.households),
      residents: Math.round(sum.residents),
      over64: Math.round(sum.over64),
      movers: Math.round(sum.movers),
      openIssues: issues ? this.issues.of(key).length : null,
      squareMeters,
      compactness: meters === 0 ? 0 : (4 * Math.PI * squareMeters) / meters ** 2,
      pieces: this.shapes.get(key)!.coordinates.length,
    }
  }
}

export function planTotals(
  figures: ReadonlyMap<AreaKey, AreaFigures>,
  isExempt: (key: AreaKey) => boolean = () => false,
  norm: HouseholdNorm = HOUSEHOLD_NORM,
): PlanTotals {
  const all = [...figures.values()].filter(({ key }) => key !== UNASSIGNED)
  const rows = all.filter(({ key }) => !isExempt(key))
  const classes = { farBelow: 0, below: 0, within: 0, above: 0, farAbove: 0 }
  for (const { households } of rows) classes[loadClass(households, norm)]++
  const sum = (of: (row: AreaFigures) => number): number => all.reduce((total, row) => total + of(row), 0)
  const households = rows.reduce((total, row) => total + row.households, 0)
  const mean = households / rows.length
  const variance = rows.reduce((total, row) => total + (row.households - mean) ** 2, 0) / rows.length
  const loads = rows.map((row) => row.households)
  const left = figures.get(UNASSIGNED)
  return {
    areas: rows.length,
    exempt: all.length - rows.length,
    households: sum((row) => row.households),
    residents: sum((row) => row.residents),
    movers: sum((row) => row.movers),
    least: rows.length > 0 ? Math.min(...loads) : null,
    most: rows.length > 0 ? Math.max(...loads) : null,
    spread: households > 0 ? Math.sqrt(variance) / mean : null,
    classes,
    broken: all.filter(({ pieces }) => pieces > 1).length,
    unassigned: left
      ? { households: left.households, residents: left.residents, squareMeters: left.squareMeters }
      : null,
  }
}
