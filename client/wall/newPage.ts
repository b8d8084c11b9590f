/**
 * A new version of the page is taken at a quiet moment: once for each version, when the server has it whole. Nothing
 * else ever loads the wall anew.
 */
import { useEffect, useRef } from 'react'

const TRIED = 'quarterhour.wall.page'
/** Nothing has come for so long: a quiet moment. */
const QUIET = 60_000
/** A busy office has none: then it is taken all the same. */
const LONGEST_WAIT = 15 * 60_000

export const ownPage = (): string => {
  const text = document.querySelector<HTMLMetaElement>('meta[name="page-version"]')?.content ?? ''
  // Where the page is not built, nothing was put in.
  return text.startsWith('__') ? '' : text
}

/** @param tried  the version that this tab was loaded anew for already */
export const isNewPage = (own: string, served: string, tried: string | null): boolean =>
  own !== '' && served !== '' && served !== own && served !== tried

/** @param waited  milliseconds since the new version was seen */
export const isQuietMoment = (newestAt: string | undefined, now: number, waited: number): boolean =>
  waited >= LONGEST_WAIT || newestAt === undefined || now - Date.parse(newestAt) >= QUIET

interface Seen {
  served: string | undefined
  newestAt: string | undefined
  now: number
}

export function useNewPage({ served, newestAt, now }: Seen): void {
  const since = useRef<number | null>(null)
  const isAsking = useRef(false)
  useEffect(() => {
    if (served === undefined || !isNewPage(ownPage(), served, sessionStorage.getItem(TRIED))) {
      since.current = null
      return
    }
    since.current ??= now
    if (isAsking.current || !isQuietMoment(newestAt, now, now - since.current)) return
    isAsking.current = true
    fetch(location.href, { cache: 'no-store' })
      .then((answer) => {
        if (!answer.ok) return
        sessionStorage.setItem(TRIED, served)
        location.reload()
      })
      .catch(() => undefined)
      .finally(() => {
        isAsking.current = false
      })
  }, [served, newestAt, now])
}
