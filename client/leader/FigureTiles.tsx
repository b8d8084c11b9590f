/** All rows together in six tiles: the figure, of how many, how far it moved, its trend; each opens its list. */
import { UnstyledButton } from '@mantine/core'
import { isSmallSample } from '../../shared/issues/compareFigures.ts'
import { FIGURE_KEYS, type Figures } from '../../shared/issues/figures.ts'
import { useT } from '../i18n/i18n.ts'
import { ChangeMark } from './ChangeMark.tsx'
import type { FigureState } from './figureState.ts'
import { fractionText, valueText } from './figureText.ts'
import classes from './Leader.module.css'
import { openFigure } from './openFigure.ts'
import { TrendLine } from './TrendLine.tsx'

export function FigureTiles({ figures, state }: { figures: Figures; state: FigureState }) {
  const t = useT()
  // Shown both ways wherever anything was found unreasonable at all.
  const differsOtherWay = FIGURE_KEYS.some(
    (figure) => figures.otherWay[figure][1] !== figures.total[figure].now[1],
  )
  return (
    <ul className={classes.tiles} aria-label={t('figures.tiles')}>
      {FIGURE_KEYS.map((figure) => {
        const counts = figures.total[figure]
        const other = figures.otherWay[figure]
        const value = valueText(t, figure, counts.now)
        return (
          <li key={figure}>
            <UnstyledButton
              className={classes.tile}
              onClick={() =>
                openFigure({
                  figure,
                  period: figures.period,
                  by: state.by,
                  unit: state.unit,
                  isReasonableOnly: state.isReasonableOnly,
                })
              }
            >
              <span className={classes.tileName}>{t(`rate.${figure}`)}</span>
              <span className={classes.tileLine}>
                <span className={classes.tileValue} data-none={counts.now[1] === 0 || undefined}>
                  {value}
                </span>
                <ChangeMark figure={figure} counts={counts} />
              </span>
              <span className={classes.tileLine}>
                <span className={classes.soft}>
                  {figure === 'reported' ? t('figures.issues') : fractionText(counts.now)}
                  {isSmallSample(figure, counts.now) && ` · ${t('figures.small')}`}
                </span>
                <TrendLine figure={figure} trend={counts.trend} />
              </span>
              {differsOtherWay && (
                <span className={classes.soft}>
                  {t(state.isReasonableOnly ? 'figures.withAll' : 'figures.withoutThem', {
                    value: valueText(t, figure, other),
                    count: figure === 'reported' ? '' : fractionText(other),
                  })}
                </span>
              )}
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
