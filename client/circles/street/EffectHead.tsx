/** The answer in five seconds: who comes in, who drops out, and the minutes saved. */
import type { ScenarioEffect } from '../../../shared/scenario/scenarioDesk.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { EffectScope } from './EffectScope.tsx'
import classes from './Street.module.css'
import { useStreetState } from './streetState.ts'
import { minus, plus, signed } from './words.ts'

export function EffectHead({ effect: { figures, unsnapped } }: { effect: ScenarioEffect }) {
  const t = useT()
  const ring = figures.rings[useStreetState().ring]
  if (!ring) return null
  const minutes = figures.personMinutesSaved - figures.personMinutesLost
  return (
    <section className={classes.effect} aria-label={t('street.effect')}>
      <dl className={classes.figures} aria-live="polite">
        <div data-tone={ring.gained > 0 ? 'gained' : undefined}>
          <dt>{t('street.gained', { minutes: ring.minutes })}</dt>
          <dd>{plus(ring.gained)}</dd>
        </div>
        <div data-tone={ring.lost > 0 ? 'lost' : undefined}>
          <dt>{t('street.lost', { minutes: ring.minutes })}</dt>
          <dd>{minus(ring.lost)}</dd>
        </div>
        <div data-tone={minutes > 0 ? 'gained' : minutes < 0 ? 'lost' : undefined}>
          <dt>{t('street.personMinutes')}</dt>
          <dd>{minutes > 0 ? count(minutes) : signed(minutes)}</dd>
        </div>
      </dl>
      {figures.newlyReached > 0 && (
        <p className={classes.line}>{t('street.newlyReached', { count: count(figures.newlyReached) })}</p>
      )}
      {figures.cutOff > 0 && (
        <p className={classes.line} data-tone="lost">
          {t('street.cutOff', { count: count(figures.cutOff) })}
        </p>
      )}
      {unsnapped > 0 && <p className={classes.line}>{t('circles.unsnapped', { count: unsnapped })}</p>}
      <EffectScope />
    </section>
  )
}
