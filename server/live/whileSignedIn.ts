/** A stream outlives the request that opened it: it ends soon after its session, or the rights it was opened with. */
import { viewerOf } from '../access/sessions.ts'
import { type Viewer, areaSetting } from '../access/viewer.ts'
import type { App } from '../app/app.ts'

const LOOK_MS = 15_000

const rightsOf = (viewer: Viewer | null): string =>
  viewer === null ? '' : `${areaSetting(viewer)} ${[...viewer.permissions].sort().join(',')}`

/** @returns a signal that aborts with the given one, or when the session has ended or may do something else by now */
export function whileSignedIn(
  { app, viewer, sessionToken }: { app: App; viewer: Viewer; sessionToken: string | undefined },
  signal: AbortSignal,
): AbortSignal {
  // Inside this process there is no session.
  if (sessionToken === undefined) return signal
  const ended = new AbortController()
  const rights = rightsOf(viewer)
  const timer = setInterval(() => {
    viewerOf(app, sessionToken).then(
      (now) => {
        if (rightsOf(now) !== rights) ended.abort()
      },
      // A database that does not answer now says nothing about rights.
      () => undefined,
    )
  }, LOOK_MS)
  signal.addEventListener('abort', () => ended.abort())
  ended.signal.addEventListener('abort', () => clearInterval(timer))
  return ended.signal
}
