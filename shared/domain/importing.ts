/**
 * Importing: file → what it is → field mapping → dry run → accept. Page and command line use the same shapes.
 */
import { z } from 'zod'
import { Day } from './dates.ts'
import { NetworkFound } from './networkFound.ts'
import { UnitLevelSchema } from './unit.ts'

export const IMPORT_KINDS = [
  'units',
  'buildings',
  'residents',
  'facilities',
  'issues',
  'roster',
  'basemap',
  'network',
] as const
export const ImportKind = z.enum(IMPORT_KINDS)
export type ImportKind = z.infer<typeof ImportKind>

export interface FieldTarget {
  target: string
  isRequired: boolean
  /** Guessed from these column names (compared without case, blanks, `_` and `-`). */
  aliases: readonly string[]
}

const Facts = z.record(z.string(), z.union([z.string(), z.number()]))

export const FaultSchema = z.object({
  file: z.string(),
  row: z.number().nullable(),
  field: z.string().nullable(),
  found: z.string(),
  /** Message key. */
  expected: z.string(),
  facts: Facts.optional(),
})
export type FaultSchema = z.infer<typeof FaultSchema>

export const Notice = z.object({ key: z.string(), facts: Facts.optional() })

/** What a file is, before anything is decided. */
export const InspectedLayer = z.object({
  name: z.string(),
  fields: z.array(z.object({ name: z.string(), type: z.string(), sample: z.array(z.string()) })),
  geometryTypes: z.array(z.string()),
  rowCount: z.number().nullable(),
  crs: z.string().nullable(),
  crsSource: z.enum(['declared', 'format', 'guessed', 'unknown']),
  crsWarnings: z.array(z.string()),
  crsCandidates: z.array(z.string()),
  encoding: z.string().nullable(),
  sampleRows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** A few geometries in longitude, latitude, for a preview; empty while the system is unknown. */
  preview: z.array(z.any()),
  suggestedKind: ImportKind,
  suggestedLevel: UnitLevelSchema.nullable(),
  suggestedMapping: z.record(z.string(), z.string()),
  /** The mapping came from an earlier import of a file with the same columns. */
  isRemembered: z.boolean(),
})
export const Inspected = z.object({
  uploadId: z.string(),
  file: z.string(),
  bytes: z.number(),
  format: z.string(),
  layers: z.array(InspectedLayer),
  notices: z.array(Notice),
})
export type Inspected = z.infer<typeof Inspected>

/** Which coordinate a file gives first: as its format says, or as somebody saw on the map. */
export const AXIS_ORDERS = ['auto', 'lonlat', 'latlon'] as const
export const AxisOrder = z.enum(AXIS_ORDERS)
export type AxisOrder = z.infer<typeof AxisOrder>

export const ImportChoice = z.object({
  uploadId: z.string(),
  layer: z.string().optional(),
  as: ImportKind,
  level: UnitLevelSchema.optional(),
  /** `auto`, `EPSG:n`, `gcj02`, `bd09` or a proj4/WKT text. */
  crs: z.string().default('auto'),
  /** Of geometries; columns of coordinates are swapped by mapping them the other way round. */
  axisOrder: AxisOrder.default('auto'),
  encoding: z.string().optional(),
  headerRows: z.union([z.literal(1), z.literal(2)]).optional(),
  /** target → column */
  mapping: z.record(z.string(), z.string()).default({}),
  /** Day the data is true from / of: units' validFrom and counts' date when no column says it. */
  date: Day.optional(),
  skipFaulty: z.boolean().default(false),
  /**
   * Units: ends those of the same level and parent that the file does not have, and what is below them. Roster: takes away
   * the shifts of the file's units that it does not have.
   */
  endMissing: z.boolean().default(false),
  /** With it, units without a parent end as well: a file of one street does not speak of the others. */
  endMissingTop: z.boolean().default(false),
  /** Networks: gives a common point to ways for people and roads that cross without one. */
  joinNearMisses: z.boolean().default(false),
})
export type ImportChoice = z.infer<typeof ImportChoice>

export const TopologyFinding = z.object({
  type: z.enum(['gap', 'overlap', 'sliver', 'selfIntersection', 'outsideParent']),
  units: z.array(z.string()),
  lon: z.number(),
  lat: z.number(),
  areaSquareMeters: z.number(),
})

export const ImportReport = z.object({
  importId: z.string().nullable(),
  as: ImportKind,
  read: z.number(),
  accepted: z.number(),
  /** Of the accepted: new, changed, the same as before. */
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** Units, or shifts of a roster, that are not in the file and end, or would. */
  ended: z.number(),
  /** The first of them, by code of the unit. */
  endedUnits: z.array(z.object({ code: z.string(), name: z.string() })),
  faulty: z.number(),
  /** The first 200; all of them in the CSV. */
  faults: z.array(FaultSchema),
  crs: z.string().nullable(),
  encoding: z.string().nullable(),
  notices: z.array(Notice),
  topology: z.array(TopologyFinding),
  topologyTotal: z.record(z.string(), z.number()),
  linked: z.number().nullable(),
  unlinked: z.number().nullable(),
  /** Of networks only. */
  network: NetworkFound.nullable(),
  isDryRun: z.boolean(),
})
export type ImportReport = z.infer<typeof ImportReport>

/** Long work: poll or listen until `state` is not `running`. */
export const JobStatus = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']),
  /** Message key of the step under way. */
  step: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  report: ImportReport.nullable(),
  error: Notice.nullable(),
})
export type JobStatus = z.infer<typeof JobStatus>

export const LINK_REASONS = [
  'noPlace',
  'zeroPlace',
  'outsideUnits',
  'unknownBuilding',
  'unknownAddress',
  'unknownUnit',
  'otherUnit',
  /** Counts of units inside add up to more than the count of the unit. */
  'childrenExceed',
] as const
export const LINK_KINDS = ['building', 'resident', 'facility', 'issue', 'count'] as const
export const LinkProblem = z.object({
  kind: z.enum(LINK_KINDS),
  id: z.string(),
  title: z.string(),
  reason: z.enum(LINK_REASONS),
  /** As the row names it. */
  stated: z.string().nullable(),
  /** Where its place lies. */
  unit: z.object({ code: z.string(), name: z.string() }).nullable(),
  location: z.tuple([z.number(), z.number()]).nullable(),
})
export type LinkProblem = z.infer<typeof LinkProblem>
