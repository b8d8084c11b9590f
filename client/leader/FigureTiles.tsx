/** All rows together in six tiles: the figure, of how many, how far it moved, its trend; each opens its list. */
import { UnstyledButton } from '@mantine/core'
import { changeOf, isSmallSample } from '../../shared/issues/compareFigures.ts'
import { FIGURE_KEYS, type Figures } from '../../shared/issues/figures.ts'
import { useT } from '../i18n/i18n.ts'
import { ChangeMark } from './ChangeMark.tsx'
import type { FigureState } from './figureState.ts'
import { changeText, fractionText, valueText } from './figureText.ts'
import classes from './Leader.module.css'
import { openFigure } from './openFigure.ts'
import { TrendLine } from './TrendLine.tsx'

export function FigureTiles({ figures, state }: { figures: Figures; state: FigureState }) {
  const t = useT()
  return (
    <ul className={classes.tiles} aria-label={t('figures.tiles')}>
      {FIGURE_KEYS.map((figure) => {
        const counts = figures.total[figure]
        const value = valueText(t, figure, counts.now)
        const change = changeText(t, figure, changeOf(figure, counts))
        return (
          <li key={figure}>
            <UnstyledButton
              className={classes.tile}
              aria-label={`${t(`rate.${figure}`)} ${value} ${figure === 'reported' ? '' : fractionText(counts.now)} ${change}`}
              onClick={() => openFigure({ figure, period: figures.period, by: state.by, unit: state.unit })}
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
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
