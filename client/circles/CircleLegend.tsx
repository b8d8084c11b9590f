/** What the circles and the dots on the map mean, with the radii that are drawn. */
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { circleColours } from './circlePart.ts'
import classes from './Circles.module.css'
import { useCircles } from './useCircles.ts'

export function CircleLegend() {
  const t = useT()
  const { ring, point, pointEdge, outside, homes } = circleColours(useIsDark())
  const { state, answer, isRadius } = useCircles()
  if (!answer) return null
  const isOne = state.subject?.from === 'place' || state.subject?.from === 'facility'
  const hasOutsideDots = isRadius || !isOne || state.compares
  return (
    <>
      <ul className={classes.legend}>
        <li>
          <i data-dot style={{ background: point, border: `1.5px solid ${pointEdge}` }} aria-hidden />
          {t(state.subject?.from === 'place' ? 'circles.legendCentre' : 'circles.legendPoint')}
        </li>
        {answer.rings.map(({ minutes, radiusMeters }, index) => (
          <li key={minutes}>
            <i
              style={{
                background: `color-mix(in srgb, ${ring} ${String([38, 24, 12][index])}%, transparent)`,
                border: `${index === 2 ? '2px' : '1px'} solid ${ring}`,
              }}
              aria-hidden
            />
            {radiusMeters === null
              ? t('circles.legendWalk', { minutes })
              : t('circles.legendRing', { minutes, meters: count(radiusMeters) })}
          </li>
        ))}
        {!isRadius && !isOne && (
          <li>
            <span className={classes.legendDots} aria-hidden>
              {homes.map((colour) => (
                <i key={colour} data-dot style={{ background: colour }} />
              ))}
            </span>
            {t('circles.legendHomes')}
          </li>
        )}
        {hasOutsideDots && (
          <li>
            <i data-dot style={{ background: outside }} aria-hidden />
            {t(isRadius || !isOne ? 'circles.legendOutside' : 'circles.legendMissed', {
              who: t(`circles.who.${state.who}`),
            })}
          </li>
        )}
      </ul>
      {!isRadius && state.compares && (
        <p className={classes.legendNote}>{t('circles.legendCompass', { meters: count(state.radii[2]) })}</p>
      )}
      <p className={classes.legendNote}>{t(isRadius ? 'circles.measure' : 'circles.measureWalk')}</p>
    </>
  )
}
