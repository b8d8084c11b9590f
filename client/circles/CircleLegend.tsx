/** What the circles and the dots on the map mean, with the radii that are drawn. */
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours } from './circlePart.ts'
import classes from './Circles.module.css'
import { RINGS } from './circleState.ts'
import { useCircles } from './useCircles.ts'

export default function CircleLegend() {
  const t = useT()
  const { ring, point, pointEdge, outside } = circleColours(useIsDark())
  const { state, answer } = useCircles()
  if (!answer) return null
  return (
    <>
      <ul className={classes.legend}>
        <li>
          <i data-dot style={{ background: point, border: `1.5px solid ${pointEdge}` }} aria-hidden />
          {t('circles.legendPoint')}
        </li>
        {RINGS.map(({ minutes, index }) => (
          <li key={minutes}>
            <i
              style={{
                background: `color-mix(in srgb, ${ring} ${String([38, 24, 12][index])}%, transparent)`,
                border: `${index === 2 ? '2px' : '1px'} solid ${ring}`,
              }}
              aria-hidden
            />
            {t('circles.legendRing', { minutes, meters: count(state.radii[index]) })}
          </li>
        ))}
        <li>
          <i data-dot style={{ background: outside }} aria-hidden />
          {t('circles.legendOutside', { who: t(`circles.who.${state.who}`) })}
        </li>
      </ul>
      <p className={classes.legendNote}>{t('circles.measure')}</p>
    </>
  )
}
