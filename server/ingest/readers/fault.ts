/**
 * Makers of faults. What was found is shortened here, and the middle of long numbers is left out,
 * so that no whole identity or phone number reaches a log or a report.
 */
import { FOUND_CHARS } from '../limits.ts'
import type { FaultKey } from '../messages.ts'
import type { Fault } from './types.ts'

/** Text of a found value as a fault may repeat it. */
export function shortenFound(value: unknown): string {
  const text =
    typeof value === 'string' ? value : value === undefined ? '' : (JSON.stringify(value) ?? String(value))
  const oneLine = text.slice(0, FOUND_CHARS * 4).replace(/\s+/g, ' ')
  const masked = oneLine.replace(/\d{11,}/g, (digits) => `${digits.slice(0, 4)}…${digits.slice(-2)}`)
  return masked.length > FOUND_CHARS || text.length > FOUND_CHARS * 4
    ? `${masked.slice(0, FOUND_CHARS)}…`
    : masked
}

/** A fault of one row; `found` is shortened. */
export function makeFault(
  file: string,
  row: number | null,
  field: string | null,
  found: unknown,
  expected: FaultKey,
  facts?: Record<string, string | number>,
): Fault {
  return { file, row, field, found: shortenFound(found), expected, ...(facts ? { facts } : {}) }
}
