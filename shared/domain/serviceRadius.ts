/**
 * Service radius: who lives within so many metres, as the crow flies, of service points.
 * The measure that many standards name. It is not the walked circle, and the page says so.
 */
import { z } from 'zod'
import { Day } from './dates.ts'

export const ServicePoint = z.object({
  id: z.string(),
  name: z.string(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
})
export type ServicePoint = z.infer<typeof ServicePoint>

export const ServiceRadiusInput = z
  .object({
    /** Either the points themselves … */
    points: z.array(ServicePoint).max(20_000).optional(),
    /** … or all facilities of a kind … */
    kind: z.string().optional(),
    /** … or one facility. */
    facility: z.string().optional(),
    /** Ascending, at most 5. */
    radiiMeters: z.array(z.number().positive().max(20_000)).min(1).max(5),
    /** Figures are counted below this unit; the whole area when absent. */
    unit: z.string().optional(),
    at: Day.optional(),
  })
  .refine(
    (input) => [input.points, input.kind, input.facility].filter((given) => given !== undefined).length === 1,
  )

const People = z.object({
  residents: z.number(),
  households: z.number(),
  under15: z.number(),
  over64: z.number(),
  buildings: z.number(),
  dwellings: z.number(),
})

export const ServiceRadiusAnswer = z.object({
  points: z.array(ServicePoint),
  /** Cumulative: within the radius. */
  rings: z.array(People.extend({ radiusMeters: z.number() })),
  outside: People,
  total: People,
  /** For the largest radius, each unit of the deepest level below the one asked for. */
  byUnit: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.string(),
      /** residents within each radius, cumulative, same order as `radiiMeters` */
      within: z.array(z.number()),
      outside: z.number(),
      over64Outside: z.number(),
      total: z.number(),
    }),
  ),
  /** Buildings, or places that stand for a counted area, with nobody reached: `[lon, lat, residents, over64]`. */
  outsidePlaces: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  /** True where a count had to be spread over buildings or an area. */
  isEstimate: z.boolean(),
  /** False: small counts are rounded to fives, place by place, before they are added. */
  isExact: z.boolean(),
})
export type ServiceRadiusAnswer = z.infer<typeof ServiceRadiusAnswer>
