/** Whether somebody is on duty now: until when, for whom they stand in, or when they come on next. */
import type { MyDuty } from '../../shared/duty/myDuty.ts'
import { useT } from '../i18n/i18n.ts'
import { dutyTime } from '../issues/dutyTime.ts'
import classes from './Work.module.css'

export function DutyLine({ duty: { on, awayUntil, deputyFor, next } }: { duty: MyDuty }) {
  const t = useT()
  const lines =
    on.length > 0
      ? on.map(({ unit, until, standsFor }) =>
          standsFor === null
            ? t('work.onDuty', { unit, time: dutyTime(until) })
            : t('work.standsIn', { of: standsFor, unit, time: dutyTime(until) }),
        )
      : awayUntil !== null
        ? [t('work.onLeave', { time: dutyTime(awayUntil) })]
        : [next ? t('work.offDutyNext', { unit: next.unit, time: dutyTime(next.at) }) : t('work.offDuty')]
  // Who acts for somebody now has said so already.
  const standby = deputyFor.filter((name) => !on.some(({ standsFor }) => standsFor === name))
  return (
    <ul className={classes.duty} data-on={on.length > 0 || undefined}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {standby.length > 0 && (
        <li className={classes.standby}>
          {t('work.deputyFor', { names: standby.join(t('suggest.comma')) })}
        </li>
      )}
    </ul>
  )
}
