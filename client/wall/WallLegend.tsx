/** What the points mean, and whose map it is. */
import { useT } from '../i18n/i18n.ts'
import classes from './Wall.module.css'

const STATES = ['new', 'dispatched', 'inHand', 'toVerify', 'hung'] as const

export function WallLegend({ attribution }: { attribution: readonly string[] }) {
  const t = useT()
  return (
    <>
      <ul className={classes.legend} aria-label={t('wall.legend')}>
        {STATES.map((state) => (
          <li key={state}>
            <span className={classes.dot} style={{ background: `var(--qh-state-${state})` }} aria-hidden />
            {t(`issueState.${state}`)}
          </li>
        ))}
        <li>
          <span className={classes.mark} data-late aria-hidden />
          {t('issue.late')}
        </li>
      </ul>
      {attribution.length > 0 && (
        <p className={classes.source}>
          {attribution.map((source) => (source === 'demo town' ? t('map.demoData') : source)).join(' · ')}
        </p>
      )}
    </>
  )
}
