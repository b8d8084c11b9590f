/**
 * The service worker, by which the page opens without the server. A new version is fetched beside the one in use and
 * takes over at the next opening, or at once when asked.
 */
import { createStore } from '../state/store.ts'
import { ownPage } from '../wall/newPage.ts'

/**
 * `insecure`: the page came by http from elsewhere; `missing`: a browser without; `preparing`: being fetched; `ready`;
 * `failed`: it could not be fetched.
 */
export type ServiceState = 'insecure' | 'missing' | 'preparing' | 'ready' | 'failed'

export const serviceStore = createStore<ServiceState>(
  !isSecureContext ? 'insecure' : 'serviceWorker' in navigator ? 'preparing' : 'missing',
)

/** A version that waits to take over from the one that this page is of. */
export const newVersionStore = createStore<ServiceWorker | null>(null)

const LOOK_AGAIN = 3_600_000
/** A worker in the middle of something is not waited for any longer: the page itself comes from the server anyway. */
const TAKE_OVER = 3_000

const LAST_PAGE = 'quarterhour.page'

/** Whether this page is of another version than the one that was open here before; told once. */
export function wasRenewed(): boolean {
  const before = localStorage.getItem(LAST_PAGE)
  localStorage.setItem(LAST_PAGE, ownPage())
  return before !== null && before !== ownPage()
}

/** Whether the server has another page than this one. */
async function isOld(): Promise<boolean> {
  const answer = await fetch('/', { cache: 'no-store' })
  const served = /name="page-version" content="([^"]+)"/.exec(await answer.text())?.[1]
  return answer.ok && served !== undefined && served !== ownPage()
}

export async function startService(): Promise<void> {
  if (serviceStore.get() !== 'preparing' || import.meta.env.DEV) return
  try {
    const registration = await navigator.serviceWorker.register('/serviceWorker.js')
    registration.addEventListener('updatefound', () => {
      const found = registration.installing
      found?.addEventListener('statechange', () => {
        // Beside one that is in use: the first one has nothing to replace.
        if (found.state !== 'installed' || !navigator.serviceWorker.controller) return
        void isOld()
          .then((is) => is && newVersionStore.set(found))
          .catch(() => undefined)
      })
    })
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
  const renew = () => location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', renew, { once: true })
  worker.postMessage('takeOver')
  setTimeout(renew, TAKE_OVER)
}
