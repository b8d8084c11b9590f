/** What figures of a plan rest on besides where people live: issues of a year, stairs, compounds, workers, weights. */
import { z } from 'zod'
import { WorkloadWeights } from './workload.ts'

const Numbers = z.array(z.number())

export const PlanGround = z.object({
  /** Reported within a year, as far as the viewer's area reaches; null: issues may not be seen. */
  yearIssues: z.object({ lons: Numbers, lats: Numbers }).nullable(),
  doors: z.object({
    lons: Numbers,
    lats: Numbers,
    households: Numbers,
    flights: Numbers,
    /** Index into `compounds`; -1: in none. */
    compound: Numbers,
  }),
  /** Names; one that is found in two communities is two. */
  compounds: z.array(z.string()),
  /** Grid workers in office, by community. */
  workers: z.record(z.string(), z.number()),
  weights: WorkloadWeights,
})
export type PlanGround = z.infer<typeof PlanGround>
