/**
 * How far a figure moved since the period before: an arrow and a number, in colour where it got notably worse; a
 * sentence for those who hear it.
 */
import { changeOf } from '../../shared/issues/compareFigures.ts'
import type { FigureCounts, FigureKey } from '../../shared/issues/figures.ts'
import { useT } from '../i18n/i18n.ts'
import { changeText, sizeText } from './figureText.ts'
import classes from './Leader.module.css'

export function ChangeMark({ figure, counts }: { figure: FigureKey; counts: FigureCounts }) {
  const t = useT()
  const change = changeOf(figure, counts)
  if (change === null) return null
  const words = ` · ${changeText(t, figure, change)}`
  const size = sizeText(figure, change)
  const isSame = Number(size) === 0
  return (
    <>
      <span
        className={classes.change}
        data-worse={(change.isNotable && change.worse > 0) || undefined}
        data-better={(change.isNotable && change.worse < 0) || undefined}
        aria-hidden
      >
        {isSame ? '＝' : `${change.by > 0 ? '▲' : '▼'}${size}`}
      </span>
      <span className="qh-hidden">{words}</span>
    </>
  )
}
