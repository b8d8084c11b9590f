/**
 * Numbers and times as the office writes them: thousands separators, tabular, 2026-11-24 14:05 in Asia/Shanghai.
 * A value that is not known is a dash, never nought.
 */
import { translate } from './i18n.ts'

export const UNKNOWN = '—'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

export const count = (value: number | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : whole.format(value)

/** Up to 10 with a decimal, above without. */
export const rate = (value: number | null): string =>
  value === null ? UNKNOWN : Math.abs(value) < 1 ? fine.format(value) : oneDecimal.format(value)

/** Up to two decimals, never rounded to fewer digits. */
export const money = (value: number): string => fine.format(value)

/** Three significant digits, never in exponents. */
export const measure = (value: number | null): string =>
  value === null ? UNKNOWN : significant.format(value)

export const share = (value: number | null): string =>
  value === null ? UNKNOWN : `${oneDecimal.format(value * 100)}%`

export const figureText = (format: 'count' | 'rate' | 'share', value: number | null): string =>
  format === 'count' ? count(value) : format === 'rate' ? rate(value) : share(value)

export const area = (squareMeters: number): string =>
  squareMeters >= 1e5 ? `${fine.format(squareMeters / 1e6)} km²` : `${whole.format(squareMeters)} m²`

export const distance = (meters: number): string =>
  meters >= 1000 ? `${oneDecimal.format(meters / 1000)} km` : `${whole.format(meters)} m`

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

export const instant = (iso: string | null): string => {
  if (iso === null) return UNKNOWN
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : shanghai.format(time)
}

/** How long, in the largest unit that reads well: minutes, hours under two days, days. */
export function duration(milliseconds: number): string {
  const hours = milliseconds / 3600_000
  if (hours < 1) return translate('time.minutes', { count: Math.max(0, Math.floor(milliseconds / 60_000)) })
  if (hours < 48) return translate('time.hours', { count: Math.floor(hours) })
  return translate('time.days', { count: Math.floor(hours / 24) })
}
