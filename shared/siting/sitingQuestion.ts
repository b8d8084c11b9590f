/** What is asked about new service points, and what an answer tells: people, minutes, and how good is good. */
import type { PeopleKey } from '../circles/demand.ts'
import type { ProfileKey } from '../network/profiles.ts'
import type { Candidate, StreetCorners } from './candidates.ts'

/**
 * Most people within reach; shortest walk of all together; shortest furthest walk; shortest mean walk of the tenth that walks
 * furthest; fewest points that reach all.
 */
export const SITING_AIMS = ['reach', 'walk', 'furthest', 'worst', 'fewest'] as const
export type SitingAim = (typeof SITING_AIMS)[number]

/** Aims of which walks beyond the minutes count as well. */
export const isLongAim = (aim: SitingAim): boolean => aim === 'walk' || aim === 'furthest' || aim === 'worst'
/** Aims that can be asked for with a budget, and with existing points that may be moved or closed; without capacities. */
export const maySpend = (aim: SitingAim, capacity?: number): boolean =>
  capacity === undefined && (aim === 'reach' || aim === 'walk' || aim === 'furthest')
/** Aims that can be asked for with capacities. */
export const mayBeHeld = (aim: SitingAim): boolean => aim === 'reach' || aim === 'walk'

export const SITING_GROUPS = ['residents', 'over64', 'under15'] as const satisfies readonly PeopleKey[]
export type SitingGroup = (typeof SITING_GROUPS)[number]

/** How much each counts, 0 to 9; `others` are neither old nor young. */
export interface GroupWeights {
  others: number
  over64: number
  under15: number
}

export interface SitingQuestion {
  aim: SitingAim
  group: SitingGroup
  /** Instead of one group: everybody, by how much they count. */
  weights?: GroupWeights | null
  /** Points to add; of no account where the fewest are asked for, or a budget says how many. */
  count: number
  /** What may be spent, and what a candidate without a cost of its own costs. */
  budget?: { limit: number; each: number } | null
  walker: ProfileKey
  minutes: number
  /** Of the kind that is asked about: they stay, unless they may be closed. Their capacities count where new points have one. */
  existing: readonly Candidate[]
  /** People whom a new point can hold, whole; left out for no limit. Of aims `reach` and `walk`. */
  capacity?: number
  /**
   * So many may be moved, which is closed with one more opened elsewhere; with a budget, each may be closed and frees as
   * much of it.
   */
  closing?: { atMost: number } | { saving: number } | null
  /** Given places, or street corners so many metres apart. */
  candidates: readonly Candidate[] | StreetCorners
  /** What is said of single candidates, wherever they come from. */
  marks?: readonly Candidate[]
}

/** Whether no more is asked for than new points at street corners for a group: what follows from an answer knows only that. */
export const isPlain = ({ weights, budget, closing, marks, candidates }: SitingQuestion): boolean =>
  !weights &&
  !budget &&
  !closing &&
  (marks?.length ?? 0) === 0 &&
  'everyMeters' in candidates &&
  candidates.within === undefined

export interface SitingSite extends Omit<Candidate, 'capacity'> {
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
  /** Existing points that the choice closes. */
  closed: Candidate[]
  /** What opening and closing costs by the budget; null without one. */
  spent: number | null
  /** Candidates at no street on which people of this pace may walk: nobody could get there. */
  off: readonly Candidate[]
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
  /** Within the minutes before, and no longer: of what is closed. */
  lost: number
  /** Of every unit with people asked for: how many more of them are within the minutes, and who is outside. */
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
  | 'lost'
  | 'outside'
  | 'byUnit'
>

export const NO_SITING = [
  'nobody',
  'noCandidates',
  'allExcluded',
  'allOff',
  'nothingReachable',
  'tooFew',
  'noRoom',
  'tooManyForced',
  'forcedOff',
  'forcedTooDear',
  'budgetTooSmall',
  'noChoice',
] as const

/** Why there is nothing to solve. */
export class NoSiting extends Error {
  constructor(
    readonly key: (typeof NO_SITING)[number],
    readonly facts: Record<string, number | string> = {},
  ) {
    super(key)
  }
}
