/** Files that the server makes of a plan. */
import { z } from 'zod'

export const PLAN_FILE_FORMATS = ['geojson', 'gpkg', 'shp', 'txt', 'xlsx', 'csv'] as const
export const PlanFileFormat = z.enum(PLAN_FILE_FORMATS)
export type PlanFileFormat = z.infer<typeof PlanFileFormat>

/** A grid of a plan and its border in words. */
export const GridInWords = z.object({ key: z.string(), code: z.string(), name: z.string(), text: z.string() })
export type GridInWords = z.infer<typeof GridInWords>
