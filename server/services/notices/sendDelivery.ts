/** One try to deliver, and what came of it. */
import { performance } from 'node:perf_hooks'
import { MOST_ATTEMPTS, type TriedAnswer } from '../../../shared/issues/notices.ts'
import type { App } from '../../app/app.ts'
import type { StoredWebhook } from '../../db/webhooks.ts'
import { post, PostFailed } from './post.ts'
import type { TargetPolicy } from './target.ts'
import { messageOf, type Outgoing, refusalInAnswer } from './webhookMessage.ts'

/** Fields of the vault. */
export const ADDRESS_FIELD = 'webhook.address'
export const SECRET_FIELD = 'webhook.secret'

export const webhookPolicy = (app: App): TargetPolicy => ({
  allowsLoopback: app.config.allowsLoopbackTargets === true,
  allowsPrivate: true,
})

export const mostAttempts = (app: App): number => app.config.noticeAttempts ?? MOST_ATTEMPTS

export interface Tried extends TriedAnswer {
  /** Nothing that waiting could mend. */
  isFinal: boolean
  retryAfterSeconds: number | null
}

export async function sendDelivery(
  app: App,
  webhook: StoredWebhook,
  { key, content }: Pick<Outgoing, 'key' | 'content'>,
  timeoutMilliseconds: number,
): Promise<Tried> {
  const began = performance.now()
  const milliseconds = (): number => Math.round(performance.now() - began)
  const message = messageOf({
    key,
    content,
    format: webhook.format,
    language: webhook.language,
    address: app.vault.open(ADDRESS_FIELD, webhook.address),
    secret: webhook.secret && app.vault.open(SECRET_FIELD, webhook.secret),
  })
  try {
    const posted = await post(
      message.url,
      message.body,
      message.headers,
      webhookPolicy(app),
      timeoutMilliseconds,
    )
    const reason = refusalInAnswer(webhook.format, posted)
    return {
      isDelivered: reason === null,
      reason,
      status: posted.status,
      answer: posted.text,
      milliseconds: milliseconds(),
      isFinal: false,
      retryAfterSeconds: posted.retryAfterSeconds,
    }
  } catch (error) {
    if (!(error instanceof PostFailed)) throw error
    return {
      isDelivered: false,
      reason: error.reason,
      status: null,
      answer: '',
      milliseconds: milliseconds(),
      isFinal: error.isFinal,
      retryAfterSeconds: null,
    }
  }
}
