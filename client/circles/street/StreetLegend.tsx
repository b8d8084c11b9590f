/** What the street view shows on the map. */
import { useT } from '../../i18n/i18n.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import circles from '../Circles.module.css'
import { useCircleState } from '../useCircles.ts'
import classes from './Street.module.css'
import { streetColours } from './streetColours.ts'

export function StreetLegend() {
  const t = useT()
  const { minutes } = useCircleState()
  const colours = streetColours(useIsDark())
  const outer = minutes[2]
  const dot = (colour: string, isFull: boolean) => ({
    background: isFull ? colour : `color-mix(in srgb, ${colour} 20%, transparent)`,
    border: isFull ? undefined : `1.5px solid ${colour}`,
  })
  return (
    <ul className={circles.legend}>
      <li>
        <i className={classes.legendDashed} style={{ color: colours.before }} aria-hidden />
        {t('street.legendBefore', { minutes: outer })}
      </li>
      <li>
        <i
          style={{
            background: `color-mix(in srgb, ${colours.after} 20%, transparent)`,
            border: `2px solid ${colours.after}`,
          }}
          aria-hidden
        />
        {t('street.legendAfter', { minutes: outer })}
      </li>
      <li>
        <i data-dot style={dot(colours.gained, true)} aria-hidden />
        {t('street.legendGained')}
      </li>
      <li>
        <i data-dot style={dot(colours.lost, true)} aria-hidden />
        {t('street.legendLost')}
      </li>
      <li>
        <i data-dot style={dot(colours.gained, false)} aria-hidden />
        {t('street.legendFaster')}
      </li>
      <li>
        <i className={classes.legendLine} style={{ background: colours.added }} aria-hidden />
        {t('street.legendAdded')}
      </li>
      <li>
        <i
          className={classes.legendLine}
          style={{
            background: `repeating-linear-gradient(90deg, ${colours.closed} 0 4px, transparent 4px 6px)`,
          }}
          aria-hidden
        />
        {t('street.legendClosed')}
      </li>
      <li>{t('street.legendGates')}</li>
    </ul>
  )
}
