/**
 * A scenario: an ordered list of changes to the street, and the time of day at which people walk. Changes name places
 * on the ground, never numbers of a network, so that they can be checked against any other network.
 */
import { z } from 'zod'
import { LINK_KINDS } from './linkKinds.ts'
import { TimeOfDay } from './timeOfDay.ts'

export const MOST_CHANGES = 100

const Place = { lon: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) }
const GroundPlace = z.object(Place)

/** Where a gate is, and its name for people. */
const GatePlace = z.object({ ...Place, name: z.string().max(200) })

export const Change = z.discriminatedUnion('type', [
  z.object({ type: z.literal('openGate'), gate: GatePlace }),
  z.object({ type: z.literal('closeGate'), gate: GatePlace }),
  /** Open every day from one time to another, over midnight if it must be. */
  z.object({ type: z.literal('gateHours'), gate: GatePlace, opens: TimeOfDay, closes: TimeOfDay }),
  z.object({ type: z.literal('addLink'), link: z.enum(LINK_KINDS), from: GroundPlace, to: GroundPlace }),
  /** The stretch of street between two junctions at this place is closed to all. */
  z.object({ type: z.literal('closeRoad'), ...Place, name: z.string().max(200) }),
])
export type Change = z.infer<typeof Change>
export type GateChange = Extract<Change, { gate: unknown }>

export const isGateChange = (change: Change): change is GateChange => 'gate' in change

export const ScenarioContent = z.object({
  changes: z.array(Change).min(1).max(MOST_CHANGES),
  /** Null: no time of day is looked at; gates are open or closed as they are by day. */
  walkAt: TimeOfDay.nullable(),
})
export type ScenarioContent = z.infer<typeof ScenarioContent>

/** What is wrong with a change on a network: a key and facts. */
export interface ChangeFault {
  /** Index of the change. */
  index: number
  key:
    | 'scenario.fault.noStreet'
    | 'scenario.fault.unknownGate'
    | 'scenario.fault.tooLong'
    | 'scenario.fault.tooShort'
    | 'scenario.fault.noHours'
  facts: Record<string, string | number>
}
