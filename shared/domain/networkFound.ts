/** What an import saw of a walking network, as page and command line show it. */
import { z } from 'zod'

const Place = z.object({ lon: z.number(), lat: z.number() })
const Counts = z.record(z.string(), z.number())

/** How doors meet the street; see `shared/network/doors.ts`. */
export const DoorsFound = z.object({
  all: z.number(),
  connected: z.number(),
  behindBarrier: z.number(),
  onIsland: z.number(),
  meters: z.object({ median: z.number(), p95: z.number(), farthest: z.number() }).nullable(),
  unconnected: z.array(Place.extend({ id: z.string(), name: z.string(), meters: z.number().nullable() })),
})
export type DoorsFound = z.infer<typeof DoorsFound>

export const NetworkFound = z.object({
  hash: z.string(),
  /** False when the same network is in force already. */
  isNew: z.boolean(),
  nodes: z.number(),
  edges: z.number(),
  meters: z.number(),
  metersByKind: Counts,
  gates: z.object({ all: z.number(), closed: z.number() }),
  barrierLines: z.number(),
  /** Parts that do not hang together, largest first; the first 500. */
  components: z.array(Place.extend({ nodes: z.number(), meters: z.number() })),
  componentCount: z.number(),
  /** Ways left out, and what could not be read, by reason. */
  ignored: Counts,
  unread: Counts,
  /** Ends of lines that lay on the middle of another line, and were joined to it. */
  joinedEndCount: z.number(),
  /** Where ways for people cross roads without a common point. */
  nearMissCount: z.number(),
  areNearMissesJoined: z.boolean(),
  /** Homes are entrances of buildings, and points that stand for counted people. */
  homes: DoorsFound,
  facilities: DoorsFound,
})
export type NetworkFound = z.infer<typeof NetworkFound>
