/** Where and when issues were reported, and how a day went: what the map plays. */
import { z } from 'zod'
import { Day } from '../domain/dates.ts'
import { ISSUE_STATES, type IssueState } from '../domain/place.ts'
import { DayRange } from './figures.ts'

export const ReportedInput = z.object({ period: DayRange, class: z.string().min(1).max(64).optional() })

/** Parallel arrays, one place an issue: small on the wire for many. */
export const ReportedPlaces = z.object({
  ids: z.array(z.string()),
  lons: z.array(z.number()),
  lats: z.array(z.number()),
  /** Minute of the day in Asia/Shanghai. */
  minutes: z.array(z.number()),
  /** Code of the unit; '' without one. */
  units: z.array(z.string()),
  /** Reported in the period in the area, with or without a place. */
  total: z.number(),
})
export type ReportedPlaces = z.infer<typeof ReportedPlaces>

export const ReplayInput = z.object({ day: Day })

/** Issues that were open on a day, and how their state changed in it. */
export const Replay = z.object({
  day: Day,
  /** The last minute of it that is known: of today, now. */
  until: z.number(),
  /** In the order of their report, like all that follows. */
  ids: z.array(z.string()),
  lons: z.array(z.number()),
  lats: z.array(z.number()),
  /** Index into ISSUE_STATES at the beginning of the day; -1 when it was not reported yet. */
  states: z.array(z.number()),
  /** Minute of the day from which it is late; -1 when it is not late that day. */
  lateFrom: z.array(z.number()),
  /** Ascending by minute: index of the issue, minute of the day, and the state that it had from then on. */
  changes: z.array(z.tuple([z.number(), z.number(), z.number()])),
})
export type Replay = z.infer<typeof Replay>

/** Hours of the day, the first included, the last not. */
export interface Hours {
  from: number
  to: number
}

export const isInHours = (minute: number, { from, to }: Hours): boolean =>
  minute >= from * 60 && minute < to * 60

export interface ReplayState {
  /** Index into ISSUE_STATES; -1 for what is not there yet. */
  states: Int8Array
  isLate: Uint8Array
}

/** What a day looked like at a minute of it. @param minute  0 to 1440 */
export function replayAt({ states, lateFrom, changes }: Replay, minute: number): ReplayState {
  const now = Int8Array.from(states)
  for (const [issue, at, state] of changes) {
    if (at > minute) break
    now[issue] = state
  }
  const isLate = Uint8Array.from(lateFrom, (from) => (from >= 0 && from <= minute ? 1 : 0))
  return { states: now, isLate }
}

type OpenState = Exclude<IssueState, 'closed'>
const isOpenState = (state: IssueState): state is OpenState => state !== 'closed'

/** What the numbers of a replay count: what is open, late, reported or closed by then, or open in one state. */
export const REPLAY_PARTS = ['open', 'late', 'came', 'closed', ...ISSUE_STATES.filter(isOpenState)] as const
export type ReplayPart = 'open' | 'late' | 'came' | 'closed' | OpenState
export const isReplayPart = (text: string): text is ReplayPart => REPLAY_PARTS.some((part) => part === text)

const CLOSED = ISSUE_STATES.indexOf('closed')

/**
 * The issues behind one of these numbers, as indexes, in the order of their report; the number is how many they are.
 * @param now  of the same minute; `closed` takes one opened again later as well
 */
export function replayPart(replay: Replay, now: ReplayState, minute: number, part: ReplayPart): number[] {
  if (part === 'closed')
    return [
      ...new Set(
        replay.changes.flatMap(([issue, at, state]) => (at <= minute && state === CLOSED ? [issue] : [])),
      ),
    ].sort((a, b) => a - b)
  const isOpen = (index: number): boolean => now.states[index]! >= 0 && now.states[index] !== CLOSED
  const is: Record<Exclude<ReplayPart, OpenState>, (index: number) => boolean> = {
    open: isOpen,
    late: (index) => isOpen(index) && now.isLate[index] === 1,
    came: (index) => now.states[index]! >= 0 && replay.states[index] === -1,
    closed: () => false,
  }
  const isPart =
    part in is
      ? is[part as keyof typeof is]
      : (index: number) => now.states[index] === ISSUE_STATES.indexOf(part as OpenState)
  return replay.ids.flatMap((_, index) => (isPart(index) ? [index] : []))
}
