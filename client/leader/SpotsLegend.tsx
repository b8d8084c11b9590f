import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import legend from '../legend/Legend.module.css'
import { daysText } from './figureText.ts'
import { SPOT_METERS, useSpots } from './spots.ts'
import { UnitClasses } from './UnitClasses.tsx'

/** What the colours of the hexagons mean. */
export function SpotsLegend() {
  const t = useT()
  const { spots, period, hours } = useSpots()
  if (!spots) return null
  return (
    <>
      <h3 className={legend.subtitle}>{t('spots.legend')}</h3>
      <UnitClasses
        colours={spots}
        isWhole
        write={count}
        unitOf={(number) => t('spots.hexagons', { count: number })}
      />
      <p className={legend.note}>
        {daysText(period)} · {t('spots.hours', { ...hours })} · {t('spots.size', { meters: 2 * SPOT_METERS })}
      </p>
    </>
  )
}
