/** Notifications of the browser: shown as they come, and opened in a page that is there, so that nothing typed is lost. */
import type { PushText, ServiceScope } from './serviceScope.ts'

interface Told {
  title: string
  body: string
  tag: string
  link: string
}

/** A browser takes the right to push away from who shows nothing. */
const NOTHING_READ: Told = { title: '一刻格 Quarterhour', body: '', tag: 'notice', link: '/?place=issues' }

function read(data: PushText | null): Told {
  try {
    return { ...NOTHING_READ, ...(JSON.parse(data?.text() ?? '{}') as Partial<Told>) }
  } catch {
    return NOTHING_READ
  }
}

export function showNotice(scope: ServiceScope, data: PushText | null): Promise<void> {
  const { title, body, tag, link } = read(data)
  return scope.registration.showNotification(title, {
    body,
    tag,
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    data: link,
  })
}

/** @param link  leads into this page, or is not followed */
export async function openNotice(scope: ServiceScope, link: unknown): Promise<void> {
  const path = typeof link === 'string' && link.startsWith('/?') ? link : NOTHING_READ.link
  const open = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = open.find(({ url }) => new URL(url).pathname === '/')
  if (!page) {
    await scope.clients.openWindow(path)
    return
  }
  page.postMessage({ open: path })
  // Only a browser whose person has just clicked lets a page come to the front.
  await page.focus().catch(() => undefined)
}
