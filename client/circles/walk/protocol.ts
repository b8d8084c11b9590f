/** What the page and the worker that walks say to each other. */
import type { DemandColumns } from '../../../shared/circles/circleInput.ts'
import type { People } from '../../../shared/circles/demand.ts'
import type { UnitLine } from '../../../shared/circles/walkedCircles.ts'
import type { FacilityPoints } from '../../../shared/domain/place.ts'
import type { MultiPolygonCoordinates } from '../../../shared/network/circleShape.ts'
import type { ProfileKey } from '../../../shared/network/profiles.ts'
import type { WayKind } from '../../../shared/network/pedestrianRules.ts'

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
  /** Places with people: `[lon, lat, residents, over64, minutes]`, minutes -1 beyond the largest circle. */
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

export type ToWorker =
  | { type: 'open'; ground: WalkGround }
  | { type: 'ask'; id: number; question: WalkQuestion }
  | { type: 'route'; id: number; question: WalkQuestion; to: { lon: number; lat: number } }

export type FromWorker =
  | { type: 'opened'; hash: string }
  | { type: 'answer'; id: number; answer: WalkAnswer }
  | { type: 'route'; id: number; route: WalkRoute | null }
  | { type: 'failed'; id: number | null; message: string }
