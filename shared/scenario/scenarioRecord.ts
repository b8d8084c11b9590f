/** What the page and the server say to each other about scenarios that are kept. */
import { z } from 'zod'
import { Change, ScenarioContent } from './changes.ts'
import { TimeOfDay } from './timeOfDay.ts'

export const ScenarioName = z.string().trim().min(1).max(80)
/** An office keeps no more: the list stays one that people can read. */
export const MOST_SCENARIOS = 500

export const ScenarioId = z.string().regex(/^\d{1,18}$/)
/** Counted up by every change: who changes an older one than there is gets a conflict. */
const Version = z.number().int().min(1)

export const ScenarioRecord = z.object({
  id: ScenarioId,
  name: z.string(),
  networkHash: z.string(),
  changes: z.array(Change),
  walkAt: TimeOfDay.nullable(),
  version: Version,
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
})
export type ScenarioRecord = z.infer<typeof ScenarioRecord>

export const ScenarioRef = z.object({ id: ScenarioId, version: Version })
export type ScenarioRef = z.infer<typeof ScenarioRef>

export const SaveScenario = ScenarioContent.extend({
  name: ScenarioName,
  /** Of the network that the changes were looked at on. */
  networkHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Absent: a new one is kept. */
  replaces: ScenarioRef.optional(),
})
export type SaveScenario = z.infer<typeof SaveScenario>

export const RenameScenario = ScenarioRef.extend({ name: ScenarioName })
