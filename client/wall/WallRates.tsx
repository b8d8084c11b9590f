/** Three rates of the last weeks, each over its numerator and denominator. */
import { WALL_RATE_DAYS, WALL_RATES, type WallBoard } from '../../shared/issues/wall.ts'
import { count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './Wall.module.css'

export function WallRates({ rates }: { rates: WallBoard['rates'] }) {
  const t = useT()
  return (
    <section className={classes.rates} aria-label={t('wall.rates', { days: WALL_RATE_DAYS })}>
      {WALL_RATES.map((rate) => {
        const [numerator, denominator] = rates[rate]
        return (
          <div key={rate} className={classes.rate}>
            <span className={classes.label}>{t(`rate.${rate}`)}</span>
            <strong className={classes.percent}>
              {share(denominator === 0 ? null : numerator / denominator)}
            </strong>
            <span className={classes.note}>
              {count(numerator)} / {count(denominator)}
            </span>
          </div>
        )
      })}
      <p className={classes.span}>{t('wall.rates', { days: WALL_RATE_DAYS })}</p>
    </section>
  )
}
