/** Who lives within so many metres, as the crow flies, of service points, by unit. */
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import type { People } from '../../shared/domain/population.ts'
import type {
  ServicePoint,
  ServiceRadiusAnswer,
  ServiceRadiusInput,
} from '../../shared/domain/serviceRadius.ts'
import { NearestWithin } from '../../shared/geo/straightLine.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer } from '../db/database.ts'
import { facilityById, facilityPoints } from '../db/lists.ts'
import { type PeoplePlace, peoplePlaces } from './peoplePlaces.ts'
import { countsExactly, toFives } from './unitFigures.ts'
import { unitOrRefuse } from './unitScope.ts'

type Answer = z.infer<typeof ServiceRadiusAnswer>
type Totals = Answer['total']

const OUTSIDE_PLACES_SHOWN = 20_000

const newTotals = (): Totals => ({
  residents: 0,
  households: 0,
  under15: 0,
  over64: 0,
  buildings: 0,
  dwellings: 0,
})

function add(totals: Totals, place: PeoplePlace): void {
  const people: People = place.people
  totals.residents += people.residents
  totals.households += people.households ?? 0
  totals.under15 += people.under15 ?? 0
  totals.over64 += people.over64 ?? 0
  totals.buildings += place.isBuilding ? 1 : 0
  totals.dwellings += place.dwellings
}

const inFives = (people: People): People => ({
  residents: toFives(people.residents),
  households: people.households === null ? null : toFives(people.households),
  under15: people.under15 === null ? null : toFives(people.under15),
  age15to64: people.age15to64 === null ? null : toFives(people.age15to64),
  over64: people.over64 === null ? null : toFives(people.over64),
})

const roundedBy =
  (round: (count: number) => number) =>
  (totals: Totals): Totals => ({
    residents: round(totals.residents),
    households: round(totals.households),
    under15: round(totals.under15),
    over64: round(totals.over64),
    buildings: totals.buildings,
    dwellings: totals.dwellings,
  })

async function servicePoints(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof ServiceRadiusInput>,
  day: string,
): Promise<ServicePoint[]> {
  if (input.points) return input.points
  return asViewer(app.db, viewer, async (tx) => {
    if (input.kind !== undefined) {
      const points = await facilityPoints(tx, day)
      return points
        .filter(({ kind }) => kind === input.kind)
        .map(({ id, name, lon, lat }) => ({ id, name, lon, lat }))
    }
    const facility = await facilityById(tx, day, input.facility!)
    if (!facility?.location) throw new Refusal('NOT_FOUND', 'facility.unknown', { id: input.facility! })
    return [{ id: facility.id, name: facility.name, lon: facility.location[0], lat: facility.location[1] }]
  })
}

/** @throws Refusal when the unit or facility is unknown, or radii do not ascend */
export async function serviceRadius(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof ServiceRadiusInput>,
): Promise<Answer> {
  const radii = input.radiiMeters
  if (radii.some((radius, index) => index > 0 && radius <= radii[index - 1]!)) {
    throw new Refusal('BAD_REQUEST', 'circle.radiiNotAscending')
  }
  const day = input.at ?? today()
  const [points, snapshot] = await Promise.all([
    servicePoints(app, viewer, input, day),
    app.snapshots.at(day),
  ])
  const scope = input.unit === undefined ? undefined : unitOrRefuse(snapshot, input.unit)
  // A radius of a few metres around one door would count the people behind it, and sums over points of one's own
  // choice could be subtracted: whoever may not see small counts gets each place rounded before anything is added.
  const isExact = countsExactly(viewer, scope?.path)
  const round = isExact ? Math.round : toFives
  const tenth = isExact ? (count: number): number => Math.round(count * 10) / 10 : toFives
  const rounded = roundedBy(round)
  const nearest = new NearestWithin(
    points.map(({ lon, lat }) => [lon, lat] as const),
    radii.at(-1)!,
  )
  const rings = radii.map((radiusMeters) => ({ radiusMeters, totals: newTotals() }))
  const outside = newTotals()
  const total = newTotals()
  const byUnit = new Map<string, Answer['byUnit'][number]>()
  const outsidePlaces: Answer['outsidePlaces'] = []
  let isEstimate = false

  for (const { people: counted, ...rest } of peoplePlaces(snapshot).places) {
    const place = { ...rest, people: isExact ? counted : inFives(counted) }
    const unit = snapshot.unitByCode.get(place.unitCode)
    if (!unit || (scope && !unit.path.startsWith(scope.path))) continue
    isEstimate ||= place.isEstimate
    const meters = nearest.metersTo(place.lon, place.lat)
    const line =
      byUnit.get(unit.code) ??
      ({
        code: unit.code,
        name: unit.name,
        level: unit.level,
        within: radii.map(() => 0),
        outside: 0,
        over64Outside: 0,
        total: 0,
      } satisfies Answer['byUnit'][number])
    byUnit.set(unit.code, line)
    add(total, place)
    line.total += place.people.residents
    rings.forEach((ring, index) => {
      if (meters === null || meters > ring.radiusMeters) return
      add(ring.totals, place)
      line.within[index]! += place.people.residents
    })
    if (meters === null) {
      add(outside, place)
      line.outside += place.people.residents
      line.over64Outside += place.people.over64 ?? 0
      if (tenth(place.people.residents) > 0) {
        outsidePlaces.push([
          place.lon,
          place.lat,
          tenth(place.people.residents),
          tenth(place.people.over64 ?? 0),
        ])
      }
    }
  }
  outsidePlaces.sort((a, b) => b[2] - a[2]).splice(OUTSIDE_PLACES_SHOWN)
  return {
    points,
    rings: rings.map(({ radiusMeters, totals }) => ({ radiusMeters, ...rounded(totals) })),
    outside: rounded(outside),
    total: rounded(total),
    byUnit: [...byUnit.values()]
      .map((line) => ({
        ...line,
        within: line.within.map(round),
        outside: round(line.outside),
        over64Outside: round(line.over64Outside),
        total: round(line.total),
      }))
      .sort((a, b) => b.outside - a.outside || a.code.localeCompare(b.code)),
    outsidePlaces,
    isEstimate,
    isExact,
  }
}
