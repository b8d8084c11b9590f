/** Asks the browser to leave the screen on, where it can; it forgets whenever the page was hidden. */
import { useEffect } from 'react'

export function useScreenOn(): void {
  useEffect(() => {
    let isGone = false
    let lock: WakeLockSentinel | undefined
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      const got = await navigator.wakeLock.request('screen')
      if (isGone) await got.release()
      else lock = got
    }
    const askQuietly = () => void ask().catch(() => undefined)
    askQuietly()
    document.addEventListener('visibilitychange', askQuietly)
    return () => {
      isGone = true
      document.removeEventListener('visibilitychange', askQuietly)
      void lock?.release().catch(() => undefined)
    }
  }, [])
}
