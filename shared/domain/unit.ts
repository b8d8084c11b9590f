/**
 * Geographic units and what is asked of them. Every question can be asked as of a day (`at`, default today).
 */
import { z } from 'zod'
import { Lists } from './access.ts'
import { Day } from './dates.ts'
import { UNIT_LEVELS } from './levels.ts'

export const UnitLevelSchema = z.enum(UNIT_LEVELS)

export const AtInput = z.object({ at: Day.optional() })
export const UnitAtInput = z.object({ code: z.string().min(1).max(64), at: Day.optional() })

/** One unit in force on the day asked for. */
export const UnitNode = z.object({
  code: z.string(),
  name: z.string(),
  level: UnitLevelSchema,
  parent: z.string().nullable(),
  kind: z.enum(['ordinary', 'dedicated']),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  areaSquareMeters: z.number(),
  /** west, south, east, north */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** A point inside the unit. */
  center: z.tuple([z.number(), z.number()]),
})
export type UnitNode = z.infer<typeof UnitNode>

/** Where a population figure comes from. */
export const FIGURE_SOURCES = ['register', 'counts', 'estimate', 'mixed', 'none'] as const
export const FigureSource = z.enum(FIGURE_SOURCES)
export type FigureSource = z.infer<typeof FigureSource>

/**
 * The figures of one unit. A null is "not known" (no data), or "not shown" where `isSuppressed`
 * (a count below the limit, or one that would give such a count away, outside the office).
 */
export const UnitFigures = z.object({
  code: z.string(),
  residents: z.number().nullable(),
  households: z.number().nullable(),
  under15: z.number().nullable(),
  age15to64: z.number().nullable(),
  over64: z.number().nullable(),
  populationSource: FigureSource,
  /** The day of the register or count; null when there is none. */
  populationDate: z.string().nullable(),
  buildings: z.number(),
  dwellings: z.number().nullable(),
  vacantDwellings: z.number().nullable(),
  facilities: z.number(),
  openIssues: z.number(),
  lateIssues: z.number(),
  /** Reported in the 365 days up to the day asked for. */
  yearIssues: z.number(),
  areaSquareMeters: z.number(),
  isSuppressed: z.boolean(),
})
export type UnitFigures = z.infer<typeof UnitFigures>

export const Assignment = z.object({
  role: z.enum(['leader', 'worker', 'specialist']),
  personName: z.string(),
  phoneMasked: z.string().nullable(),
  unitCode: z.string(),
  from: z.string(),
  to: z.string().nullable(),
})
export type Assignment = z.infer<typeof Assignment>

/** All that the panel of a unit shows, in one round trip. */
export const UnitPanel = z.object({
  unit: UnitNode,
  /** From the street down to the unit's parent. */
  ancestors: z.array(z.object({ code: z.string(), name: z.string(), level: UnitLevelSchema })),
  figures: UnitFigures,
  lists: Lists,
  /** Direct children with their figures. */
  children: z.array(UnitNode.extend({ figures: UnitFigures })),
  facilitiesByKind: z.array(z.object({ kind: z.string(), count: z.number() })),
  openIssuesByState: z.array(z.object({ state: z.string(), count: z.number(), late: z.number() })),
  openIssuesByClass: z.array(z.object({ class: z.string(), count: z.number(), late: z.number() })),
  assignments: z.array(Assignment),
  /** Every boundary version of this code, newest first. */
  versions: z.array(z.object({ validFrom: z.string(), validTo: z.string().nullable(), name: z.string() })),
  /** Things whose link to this unit is in doubt, as many as may be listed; null for who may not work on links. */
  linkProblems: z.number().nullable(),
})
export type UnitPanel = z.infer<typeof UnitPanel>

/** Boundaries for drawing: GeoJSON whose features carry `code, name, level, parent, kind`. */
export const BoundaryFeature = z.object({
  type: z.literal('Feature'),
  id: z.number().optional(),
  properties: z.object({
    code: z.string(),
    name: z.string(),
    level: UnitLevelSchema,
    parent: z.string().nullable(),
    kind: z.enum(['ordinary', 'dedicated']),
  }),
  geometry: z.object({ type: z.enum(['Polygon', 'MultiPolygon']), coordinates: z.array(z.any()) }),
})
