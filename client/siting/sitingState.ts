/**
 * The question that is asked, kept in the address as `siting.*`. Pure: parameters to question; what cannot be read falls
 * back to the default.
 */
import type { ProfileKey } from '../../shared/network/profiles.ts'
import {
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
}

export const MOST_POINTS = 30
export const MOST_MINUTES = 45
export const MOST_CAPACITY = 100_000
export const SPACINGS = [60, 100, 150, 250] as const
const DEFAULTS = { count: 1, minutes: 15, every: 100 }

type Own = Readonly<Record<string, string>>

function numberIn(text: string | undefined, least: number, most: number, other: number): number {
  const number = Number(text ?? Number.NaN)
  return Number.isInteger(number) && number >= least && number <= most ? number : other
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
