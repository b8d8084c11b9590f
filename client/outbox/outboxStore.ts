/**
 * The outbox of the person who is signed in, kept in the browser and the same in all of its tabs. Each change is one
 * transaction on what is kept, so that two tabs never overwrite one another.
 */
import { keptDatabase } from '../offline/database.ts'
import { createStore } from '../state/store.ts'
import type { QueueStore } from './drain.ts'
import { inOrder, type Queue, type Queued, withoutOld } from './queue.ts'

interface Outbox {
  queue: Queue
  /** On this device by somebody else; never shown, never sent under another name. */
  ofOthers: number
  /** This browser keeps nothing: it is gone with the page. */
  isVolatile: boolean
}

const NOBODYS: Outbox = { queue: [], ofOthers: 0, isVolatile: false }

export const outboxStore = createStore<Outbox>(NOBODYS)

const CHANNEL = 'quarterhour-outbox'
const channel = new BroadcastChannel(CHANNEL)
let owner: string | null = null

const parted = (all: readonly Queued[]): Outbox => {
  const own = all.filter(({ accountId }) => accountId === owner)
  return {
    queue: inOrder(own),
    ofOthers: all.filter((item) => !own.includes(item) && item.state !== 'sent').length,
    isVolatile: false,
  }
}

async function reload(): Promise<void> {
  outboxStore.set(parted(await (await keptDatabase()).getAll('outbox')))
}

channel.onmessage = () => void reload().catch(() => undefined)

/** Whose outbox it is; null: nobody's, nothing of it is shown but how many wait. */
export async function openOutbox(accountId: string | null): Promise<void> {
  owner = accountId
  outboxStore.set(NOBODYS)
  if (accountId === null) await reload()
  else await changeOutbox((queue) => withoutOld(queue, Date.now()))
}

/**
 * Replaces the person's own queue. A browser that keeps nothing holds it while the page is open, and the page says so.
 * @throws where there is no room: nothing was changed then
 */
export async function changeOutbox(how: (queue: Queue) => Queue): Promise<void> {
  const database = await keptDatabase().catch(() => null)
  if (!database) {
    outboxStore.set({ ...NOBODYS, queue: how(outboxStore.get().queue), isVolatile: true })
    return
  }
  const transaction = database.transaction('outbox', 'readwrite')
  const all = await transaction.store.getAll()
  const before = parted(all).queue
  const after = how(before)
  if (after === before) {
    await transaction.done
    outboxStore.set(parted(all))
    return
  }
  const left = new Set(after.map(({ clientId }) => clientId))
  await Promise.all([
    ...before
      .filter(({ clientId }) => !left.has(clientId))
      .map(({ clientId }) => transaction.store.delete(clientId)),
    ...after.filter((item) => !before.includes(item)).map((item) => transaction.store.put(item)),
    transaction.done,
  ])
  outboxStore.set(parted([...all.filter(({ accountId }) => accountId !== owner), ...after]))
  channel.postMessage('changed')
}

export const outboxAsStore: QueueStore = {
  read: async () => outboxStore.get().queue,
  change: changeOutbox,
}
