import { today } from '../../shared/domain/dates.ts'
import { instant } from '../i18n/format.ts'

/** A time of today by its clock alone; of another day with month and day. */
export function dutyTime(iso: string): string {
  const text = instant(iso)
  // Neither the day nor the day and its time are torn apart at the end of a line.
  return text.startsWith(today())
    ? text.slice(11)
    : text.slice(5).replace('-', '\u2011').replace(' ', '\u00a0')
}
