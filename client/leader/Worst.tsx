/** The answer to "which got worse?" before anybody has read the table. */
import { changeOf, sortFigures } from '../../shared/issues/compareFigures.ts'
import type { Figures } from '../../shared/issues/figures.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { useT } from '../i18n/i18n.ts'
import type { FigureState } from './figureState.ts'
import { changeText, rowName, valueText } from './figureText.ts'
import classes from './Leader.module.css'

interface Props {
  figures: Figures
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
}

export function Worst({ figures, state: { figure }, nodes }: Props) {
  const t = useT()
  const { by } = figures
  const [first] = sortFigures(
    figures.rows.filter(({ key, figures: own }) => key !== '' && changeOf(figure, own[figure])?.isNotable),
    figure,
    'change',
    false,
  )
  const change = first ? changeOf(figure, first.figures[figure]) : null
  const isWorse = first !== undefined && change !== null && change.worse > 0
  return (
    <p className={classes.worst} data-worse={isWorse || undefined}>
      {isWorse
        ? t('figures.worst', {
            figure: t(`rate.${figure}`),
            name: rowName(t, by, first.key, nodes),
            before: valueText(t, figure, first.figures[figure].before),
            now: valueText(t, figure, first.figures[figure].now),
            change: changeText(t, figure, change),
          })
        : t('figures.worstNone', { figure: t(`rate.${figure}`) })}
    </p>
  )
}
