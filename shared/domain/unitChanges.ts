/** What changed in the boundaries on a day: grids and communities that began, changed, got another name, or ended. */
import { z } from 'zod'
import { Day } from './dates.ts'
import { UnitLevelSchema } from './unit.ts'

/** A list that people can read; the rest is counted. */
export const MOST_CHANGES = 200

export const UnitChange = z.object({
  code: z.string(),
  name: z.string(),
  level: UnitLevelSchema,
  kind: z.enum(['new', 'changed', 'renamed', 'ended']),
  /** The name before, of one that was renamed. */
  nameBefore: z.string().nullable(),
  /** Units whose ground it got, itself among them, with the share of their ground that it got; largest first. */
  from: z.array(z.object({ code: z.string(), name: z.string(), areaShare: z.number() })),
})
export type UnitChange = z.infer<typeof UnitChange>

export const UnitChanges = z.object({
  day: Day,
  /** Nothing was in force before. */
  isFirst: z.boolean(),
  total: z.number(),
  changes: z.array(UnitChange),
})
export type UnitChanges = z.infer<typeof UnitChanges>
