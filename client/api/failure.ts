/** What went wrong with a request, in words: a refusal by its key, a lost line, or a fault of the server. */
import { TRPCClientError } from '@trpc/client'
import { say, translate } from '../i18n/i18n.ts'

interface RefusalData {
  code?: string
  key?: string
  facts?: Record<string, string | number>
}

const dataOf = (error: unknown): RefusalData | null =>
  error instanceof TRPCClientError && error.data ? (error.data as RefusalData) : null

/** The server understood and says no: asking again gives the same. */
export function isRefusal(error: unknown): boolean {
  const code = dataOf(error)?.code
  return code !== undefined && code !== 'INTERNAL_SERVER_ERROR' && code !== 'TIMEOUT'
}

/** No answer came, or none of our server: nobody knows whether it was taken. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof TRPCClientError && dataOf(error)?.code === undefined

export const isSignedOut = (error: unknown): boolean => dataOf(error)?.code === 'UNAUTHORIZED'

export const isTooOften = (error: unknown): boolean => dataOf(error)?.code === 'TOO_MANY_REQUESTS'

export const isNotFound = (error: unknown): boolean => dataOf(error)?.code === 'NOT_FOUND'

const BY_CODE = {
  UNAUTHORIZED: 'error.unauthorized',
  FORBIDDEN: 'error.forbidden',
  NOT_FOUND: 'error.notFound',
  TOO_MANY_REQUESTS: 'error.tooMany',
  BAD_REQUEST: 'error.badInput',
} as const

export function failureText(error: unknown): string {
  const data = dataOf(error)
  // Nothing that was asked of the server: it went wrong on this page.
  if (!(error instanceof TRPCClientError)) return translate('error.here')
  if (!data) return translate('state.offline')
  const own = data.key ? say(data.key, data.facts) : null
  if (own) return own
  const known = Object.entries(BY_CODE).find(([code]) => code === data.code)?.[1]
  return translate(known ?? 'error.unknown')
}
