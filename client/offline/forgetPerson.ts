/** Takes away what this browser keeps of whoever was signed in; what they have written and not sent stays, unseen. */
import { keptDatabase } from './database.ts'
import { dropTaskPhotos } from './taskPhotos.ts'

/** Tiles of the map, kept by the service worker. */
const MAP_CACHES = /^quarterhour-map/

export async function forgetPerson(): Promise<void> {
  const database = await keptDatabase().catch(() => null)
  if (database) {
    for (const name of await database.getAllKeys('kept'))
      if (!name.startsWith('draft')) await database.delete('kept', name)
    const sent = (await database.getAll('outbox')).filter(({ state }) => state === 'sent')
    for (const { clientId } of sent) await database.delete('outbox', clientId)
  }
  if (!('caches' in window)) return
  await dropTaskPhotos()
  const names = (await caches.keys()).filter((name) => MAP_CACHES.test(name))
  await Promise.all(names.map((name) => caches.delete(name)))
}
