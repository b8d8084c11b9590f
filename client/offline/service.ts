/**
 * The service worker, by which the page opens without the server. A new version is fetched beside the one in use and
 * takes over at the next opening, or at once when asked.
 */
import { createStore } from '../state/store.ts'

/**
 * `insecure`: the page came by http from elsewhere; `missing`: a browser without; `preparing`: being fetched; `ready`;
 * `failed`: it could not be fetched.
 */
export type ServiceState = 'insecure' | 'missing' | 'preparing' | 'ready' | 'failed'

export const serviceStore = createStore<ServiceState>(
  !isSecureContext ? 'insecure' : 'serviceWorker' in navigator ? 'preparing' : 'missing',
)

/** A version that waits to take over. */
export const newVersionStore = createStore<ServiceWorker | null>(null)

const LOOK_AGAIN = 3_600_000

const RENEWED = 'quarterhour.renewed'

/** Whether this page was loaded anew for a new version; told once. */
export function wasRenewed(): boolean {
  const was = sessionStorage.getItem(RENEWED) !== null
  sessionStorage.removeItem(RENEWED)
  return was
}

export async function startService(): Promise<void> {
  if (serviceStore.get() !== 'preparing' || import.meta.env.DEV) return
  try {
    const registration = await navigator.serviceWorker.register('/serviceWorker.js')
    const noteWaiting = () => {
      // Beside one that is in use: the first one has nothing to replace.
      if (registration.waiting && navigator.serviceWorker.controller)
        newVersionStore.set(registration.waiting)
    }
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', noteWaiting),
    )
    // Found at the opening: it takes over before anything is begun here.
    if (registration.waiting && navigator.serviceWorker.controller) {
      newVersionStore.set(registration.waiting)
      takeNewVersion()
    }
    // An office leaves its pages open for days.
    setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN)
    await navigator.serviceWorker.ready
    serviceStore.set('ready')
  } catch {
    // Without the server it cannot be looked for; the one that brought this page still works.
    serviceStore.set(navigator.serviceWorker.controller ? 'ready' : 'failed')
  }
}

/** Lets the new version take over now, and loads the page anew with it. */
export function takeNewVersion(): void {
  const worker = newVersionStore.get()
  if (!worker) return
  const renew = () => {
    sessionStorage.setItem(RENEWED, '1')
    location.reload()
  }
  navigator.serviceWorker.addEventListener('controllerchange', renew, { once: true })
  worker.postMessage('takeOver')
}
