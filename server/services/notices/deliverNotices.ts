/**
 * Delivers what waits. Every process that serves does so; each delivery is leased by one of them at a time, never while a
 * transaction is held open. Killed in the middle, the lease runs out and the same delivery goes out again under the same
 * id: at least once here, exactly once for a receiver that keeps the ids.
 */
import { randomUUID } from 'node:crypto'
import type { App } from '../../app/app.ts'
import {
  type Channel,
  channelsDue,
  type Claimed,
  claimDelivery,
  dropLeases,
  markDelivered,
  markFailed,
} from '../../db/notices.ts'
import { dropSubscription, findSubscription, noteSubscription } from '../../db/push.ts'
import { findWebhook } from '../../db/webhooks.ts'
import { waitSeconds } from './backoff.ts'
import { Lanes } from './lanes.ts'
import { mostAttempts, sendDelivery, type Tried } from './sendDelivery.ts'
import { sendPush } from './sendPush.ts'
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
/** Of all channels together. */
const MOST_AT_ONCE = 32
/** What is under way when the server stops is waited for so long. Milliseconds. */
const FAREWELL = 3_000

/** A browser has the page to look at: it is not told for hours on end. */
const MOST_PUSH_ATTEMPTS = 6

/** @returns what came of it; null where there is nobody to tell any more */
async function tryOnce(
  app: App,
  { kind, id }: Channel,
  claimed: Claimed,
  timeoutMilliseconds: number,
): Promise<Tried | null> {
  if (kind === 'webhook') {
    const webhook = await findWebhook(app.db.pool, id)
    return webhook ? sendDelivery(app, webhook, claimed, timeoutMilliseconds) : null
  }
  const subscription = await findSubscription(app.db.pool, id)
  if (!subscription) return null
  const tried = await sendPush(app, subscription, claimed.content, timeoutMilliseconds)
  if (tried.isGone) {
    // Its deliveries go with it.
    await dropSubscription(app.db.pool, id)
    return null
  }
  await noteSubscription(app.db.pool, id, tried.reason)
  return tried
}

/** A fault of ours counts as a try, so that one delivery does not come round for ever. */
function ownFault(cause: unknown): Tried {
  process.stderr.write(`notices: ${String(cause)}\n`)
  return {
    isDelivered: false,
    reason: 'ownFault',
    status: null,
    answer: '',
    milliseconds: 0,
    isFinal: false,
    retryAfterSeconds: null,
  }
}

/** Tries one delivery of a channel. @returns null when nothing is due */
async function deliverOne(app: App, channel: Channel, settings: DeliverySettings): Promise<Tried | null> {
  const lease = randomUUID()
  const leaseSeconds = settings.timeoutMilliseconds / 1000 + LEASE_MARGIN_SECONDS
  const claimed = await claimDelivery(app.db.pool, channel, lease, leaseSeconds)
  const tried =
    claimed && (await tryOnce(app, channel, claimed, settings.timeoutMilliseconds).catch(ownFault))
  if (!claimed || !tried) return null
  if (tried.isDelivered) await markDelivered(app.db.pool, claimed.id, tried)
  else {
    const isPush = channel.kind === 'push'
    const most = isPush ? Math.min(MOST_PUSH_ATTEMPTS, settings.mostAttempts) : settings.mostAttempts
    const isOver = tried.isFinal || claimed.attempts >= most
    const wait = settings.waitSeconds(claimed.attempts, Math.random(), tried.retryAfterSeconds)
    await markFailed(
      app.db.pool,
      claimed.id,
      lease,
      tried,
      isOver ? null : wait,
      isPush ? 'discarded' : 'dead',
    )
  }
  return tried
}

/** @returns what ends it */
export function deliverNotices(app: App, given: Partial<DeliverySettings> = {}): () => Promise<void> {
  const settings = { ...DEFAULTS, mostAttempts: mostAttempts(app), ...given }
  const lanes = new Lanes(MOST_AT_ONCE)
  const underWay = new Set<Promise<void>>()
  let isEnding = false
  let isFirst = true

  const lanesFor = ({ kind }: Channel): number => (kind === 'push' ? 1 : settings.lanes)
  const nameOf = ({ kind, id }: Channel): string => `${kind} ${id}`
  const lane = async (channel: Channel): Promise<void> => {
    const name = nameOf(channel)
    lanes.opened(name)
    try {
      while (!isEnding) {
        const tried = await deliverOne(app, channel, settings)
        if (tried === null || !lanes.tried(name, tried.milliseconds)) return
      }
    } finally {
      lanes.closed(name)
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
    const due = lanes.inTurn(await channelsDue(app.db.pool), nameOf)
    for (let n = 0; n < settings.lanes; n++)
      for (const channel of due) {
        if (isEnding || !lanes.mayOpen(nameOf(channel), lanesFor(channel))) continue
        const working = lane(channel).catch(complain)
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
