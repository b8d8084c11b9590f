/** When the checks of a plan are read anew: after an edit of this plan, and not often, for each reading costs much. */
export const CHECK_EVERY_MILLISECONDS = 5_000

interface Reading {
  /** The version that was read; undefined: none yet. */
  read: number | undefined
  /** When it was read, or could not be. */
  readAt: number
  /** The newest version that the page has heard of. */
  newest: number | undefined
}

/** @returns milliseconds from now; null where what was read is the newest */
export const checksWait = ({ read, readAt, newest }: Reading, now: number): number | null =>
  read === undefined || newest === undefined || newest <= read
    ? null
    : Math.max(0, readAt + CHECK_EVERY_MILLISECONDS - now)
