/**
 * Delivers what waits. Every process that serves does so; each delivery is leased by one of them at a time, never while a
 * transaction is held open. Killed in the middle, the lease runs out and the same delivery goes out again under the same
 * id: at least once here, exactly once for a receiver that keeps the ids.
 */
import { randomUUID } from 'node:crypto'
import type { App } from '../../app/app.ts'
import { claimDelivery, dropLeases, markDelivered, markFailed, webhooksDue } from '../../db/notices.ts'
import { findWebhook } from '../../db/webhooks.ts'
import { waitSeconds } from './backoff.ts'
import { mostAttempts, sendDelivery } from './sendDelivery.ts'
import { spreadNotices } from './spreadNotices.ts'

export interface DeliverySettings {
  everyMilliseconds: number
  timeoutMilliseconds: number
  mostAttempts: number
  /** Of issues at once for one address. */
  lanes: number
  waitSeconds: typeof waitSeconds
}

const DEFAULTS: Omit<DeliverySettings, 'mostAttempts'> = {
  everyMilliseconds: 1_000,
  timeoutMilliseconds: 10_000,
  lanes: 4,
  waitSeconds,
}

/** Beyond the time that a try may take: for the database to be told of it. */
const LEASE_MARGIN_SECONDS = 20
/** What is under way when the server stops is waited for so long. Milliseconds. */
const FAREWELL = 3_000

/** Tries one delivery of an address. @returns false when nothing is due */
async function deliverOne(app: App, webhookId: string, settings: DeliverySettings): Promise<boolean> {
  const lease = randomUUID()
  const leaseSeconds = settings.timeoutMilliseconds / 1000 + LEASE_MARGIN_SECONDS
  const claimed = await claimDelivery(app.db.pool, webhookId, lease, leaseSeconds)
  const webhook = claimed && (await findWebhook(app.db.pool, webhookId))
  if (!claimed || !webhook) return false
  const tried = await sendDelivery(app, webhook, claimed, settings.timeoutMilliseconds)
  if (tried.isDelivered) await markDelivered(app.db.pool, claimed.id, tried)
  else {
    const isOver = tried.isFinal || claimed.attempts >= settings.mostAttempts
    const wait = settings.waitSeconds(claimed.attempts, Math.random(), tried.retryAfterSeconds)
    await markFailed(app.db.pool, claimed.id, lease, tried, isOver ? null : wait)
  }
  return true
}

/** @returns what ends it */
export function deliverNotices(app: App, given: Partial<DeliverySettings> = {}): () => Promise<void> {
  const settings = { ...DEFAULTS, mostAttempts: mostAttempts(app), ...given }
  const lanesOf = new Map<string, number>()
  const underWay = new Set<Promise<void>>()
  let isEnding = false
  let isFirst = true

  const lane = async (webhookId: string): Promise<void> => {
    lanesOf.set(webhookId, (lanesOf.get(webhookId) ?? 0) + 1)
    try {
      while (!isEnding && (await deliverOne(app, webhookId, settings)));
    } finally {
      lanesOf.set(webhookId, lanesOf.get(webhookId)! - 1)
    }
  }
  const complain = (error: unknown): void => {
    // Whatever it was is tried again: a database that is restarting, say.
    if (!isEnding) process.stderr.write(`notices: ${String(error)}\n`)
  }
  const look = async (): Promise<void> => {
    if (isFirst && app.db.kind === 'embedded') await dropLeases(app.db.pool)
    isFirst = false
    while (!isEnding && (await spreadNotices(app.db)) > 0);
    for (const webhookId of await webhooksDue(app.db.pool))
      for (let n = lanesOf.get(webhookId) ?? 0; n < settings.lanes && !isEnding; n++) {
        const working = lane(webhookId).catch(complain)
        underWay.add(working)
        void working.finally(() => underWay.delete(working))
      }
  }
  let looking: Promise<void> | undefined
  const timer = setInterval(() => {
    looking ??= look()
      .catch(complain)
      .finally(() => {
        looking = undefined
      })
  }, settings.everyMilliseconds)
  return async () => {
    isEnding = true
    clearInterval(timer)
    await looking
    let farewell: NodeJS.Timeout | undefined
    await Promise.race([
      Promise.all(underWay),
      new Promise((resolve) => (farewell = setTimeout(resolve, FAREWELL))),
    ])
    clearTimeout(farewell)
  }
}
