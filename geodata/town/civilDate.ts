/**
 * Civil dates as day numbers (0 = 1970-01-01), without time zones. Method: Howard Hinnant, days from civil.
 */
export function dayOf(date: string): number {
  let year = Number(date.slice(0, 4))
  const month = Number(date.slice(5, 7))
  const day = Number(date.slice(8, 10))
  if (month <= 2) year--
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

export function dateOf(dayNumber: number): string {
  const z = dayNumber + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  return `${year}-${two(month)}-${two(day)}`
}

/** 0 = Sunday. */
export const weekdayOf = (dayNumber: number): number => (((dayNumber + 4) % 7) + 7) % 7

/** An instant of minutes since 1970-01-01T00:00+08:00, as ISO text with that offset. */
export function instantOf(minutes: number): string {
  const day = Math.floor(minutes / 1440)
  const rest = minutes - day * 1440
  return `${dateOf(day)}T${two(Math.floor(rest / 60))}:${two(Math.floor(rest % 60))}:00+08:00`
}
