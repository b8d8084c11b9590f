/** A way told stretch by stretch: streets with metres and minutes, gates by name. */
import { useT } from '../../i18n/i18n.ts'
import classes from '../Circles.module.css'
import { minutesText } from '../minutesText.ts'
import type { WalkLeg } from './protocol.ts'

export function RouteLegs({ legs }: { legs: readonly WalkLeg[] }) {
  const t = useT()
  return (
    <ol className={classes.legs}>
      {legs.map((leg, index) => (
        <li key={index}>
          {leg.gate !== null
            ? t('circles.legGate', { name: leg.gate || t('circles.way.gate') })
            : t('circles.leg', {
                name: leg.name || t(`circles.way.${leg.kind}`),
                meters: Math.round(leg.meters),
                minutes: minutesText(leg.minutes),
              })}
        </li>
      ))}
    </ol>
  )
}
