/** A notification was clicked while the page is open: it shows the issue, and what is typed elsewhere stays. */
import { parseAddress } from '../state/address.ts'
import { navigate } from '../state/addressStore.ts'

const linkIn = (data: unknown): string | null => {
  const open = (data as { open?: unknown } | null)?.open
  return typeof open === 'string' && open.startsWith('/?') ? open : null
}

if ('serviceWorker' in navigator)
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const link = linkIn(data)
    if (link === null) return
    const { place, subject } = parseAddress(link.slice(1))
    navigate({ place, subject, trail: [], own: {} })
  })
