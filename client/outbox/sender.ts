/** How what waits reaches the server, and what a failure means for it. */
import { TRPCClientError } from '@trpc/client'
import { api } from '../api/trpc.ts'
import { noteReported } from '../issues/reportedHere.ts'
import { PhotoFailure, sendPhoto } from '../issues/photos/sendPhoto.ts'
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

export const sender: Sender = {
  photo: async (bytes, name) => (await sendPhoto(bytes, name)).hash,
  report: async ({ kind: _kind, ...report }, signed) => {
    const done = await api.issue.report.mutate({ ...report, ...signed })
    noteReported(done.id)
    return done
  },
  step: ({ id, step, reason, details, here }, seen, signed) =>
    api.issue.step.mutate({ id, step, reason, details, here, seen, ...signed }),
  failureOf,
}
