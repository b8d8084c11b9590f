/**
 * Notifications of the browser: allowed by an administrator of the whole office, because they leave the house; switched on
 * by a person for one browser, off until then.
 */
import { createHash } from 'node:crypto'
import {
  MOST_BROWSERS_OF_ONE,
  type NoticeContent,
  type NoticeLanguage,
  type PushBrowserInput,
  type PushOffer,
  type PushOffice,
  type PushOnInput,
  type PushOwn,
  type PushSettingsInput,
  type TriedAnswer,
} from '../../../shared/issues/notices.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { transaction } from '../../db/database.ts'
import {
  countSubscriptions,
  dropOwnSubscription,
  dropSubscription,
  findSubscription,
  noteSubscription,
  ownSubscription,
  pushSettings,
  storePushSettings,
  storeSubscription,
} from '../../db/push.ts'
import { publicPushKey, pushPolicy, sendPush, SUBSCRIPTION_FIELD } from './sendPush.ts'
import { refusalOfUrl } from './target.ts'

const TRIAL_TIMEOUT_MILLISECONDS = 10_000

const bytesOf = ({ endpointHash }: PushBrowserInput): Buffer => Buffer.from(endpointHash, 'hex')

export async function pushOffice(app: App): Promise<PushOffice> {
  return { ...(await pushSettings(app.db.pool)), ...(await countSubscriptions(app.db.pool)) }
}

/** @throws Refusal without somebody whom the push services can turn to */
export async function setPush(app: App, viewer: Viewer, input: PushSettingsInput): Promise<void> {
  if (input.isAllowed && input.contact === '') throw new Refusal('BAD_REQUEST', 'notice.needsContact')
  await transaction(app.db, async (tx) => {
    await storePushSettings(tx, input)
    if (input.isAllowed) await publicPushKey(app, tx)
    await appendAudit(tx, viewer, {
      action: input.isAllowed ? 'pushAllowed' : 'pushForbidden',
      subjectKind: 'push',
      subjectId: '',
      note: input.contact,
    })
  })
}

export async function pushOffer(app: App): Promise<PushOffer> {
  const { isAllowed } = await pushSettings(app.db.pool)
  const publicKey = isAllowed ? await transaction(app.db, (tx) => publicPushKey(app, tx)) : null
  return { isAllowed, publicKey }
}

export async function pushOwn(app: App, viewer: Viewer, input: PushBrowserInput): Promise<PushOwn> {
  const own = await ownSubscription(app.db.pool, viewer.accountId, bytesOf(input))
  if (!own) return null
  const { occurrences, lastDeliveredAt, lastReason } = own
  return { occurrences, lastDeliveredAt, lastReason }
}

/** @throws Refusal while it is not allowed, and for an endpoint that is none of a push service outside */
export async function switchPushOn(app: App, viewer: Viewer, input: PushOnInput): Promise<void> {
  if (!(await pushSettings(app.db.pool)).isAllowed) throw new Refusal('CONFLICT', 'notice.pushForbidden')
  const refusal = refusalOfUrl(input.endpoint, pushPolicy(app))
  if (refusal) throw new Refusal('BAD_REQUEST', `notice.${refusal}`)
  const { endpoint, keys, occurrences, language } = input
  await transaction(app.db, (tx) =>
    storeSubscription(
      tx,
      {
        accountId: viewer.accountId,
        endpointHash: createHash('sha256').update(endpoint).digest(),
        sealed: app.vault.seal(SUBSCRIPTION_FIELD, JSON.stringify({ endpoint, keys })),
        occurrences,
        language,
      },
      MOST_BROWSERS_OF_ONE,
    ),
  )
}

export async function switchPushOff(app: App, viewer: Viewer, input: PushBrowserInput): Promise<void> {
  await dropOwnSubscription(app.db.pool, viewer.accountId, bytesOf(input))
}

const trialContent = (language: NoticeLanguage): NoticeContent => {
  const at = new Date().toISOString()
  return {
    sequence: 0,
    occurrence: 'trial',
    at,
    issue: {
      number: '',
      class: '',
      subclass: '',
      state: '',
      unit: null,
      target: null,
      reportedAt: at,
      dueAt: null,
    },
    link: language === 'en' ? '/?place=issues&lang=en' : '/?place=issues',
  }
}

/** Tells this browser something now, once. @throws Refusal where it is not on */
export async function tryPush(app: App, viewer: Viewer, input: PushBrowserInput): Promise<TriedAnswer> {
  const own = await ownSubscription(app.db.pool, viewer.accountId, bytesOf(input))
  const stored = own && (await findSubscription(app.db.pool, own.id))
  if (!stored) throw new Refusal('NOT_FOUND', 'notice.pushNotOn')
  const tried = await sendPush(app, stored, trialContent(stored.language), TRIAL_TIMEOUT_MILLISECONDS)
  await (tried.isGone
    ? dropSubscription(app.db.pool, stored.id)
    : noteSubscription(app.db.pool, stored.id, tried.reason))
  const { isDelivered, reason, status, milliseconds } = tried
  // What a server outside answers is nobody's business here.
  return { isDelivered, reason, status, answer: '', milliseconds }
}
