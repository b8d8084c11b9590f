/** How each rate is reckoned: which issues, of which, on which day. */
import { UnstyledButton } from '@mantine/core'
import { useId, useState } from 'react'
import type { Figures } from '../../shared/issues/figures.ts'
import { RATES, RATE_RULES, RESPONSE_LIMITS, SMALL_SAMPLE } from '../../shared/issues/rates.ts'
import { instant } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { daysText } from './figureText.ts'
import classes from './Leader.module.css'

export function Definitions({ figures }: { figures: Figures }) {
  const t = useT()
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className={classes.definitions}>
      <p className={classes.soft}>
        {t('figures.compared', { days: daysText(figures.before) })}{' '}
        {t('figures.asOf', { at: instant(figures.at) })}{' '}
        <UnstyledButton
          className={classes.link}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('figures.how')}
        </UnstyledButton>
      </p>
      {isOpen && (
        <dl id={id}>
          {RATES.map((rate) => (
            <div key={rate}>
              <dt>{t(`rate.${rate}`)}</dt>
              <dd>
                {t('figures.ratio', {
                  numerator: t(`rate.${rate}.numerator`),
                  denominator: t(`rate.${rate}.denominator`),
                })}
                <span className={classes.soft}>
                  {' '}
                  {t(`rate.${rate}.counts`, {
                    hours: RESPONSE_LIMITS.clock.amount,
                    days: RESPONSE_LIMITS.working.amount,
                  })}{' '}
                  {t(`figures.countedOn.${RATE_RULES[rate].countedOn}`)}
                </span>
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('figures.small')}</dt>
            <dd>{t('figures.smallHow', { count: SMALL_SAMPLE })}</dd>
          </div>
        </dl>
      )}
    </div>
  )
}
