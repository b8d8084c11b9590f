/** The outbox of the person who is signed in, as the page shows it: the same in all tabs, and what the service worker sent of it. */
import { keptDatabase } from '../offline/database.ts'
import { createStore } from '../state/store.ts'
import type { QueueStore } from './drain.ts'
import { changeKept, changes, ownOf, readAll } from './keptQueue.ts'
import { type Queue, type Queued, withoutOld } from './queue.ts'

interface Outbox {
  queue: Queue
  /** On this device by somebody else; never shown, never sent under another name. */
  ofOthers: number
  /** This browser keeps nothing: it is gone with the page. */
  isVolatile: boolean
}

const NOBODYS: Outbox = { queue: [], ofOthers: 0, isVolatile: false }

export const outboxStore = createStore<Outbox>(NOBODYS)

let owner: string | null = null

const parted = (all: readonly Queued[]): Outbox => ({
  queue: ownOf(all, owner),
  ofOthers: all.filter(({ accountId, state }) => accountId !== owner && state !== 'sent').length,
  isVolatile: false,
})

const reload = async (): Promise<void> => outboxStore.set(parted(await readAll()))

changes.onmessage = () => void reload().catch(() => undefined)

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
  if (await keepsNothing())
    outboxStore.set({ ...NOBODYS, queue: how(outboxStore.get().queue), isVolatile: true })
  else {
    await changeKept(owner, how)
    // As kept by now: the service worker may have sent something meanwhile.
    await reload()
  }
}

const keepsNothing = (): Promise<boolean> =>
  keptDatabase().then(
    () => false,
    () => true,
  )

export const outboxAsStore: QueueStore = {
  // As kept, not as shown: what another tab or the service worker has sent a moment ago is not sent again.
  read: async () => {
    const shown = outboxStore.get()
    if (shown.isVolatile) return shown.queue
    return readAll().then(
      (all) => ownOf(all, owner),
      () => shown.queue,
    )
  },
  change: changeOutbox,
}
