/** Which grids a planned grid comes from: by the people who live there, and by area. */
import { PointLocator } from '../../../shared/coverage/pointLocator.ts'
import type { People } from '../../../shared/domain/population.ts'
import { Refusal } from '../../app/refusal.ts'
import { type LineageRow, sharedAreas } from '../../db/planPublishing.ts'
import type { Queryable } from '../../db/sql.ts'
import { type PeoplePlace, peoplePlaces } from '../peoplePlaces.ts'
import type { Snapshot } from '../snapshot.ts'
import type { PlanOutcome } from './planOutcome.ts'

/** A place where people are, with its grid of today and the one that it would have. */
export interface PlannedPlace {
  place: PeoplePlace
  from: string
  to: string | null
}

type CodeAt = (lon: number, lat: number) => string | null
const locators = new WeakMap<PlanOutcome, CodeAt>()

/** Answers with the code of the grid that would hold a place. Kept with the outcome. */
export function plannedAt(outcome: PlanOutcome): CodeAt {
  const known = locators.get(outcome)
  if (known) return known
  const { grids } = outcome
  const locator = new PointLocator(grids.map(({ geometry }) => geometry))
  const codeAt: CodeAt = (lon, lat) => grids[locator.locate(lon, lat)]?.code ?? null
  locators.set(outcome, codeAt)
  return codeAt
}

/** @param path  of the plan's scope */
export function plannedPlaces(snapshot: Snapshot, outcome: PlanOutcome, path: string): PlannedPlace[] {
  const codeAt = plannedAt(outcome)
  return peoplePlaces(snapshot).places.flatMap((place) =>
    snapshot.unitByCode.get(place.unitCode)?.path.startsWith(path)
      ? [{ place, from: place.unitCode, to: codeAt(place.lon, place.lat) }]
      : [],
  )
}

/** Of grids that change or are new; in each, the one that gives most people comes first. */
export async function planLineage(
  on: Queryable,
  outcome: PlanOutcome,
  places: readonly PlannedPlace[],
  path: string,
  day: string,
): Promise<LineageRow[]> {
  const redrawn = outcome.grids.filter(({ kind }) => kind !== 'same')
  const shared = await sharedAreas(on, redrawn, path, day)
  const people = new Map<string, number>()
  const peopleBetween = new Map<string, number>()
  for (const { place, from, to } of places) {
    people.set(from, (people.get(from) ?? 0) + residentsOf(place.people))
    const key = `${to} ${from}`
    peopleBetween.set(key, (peopleBetween.get(key) ?? 0) + residentsOf(place.people))
  }
  return shared
    .map(({ code, from, share }) => {
      const moved = peopleBetween.get(`${code} ${from}`) ?? 0
      return {
        code,
        from,
        people: Math.round(moved),
        peopleShare: moved === 0 ? 0 : Math.min(1, moved / people.get(from)!),
        areaShare: share,
      }
    })
    .sort(
      (a, b) =>
        (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) || b.people - a.people || b.areaShare - a.areaShare,
    )
}

const residentsOf = ({ residents }: People): number => residents

export interface Heir {
  code: string
  households: number
}

/** For each grid that ends, the grids that its households go to, or its ground; the one that gets most first. */
export function heirsOf(
  { ended }: PlanOutcome,
  lineage: readonly LineageRow[],
  places: readonly PlannedPlace[],
): Map<string, Heir[]> {
  const households = new Map<string, number>()
  for (const { place, from, to } of places) {
    const way = `${to} ${from}`
    households.set(way, (households.get(way) ?? 0) + (place.people.households ?? 0))
  }
  return new Map(
    ended.map(({ code: ended }) => [
      ended,
      lineage
        .filter(({ from }) => from === ended)
        .map((line) => ({ ...line, households: households.get(`${line.code} ${ended}`) ?? 0 }))
        .sort((a, b) => b.households - a.households || b.people - a.people || b.areaShare - a.areaShare)
        .map(({ code, households }) => ({ code, households: Math.round(households) })),
    ]),
  )
}

/**
 * Who takes over from each grid that ends: the grid chosen, else its first heir.
 * @throws Refusal `plan.successorUnknown`
 */
export function successorsOf(
  { grids }: PlanOutcome,
  heirs: ReadonlyMap<string, readonly Heir[]>,
  chosen: Readonly<Record<string, string>>,
): Map<string, string> {
  const known = new Set(grids.map(({ code }) => code))
  for (const [code, successor] of Object.entries(chosen))
    if (!heirs.has(code) || !known.has(successor))
      throw new Refusal('BAD_REQUEST', 'plan.successorUnknown', { code, successor })
  return new Map(
    [...heirs].flatMap(([code, list]) => {
      const successor = chosen[code] ?? list[0]?.code
      return successor === undefined ? [] : [[code, successor] as const]
    }),
  )
}
