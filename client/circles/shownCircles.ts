/** What the panel and the map show of circles, the same for both measures. */
import type { FacilityPoints } from '../../shared/domain/place.ts'
import type { ServicePoint, ServiceRadiusAnswer } from '../../shared/domain/serviceRadius.ts'
import { CIRCLE_MINUTES } from '../../shared/standards/lifeCircles.ts'
import type { WalkAnswer } from './walk/protocol.ts'

type People = ServiceRadiusAnswer['total']

export interface ShownCircles {
  points: readonly ServicePoint[]
  /** Cumulative; metres as the crow flies, null on foot. */
  rings: readonly (People & { minutes: number; radiusMeters: number | null })[]
  outside: People
  total: People
  byUnit: readonly {
    code: string
    name: string
    outside: number
    over64Outside: number
    total: number
  }[]
  outsidePlaces: ServiceRadiusAnswer['outsidePlaces']
  isEstimate: boolean
  /** False: small counts are rounded to fives before they are added. */
  isExact: boolean
}

export const shownOfRadius = (answer: ServiceRadiusAnswer): ShownCircles => ({
  ...answer,
  rings: answer.rings.map((ring, index) => ({ ...ring, minutes: CIRCLE_MINUTES[index] ?? 15 })),
})

export const ringsOfWalk = ({ rings }: WalkAnswer): ShownCircles['rings'] =>
  rings.map(({ minutes, people }) => ({ ...people, minutes, radiusMeters: null }))

export const shownOfWalk = (answer: WalkAnswer, points: readonly ServicePoint[]): ShownCircles => ({
  points,
  rings: ringsOfWalk(answer),
  outside: answer.outside,
  total: answer.total,
  byUnit: answer.byUnit,
  outsidePlaces: answer.places
    .filter(([, , , , minutes]) => minutes < 0)
    .map(([lon, lat, residents, over64]) => [lon, lat, residents, over64]),
  isEstimate: answer.isEstimate,
  isExact: answer.isExact,
})

/** A facility as a point, with how many it can hold where that is known. */
export type FacilityPoint = ServicePoint & { capacity: number | null }

const byKind = new WeakMap<FacilityPoints, Map<string, readonly FacilityPoint[]>>()

/** Facilities of a kind, or the one with an id; the same array for the same data. */
export function facilitiesWhere(
  data: FacilityPoints,
  key: 'kind' | 'id',
  value: string,
): readonly FacilityPoint[] {
  const known = byKind.get(data) ?? new Map<string, readonly FacilityPoint[]>()
  byKind.set(data, known)
  const name = `${key} ${value}`
  const made =
    known.get(name) ??
    data.ids.flatMap((id, i) =>
      (key === 'id' ? id : data.kinds[i]) === value
        ? [
            {
              id,
              name: data.names[i] ?? '',
              lon: data.lons[i] ?? 0,
              lat: data.lats[i] ?? 0,
              capacity: data.capacities[i] ?? null,
            },
          ]
        : [],
    )
  known.set(name, made)
  return made
}
