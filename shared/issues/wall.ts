/** The wall: what a big screen shows of the command centre. Nothing here names a person, a home, or words of residents. */
import { z } from 'zod'
import { IssueState } from '../domain/place.ts'
import { UnitNode } from '../domain/unit.ts'
import { Count } from './figures.ts'
import type { Rate } from './rates.ts'
import { PlainText } from './progress.ts'

/** The rates that hang on the wall, of so many days. */
export const WALL_RATES = ['response', 'inTime', 'satisfaction'] as const satisfies readonly Rate[]
export const WALL_RATE_DAYS = 30
/** Rows of each list. */
export const WALL_ROWS = 5
/** Reported within so many milliseconds it is marked as just come. */
export const JUST_COME = 5 * 60_000

const WallIssue = z.object({
  id: z.string(),
  class: z.string(),
  subclass: z.string(),
  state: IssueState,
  isLate: z.boolean(),
  /** Of the grid; null where the place lies in no unit. */
  unitName: z.string().nullable(),
  reportedAt: z.string(),
  dueAt: z.string().nullable(),
})
export type WallIssue = z.infer<typeof WallIssue>

export const WallBoard = z.object({
  /** The server's clock, by which the wall goes. */
  at: z.string(),
  /** Of the counts of today. */
  day: z.string(),
  /** As the queues of the desk count them, now. */
  counts: z.object({
    new: z.number(),
    inHand: z.number(),
    late: z.number(),
    soon: z.number(),
    open: z.number(),
    reportedToday: z.number(),
    settledToday: z.number(),
  }),
  rates: z.record(z.enum(WALL_RATES), Count),
  lateLongest: z.array(WallIssue),
  latest: z.array(WallIssue),
  /** Open issues with a place, to some ten metres. */
  points: z.object({
    lons: z.array(z.number()),
    lats: z.array(z.number()),
    /** Index into ISSUE_STATES. */
    states: z.array(z.number()),
    isLate: z.array(z.number()),
    /** Whether it was reported within JUST_COME. */
    isNew: z.array(z.number()),
  }),
  /** Of the map: another one is another map. */
  mapRevision: z.string(),
  /** Of the page that the server has now; '' where none is built. */
  page: z.string(),
})
export type WallBoard = z.infer<typeof WallBoard>

/** What the map of the wall stands on. */
export const WallGround = z.object({
  /** Of the area that is shown. */
  title: z.string(),
  /** Codes of the units that are shown as a whole. */
  shown: z.array(z.string()),
  /** All in force. */
  units: z.array(UnitNode),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  attribution: z.array(z.string()),
  isDemo: z.boolean(),
})
export type WallGround = z.infer<typeof WallGround>

/** A screen as an administrator sees it. */
export const WallScreen = z.object({
  id: z.string(),
  name: z.string(),
  area: z.string(),
  madeAt: z.string(),
  /** Until when the link that was not used yet can be used. */
  linkExpiresAt: z.string(),
  openedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
})
export type WallScreen = z.infer<typeof WallScreen>

export const WallScreenInput = z.object({
  name: PlainText.trim().min(1).max(64),
  area: z.string().min(1).max(64),
})
export type WallScreenInput = z.infer<typeof WallScreenInput>

/** Days that a screen shows the wall before it has to be opened by a new link. */
export const SCREEN_DAYS = 180
/** Hours that a link waits for its screen. */
export const SCREEN_LINK_HOURS = 24

export const SCREEN_ID = /^\d{1,18}$/
