/**
 * Fetches the photos of the tasks ahead while there is signal, within bounds, and takes away those of tasks that are not
 * this person's any more. The server is asked for each: what they may not see is not kept.
 */
import type { FieldWork } from '../../shared/issues/fieldWork.ts'
import { onlyOne } from '../api/onlyOne.ts'
import { createStore } from '../state/store.ts'
import { PHOTO_CACHE } from './photoCache.ts'
import { wantedPhotos } from './wantedPhotos.ts'

/** Of all photos together: some sixty large ones. */
export const MOST_PHOTO_BYTES = 24 * 1024 ** 2
const MOST_FILES = 600
/** For one photo, milliseconds. */
const PATIENCE = 20_000
const LOCK = 'quarterhour-photos'
const SIGNED_OUT = 401

/** Paths of the photos that are on this phone. */
export const keptPhotosStore = createStore<ReadonlySet<string>>(new Set())

/** What is to be kept next; what is under way gives way to it. */
let next: readonly string[] | null = null
let isRunning = false
let stopping = new AbortController()

const canKeep = (): boolean => 'caches' in window

const pathOf = ({ url }: Request): string => url.slice(location.origin.length)

const isSparing = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

const sizeOf = (kept: Response | undefined): number => Number(kept?.headers.get('content-length') ?? 0)

/** Reads which photos are there, for a page that was opened without signal. */
export async function readKeptPhotos(): Promise<void> {
  if (!canKeep() || !(await caches.has(PHOTO_CACHE))) return
  keptPhotosStore.set(new Set((await (await caches.open(PHOTO_CACHE)).keys()).map(pathOf)))
}

/** @throws where there is no answer, and where the browser keeps nothing */
async function keepWanted(wanted: readonly string[], signal: AbortSignal): Promise<void> {
  const cache = await caches.open(PHOTO_CACHE)
  const kept = new Set<string>()
  let bytes = 0
  for (const request of await cache.keys()) {
    const path = pathOf(request)
    if (wanted.includes(path)) {
      kept.add(path)
      bytes += sizeOf(await cache.match(request))
    } else await cache.delete(request)
  }
  keptPhotosStore.set(new Set(kept))
  for (const path of wanted.slice(0, MOST_FILES)) {
    if (kept.has(path)) continue
    if (next !== null) return
    const answer = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) })
    if (answer.status === SIGNED_OUT) return
    const photo = answer.ok ? await answer.blob() : null
    if (signal.aborted) return
    if (photo === null || bytes + photo.size > MOST_PHOTO_BYTES) continue
    const headers = { 'content-type': photo.type, 'content-length': String(photo.size) }
    await cache.put(path, new Response(photo, { headers }))
    if (signal.aborted) {
      await cache.delete(path)
      return
    }
    bytes += photo.size
    kept.add(path)
    keptPhotosStore.set(new Set(kept))
  }
}

/** Keeps the photos of these tasks and no others; goes on another time where it is cut short. */
export async function keepTaskPhotos({ tasks }: FieldWork): Promise<void> {
  if (!canKeep()) return
  next = wantedPhotos(tasks, isSparing())
  if (isRunning) return
  isRunning = true
  try {
    while (next !== null) {
      const wanted: readonly string[] = next
      next = null
      await onlyOne(LOCK, () => keepWanted(wanted, stopping.signal))
    }
  } catch {
    // Without signal, or without room: what is there stays.
  } finally {
    isRunning = false
  }
}

/** Takes all of them away, with what is on its way at this moment. */
export async function dropTaskPhotos(): Promise<void> {
  next = null
  stopping.abort()
  stopping = new AbortController()
  keptPhotosStore.set(new Set())
  if (!canKeep()) return
  await caches.delete(PHOTO_CACHE)
  // What another tab was about to put is taken away behind it.
  void onlyOne(LOCK, () => caches.delete(PHOTO_CACHE)).catch(() => undefined)
}
