/**
 * The wall goes by the server's clock: that of a wall PC may be anything. One beat moves everything that shows a time.
 * Pure but for the hook.
 */
import { useEffect, useState } from 'react'
import { dayAt, endOfDay } from '../../shared/domain/dates.ts'

const BEAT = 10_000

/** Milliseconds until the next beat of a clock. */
export const untilBeat = (now: number, beat = BEAT): number => beat - (now % beat)

/** Milliseconds from now until the day after `day` has begun in Asia/Shanghai; a second more, so that it surely has. */
export const untilNextDay = (day: string, now: number): number =>
  Math.max(0, endOfDay(day).getTime() + 1 - now) + 1_000

/** @param ahead  milliseconds that the server's clock is ahead of this machine's */
export function useWallNow(ahead: number): number {
  const [now, setNow] = useState(() => Date.now() + ahead)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const beat = () => {
      const at = Date.now() + ahead
      setNow(at)
      timer = setTimeout(beat, untilBeat(at))
    }
    beat()
    return () => clearTimeout(timer)
  }, [ahead])
  return now
}

const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
})
export const clockText = (now: number): string => time.format(now)

/** Date and weekday, in the words of the language. */
export const dateText = (now: number, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(now)

export const dayOf = (now: number): string => dayAt(new Date(now))
