/** Moments on the command line: read and written as the clocks of Asia/Shanghai show them. */
import { isDay } from '../../shared/domain/dates.ts'
import { UsageError } from './arguments.ts'

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/
/** Years of which the holidays can be said. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099]

/** ISO 8601, or a day and a time of Asia/Shanghai. @throws UsageError */
export function momentFrom(text: string, option: string): Date {
  const [, day = '', hour, minute, second = '0', offset = '+08:00'] = MOMENT.exec(text.trim()) ?? []
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
  const year = Number(day.slice(0, 4))
  if (isDay(day) && isTime && year >= FIRST_YEAR && year <= LAST_YEAR) {
    const at = Date.parse(`${day}T${hour}:${minute}:${second.padStart(2, '0')}${offset}`)
    if (!Number.isNaN(at)) return new Date(at)
  }
  throw new UsageError(
    `--${option}: found "${text}", expected a time such as "2026-11-25 10:00" or 2026-11-25T10:00:00+08:00, in ${FIRST_YEAR} to ${LAST_YEAR}`,
  )
}

/** `2026-11-25 10:00`. */
export const momentText = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
