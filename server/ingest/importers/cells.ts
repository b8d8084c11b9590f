/** Reads the cells of one row by target, and gathers what is wrong with them. */
import { isDay } from '../../../shared/domain/dates.ts'
import { shortenFound } from '../readers/fault.ts'
import type { Fault, SourceRow } from '../readers/types.ts'
import type { ImportMessageKey } from './messages.ts'

/** target → column; a column that begins with `=` is a constant for every row. */
export type FieldMapping = Readonly<Record<string, string>>

const pad = (text: string): string => text.padStart(2, '0')

/** 2026-11-24, 2026/11/24, 2026.11.24, 20261124, 2026年11月24日; a month alone means its last day. */
export function readDay(text: string): string | null {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  const parts = compact ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/u.exec(text)
  if (parts) {
    const day = `${parts[1]}-${pad(parts[2]!)}-${pad(parts[3]!)}`
    return isDay(day) ? day : null
  }
  const month = /^(\d{4})[-/.年](\d{1,2})月?$/u.exec(text) ?? minguoMonth(text)
  if (!month || Number(month[2]) < 1 || Number(month[2]) > 12) return null
  return new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).toISOString().slice(0, 10)
}

/** 105Y12M: year 105 of the Minguo calendar is 2016. */
function minguoMonth(text: string): [string, string, string] | null {
  const parts = /^(\d{2,3})Y(\d{1,2})M$/.exec(text)
  return parts ? ['', String(Number(parts[1]) + 1911), parts[2]!] : null
}

/** A time with an offset is taken as it is; one without is local time in Asia/Shanghai. @returns ISO text in UTC */
export function readInstant(text: string): string | null {
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/u.exec(
      text,
    )
  if (!parts) return null
  const [, year, month, day, hour = '0', minute = '00', second = '00', zone = '+08:00'] = parts
  const date = `${year}-${pad(month!)}-${pad(day!)}`
  if (!isDay(date) || Number(hour) > 24 || Number(minute) > 59 || Number(second) >= 61) return null
  const offset =
    zone === 'Z' || zone === 'UTC'
      ? 'Z'
      : zone.includes(':')
        ? zone
        : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`
  const at = new Date(
    `${date}T${pad(hour)}:${minute}:${second.includes('.') ? second.padStart(4, '0') : second}${offset}`,
  )
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

export class Cells {
  readonly faults: Fault[] = []

  constructor(
    private readonly file: string,
    readonly row: SourceRow,
    private readonly mapping: FieldMapping,
  ) {}

  /** Trimmed text; null when empty, or when no column is mapped. */
  text(target: string): string | null {
    const column = this.mapping[target]
    if (column === undefined) return null
    const value = column.startsWith('=') ? column.slice(1) : this.row.values[column]
    if (value === null || value === undefined) return null
    const text = String(value).trim()
    return text === '' ? null : text
  }

  required(target: string): string {
    const text = this.text(target)
    if (text === null) this.fault(target, '', 'fault.expected.present')
    return text ?? ''
  }

  /** Thousands separators are read; anything else that is no whole number is a fault. */
  wholeNumber(target: string): number | null {
    const text = this.text(target)
    if (text === null) return null
    const number = /^(\d+|\d{1,3}(,\d{3})+)(\.0+)?$/.test(text) ? Number(text.replaceAll(',', '')) : NaN
    if (number <= 2_147_483_647) return number
    this.fault(target, text, 'fault.expected.wholeNumber')
    return null
  }

  day(target: string): string | null {
    const text = this.text(target)
    if (text === null) return null
    const day = readDay(text)
    if (day === null) this.fault(target, text, 'fault.expected.day')
    return day
  }

  instant(target: string): string | null {
    const text = this.text(target)
    if (text === null) return null
    const instant = readInstant(text)
    if (instant === null) this.fault(target, text, 'fault.expected.instant')
    return instant
  }

  /** Replaces what the faults repeat of the cells' values. */
  maskFound(mask: (found: string) => string): void {
    for (const fault of this.faults) fault.found = mask(fault.found)
  }

  fault(
    target: string,
    found: unknown,
    expected: ImportMessageKey,
    facts?: Record<string, string | number>,
  ): void {
    const column = this.mapping[target]
    this.faults.push({
      file: this.file,
      row: this.row.rowNumber,
      field: column === undefined || column.startsWith('=') ? target : column,
      found: shortenFound(found),
      expected,
      ...(facts ? { facts } : {}),
    })
  }
}
