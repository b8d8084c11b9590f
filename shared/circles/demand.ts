/**
 * Where people are, as columns: a place is a building's entrance, or a point that stands for counted people. Kept as
 * typed arrays, because circles are counted while a pointer drags.
 */
import type { DemandColumns } from './circleInput.ts'

const PEOPLE_KEYS = ['residents', 'households', 'under15', 'over64', 'dwellings'] as const
export type PeopleKey = (typeof PEOPLE_KEYS)[number]

export interface Demand {
  count: number
  /** Degrees, two for each place. */
  lonLat: Float64Array
  /** Persons, households or dwellings at each place; estimates may hold fractions. */
  people: Readonly<Record<PeopleKey, Float32Array>>
  /** Index into `units`. */
  unit: Uint32Array
  /** 1 for a building, 0 for a counted point. */
  isBuilding: Uint8Array
  units: readonly { code: string; name: string }[]
}

export type People = Record<PeopleKey, number> & { buildings: number }

export const nobody = (): People => ({
  residents: 0,
  households: 0,
  under15: 0,
  over64: 0,
  dwellings: 0,
  buildings: 0,
})

/** Adds one place. */
export function addPlace(sum: People, demand: Demand, place: number): void {
  for (const key of PEOPLE_KEYS) sum[key] += demand.people[key][place]!
  sum.buildings += demand.isBuilding[place]!
}

/** Estimates hold fractions of people; what is shown does not. */
export const wholePeople = (sum: People): People => ({
  residents: Math.round(sum.residents),
  households: Math.round(sum.households),
  under15: Math.round(sum.under15),
  over64: Math.round(sum.over64),
  dwellings: Math.round(sum.dwellings),
  buildings: sum.buildings,
})

export function demandFrom(columns: DemandColumns): Demand {
  return {
    count: columns.unit.length,
    lonLat: Float64Array.from(columns.lonLat),
    people: Object.fromEntries(
      PEOPLE_KEYS.map((key) => [key, Float32Array.from(columns.people[key])]),
    ) as unknown as Demand['people'],
    unit: Uint32Array.from(columns.unit),
    isBuilding: Uint8Array.from(columns.isBuilding),
    units: columns.units,
  }
}
