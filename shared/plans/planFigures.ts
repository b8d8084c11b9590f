/**
 * What each area of a plan holds: people, open issues, ground. Counted while a border is dragged, so after a change only
 * the areas it touches are counted again, and within them only what lay in one of them. What comes out is what a count of
 * everything from the start would give.
 */
import type { MultiPolygon } from 'geojson'
import type { Demand } from '../circles/demand.ts'
import {
  type Border,
  bordersOf,
  geometryOf,
  closedLines,
  squareMetersWithin,
} from '../coverage/areaPolygons.ts'
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

export interface PointColumns {
  lons: readonly number[]
  lats: readonly number[]
}

/** Doors of buildings: what of a household's place is in the register of buildings. */
export interface Doors extends PointColumns {
  households: readonly number[]
  /** Flights of stairs to all of its households once. */
  flights: readonly number[]
  /** Index of its compound; -1: in none. */
  compound: readonly number[]
}

/** Where people live and where issues are; fixed while a plan is worked on. */
export interface PlanPlaces {
  demand: Demand
  /** Null: who asks may not see issues. */
  issues: PointColumns | null
  /** Reported within a year; null as above. */
  yearIssues?: PointColumns | null
  doors?: Doors | null
}

export interface AreaFigures {
  key: AreaKey
  households: number
  residents: number
  over64: number
  openIssues: number | null
  /** Reported within a year. */
  yearIssues: number | null
  /** Of stairs, to all of its households once; null: not known. */
  flights: number | null
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
  /** Indexes of the places of the demand in each area: another list only where the area is another one. */
  homes: ReadonlyMap<AreaKey, readonly number[]>
  /** Households of each compound in each area. */
  compounds: ReadonlyMap<AreaKey, ReadonlyMap<number, number>>
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
  for (const { before, after } of change) {
    // Who has the same line on the same side has the same ground.
    const isSameLine = before && after && before.line.every((value, i) => value === after.line[i])
    if (isSameLine && before.line.length === after.line.length) {
      if (before.left !== after.left) keys.add(before.left).add(after.left)
      if (before.right !== after.right) keys.add(before.right).add(after.right)
      continue
    }
    for (const arc of [before, after]) if (arc) keys.add(arc.left).add(arc.right)
  }
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

const membersAt = (points: PointColumns | null | undefined): Members =>
  new Members(
    points?.lons.length ?? 0,
    (index) => points!.lons[index]!,
    (index) => points!.lats[index]!,
  )

function metersAlong(border: Border): number {
  let meters = 0
  for (const line of border)
    for (let i = 2; i < line.length; i += 2)
      meters += metersBetween(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
  return meters
}

export class PlanCounter {
  private readonly homes: Members
  private readonly issues: Members
  private readonly yearIssues: Members
  /** Doors that are where a home is move with it; by home. */
  private readonly doorsAt = new Map<number, number[]>()
  /** The others; by index into `loose`. */
  private readonly looseDoors: Members
  private readonly loose: number[] = []
  private figures = new Map<AreaKey, AreaFigures>()
  private shapes = new Map<AreaKey, MultiPolygon>()
  private homesOf = new Map<AreaKey, readonly number[]>()
  private compounds = new Map<AreaKey, ReadonlyMap<number, number>>()

  constructor(private readonly places: PlanPlaces) {
    const { demand, issues } = places
    this.homes = new Members(
      demand.count,
      (index) => demand.lonLat[2 * index]!,
      (index) => demand.lonLat[2 * index + 1]!,
    )
    this.issues = membersAt(issues)
    this.yearIssues = membersAt(places.yearIssues)
    this.placeDoors()
    this.looseDoors = membersAt({
      lons: this.loose.map((door) => places.doors!.lons[door]!),
      lats: this.loose.map((door) => places.doors!.lats[door]!),
    })
  }

  private placeDoors(): void {
    const { demand, doors } = this.places
    if (!doors) return
    const homes = new Map<string, number>()
    for (let home = 0; home < demand.count; home++)
      homes.set(`${demand.lonLat[2 * home]} ${demand.lonLat[2 * home + 1]}`, home)
    doors.lons.forEach((lon, door) => {
      const home = homes.get(`${lon} ${doors.lats[door]}`)
      if (home === undefined) this.loose.push(door)
      else this.doorsAt.set(home, [...(this.doorsAt.get(home) ?? []), door])
    })
  }

  private doorsOf(key: AreaKey): number[] {
    const doors = this.looseDoors.of(key).map((index) => this.loose[index]!)
    for (const home of this.homes.of(key)) {
      const own = this.doorsAt.get(home)
      if (own) doors.push(...own)
    }
    return doors
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
    const all = touched ?? new Set([OUTSIDE, UNASSIGNED, ...areaKeys(coverage), ...this.figures.keys()])
    const borders = bordersOf(coverage, new Set([...all].filter((key) => key !== OUTSIDE)))
    const keys = [...borders.keys()].sort()
    const shapes = new Map(this.shapes)
    const figures = new Map(this.figures)
    const homesOf = new Map(this.homesOf)
    const compounds = new Map(this.compounds)
    for (const key of all) for (const one of [shapes, figures, homesOf, compounds]) one.delete(key)
    const rings = new Map(keys.map((key) => [key, closedLines(borders.get(key)!)]))
    for (const key of keys) shapes.set(key, geometryOf(rings.get(key)!))
    this.shapes = shapes
    const points = [this.homes, this.issues, this.yearIssues, this.looseDoors]
    let moving = 0
    for (const members of points) for (const key of all) moving += members.of(key).length
    const locator = new PointLocator(
      keys.map((key) => shapes.get(key)!),
      moving,
    )
    for (const members of points) members.settle([...all], locator, keys)
    for (const key of keys) {
      figures.set(key, this.figuresOf(key, rings.get(key)!, metersAlong(borders.get(key)!), codeOf(key)))
      homesOf.set(key, this.homes.of(key))
      compounds.set(key, this.compoundsOf(key))
    }
    this.figures = figures
    this.homesOf = homesOf
    this.compounds = compounds
    return { figures, shapes, homes: homesOf, compounds }
  }

  private compoundsOf(key: AreaKey): Map<number, number> {
    const sums = new Map<number, number>()
    const { doors } = this.places
    if (!doors) return sums
    for (const door of this.doorsOf(key)) {
      const compound = doors.compound[door]!
      if (compound !== -1) sums.set(compound, (sums.get(compound) ?? 0) + doors.households[door]!)
    }
    return sums
  }

  private figuresOf(
    key: AreaKey,
    rings: readonly (readonly number[])[],
    meters: number,
    code: string | null,
  ): AreaFigures {
    const { demand, issues, yearIssues, doors } = this.places
    const { people, unit, units } = demand
    const sum = { households: 0, residents: 0, over64: 0, movers: 0 }
    for (const home of this.homes.of(key)) {
      sum.households += people.households[home]!
      sum.residents += people.residents[home]!
      sum.over64 += people.over64[home]!
      if (key !== UNASSIGNED && units[unit[home]!]?.code !== code) sum.movers += people.residents[home]!
    }
    const squareMeters = squareMetersWithin(rings)
    return {
      key,
      households: Math.round(sum.households),
      residents: Math.round(sum.residents),
      over64: Math.round(sum.over64),
      movers: Math.round(sum.movers),
      openIssues: issues ? this.issues.of(key).length : null,
      yearIssues: yearIssues ? this.yearIssues.of(key).length : null,
      flights: doors
        ? Math.round(this.doorsOf(key).reduce((total, door) => total + doors.flights[door]!, 0))
        : null,
      squareMeters,
      compactness: meters === 0 ? 0 : (4 * Math.PI * squareMeters) / meters ** 2,
      pieces: this.shapes.get(key)!.coordinates.length,
    }
  }
}

/** Standard deviation over the mean; null without any, or where the mean is nothing. */
export function spreadOf(values: readonly number[]): number | null {
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  if (!(mean > 0)) return null
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length) / mean
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
    spread: spreadOf(loads),
    classes,
    broken: all.filter(({ pieces }) => pieces > 1).length,
    unassigned: left
      ? { households: left.households, residents: left.residents, squareMeters: left.squareMeters }
      : null,
  }
}
