/** How what waits reaches the server, from the page or from the service worker, and what a failure means for it. */
import { type TRPCClient, TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../server/routers/appRouter.ts'
import { PhotoFailure, putPhoto } from '../issues/photos/putPhoto.ts'
import type { Sender } from './drain.ts'
import type { Failure } from './queue.ts'

interface ErrorData {
  code?: string
  key?: string
  facts?: Record<string, string | number>
}

const SIGNED_OUT = 401
/** Asking again later may go well, whatever was sent. */
const PASSING = ['INTERNAL_SERVER_ERROR', 'TIMEOUT', 'TOO_MANY_REQUESTS', 'CLIENT_CLOSED_REQUEST']

/** @param error  what the client threw */
export function failureOf(error: unknown): Failure {
  if (error instanceof PhotoFailure) {
    const { key = null, facts = {} } = error.said ?? {}
    if (error.said?.status === SIGNED_OUT) return { kind: 'signedOut', key, facts }
    return { kind: error.isRefused ? 'refused' : 'unreachable', key, facts }
  }
  if (!(error instanceof TRPCClientError)) return { kind: 'refused', key: 'error.here', facts: {} }
  const { code, key = null, facts = {} } = (error.data ?? {}) as ErrorData
  // No answer, or one that is not our server's (the page of a hotspot, of a proxy).
  if (code === undefined || PASSING.includes(code)) return { kind: 'unreachable', key, facts }
  if (code === 'UNAUTHORIZED' || key === 'issue.writtenByAnother') return { kind: 'signedOut', key, facts }
  return { kind: 'refused', key, facts }
}

/** @param onReported  told of the number that a report was given */
export const makeSender = (
  { issue }: Pick<TRPCClient<AppRouter>, 'issue'>,
  onReported: (id: string) => void = () => undefined,
): Sender => ({
  photo: async (bytes, name) => (await putPhoto(bytes, name)).hash,
  report: async ({ kind: _kind, ...report }, signed) => {
    const done = await issue.report.mutate({ ...report, ...signed })
    onReported(done.id)
    return done
  },
  step: ({ id, step, reason, details, here }, seen, signed) =>
    issue.step.mutate({ id, step, reason, details, here, seen, ...signed }),
  failureOf,
})
