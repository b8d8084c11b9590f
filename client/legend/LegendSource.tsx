/** The day and the source of the coloured figure. */
import { useSystem } from '../api/useSystem.ts'
import { useUnits } from '../api/useUnits.ts'
import type { Colouring } from '../colouring/colouring.ts'
import { FIGURES } from '../figures.ts'
import { useT } from '../i18n/i18n.ts'
import { useAt } from '../state/addressStore.ts'
import classes from './Legend.module.css'

export function LegendSource({ colouring }: { colouring: Colouring }) {
  const t = useT()
  const at = useAt()
  const system = useSystem()
  const { figures } = useUnits()
  const [first] = colouring.valueByCode.keys()
  const sample = first === undefined ? undefined : figures.get(first)
  const { dates } = FIGURES[colouring.figure]
  const day =
    dates === 'population'
      ? sample?.populationDate
      : (at ?? (dates === 'issues' ? system?.dataDates.issues : system?.today))
  const source =
    dates === 'population'
      ? t(`source.${sample?.populationSource ?? 'none'}`)
      : dates === 'issues'
        ? t('legend.issueRegister')
        : t('legend.buildingRegister')
  return (
    <p className={classes.note}>
      {t(`level.${colouring.level}`)} · {day ? t('legend.asOf', { day, source }) : source}
    </p>
  )
}
