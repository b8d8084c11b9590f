/** The browser's offer to put the page among the apps, held until somebody presses the button for it. */
import { createStore } from '../state/store.ts'

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

/** null while there is no offer: installed already, or a browser that has a menu for it instead. */
export const installStore = createStore<InstallPrompt | null>(null)

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  installStore.set(event as InstallPrompt)
})
addEventListener('appinstalled', () => installStore.set(null))

export async function install(): Promise<void> {
  const offer = installStore.get()
  if (!offer) return
  // An offer is good for one time.
  installStore.set(null)
  await offer.prompt()
}
