/** What the page and the worker that walks say to each other. */
import type { DemandColumns } from '../../../shared/circles/circleInput.ts'
import type { People } from '../../../shared/circles/demand.ts'
import type { AccessMeasure } from '../../../shared/circles/accessMeasures.ts'
import type { AccessReport } from '../../../shared/circles/accessReport.ts'
import type { Reason } from '../../../shared/circles/explainHome.ts'
import type { ScoreSummary } from '../../../shared/circles/lifeCircleScore.ts'
import type { SensitivityCase, ShutStretch } from '../../../shared/circles/sensitivity.ts'
import type { UnitLine } from '../../../shared/circles/walkedCircles.ts'
import type { FacilityPoints } from '../../../shared/domain/place.ts'
import type { MultiPolygonCoordinates } from '../../../shared/network/circleShape.ts'
import type { ProfileKey } from '../../../shared/network/profiles.ts'
import type { WayKind } from '../../../shared/network/pedestrianRules.ts'
import type { KindTarget } from '../../../shared/standards/scoreSets.ts'

export interface WalkGround {
  /** Of the network: the worker fetches its file. */
  hash: string
  demand: DemandColumns
  facilities: FacilityPoints
}

export interface WalkQuestion {
  points: readonly { lon: number; lat: number }[]
  walker: ProfileKey
  /** Ascending. */
  minutes: readonly number[]
  /** Metres as the crow flies to compare with; null for none. */
  radiusMeters: number | null
  /** Facilities in reach are listed: for one point only. */
  wantsReach: boolean
  /** True: people walk to the points; false: from them. It matters where ways are one-way for feet. */
  isTowards: boolean
  /** Shapes and people alone, for a point that moves: every list of the answer is empty. */
  isBrief?: true
}

export interface WalkRing {
  minutes: number
  people: People
  streetMeters: number
  shape: MultiPolygonCoordinates
}

/** A facility in reach, by minutes. */
export interface Reached {
  id: string
  name: string
  kind: string
  lon: number
  lat: number
  minutes: number
}

export interface WalkAnswer {
  question: WalkQuestion
  rings: WalkRing[]
  outside: People
  total: People
  notConnected: People
  byUnit: UnitLine[]
  /** Where the first point meets the street; null: at no street. */
  snapped: { lon: number; lat: number; meters: number; isBehindBarrier: boolean } | null
  /** How many of the points meet no street. */
  unsnapped: number
  /**
   * Places with people: `[lon, lat, residents, over64, minutes]`, minutes -1 beyond the largest circle. None around one
   * point with nothing to compare: none are drawn there.
   */
  places: [number, number, number, number, number][]
  /** Within the radius as the crow flies, but not within the largest walk; null when nothing is compared. */
  onlyAsTheCrowFlies: { people: People; byUnit: { code: string; name: string; residents: number }[] } | null
  reached: Reached[]
  /** Kinds of facility that there are at all: one that is not in reach is missing here, not everywhere. */
  kindsInUse: readonly string[]
  isEstimate: boolean
  isExact: boolean
  /** Time in the worker. */
  milliseconds: number
}

export interface WalkLeg {
  kind: WayKind
  name: string
  gate: string | null
  meters: number
  minutes: number
}

export interface WalkRoute {
  line: [number, number][]
  minutes: number
  meters: number
  legs: WalkLeg[]
}

export interface ScoreAnswer extends ScoreSummary {
  /** In the order of the kinds asked for: how many facilities there are. */
  facilities: number[]
  /** Places with people: `[lon, lat, residents, over64, kinds in reach]`. */
  places: [number, number, number, number, number][]
}

export interface HomeAnswer {
  minutes: number | null
  isInside: boolean
  facility: { id: string; name: string; lon: number; lat: number } | null
  route: WalkRoute | null
  /** Gates are named. */
  reasons: (Exclude<Reason, { why: 'gates' }> | { why: 'gates'; gates: string[]; minutes: number })[]
}

export interface SensitivityAnswer {
  cases: SensitivityCase[]
  shut: (Omit<ShutStretch, 'edge'> & { line: [number, number][] })[]
  /** Homes that change sides: `[lon, lat, residents, over64]`. */
  places: [number, number, number, number][]
}

export interface MatrixAnswer {
  homes: { lon: number; lat: number; unit: { code: string; name: string }; minutes: (number | null)[] }[]
}

/** What can be asked beside the circles: name, question, answer. */
export interface WalkCalls {
  route: { ask: { question: WalkQuestion; to: { lon: number; lat: number } }; answer: WalkRoute | null }
  score: { ask: { walker: ProfileKey; targets: readonly KindTarget[] }; answer: ScoreAnswer }
  home: {
    ask: { walker: ProfileKey; kind: string; minutes: number; home: { lon: number; lat: number } }
    answer: HomeAnswer
  }
  /** Minutes from a home to the nearest of each kind; null without any within two hours. */
  nearest: {
    ask: { walker: ProfileKey; home: { lon: number; lat: number }; targets: readonly KindTarget[] }
    answer: (number | null)[]
  }
  /** Minutes from every home to every point; null beyond the largest circle. */
  matrix: { ask: WalkQuestion; answer: MatrixAnswer }
  sensitivity: { ask: WalkQuestion; answer: SensitivityAnswer }
  access: {
    ask: { walker: ProfileKey; kind: string; minutes: number; measure: AccessMeasure }
    answer: AccessReport
  }
}
export type WalkCall = keyof WalkCalls

export type ToWorker =
  | { type: 'open'; ground: WalkGround }
  | { type: 'ask'; id: number; question: WalkQuestion }
  | { [Name in WalkCall]: { type: 'call'; id: number; name: Name; ask: WalkCalls[Name]['ask'] } }[WalkCall]

export type FromWorker =
  | { type: 'opened'; hash: string }
  | { type: 'answer'; id: number; answer: WalkAnswer }
  | { type: 'called'; id: number; answer: WalkCalls[WalkCall]['answer'] }
  | { type: 'failed'; id: number | null; message: string }
