/** The moment that lateness is reckoned from: now, or the end of the day asked for. Moves once a minute. */
import { useEffect, useState } from 'react'
import { endOfDay } from '../../shared/domain/dates.ts'
import { useAt } from '../state/addressStore.ts'

const MINUTE = 60_000

export function useNow(): number {
  const at = useAt()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE)
    return () => clearInterval(timer)
  }, [])
  return at === undefined ? now : Math.min(now, endOfDay(at).getTime())
}
