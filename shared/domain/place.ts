/**
 * Buildings, facilities, issues and residents as lists, points and cards show them.
 * Personal values leave the server masked; `resident.reveal` gives one in clear, with a purpose, audited.
 */
import { z } from 'zod'
import { Day, Instant } from './dates.ts'
import { PageInput, pageOf } from './page.ts'
import { Lists, Purpose } from './access.ts'
import { FigureFilter } from '../issues/figures.ts'
import { SIGN_KINDS } from '../issues/signs.ts'

export const ISSUE_STATES = ['new', 'dispatched', 'inHand', 'toVerify', 'hung', 'closed'] as const
export const IssueState = z.enum(ISSUE_STATES)
export type IssueState = z.infer<typeof IssueState>

const LonLat = z.tuple([z.number(), z.number()])
const UnitRef = z.object({ code: z.string(), name: z.string() }).nullable()

export const LINK_STATES = ['linked', 'unlinked', 'disagrees'] as const

export const BuildingCard = z.object({
  code: z.string(),
  name: z.string(),
  address: z.string(),
  use: z.string(),
  floors: z.number().nullable(),
  dwellings: z.number().nullable(),
  vacantDwellings: z.number().nullable(),
  residents: z.number().nullable(),
  households: z.number().nullable(),
  over64: z.number().nullable(),
  under15: z.number().nullable(),
  isEstimate: z.boolean(),
  /** null for who may not see the issues there. */
  openIssues: z.number().nullable(),
  location: LonLat.nullable(),
  unit: UnitRef,
})
export type BuildingCard = z.infer<typeof BuildingCard>

/** One building by itself, with the lists behind its figures. */
export const BuildingDetail = BuildingCard.extend({ lists: Lists })
export type BuildingDetail = z.infer<typeof BuildingDetail>

export const BuildingListInput = z.object({ unit: z.string().optional(), at: Day.optional(), ...PageInput })
export const BuildingPage = pageOf(BuildingCard)

export const FacilityRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  capacity: z.number().nullable(),
  address: z.string(),
  openingHours: z.string().nullable(),
  location: LonLat.nullable(),
  unit: UnitRef,
})
export type FacilityRow = z.infer<typeof FacilityRow>
export const FacilityListInput = z.object({
  unit: z.string().optional(),
  kind: z.string().optional(),
  at: Day.optional(),
  ...PageInput,
})
export const FacilityPage = pageOf(FacilityRow)

/** Parallel arrays: small on the wire for many points. */
export const FacilityPoints = z.object({
  ids: z.array(z.string()),
  names: z.array(z.string()),
  kinds: z.array(z.string()),
  lons: z.array(z.number()),
  lats: z.array(z.number()),
  /** What each can serve (beds, places, seats); null where it is not known. */
  capacities: z.array(z.number().nullable()),
})
export type FacilityPoints = z.infer<typeof FacilityPoints>

export const IssueRow = z.object({
  id: z.string(),
  class: z.string(),
  subclass: z.string(),
  subject: z.string().nullable(),
  description: z.string(),
  address: z.string(),
  reportedAt: z.string(),
  dueAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  /** On the day asked for. */
  state: IssueState,
  isLate: z.boolean(),
  location: LonLat.nullable(),
  unit: UnitRef,
  /** The unit the report itself names, as written. */
  statedUnit: z.string().nullable(),
  linkState: z.enum(LINK_STATES),
  /** When to look again: of one that is hung, or waits for the resident. */
  reviewDate: z.string().nullable(),
  /** Call-backs that nobody answered. */
  callsMissed: z.number(),
  /** Signs of a false closing, in a list of those that have some. */
  signs: z.array(z.enum(SIGN_KINDS)).optional(),
})
export type IssueRow = z.infer<typeof IssueRow>
export const IssueListInput = z.object({
  unit: z.string().optional(),
  state: z.union([IssueState, z.literal('open')]).optional(),
  class: z.string().optional(),
  isLate: z.boolean().optional(),
  /** Not late yet, but due within hours (`SOON_HOURS`). */
  isSoon: z.boolean().optional(),
  /** Waits for the resident. */
  isWaiting: z.boolean().optional(),
  /** Closed as solved, and nobody has asked the resident yet (`CALL_BACK_DAYS`). */
  isToCall: z.boolean().optional(),
  /** Waits to be verified, or was closed as solved of late (`SIGN_DAYS`), with signs that it was not settled. */
  hasSigns: z.boolean().optional(),
  building: z.string().optional(),
  /** Reported at this instant or later, and before that one: both hold together, to the fraction of a second. */
  reportedFrom: Instant.optional(),
  reportedBefore: Instant.optional(),
  /** Those behind one of the leader's figures. */
  figure: FigureFilter.optional(),
  /** `late`: the one most overdue on top; `review`: the nearest day to look again; `closed`: the one closed first. */
  order: z.enum(['late', 'newest', 'review', 'closed']).default('late'),
  at: Day.optional(),
  ...PageInput,
})
/** So many are counted at most: nobody waits for the counting of a long history. */
export const COUNTED_ISSUES = 10_000
/** `isMore`: there are more than `total`. */
export const IssuePage = pageOf(IssueRow).extend({ isMore: z.boolean() })

export const IssuePoints = z.object({
  ids: z.array(z.string()),
  /** Index into ISSUE_STATES. */
  states: z.array(z.number()),
  /** Index into `classNames`. */
  classes: z.array(z.number()),
  classNames: z.array(z.string()),
  isLate: z.array(z.number()),
  lons: z.array(z.number()),
  lats: z.array(z.number()),
})
export type IssuePoints = z.infer<typeof IssuePoints>

export const RESIDENT_FIELDS = ['name', 'identityNumber', 'phone'] as const
export const ResidentRow = z.object({
  id: z.string(),
  nameMasked: z.string(),
  identityNumberMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  age: z.number().nullable(),
  household: z.string().nullable(),
  address: z.string(),
  building: z.object({ code: z.string(), name: z.string() }).nullable(),
  unit: UnitRef,
  location: LonLat.nullable(),
})
export type ResidentRow = z.infer<typeof ResidentRow>
export const ResidentListInput = z.object({
  unit: z.string().optional(),
  building: z.string().optional(),
  ageGroup: z.enum(['under15', 'age15to64', 'over64']).optional(),
  at: Day.optional(),
  ...PageInput,
})
export const ResidentPage = pageOf(ResidentRow)

export const RevealInput = z.object({
  id: z.string().min(1),
  field: z.enum(RESIDENT_FIELDS),
  purpose: Purpose,
  note: z.string().max(200).optional(),
})
export const Revealed = z.object({ value: z.string().nullable() })

export const SEARCH_KINDS = ['unit', 'building', 'facility', 'issue'] as const
export const SearchInput = z.object({ text: z.string().trim().min(1).max(100), at: Day.optional() })
export const SearchHit = z.object({
  kind: z.enum(SEARCH_KINDS),
  id: z.string(),
  title: z.string(),
  subtitle: z.string(),
  /** For units the level, for facilities the kind, for issues the state. */
  detail: z.string(),
  location: LonLat.nullable(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
})
export type SearchHit = z.infer<typeof SearchHit>
