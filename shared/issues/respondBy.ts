/** Until when an issue has to be taken up by somebody. */
import { dueTime } from '../calendar/dueTime.ts'
import type { OfficeCalendar } from '../calendar/officeCalendar.ts'
import { issueLimitOf } from '../standards/issueClasses.ts'
import { RESPONSE_LIMITS } from './rates.ts'

/** @param reportedAt  milliseconds @returns milliseconds */
export function respondBy(
  issueClass: string,
  subclass: string,
  reportedAt: number,
  calendar: OfficeCalendar,
): number {
  const limit = RESPONSE_LIMITS[issueLimitOf(issueClass, subclass).hoursKind]
  return dueTime(reportedAt, limit, calendar).at!
}
