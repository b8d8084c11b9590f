/** Where the figures of people come from and of which day; estimates are marked as such. */
import type { UnitFigures } from '../../shared/domain/unit.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './UnitPanel.module.css'

export function PopulationSource({ figures }: { figures: UnitFigures }) {
  const t = useT()
  const source = t(`source.${figures.populationSource}`)
  const isEstimate = figures.populationSource === 'estimate' || figures.populationSource === 'mixed'
  return (
    <p className={classes.source}>
      {isEstimate && <span className={classes.mark}>{t('source.estimateMark')}</span>}
      {figures.populationDate
        ? t('unit.source', { source, day: figures.populationDate })
        : t('unit.sourceNoDate', { source })}
      {figures.isSuppressed && ` · ${t('unit.suppressed')}`}
    </p>
  )
}
