/** One POST to a guarded target: bounded in time and in what is read of the answer; redirects are not followed. */
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup, RefusedTarget, refusalOfUrl, type TargetPolicy } from './target.ts'

export interface Posted {
  status: number
  /** The beginning of the answer. */
  text: string
  retryAfterSeconds: number | null
}

/** No answer came. */
export class PostFailed extends Error {
  constructor(
    readonly reason: string,
    readonly isFinal = false,
  ) {
    super(reason)
  }
}

/** Shown to an administrator; longer answers help nobody. */
const MOST_ANSWER_BYTES = 2_000

function reasonOf(error: NodeJS.ErrnoException): PostFailed {
  if (error instanceof RefusedTarget) return new PostFailed(error.refusal, true)
  const code = error.code ?? ''
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ETIMEDOUT')
    return new PostFailed('timeout')
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new PostFailed('nameUnknown')
  if (code === 'ECONNREFUSED') return new PostFailed('refusedConnection')
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return new PostFailed('unreachable')
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) return new PostFailed('tls')
  return new PostFailed('cutOff')
}

/** As many whole characters as fit. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length >= MOST_ANSWER_BYTES) break
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES), {
    stream: true,
  })
  // The database keeps no NUL.
  return text.replaceAll('\0', '')
}

/**
 * @param timeoutMilliseconds  for all of it, from the name to the end of the answer
 * @throws PostFailed when nobody answered in time, or nothing may be sent there
 */
export function post(
  url: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
  policy: TargetPolicy,
  timeoutMilliseconds: number,
): Promise<Posted> {
  const refusal = refusalOfUrl(url, policy)
  if (refusal) return Promise.reject(new PostFailed(refusal, true))
  const { protocol } = new URL(url)
  const send = protocol === 'https:' ? requestHttps : requestHttp
  return new Promise<Posted>((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMilliseconds)
    const fail = (error: unknown): void => reject(reasonOf(error as NodeJS.ErrnoException))
    const asking = send(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
        lookup: guardedLookup(protocol, policy),
        signal,
      },
      (answer) => {
        beginningOf(answer).then((text) => {
          const after = Number(answer.headers['retry-after'])
          resolve({
            status: answer.statusCode ?? 0,
            text,
            retryAfterSeconds: Number.isFinite(after) && after > 0 ? after : null,
          })
          asking.destroy()
        }, fail)
      },
    )
    asking.on('error', fail)
    asking.end(body)
  })
}
