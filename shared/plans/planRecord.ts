/** What the page and the server say to each other about plans of grids. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { UnitCode } from '../domain/ids.ts'
import { AxisOrder } from '../domain/importing.ts'
import { PageInput, pageOf } from '../domain/page.ts'
import { UnitLevelSchema } from '../domain/unit.ts'
import { ImportReport } from './importFinding.ts'
import { EditKind, PlanChange, PlanDocument } from './planDocument.ts'

export const PlanId = z.string().regex(/^\d{1,18}$/)
export const PlanName = z.string().trim().min(1).max(80)
export const PlanPurpose = z.string().trim().max(500)

/** One scope keeps no more: the list stays one that people can read. */
export const MOST_PLANS = 100
/** Plans that a list answers with, those changed last first. */
export const LISTED_PLANS = 1_000
/** Edits that one answer holds. */
export const EDITS_AT_ONCE = 500

/** A published plan is in force from its day on; one that was taken back before it can be worked on again. */
export const PLAN_STATES = ['draft', 'published', 'inForce', 'withdrawn'] as const
export const PlanState = z.enum(PLAN_STATES)
export type PlanState = z.infer<typeof PlanState>

/** Number of the newest edit; 0 for a plan as it began. */
const Version = z.number().int().min(0)

export const PlanHead = z.object({
  id: PlanId,
  name: z.string(),
  purpose: z.string(),
  scope: z.object({ code: z.string(), name: z.string(), level: UnitLevelSchema }),
  state: PlanState,
  /** The day whose units it began from. */
  basedOn: Day,
  version: Version,
  by: z.string(),
  changedAt: z.string(),
  /** The day from which it is in force; null unless published. */
  publishOn: Day.nullable(),
  gridCount: z.number(),
})
export type PlanHead = z.infer<typeof PlanHead>

/** A file of areas that was uploaded; its columns are found by their names, or given. */
export const FileStart = z.object({
  upload: z.uuid(),
  /** Ground no wider than this goes to whoever lies beside it. */
  gapMeters: z.number().min(0).max(50).default(5),
  crs: z.string().max(4000).optional(),
  axisOrder: AxisOrder.default('auto'),
  layer: z.string().max(1000).optional(),
  /** Columns of the grid's code and name. */
  code: z.string().max(1000).optional(),
  name: z.string().max(1000).optional(),
})
export type FileStart = z.infer<typeof FileStart>

export const CreatePlan = z.object({
  name: PlanName,
  purpose: PlanPurpose.default(''),
  /** A street or a community. */
  scope: UnitCode,
  /** Today's grids; nothing: each community as one area; what another plan holds; or a file. */
  from: z.union([z.enum(['today', 'nothing']), z.object({ plan: PlanId }), FileStart]),
})
export type CreatePlan = z.infer<typeof CreatePlan>

/** What was found wrong in the boundaries that a plan began from, and which area has it now (`CoverageFault`). */
export const PlanFault = z.object({
  kind: z.enum(['overlap', 'gap', 'hole', 'nothing']),
  keys: z.array(z.string()),
  at: z.tuple([z.number(), z.number()]),
  squareMeters: z.number(),
  givenTo: z.string().nullable(),
})
export type PlanFault = z.infer<typeof PlanFault>

export const CreatedPlan = z.object({ id: PlanId, faults: z.array(PlanFault) })
export type CreatedPlan = z.infer<typeof CreatedPlan>

export const PlanEdit = z.object({
  number: z.number(),
  what: EditKind,
  by: z.string(),
  at: z.string(),
  /** Number of the edit that this one takes back, or does again. */
  of: z.number().nullable(),
  /** Taken back by a later edit that stands. */
  isUndone: z.boolean(),
})
export type PlanEdit = z.infer<typeof PlanEdit>

export const OpenPlan = PlanHead.extend({
  document: PlanDocument,
  /** Of a plan that began from a file. */
  report: ImportReport.nullable(),
  /** Newest first, at most `EDITS_AT_ONCE`. */
  edits: z.array(PlanEdit),
})
export type OpenPlan = z.infer<typeof OpenPlan>

export const EditPlan = z.object({
  id: PlanId,
  /** The version that the change was made on. */
  base: Version,
  change: PlanChange,
  /** With `undo` and `redo`: the edit meant. */
  of: z.number().int().min(1).optional(),
})
export type EditPlan = z.infer<typeof EditPlan>

export const EditsAfter = z.object({ id: PlanId, after: Version })
/** Edits with what they changed, oldest first, at most `EDITS_AT_ONCE`. */
export const PlanEdits = z.object({
  version: Version,
  edits: z.array(PlanEdit.extend({ change: PlanChange })),
})
export type PlanEdits = z.infer<typeof PlanEdits>

/** By building: its outlines, x0, y0, x1, y1 … in whole steps. */
export const PlanFootprints = z.array(z.array(z.array(z.number())))
export type PlanFootprints = z.infer<typeof PlanFootprints>

export const RenamePlan = z.object({ id: PlanId, name: PlanName, purpose: PlanPurpose })
export type RenamePlan = z.infer<typeof RenamePlan>

/** A grid as the plan would have it, with what lives there. */
export const PlannedGrid = z.object({
  key: z.string(),
  /** Of the unit that goes on, or the next free one of its community. */
  code: z.string(),
  name: z.string(),
  parent: z.string(),
  kind: z.enum(['same', 'changed', 'new']),
  /** Grids of today that it came from, the one with most people first. */
  from: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      people: z.number(),
      /** Of the old grid's people and area. */
      peopleShare: z.number(),
      areaShare: z.number(),
    }),
  ),
  households: z.number(),
  people: z.number(),
  openIssues: z.number(),
  isWithinNorm: z.boolean(),
})
export type PlannedGrid = z.infer<typeof PlannedGrid>

/** A home that changes grid: a building, with nobody's name. */
export const MovedHome = z.object({
  building: z.string(),
  address: z.string(),
  lonLat: z.tuple([z.number(), z.number()]),
  households: z.number(),
  people: z.number(),
  /** Codes; null outside every grid. */
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type MovedHome = z.infer<typeof MovedHome>

/** Norm of GB/T 34300-2017 practice: 300 to 500 households, or about 1,000 people. */
export const NORM_HOUSEHOLDS = { least: 300, most: 500 } as const

export const PlanEffect = z.object({
  id: PlanId,
  version: Version,
  on: Day,
  grids: z.array(PlannedGrid),
  /** In force today, and not on after the day. */
  ended: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** Of its community, as of today. */
      parent: z.string(),
      /** The grid that takes over its staff, accounts and roster: chosen, or the one to which most of its households go. */
      successor: z.string().nullable(),
      /** Grids to which its households go, those with most first. */
      heirs: z.array(z.object({ code: z.string(), households: z.number() })),
      staff: z.array(z.object({ role: z.string(), personName: z.string() })),
      /** Accounts with the grid as an area; user names of those alone that one manages, null for who manages none. */
      accounts: z.object({ count: z.number(), names: z.array(z.string()).nullable() }),
      /** People of its roster, and shifts from the day on; names for who keeps rosters. */
      roster: z.object({ people: z.number(), names: z.array(z.string()).nullable(), shifts: z.number() }),
    }),
  ),
  moved: z.object({
    homes: z.number(),
    households: z.number(),
    people: z.number(),
    openIssues: z.number(),
    facilities: z.number(),
  }),
  outsideNorm: z.number(),
  /** Keys of what keeps it from being published; empty when nothing does. */
  hindrances: z.array(z.object({ key: z.string(), facts: z.record(z.string(), z.string()) })),
})
export type PlanEffect = z.infer<typeof PlanEffect>

/** The grids in force in the scope of a plan on a day. */
export const DivisionOn = z.object({ id: PlanId, on: Day })
export type DivisionOn = z.infer<typeof DivisionOn>

/** For grids that end: the grid of the plan which takes over, where it is not the one that was chosen or gets most households. */
const Successors = z.record(UnitCode, UnitCode).default({})

export const EffectOfPlan = z.object({ id: PlanId, on: Day, successors: Successors })
export type EffectOfPlan = z.infer<typeof EffectOfPlan>

/** Which grid of a draft takes over from one that ends; kept with the draft. */
export const ChooseSuccessor = z.object({ id: PlanId, ended: UnitCode, key: z.string().min(1).max(64) })
export type ChooseSuccessor = z.infer<typeof ChooseSuccessor>

/** What moves: all of it, or what goes one way. */
export const HomesOfPlan = z.object({
  id: PlanId,
  on: Day,
  way: z.object({ from: z.string().nullable(), to: z.string().nullable() }).optional(),
  /** How many are left out before the first page. */
  skip: z.number().int().min(0).optional(),
  ...PageInput,
})
export type HomesOfPlan = z.infer<typeof HomesOfPlan>
export const MovedHomes = pageOf(MovedHome)
export type MovedHomes = z.infer<typeof MovedHomes>

export const PublishPlan = z.object({
  id: PlanId,
  version: Version,
  on: Day,
  successors: Successors,
  /** Why it is published although checks are missing or not passed; kept. */
  despite: z.string().trim().min(1).max(500).optional(),
})
export type PublishPlan = z.infer<typeof PublishPlan>

/** What was put on grids to come since a plan was published; taken back with it, it goes to the grid that it came from. */
export const PlanWithdrawal = z.object({
  grids: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      /** Where people, shifts and staff would go. */
      origin: z.string().nullable(),
      people: z.number(),
      shifts: z.number(),
      staff: z.number(),
      accounts: z.number(),
      screens: z.number(),
      webhooks: z.number(),
    }),
  ),
  /** Of accounts, screens and addresses outside that have to be given another area, or ended, first. */
  accounts: z.number(),
  screens: z.number(),
  webhooks: z.number(),
})
export type PlanWithdrawal = z.infer<typeof PlanWithdrawal>
