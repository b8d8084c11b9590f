/**
 * One try to tell a browser through the push service of its maker: encrypted for that browser alone (RFC 8291), signed
 * with the installation's own key (RFC 8292). No personal data stands in it all the same.
 */
import { performance } from 'node:perf_hooks'
import webPush from 'web-push'
import type { NoticeContent, NoticeLanguage } from '../../../shared/issues/notices.ts'
import type { App } from '../../app/app.ts'
import { findPushKeys, pushSettings, storePushKeys, type StoredSubscription } from '../../db/push.ts'
import type { Queryable } from '../../db/sql.ts'
import { lineOf, titleOf } from './noticeWords.ts'
import { post, PostFailed } from './post.ts'
import type { Tried } from './sendDelivery.ts'
import type { TargetPolicy } from './target.ts'

/** Fields of the vault. */
const KEY_FIELD = 'push.key'
export const SUBSCRIPTION_FIELD = 'push.subscription'

/** A browser that was off for longer has the page to look at. */
const TTL_SECONDS = 4 * 3_600

export const pushPolicy = (app: App): TargetPolicy => ({
  allowsLoopback: app.config.allowsLoopbackTargets === true,
  allowsPrivate: false,
})

/** The installation's public key; a pair is made the first time. */
export async function publicPushKey(app: App, tx: Queryable): Promise<string> {
  if (!(await findPushKeys(tx))) {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys()
    await storePushKeys(tx, { publicKey, privateKey: app.vault.seal(KEY_FIELD, privateKey) })
  }
  return (await findPushKeys(tx))!.publicKey
}

const subjectOf = (contact: string): string => (contact.startsWith('https:') ? contact : `mailto:${contact}`)

export interface BrowserSubscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** What the page of the browser shows. */
export const pushPayload = (content: NoticeContent, language: NoticeLanguage): string =>
  JSON.stringify({
    title: titleOf(content, language),
    body: lineOf(content, language),
    // A later one about the same issue takes the place of the earlier one.
    tag: `issue ${content.issue.number}`,
    link: content.link,
  })

/** `isGone`: the browser does not want it any more, or is no more. */
export async function sendPush(
  app: App,
  stored: Pick<StoredSubscription, 'subscription' | 'language'>,
  content: NoticeContent,
  timeoutMilliseconds: number,
): Promise<Tried & { isGone: boolean }> {
  const began = performance.now()
  const subscription = JSON.parse(
    app.vault.open(SUBSCRIPTION_FIELD, stored.subscription),
  ) as BrowserSubscription
  const keys = (await findPushKeys(app.db.pool))!
  const { contact } = await pushSettings(app.db.pool)
  const details = webPush.generateRequestDetails(subscription, pushPayload(content, stored.language), {
    TTL: TTL_SECONDS,
    urgency: content.occurrence === 'late' || content.occurrence === 'escalated' ? 'high' : 'normal',
    vapidDetails: {
      subject: subjectOf(contact),
      publicKey: keys.publicKey,
      privateKey: app.vault.open(KEY_FIELD, keys.privateKey),
    },
  })
  const { 'Content-Length': _length, ...headers } = details.headers as Record<string, string>
  const tried = { milliseconds: 0, isFinal: false, retryAfterSeconds: null, status: null, answer: '' }
  const milliseconds = (): number => Math.round(performance.now() - began)
  try {
    const { status, text, retryAfterSeconds } = await post(
      details.endpoint,
      details.body as unknown as Buffer,
      headers,
      pushPolicy(app),
      timeoutMilliseconds,
    )
    const isDelivered = status >= 200 && status < 300
    return {
      ...tried,
      isDelivered,
      reason: isDelivered ? null : 'badStatus',
      status,
      answer: text,
      retryAfterSeconds,
      milliseconds: milliseconds(),
      isGone: status === 404 || status === 410,
    }
  } catch (error) {
    if (!(error instanceof PostFailed)) throw error
    return {
      ...tried,
      isDelivered: false,
      reason: error.reason,
      isFinal: error.isFinal,
      milliseconds: milliseconds(),
      isGone: false,
    }
  }
}
