/**
 * The outbox as this browser keeps it, for the page and for the service worker. Each change is one transaction, so that
 * neither overwrites the other, and all that is open is told of it.
 */
import { keptDatabase } from '../offline/database.ts'
import type { QueueStore } from './drain.ts'
import { inOrder, type Queue, type Queued } from './queue.ts'

/** Whoever sends holds it, tab or service worker: what waits is sent by one of them, in order. */
export const SENDING_LOCK = 'quarterhour-outbox'
/** The browser wakes the service worker by this name. */
export const SYNC_TAG = 'quarterhour-outbox'

/** Tells the others that something has changed. */
export const changes = new BroadcastChannel('quarterhour-outbox')

/** What one person wrote, in order. */
export const ownOf = (all: readonly Queued[], accountId: string | null): Queued[] =>
  inOrder(all.filter((item) => item.accountId === accountId))

/** Everything on this device, of others too. @throws where the browser keeps nothing */
export const readAll = async (): Promise<Queued[]> => (await keptDatabase()).getAll('outbox')

/**
 * Replaces one person's queue by what is made of it.
 * @returns everything on this device after it
 * @throws where there is no room: nothing was changed then
 */
export async function changeKept(
  accountId: string | null,
  how: (queue: Queue) => Queue,
): Promise<readonly Queued[]> {
  const transaction = (await keptDatabase()).transaction('outbox', 'readwrite')
  const all = await transaction.store.getAll()
  const before = ownOf(all, accountId)
  const after = how(before)
  if (after === before) {
    await transaction.done
    return all
  }
  const left = new Set(after.map(({ clientId }) => clientId))
  await Promise.all([
    ...before
      .filter(({ clientId }) => !left.has(clientId))
      .map(({ clientId }) => transaction.store.delete(clientId)),
    ...after.filter((item) => !before.includes(item)).map((item) => transaction.store.put(item)),
    transaction.done,
  ])
  changes.postMessage('changed')
  return [...all.filter((item) => item.accountId !== accountId), ...after]
}

/** One person's queue, read anew each time: somebody else may have sent of it since. */
export const keptQueueOf = (accountId: string): QueueStore => ({
  read: async () => ownOf(await readAll(), accountId),
  change: async (how) => void (await changeKept(accountId, how)),
})
