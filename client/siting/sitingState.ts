/**
 * The question that is asked, kept in the address as `siting.*`. Pure: parameters to question; what cannot be read falls
 * back to the default.
 */
import type { ProfileKey } from '../../shared/network/profiles.ts'
import type { Candidate } from '../../shared/siting/candidates.ts'
import {
  type GroupWeights,
  SITING_AIMS,
  SITING_GROUPS,
  type SitingAim,
  type SitingGroup,
} from '../../shared/siting/sitingQuestion.ts'
import { isFacilityKind } from '../../shared/standards/facilityKinds.ts'
import { WALKING_PROFILES } from '../../shared/standards/lifeCircles.ts'
import { addressStore, navigate } from '../state/addressStore.ts'

export interface SitingState {
  /** Null while none is chosen. */
  kind: string | null
  aim: SitingAim
  group: SitingGroup
  count: number
  minutes: number
  /** People whom a new point can hold; null without a limit. */
  capacity: number | null
  walker: ProfileKey
  /** Metres between places that are tried. */
  every: number
  /** Places drawn on the map; where there are any, only they are tried. */
  points: readonly Candidate[]
  /** To be spent, in place of a number of points; null without one. */
  budget: number | null
  /** What each new point costs of it. */
  each: number
  /** So many existing points may be moved; or each may be closed and frees as much of the budget. Null where all stay. */
  move: number | null
  saving: number | null
  weights: GroupWeights | null
}

export const MOST_POINTS = 30
export const MOST_MINUTES = 45
export const MOST_CAPACITY = 100_000
export const SPACINGS = [60, 100, 150, 250] as const
const DEFAULTS = { count: 1, minutes: 15, every: 100 }

export const MOST_MONEY = 1_000_000
export const MOST_DRAWN = 60

type Own = Readonly<Record<string, string>>

function numberIn(text: string | undefined, least: number, most: number, other: number): number {
  const number = Number(text ?? Number.NaN)
  return Number.isInteger(number) && number >= least && number <= most ? number : other
}

function moneyIn(text: string | undefined): number | null {
  const number = Number(text ?? Number.NaN)
  return number >= 0 && number <= MOST_MONEY ? number : null
}

function pointsIn(text: string | undefined): Candidate[] {
  return (text ?? '')
    .split(';')
    .map((pair) => pair.split(',').map(Number))
    .filter(([lon, lat]) => Math.abs(lon ?? Number.NaN) <= 180 && Math.abs(lat ?? Number.NaN) <= 90)
    .slice(0, MOST_DRAWN)
    .map(([lon, lat]) => ({ lon: lon!, lat: lat! }))
}

export const textOfPoints = (points: readonly Candidate[]): string =>
  points.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';')

/** Others, over 64 and under 15: `1,3,2`. */
function weightsIn(text: string | undefined): GroupWeights | null {
  const found = /^([0-9]),([0-9]),([0-9])$/.exec(text ?? '')
  return found && { others: Number(found[1]), over64: Number(found[2]), under15: Number(found[3]) }
}

export function sitingState(own: Own): SitingState {
  const kind = own['siting.kind'] ?? ''
  return {
    kind: isFacilityKind(kind) ? kind : null,
    aim: SITING_AIMS.find((aim) => aim === own['siting.aim']) ?? 'reach',
    group: SITING_GROUPS.find((group) => group === own['siting.for']) ?? 'residents',
    count: numberIn(own['siting.count'], 1, MOST_POINTS, DEFAULTS.count),
    minutes: numberIn(own['siting.minutes'], 1, MOST_MINUTES, DEFAULTS.minutes),
    capacity: numberIn(own['siting.capacity'], 1, MOST_CAPACITY, 0) || null,
    walker: WALKING_PROFILES.find(({ profile }) => profile === own['siting.walker'])?.profile ?? 'standard',
    every: SPACINGS.find((every) => String(every) === own['siting.every']) ?? DEFAULTS.every,
    points: pointsIn(own['siting.points']),
    budget: moneyIn(own['siting.budget']),
    each: moneyIn(own['siting.each']) ?? 50,
    move: own['siting.move'] === undefined ? null : numberIn(own['siting.move'], 0, MOST_POINTS, 1),
    saving: own['siting.saving'] === undefined ? null : moneyIn(own['siting.saving']),
    weights: weightsIn(own['siting.weights']),
  }
}

/** Changes parameters; undefined takes one away. */
export function changeSiting(
  change: Record<string, string | undefined>,
  how: 'push' | 'replace' = 'push',
): void {
  const next: Record<string, string | undefined> = { ...addressStore.get().own }
  for (const [key, value] of Object.entries(change)) next[`siting.${key}`] = value
  const own = Object.fromEntries(
    Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  navigate({ own }, how)
}
