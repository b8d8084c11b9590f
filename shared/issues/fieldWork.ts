/** What somebody in the field is given at once: their units, and their tasks with all that is needed to do them without signal. */
import { z } from 'zod'
import { MyDuty } from '../duty/myDuty.ts'
import { UNIT_LEVELS } from '../domain/levels.ts'
import { IssueRow } from '../domain/place.ts'
import { DueExplanation } from './desk.ts'
import { IssuePhoto } from './photos.ts'
import { IssueEvent } from './progress.ts'

/** As many tasks are given at once, those due first. */
export const MOST_TASKS = 200

export const FieldUnit = z.object({
  code: z.string(),
  name: z.string(),
  level: z.enum(UNIT_LEVELS),
  /** A place inside, nearest to the middle. */
  centre: z.tuple([z.number(), z.number()]),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})
export type FieldUnit = z.infer<typeof FieldUnit>

export const FIELD_PARTS = ['handle', 'verify'] as const

/** An open issue that waits for this person: to be handled, or to be looked at on site after somebody else. */
export const FieldTask = z.object({
  part: z.enum(FIELD_PARTS),
  issue: IssueRow,
  lastEvent: z.string(),
  events: z.array(IssueEvent),
  photos: z.array(IssuePhoto),
  due: DueExplanation,
})
export type FieldTask = z.infer<typeof FieldTask>

export const FieldWork = z.object({
  /** When it was asked, ISO 8601. */
  at: z.string(),
  /** Whose it is. */
  accountId: z.string(),
  units: z.array(FieldUnit),
  tasks: z.array(FieldTask),
  /** Null for who stands on no roster; not there in what an older version has kept. */
  duty: MyDuty.nullish(),
  /** There are more than are given. */
  hasMore: z.boolean(),
})
export type FieldWork = z.infer<typeof FieldWork>
