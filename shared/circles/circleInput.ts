/** What the page and the server say to each other about walked circles. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'

export const NetworkSummary = z.object({
  /** Name of the file at `/network/{hash}.bin`. */
  hash: z.string(),
  source: z.string(),
  importedAt: z.string(),
  nodes: z.number(),
  edges: z.number(),
  meters: z.number(),
  gates: z.object({ all: z.number(), closed: z.number() }),
  /** Parts that do not hang together, largest first; the first 200. */
  components: z.array(z.object({ nodes: z.number(), meters: z.number(), lon: z.number(), lat: z.number() })),
  componentCount: z.number(),
  /** Ways left out, by reason. */
  ignored: z.record(z.string(), z.number()),
})
export type NetworkSummary = z.infer<typeof NetworkSummary>

export const DemandInput = z.object({ at: Day.optional() })

/** `shared/circles/demand.ts` as columns of plain numbers. */
export const DemandColumns = z.object({
  /** Degrees, two for each place. */
  lonLat: z.array(z.number()),
  people: z.object({
    residents: z.array(z.number()),
    households: z.array(z.number()),
    under15: z.array(z.number()),
    over64: z.array(z.number()),
    dwellings: z.array(z.number()),
  }),
  unit: z.array(z.number()),
  isBuilding: z.array(z.union([z.literal(0), z.literal(1)])),
  units: z.array(z.object({ code: z.string(), name: z.string() })),
  /** True where a count had to be spread over buildings or an area. */
  isEstimate: z.boolean(),
  /** False: numbers are rounded to fives, place by place. */
  isExact: z.boolean(),
})
export type DemandColumns = z.infer<typeof DemandColumns>
