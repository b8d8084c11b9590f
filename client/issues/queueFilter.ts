/** What a queue is narrowed to, kept in the address: a class, a unit, a window of time in which it was reported. */
import { useAddress } from '../state/addressStore.ts'

export const FILTER_KEYS = ['issues.class', 'issues.unit', 'issues.from', 'issues.before'] as const

/** As the field for a time writes it, of Asia/Shanghai, with or without seconds. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/

/** @returns the instant of a time of Asia/Shanghai; undefined for what is none */
export function instantOf(text: string | undefined): string | undefined {
  if (text === undefined || !MOMENT.test(text)) return undefined
  const instant = new Date(`${text.length === 16 ? `${text}:00` : text}+08:00`)
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
}

type Own = Readonly<Record<string, string>>

/** The part of the question to the server; keys only for what is narrowed. */
export function filterIn(own: Own) {
  const [issueClass, unit] = [own['issues.class'], own['issues.unit']]
  const [reportedFrom, reportedBefore] = [instantOf(own['issues.from']), instantOf(own['issues.before'])]
  return {
    ...(issueClass ? { class: issueClass } : {}),
    ...(unit ? { unit } : {}),
    ...(reportedFrom ? { reportedFrom } : {}),
    ...(reportedBefore ? { reportedBefore } : {}),
  }
}

export const useOwn = (): Own => useAddress((entry) => entry.own)

/** What is in the address without any narrowing. */
export const withoutFilter = (own: Own): Record<string, string> =>
  Object.fromEntries(Object.entries(own).filter(([key]) => !FILTER_KEYS.some((one) => one === key)))
