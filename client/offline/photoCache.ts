/**
 * Photos of the tasks on this phone, kept by the page for when there is no signal and given out by the service worker. They
 * are good as long as the tasks are: older ones are taken away instead of shown.
 */
import { KEPT_MILLISECONDS, keptDatabase } from './database.ts'

export const PHOTO_CACHE = 'quarterhour-photos'

/** @param path  of the photo, large or small */
export async function keptPhoto(path: string): Promise<Response | undefined> {
  if (!(await caches.has(PHOTO_CACHE))) return undefined
  const work = (await (await keptDatabase()).get('kept', 'work')) as { at?: unknown } | undefined
  if (typeof work?.at !== 'number' || Date.now() - work.at > KEPT_MILLISECONDS) {
    await caches.delete(PHOTO_CACHE)
    return undefined
  }
  return caches.match(path, { cacheName: PHOTO_CACHE })
}
