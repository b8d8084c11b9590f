/**
 * Asks the browser to wake the service worker when there is signal, so that what waits is sent though the page is closed.
 * Browsers without this send while the page is open, and the page says so.
 */
import { createStore } from '../state/store.ts'
import { SYNC_TAG } from './keptQueue.ts'

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> }
}

/** The browser has promised it. */
export const sendsWhenClosedStore = createStore(false)

export async function askToSendLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration: SyncRegistration | undefined = await navigator.serviceWorker.getRegistration()
  if (!registration?.active || !registration.sync) return
  await registration.sync.register(SYNC_TAG).then(
    () => sendsWhenClosedStore.set(true),
    // Not allowed here by whoever set up the browser.
    () => sendsWhenClosedStore.set(false),
  )
}
