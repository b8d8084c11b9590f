/**
 * What the demo town generator yields. Everything is synthetic. Coordinates are WGS 84 longitude, latitude,
 * quantised to 1e-7 degree, so that neighbouring units share border coordinates exactly.
 */
import type { LineString, Point, Polygon, Position } from 'geojson'
import type { BasemapFeature } from '../../shared/domain/basemap.ts'
import type { Progress, StepDetails } from '../../shared/issues/progress.ts'
import type { RuledStep } from '../../shared/issues/steps.ts'
import type { WalkSource } from '../../shared/network/walkSource.ts'
import type { UnitLevel } from '../../shared/domain/levels.ts'

export interface TownOptions {
  /** Same seed, size and day: same town. */
  seed: number
  /** `town`: about 60,000 residents, 8 communities, 70-90 grids. `district`: about ten times that, several streets. */
  size: 'town' | 'district'
  /** The day the town is seen on, `YYYY-MM-DD` (Asia/Shanghai): the year of issues ends on it. */
  today: string
}

export interface TownUnit {
  code: string
  name: string
  level: UnitLevel
  /** Code of the unit above; null for a street. */
  parent: string | null
  kind: 'ordinary' | 'dedicated'
  polygon: Polygon
  /** `YYYY-MM-DD`, inclusive. */
  validFrom: string
  /** `YYYY-MM-DD`, exclusive; null while in force. */
  validTo: string | null
}

export interface TownAssignment {
  unitCode: string
  role: 'leader' | 'worker' | 'specialist'
  personName: string
  phone: string
  from: string
  to: string | null
}

/** The duty roster: people by unit and name. */
export interface TownRoster {
  people: { unit: string; name: string; skills: string[] }[]
  shifts: {
    unit: string
    person: string
    weekdays: number[]
    day: string | null
    /** Minutes of the day. */
    from: number
    to: number
  }[]
  leave: {
    unit: string
    person: string
    from: string
    to: string
    kind: 'annual' | 'official' | 'training' | 'other'
  }[]
  deputies: { unit: string; person: string; deputy: string; from: string; to: string | null }[]
}

export interface TownBuilding {
  code: string
  name: string
  address: string
  use: 'residential' | 'commercial' | 'public' | 'industrial'
  floors: number
  dwellings: number
  vacantDwellings: number
  footprint: Polygon
  entrance: Position
  /** Name of the gated compound it stands in, if any. */
  compound: string | null
}

export interface TownResident {
  id: string
  name: string
  /** Area code that is not assigned, right check digit: cannot belong to anyone. */
  identityNumber: string
  birthDate: string
  sex: 'female' | 'male'
  phone: string
  building: string
  /** Room, such as `2单元301`. */
  address: string
  household: string
  /** Lived here from / to (exclusive); null = open. */
  validFrom: string | null
  validTo: string | null
}

export interface TownFacility {
  id: string
  name: string
  /** A kind of `shared/standards/facilityKinds.ts`. */
  kind: string
  capacity: number | null
  address: string
  openingHours: string | null
  location: Position
  validFrom: string | null
  validTo: string | null
}

export interface TownIssue {
  id: string
  /** Keys of `shared/standards/issueClasses.ts`. */
  class: string
  subclass: string
  subject: 'component' | 'event'
  description: string
  address: string
  /** ISO instants with +08:00. */
  reportedAt: string
  dueAt: string
  closedAt: string | null
  state: 'new' | 'dispatched' | 'inHand' | 'toVerify' | 'hung' | 'closed'
  location: Position
}

/** A step that somebody took on an issue. */
export interface TownEvent {
  step: RuledStep | 'report'
  from: string | null
  to: string
  /** ISO 8601. */
  at: string
  /** The office's desk and its callers; the leader and a worker of the grid. */
  who: 'desk' | 'caller' | 'leader' | 'worker'
  reason: string
  /** A target unit is the grid that the issue lies in, whichever that is. */
  details: StepDetails
}

/** All steps of an issue, oldest first, and what they add up to. */
export interface TownHistory {
  issueId: string
  events: TownEvent[]
  progress: Progress
}

export type { BasemapFeature }

export interface Town {
  options: TownOptions
  /** Every boundary version, the earlier ones too. */
  units: TownUnit[]
  assignments: TownAssignment[]
  roster: TownRoster
  buildings: TownBuilding[]
  residents: () => Generator<TownResident>
  facilities: TownFacility[]
  issues: () => Generator<TownIssue>
  /** What was done with these issues, those of them that have a history. */
  histories: (issues: Iterable<TownIssue>) => Generator<TownHistory>
  basemap: BasemapFeature[]
  /** Ways, walls, waters and gates to build the walking network from: what the base map draws. */
  network: WalkSource
}

export type { LineString, Point }
