/** The roster in words: which days, from when to when. */
import type { DutyShift } from '../../../shared/duty/roster.ts'
import { DUTY_DAYS, HOLIDAY } from '../../../shared/duty/roster.ts'
import type { Translate } from '../../i18n/i18n.ts'

type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

export const weekdayName = (t: Translate, weekday: number): string => t(`duty.weekday.${weekday as Weekday}`)

export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Minutes of `HH:MM`, `24:00` for the end of the day; null where it is no time. */
export function minutesOf(text: string): number | null {
  const parts = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim())
  if (!parts) return null
  const minutes = Number(parts[1]) * 60 + Number(parts[2])
  return minutes <= 1440 && Number(parts[2]) < 60 ? minutes : null
}

export const hoursText = (t: Translate, { fromMinute, toMinute }: DutyShift): string =>
  `${clock(fromMinute)}–${toMinute <= fromMinute ? t('duty.nextDay') : ''}${clock(toMinute)}`

export const daysText = (t: Translate, { weekdays, day }: DutyShift): string =>
  day ?? weekdaysText(t, weekdays)

/** Runs of weekdays as from … to …, single ones by name. */
export function weekdaysText(t: Translate, weekdays: readonly number[]): string {
  const runs: number[][] = []
  for (const weekday of DUTY_DAYS) {
    if (!weekdays.includes(weekday)) continue
    const run = runs.at(-1)
    const before = DUTY_DAYS[DUTY_DAYS.indexOf(weekday) - 1]
    if (weekday !== HOLIDAY && run && run.at(-1) === before) run.push(weekday)
    else runs.push([weekday])
  }
  return runs
    .map((run) =>
      run.length > 2
        ? t('duty.weekdayRange', { from: weekdayName(t, run[0]!), to: weekdayName(t, run.at(-1)!) })
        : run.map((one) => weekdayName(t, one)).join(t('suggest.comma')),
    )
    .join(t('suggest.comma'))
}
