/** Why an issue is due when it is: the limit, the days that counted, and those that did not. */
import { UnstyledButton } from '@mantine/core'
import { useId, useState } from 'react'
import type { DueExplanation } from '../../shared/issues/desk.ts'
import { instant } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import classes from './Issues.module.css'

export function DueReason({ due }: { due: DueExplanation }) {
  const t = useT()
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const { limit } = due
  return (
    <div className={classes.due}>
      <span>
        {due.isStill ? t('issues.due.still') : due.dueAt ? instant(due.dueAt) : t('issues.due.none')}
      </span>
      {due.source !== 'none' && (
        <UnstyledButton
          className={classes.link}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('issues.due.why')}
        </UnstyledButton>
      )}
      {isOpen && (
        <div id={id} className={classes.why}>
          <p>
            {due.source === 'limit' && limit
              ? t(`issues.due.limit.${limit.unit}`, { amount: limit.amount, from: instant(due.from) })
              : due.source === 'set'
                ? t('issues.due.set')
                : t('issues.due.given')}
          </p>
          {due.isProvisional && <p>{t('issues.due.provisional')}</p>}
          {due.days.length > 0 && limit?.unit !== 'clockHours' && (
            <ul className={classes.days}>
              {due.days.map((day) => (
                <li key={day.day} data-counted={day.isCounted || undefined}>
                  <span>{day.day}</span>
                  <span>{day.name ?? wordFor('issues.due.day', day.reason)}</span>
                  <span>
                    {day.isCounted
                      ? limit?.unit === 'workingDays'
                        ? t('issues.due.countedDay')
                        : t('issues.due.counted', {
                            hours: Math.floor(day.minutes / 60),
                            minutes: day.minutes % 60,
                          })
                      : day.isPaused
                        ? t('issues.due.paused')
                        : ''}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
