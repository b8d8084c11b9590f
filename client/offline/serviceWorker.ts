/**
 * Opens the page without the server. The page itself is always asked of the server first, so that nobody is kept on an
 * old one; its files are kept by their hashes, with those of a page that is still open. Tiles of the base map and the
 * boundaries are kept as they were seen. What the server answers about people and issues never passes through here, but for
 * photos, which the page keeps for the tasks of a phone; what waits in the outbox is sent from here where the browser says
 * that there is signal.
 */
import { clientsClaim } from 'workbox-core'
import { ExpirationPlugin } from 'workbox-expiration'
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { registerRoute } from 'workbox-routing'
import { CacheFirst, NetworkFirst } from 'workbox-strategies'
import { SYNC_TAG } from '../outbox/keptQueue.ts'
import { openNotice, showNotice } from './notices.ts'
import { keptPhoto } from './photoCache.ts'
import { sendUnseen } from './sendUnseen.ts'
import type { ServiceScope } from './serviceScope.ts'

const scope = self as unknown as ServiceScope

/** Written in by the build: every file of the page with its revision. */
declare const __SHELL__: { url: string; revision: string | null }[]

/** A weak signal is as good as none after so many seconds. */
const PATIENCE_SECONDS = 4
const PAGE = '/index.html'
const MOST_FILES = 400
const MOST_TILES = 1_500
const WEEK_SECONDS = 7 * 86_400

precacheAndRoute(__SHELL__, { directoryIndex: null as never, cleanURLs: false })
cleanupOutdatedCaches()
clientsClaim()

const asked = (request: Request): Promise<Response> =>
  fetch(request, { signal: AbortSignal.timeout(PATIENCE_SECONDS * 1000) })

registerRoute(
  ({ request, url }) => request.mode === 'navigate' && url.pathname === '/',
  async ({ request }) => {
    try {
      return await asked(request)
    } catch {
      return (await matchPrecache(PAGE)) ?? Response.error()
    }
  },
)

// What is not among the files of the page: kept as it was seen, under a name that never means anything else.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({
    cacheName: 'quarterhour-files',
    plugins: [new ExpirationPlugin({ maxEntries: MOST_FILES, purgeOnQuotaError: true })],
  }),
)

/** One of each tile, whatever the revision: the newest that was seen. */
const withoutRevision = (request: Request): string => {
  const url = new URL(request.url)
  url.searchParams.delete('rev')
  return url.href
}

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /^\/(tiles\/basemap\/|map\/units\.geojson)/.test(url.pathname),
  new NetworkFirst({
    cacheName: 'quarterhour-map',
    networkTimeoutSeconds: PATIENCE_SECONDS,
    plugins: [
      {
        cacheKeyWillBeUsed: async ({ request }) => withoutRevision(request),
        // 204: there is nothing on this tile.
        cacheWillUpdate: async ({ response }) =>
          response.status === 200 || response.status === 204 ? response : null,
      },
      new ExpirationPlugin({
        maxEntries: MOST_TILES,
        maxAgeSeconds: WEEK_SECONDS,
        purgeOnQuotaError: true,
      }),
    ],
  }),
)

// A name of a photo never means another one. Where only the small one is there, it stands for the large one.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/photos/'),
  async ({ request, url }) => {
    const kept = await keptPhoto(request.url).catch(() => undefined)
    if (kept) return kept
    try {
      return await fetch(request)
    } catch {
      return (await keptPhoto(`${url.pathname}?size=small`).catch(() => undefined)) ?? Response.error()
    }
  },
)

scope.addEventListener('message', ({ data }) => {
  if (data === 'takeOver') void scope.skipWaiting()
})

scope.addEventListener('sync', (event) => {
  if (event.tag === SYNC_TAG) event.waitUntil(sendUnseen())
})

scope.addEventListener('push', (event) => event.waitUntil(showNotice(scope, event.data)))
scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openNotice(scope, event.notification.data))
})
