/** Addresses set by administrators of the whole office, tried by hand, and the dead-letter list; all of it audited. */
import { randomUUID } from 'node:crypto'
import {
  type DeadLetters,
  MOST_DEAD_LETTERS,
  MOST_WEBHOOKS,
  type NoticeContent,
  SECRET_MINIMUM_LENGTH,
  type TriedAnswer,
  type Webhook,
  type WebhookInput,
} from '../../../shared/issues/notices.ts'
import { refuseAreas } from '../../access/accounts.ts'
import { appendAudit, writeAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { transaction } from '../../db/database.ts'
import { countDead, type DeadOne, deadLetters, discardDead, reviveDead } from '../../db/notices.ts'
import {
  countWebhooks,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  updateWebhook,
  type WebhookChange,
  webhooksShown,
} from '../../db/webhooks.ts'
import { ADDRESS_FIELD, mostAttempts, SECRET_FIELD, sendDelivery, webhookPolicy } from './sendDelivery.ts'
import { refusalOfUrl } from './target.ts'

const TRIAL_TIMEOUT_MILLISECONDS = 10_000

export const listWebhooks = (app: App): Promise<Webhook[]> => webhooksShown(app.db.pool)

/** What may be shown: keys stand at the end of addresses of messengers. */
const hintOf = (address: string): string => {
  const url = new URL(address)
  return url.pathname === '/' && url.search === '' ? url.origin : `${url.origin}/…`
}

/** @throws Refusal for an address that nothing is sent to, a secret that is too short, an area that is not known */
export async function saveWebhook(app: App, viewer: Viewer, input: WebhookInput): Promise<{ id: string }> {
  const { id, address, secret, ...rest } = input
  if (address !== undefined) {
    const refusal = refusalOfUrl(address, webhookPolicy(app))
    if (refusal) throw new Refusal('BAD_REQUEST', `notice.${refusal}`)
  } else if (id === undefined) throw new Refusal('BAD_REQUEST', 'notice.targetMalformed')
  if (secret && secret.length < SECRET_MINIMUM_LENGTH && input.format === 'json')
    throw new Refusal('BAD_REQUEST', 'notice.secretShort', { count: SECRET_MINIMUM_LENGTH })
  const change: WebhookChange = {
    ...rest,
    pageUrl: input.pageUrl.replace(/[?#].*$/, '').replace(/\/+$/, ''),
    address:
      address === undefined
        ? undefined
        : { sealed: app.vault.seal(ADDRESS_FIELD, new URL(address).href), hint: hintOf(address) },
    secret: secret === undefined ? undefined : secret === '' ? null : app.vault.seal(SECRET_FIELD, secret),
  }
  return transaction(app.db, async (tx) => {
    await refuseAreas(tx, viewer, input.areas)
    const saved = id ?? (await insertNew())
    if (id !== undefined && (await updateWebhook(tx, id, change)) === 0)
      throw new Refusal('NOT_FOUND', 'notice.webhookUnknown')
    await appendAudit(tx, viewer, {
      action: id === undefined ? 'webhookMade' : 'webhookChanged',
      subjectKind: 'webhook',
      subjectId: input.name,
      fields: [...input.occurrences, ...input.areas],
      note: address === undefined ? undefined : hintOf(address),
    })
    return { id: saved }

    async function insertNew(): Promise<string> {
      if ((await countWebhooks(tx)) >= MOST_WEBHOOKS)
        throw new Refusal('CONFLICT', 'notice.tooManyWebhooks', { count: MOST_WEBHOOKS })
      return insertWebhook(tx, { ...change, address: change.address! })
    }
  })
}

/** Deletes an address with what waits for it and what lies dead. */
export const removeWebhook = (app: App, viewer: Viewer, id: string): Promise<void> =>
  transaction(app.db, async (tx) => {
    const webhook = await findWebhook(tx, id)
    if (!webhook) throw new Refusal('NOT_FOUND', 'notice.webhookUnknown')
    await deleteWebhook(tx, id)
    await appendAudit(tx, viewer, {
      action: 'webhookRemoved',
      subjectKind: 'webhook',
      subjectId: webhook.name,
    })
  })

/** Sends a message that stands for no issue, now, once. */
export async function tryWebhook(app: App, viewer: Viewer, id: string): Promise<TriedAnswer> {
  const webhook = await findWebhook(app.db.pool, id)
  if (!webhook) throw new Refusal('NOT_FOUND', 'notice.webhookUnknown')
  await writeAudit(app.db, viewer, {
    action: 'webhookTried',
    subjectKind: 'webhook',
    subjectId: webhook.name,
  })
  const at = new Date().toISOString()
  const content: NoticeContent = {
    sequence: 0,
    occurrence: 'trial',
    at,
    issue: {
      number: 'Q00000000-0000',
      class: 'greening',
      subclass: 'streetTree',
      state: 'new',
      unit: null,
      target: null,
      reportedAt: at,
      dueAt: null,
    },
    link: `${webhook.pageUrl}/?place=admin&admin.tab=notices`,
  }
  const { isDelivered, reason, status, answer, milliseconds } = await sendDelivery(
    app,
    webhook,
    { key: randomUUID(), content },
    TRIAL_TIMEOUT_MILLISECONDS,
  )
  return { isDelivered, reason, status, answer, milliseconds }
}

export async function listDeadLetters(app: App): Promise<DeadLetters> {
  return {
    total: await countDead(app.db.pool),
    letters: await deadLetters(app.db.pool, MOST_DEAD_LETTERS),
    mostAttempts: mostAttempts(app),
  }
}

/** Dead ones wait again, as if new. @param id  one of them; null for all */
export const sendAgain = (app: App, viewer: Viewer, id: string | null): Promise<{ count: number }> =>
  endDead(app, viewer, id, 'noticeSentAgain', reviveDead)

/** A dead one is given up. */
export const discardLetter = (app: App, viewer: Viewer, id: string): Promise<{ count: number }> =>
  endDead(app, viewer, id, 'noticeDiscarded', (tx) => discardDead(tx, id))

async function endDead(
  app: App,
  viewer: Viewer,
  id: string | null,
  action: string,
  end: typeof reviveDead,
): Promise<{ count: number }> {
  return transaction(app.db, async (tx) => {
    const ended: DeadOne[] = await end(tx, id)
    if (id !== null && ended.length === 0) throw new Refusal('NOT_FOUND', 'notice.letterUnknown')
    for (const { issueId, webhookName } of ended)
      await appendAudit(tx, viewer, { action, subjectKind: 'issue', subjectId: issueId, note: webhookName })
    return { count: ended.length }
  })
}
