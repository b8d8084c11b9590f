/**
 * What open pages hear: one reading of new events for all of them, each page given what concerns it. A page that comes
 * back says which event it saw last and is first given, from the database, what it has missed.
 */
import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { today } from '../../shared/domain/dates.ts'
import type { LiveEvent } from '../../shared/domain/live.ts'
import { type Reach, seesPath, type Viewer } from '../access/viewer.ts'
import type { Database } from '../db/database.ts'
import { issuesById } from '../db/lists.ts'
import { type FeedEvent, eventsAfter, newestEventId } from './events.ts'

/** Other copies of the server, and commands beside it, are heard of by looking. */
const POLL_MS = { embedded: 1_000, server: 200 } as const
const READ_AT_ONCE = 500
/**
 * The first change is told at once, what follows it closely together: each telling costs every open page's line, which
 * with hundreds of pages is most of what a change costs.
 */
const PACE_MS = 100
/** Held for a line that is slow to take them; beyond it they are read again when it has time. */
const MOST_WAITING = 2_000

/** Whose stream it is: how far they see, and what they may. */
export type Listener = Reach & Pick<Viewer, 'permissions'>

/** @returns the event as this viewer may have it; undefined when it is about an issue that they may not see */
function asSeenBy(
  viewer: Listener,
  { issueId, areaPath, issue, ...event }: FeedEvent,
): LiveEvent | undefined {
  if (issueId === null) return event
  if (!viewer.permissions.has('issues.view') || !seesPath(viewer, areaPath)) return undefined
  return issue ? { ...event, issue } : event
}

export class LiveFeed {
  private readonly emitter = new EventEmitter().setMaxListeners(0)
  private timer: NodeJS.Timeout | undefined
  /** All events up to this one were handed to those who listen. */
  private lastId: string | undefined
  private looking: Promise<void> | undefined
  private isAskedAgain = false
  private lookedAt = -PACE_MS
  private readonly stopping = new AbortController()

  constructor(private readonly db: Database) {}

  /** Yields, as the viewer, events after `lastId` (the newest when absent), those that come together at once, until the signal aborts. */
  async *follow(
    lastId: string | undefined,
    viewer: Listener,
    signal: AbortSignal,
  ): AsyncGenerator<[LiveEvent, ...LiveEvent[]]> {
    let waiting: FeedEvent[] = []
    // What came before is read from the database, and so is what a slow line could not be told as it happened.
    let isBehind = true
    let isStopped = false
    let wake: () => void = () => undefined
    const onEvents = (events: readonly FeedEvent[]): void => {
      if (waiting.length + events.length > MOST_WAITING) {
        waiting = []
        isBehind = true
      } else waiting.push(...events)
      wake()
    }
    const onAbort = (): void => wake()
    const onEnd = (): void => {
      isStopped = true
      wake()
    }
    // Heard from now on, before what came before is read; what is in both is told once.
    this.emitter.on('events', onEvents)
    this.emitter.on('end', onEnd)
    signal.addEventListener('abort', onAbort)
    try {
      const newest = await newestEventId(this.db.pool)
      this.start(newest)
      let seen = lastId ?? newest
      while (!signal.aborted && !isStopped) {
        let events = waiting
        if (isBehind) {
          isBehind = false
          events = await eventsAfter(this.db.pool, seen, READ_AT_ONCE)
          isBehind ||= events.length === READ_AT_ONCE
        } else waiting = []
        const told: LiveEvent[] = []
        for (const event of events) {
          if (Number(event.id) <= Number(seen)) continue
          seen = event.id
          const asSeen = asSeenBy(viewer, event)
          if (asSeen) told.push(asSeen)
        }
        const [first, ...rest] = told
        if (first) yield [first, ...rest]
        if (waiting.length === 0 && !isBehind && !signal.aborted && !isStopped)
          await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      this.emitter.off('events', onEvents)
      this.emitter.off('end', onEnd)
      signal.removeEventListener('abort', onAbort)
      if (this.emitter.listenerCount('events') === 0) this.rest()
    }
  }

  /** Called after a commit of this process, so that its own changes are told soon. Resolves when they were. */
  readonly look = (): Promise<void> => {
    // What commits while one looks may not have been seen by it.
    this.isAskedAgain = true
    this.looking ??= this.lookOn().finally(() => {
      this.looking = undefined
    })
    return this.looking
  }

  private async lookOn(): Promise<void> {
    while (this.isAskedAgain) {
      const pause = this.lookedAt + PACE_MS - performance.now()
      if (pause > 0) await wait(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined)
      this.lookedAt = performance.now()
      this.isAskedAgain = false
      if (this.lastId === undefined || this.emitter.listenerCount('events') === 0) return
      try {
        const events = await this.read(this.lastId)
        if (events.length === 0) continue
        this.lastId = events.at(-1)!.id
        this.isAskedAgain ||= events.length === READ_AT_ONCE
        this.emitter.emit('events', events)
      } catch {
        // The database is restarting; the next look tries again.
      }
    }
  }

  /** New events, each issue in them as it is now. */
  private async read(after: string): Promise<FeedEvent[]> {
    const events = await eventsAfter(this.db.pool, after, READ_AT_ONCE)
    const ids = [...new Set(events.flatMap(({ issueId }) => issueId ?? []))]
    if (ids.length === 0) return events
    const issues = new Map((await issuesById(this.db.pool, today(), ids)).map((issue) => [issue.id, issue]))
    return events.map((event) => {
      const issue = event.issueId === null ? undefined : issues.get(event.issueId)
      return issue ? { ...event, issue } : event
    })
  }

  private start(from: string): void {
    if (this.timer !== undefined) return
    this.lastId = from
    this.timer = setInterval(() => void this.look(), POLL_MS[this.db.kind])
  }

  private rest(): void {
    clearInterval(this.timer)
    this.timer = undefined
    this.lastId = undefined
  }

  /** Ends what follows. */
  stop(): void {
    this.stopping.abort()
    this.rest()
    this.emitter.emit('end')
  }
}
