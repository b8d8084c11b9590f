/** What the server tells open pages: something changed, and where. Ids grow; a page that lost its line catches up. */
import { z } from 'zod'

export const LIVE_KINDS = [
  'units',
  'buildings',
  'residents',
  'facilities',
  'issues',
  'basemap',
  'network',
  'scenarios',
  'links',
  'accounts',
] as const
export const LiveEvent = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(LIVE_KINDS),
  /** How many rows. */
  count: z.number(),
})
export type LiveEvent = z.infer<typeof LiveEvent>
