/** What is asked about new service points, and what an answer tells: people, minutes, and how good is good. */
import type { PeopleKey } from '../circles/demand.ts'
import type { ProfileKey } from '../network/profiles.ts'
import type { Candidate } from './candidates.ts'

/**
 * Most people within reach; shortest walk of all together; shortest furthest walk; shortest mean walk of the tenth that walks
 * furthest; fewest points that reach all.
 */
export const SITING_AIMS = ['reach', 'walk', 'furthest', 'worst', 'fewest'] as const
export type SitingAim = (typeof SITING_AIMS)[number]

/** Aims of which walks beyond the minutes count as well. */
export const isLongAim = (aim: SitingAim): boolean => aim === 'walk' || aim === 'furthest' || aim === 'worst'
/** Aims that can be asked for with capacities. */
export const mayBeHeld = (aim: SitingAim): boolean => aim === 'reach' || aim === 'walk'

export const SITING_GROUPS = ['residents', 'over64', 'under15'] as const satisfies readonly PeopleKey[]
export type SitingGroup = (typeof SITING_GROUPS)[number]

export interface SitingQuestion {
  aim: SitingAim
  group: SitingGroup
  /** Points to add; of no account where the fewest are asked for. */
  count: number
  walker: ProfileKey
  minutes: number
  /** Of the kind that is asked about: they stay. Their capacities count where new points have one. */
  existing: readonly (Candidate & { capacity?: number | null })[]
  /** People whom a new point can hold, whole; left out for no limit. Of aims `reach` and `walk`. */
  capacity?: number
  /** Given places, or street corners so many metres apart. */
  candidates: readonly Candidate[] | { everyMeters: number }
}

export interface SitingSite extends Candidate {
  /** Of the street it stands at; empty where that has none. */
  street: string
  /** Of those asked for: nearest to this point, within the minutes or not. */
  people: number
  /** Of these, within the minutes now and of nothing that exists. */
  gained: number
  /**
   * The next best place, the others staying, and what it costs: people within the minutes, or minutes of the mean. Null
   * while it is looked for, for other aims, and where there is no other place.
   */
  runnerUp: (Candidate & { street: string; loss: number }) | null
  /** With capacities: how many go to it, and how many it can hold. */
  load?: number
  capacity?: number
}

export interface SitingAnswer {
  sites: SitingSite[]
  /** People asked for. */
  total: number
  /** Within the minutes of what exists, and of that with the new points. */
  insideBefore: number
  insideAfter: number
  /**
   * Mean minutes to the nearest point; who reaches none within the longest way that was looked at counts with that. Null
   * where there is no point at all.
   */
  meanBefore: number | null
  meanAfter: number | null
  /** Of those who reach a point. */
  furthestAfter: number | null
  /** Of aim `worst`: mean minutes of those who walk furthest. */
  worstAfter?: number
  /** With capacities: what exists and can hold only so many. */
  held?: { points: number; load: number; capacity: number }
  /** People who reach no point within the longest way, of those who could reach one. */
  unreached: number
  /** People whom no candidate and nothing that exists reaches within the longest way. */
  outOfReach: number
  /** No choice does better than this: people within reach, minutes of the mean or of the furthest, or points. */
  bestPossible: number
  isProved: boolean
  candidates: number
  milliseconds: number
  /** Of every unit with people asked for: how many of them come within the minutes, and who stays outside. */
  byUnit: { code: string; name: string; gained: number; outside: number }[]
  /** Places of those outside after it: [lon, lat, people]. */
  outside: [lon: number, lat: number, people: number][]
  isDone: boolean
}

/** What a choice comes to, whoever made it. */
export type TriedSites = Pick<
  SitingAnswer,
  | 'sites'
  | 'total'
  | 'insideBefore'
  | 'insideAfter'
  | 'meanBefore'
  | 'meanAfter'
  | 'furthestAfter'
  | 'worstAfter'
  | 'unreached'
  | 'outside'
  | 'byUnit'
>

/** Why there is nothing to solve. */
export class NoSiting extends Error {
  constructor(
    readonly key: 'nobody' | 'noCandidates' | 'nothingReachable' | 'tooFew' | 'noRoom',
    readonly facts: Record<string, number> = {},
  ) {
    super(key)
  }
}
