/**
 * What the circles place shows, kept in the address as `circles.*`: of what, by which radii, seen for whom.
 * Pure: parameters to state; what cannot be read falls back to the default.
 */
import { MOST_WALK_MINUTES } from '../../shared/circles/mostMinutes.ts'
import { facilityKindOf } from '../../shared/standards/facilityKindTable.ts'
import type { ProfileKey } from '../../shared/network/profiles.ts'
import { SCORE_SETS, scoreSetOf } from '../../shared/standards/scoreSets.ts'
import { CIRCLE_MINUTES, SERVICE_RADIUS_SETS, WALKING_PROFILES } from '../../shared/standards/lifeCircles.ts'
import { addressStore, navigate } from '../state/addressStore.ts'

export type CircleSubject =
  | { from: 'kind'; kind: string }
  | { from: 'facility'; id: string }
  | { from: 'place'; lon: number; lat: number }
  | { from: 'dropped' }
  /** Not circles of points but, home by home, how many kinds of a standard are in reach. */
  | { from: 'score'; set: string }

/** On foot along streets, or as the crow flies. */
export const MEASURES = ['walk', 'radius'] as const
export type Measure = (typeof MEASURES)[number]

export const WHO = ['residents', 'over64'] as const
export type Who = (typeof WHO)[number]

export type Radii = readonly [number, number, number]
type Own = Readonly<Record<string, string>>

const WALKERS = WALKING_PROFILES.map(({ profile }) => profile)

export interface CircleState {
  subject: CircleSubject | null
  /** Id of a set of the standards; null for radii of one's own. */
  set: string | null
  radii: Radii
  who: Who
  measure: Measure
  walker: ProfileKey
  /** Of the walked circles. */
  minutes: Radii
  /** The service radius is drawn beside the walk. */
  compares: boolean
  /** The home that is explained; null for none. */
  home: { lon: number; lat: number } | null
}

const DEFAULT_MINUTES: Radii = [5, 10, 15]
const DEFAULT_SET = 'gb50180'
const MOST_METERS = 20_000

export const areValidRadii = (radii: readonly number[]): radii is Radii =>
  radii.length === 3 &&
  radii.every((meters, index) => meters >= 1 && meters <= MOST_METERS && meters > (radii[index - 1] ?? 0))

export const areValidMinutes = (minutes: readonly number[]): minutes is Radii =>
  minutes.length === 3 &&
  minutes.every((one, index) => one >= 1 && one <= MOST_WALK_MINUTES && one > (minutes[index - 1] ?? 0))

export function radiiOfSet(id: string): Radii | null {
  const found = SERVICE_RADIUS_SETS.find((one) => one.id === id)
  return found ? [found.radiusMeters[5], found.radiusMeters[10], found.radiusMeters[15]] : null
}

/** `lon,lat` in degrees; null for anything else. */
function placeFrom(text = ''): { lon: number; lat: number } | null {
  const [lon, lat, ...more] = text.split(',').map((part) => Number(part || Number.NaN))
  const isPlace = more.length === 0 && Math.abs(lon ?? 999) <= 180 && Math.abs(lat ?? 999) <= 85
  return isPlace ? { lon: lon ?? 0, lat: lat ?? 0 } : null
}

function subjectOf(own: Own): CircleSubject | null {
  if (own['circles.dropped']) return { from: 'dropped' }
  if (own['circles.score'])
    return { from: 'score', set: (scoreSetOf(own['circles.score']) ?? SCORE_SETS[0]!).id }
  const place = placeFrom(own['circles.place'])
  if (place) return { from: 'place', ...place }
  if (own['circles.facility']) return { from: 'facility', id: own['circles.facility'] }
  return own['circles.kind'] ? { from: 'kind', kind: own['circles.kind'] } : null
}

/** Facilities made for older people are first looked at for them. */
const OLDER = new Set(['canteen', 'elderlyStation', 'elderlyHome'])
const defaultWho = (subject: CircleSubject | null): Who =>
  subject?.from === 'kind' && OLDER.has(facilityKindOf(subject.kind).kind) ? 'over64' : 'residents'

export function circleState(own: Own): CircleState {
  const subject = subjectOf(own)
  const radii = (own['circles.radii'] ?? '').split(',').map(Number)
  const set = own['circles.set'] ?? DEFAULT_SET
  const ofSet = radiiOfSet(set)
  const minutes = (own['circles.minutes'] ?? '').split(',').map(Number)
  return {
    measure: MEASURES.find((one) => one === own['circles.measure']) ?? 'walk',
    walker: WALKERS.find((one) => one === own['circles.walker']) ?? 'standard',
    minutes: areValidMinutes(minutes) ? minutes : DEFAULT_MINUTES,
    compares: own['circles.compare'] === '1',
    home: placeFrom(own['circles.home']),
    subject,
    set: areValidRadii(radii) ? null : ofSet ? set : DEFAULT_SET,
    radii: areValidRadii(radii) ? radii : (ofSet ?? radiiOfSet(DEFAULT_SET) ?? [300, 500, 1000]),
    who: WHO.find((one) => one === own['circles.who']) ?? defaultWho(subject),
  }
}

/** Changes parameters; undefined takes one away. */
export function changeCircles(change: Record<string, string | undefined>, how: 'push' | 'replace' = 'push') {
  const next: Record<string, string | undefined> = { ...addressStore.get().own }
  for (const [key, value] of Object.entries(change)) next[`circles.${key}`] = value
  const own = Object.fromEntries(
    Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  navigate({ own }, how)
}

/** Six decimals: a tenth of a metre. */
export const formatPlace = ({ lon, lat }: { lon: number; lat: number }): string =>
  `${lon.toFixed(6)},${lat.toFixed(6)}`

export const pickCircles = (subject: CircleSubject | null, how: 'push' | 'replace' = 'push'): void =>
  changeCircles(
    {
      kind: subject?.from === 'kind' ? subject.kind : undefined,
      facility: subject?.from === 'facility' ? subject.id : undefined,
      place: subject?.from === 'place' ? formatPlace(subject) : undefined,
      dropped: subject?.from === 'dropped' ? '1' : undefined,
      score: subject?.from === 'score' ? subject.set : undefined,
      home: undefined,
      who: undefined,
    },
    how,
  )

/** Index of each circle in the radii. */
export const RINGS = CIRCLE_MINUTES.map((minutes, index) => ({ minutes, index }))
