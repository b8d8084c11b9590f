/** What the server tells open pages: something changed, and where. Ids grow; a page that lost its line catches up. */
import { z } from 'zod'
import { IssueRow } from './place.ts'

export const LIVE_KINDS = [
  'units',
  'buildings',
  'residents',
  'facilities',
  'issues',
  'basemap',
  'network',
  'scenarios',
  'studies',
  'plans',
  'links',
  'accounts',
  'duty',
] as const
export const LiveEvent = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(LIVE_KINDS),
  /** How many rows. */
  count: z.number(),
  /** The one issue that changed, as it is now: to whoever may see it, when they listen as it happens. */
  issue: IssueRow.optional(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** One message of the stream: changes that came close together, in their order. Its id is that of the last one. */
export const LiveTold = z.object({ events: z.array(LiveEvent).min(1) })
export type LiveTold = z.infer<typeof LiveTold>
