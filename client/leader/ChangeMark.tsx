/** How far a figure moved since the period before: an arrow and a number, in colour where it got notably worse. */
import { changeOf } from '../../shared/issues/compareFigures.ts'
import type { FigureCounts, FigureKey } from '../../shared/issues/figures.ts'
import classes from './Leader.module.css'
import { sizeText } from './figureText.ts'

export function ChangeMark({ figure, counts }: { figure: FigureKey; counts: FigureCounts }) {
  const change = changeOf(figure, counts)
  if (change === null) return null
  const size = sizeText(figure, change)
  const isSame = Number(size) === 0
  return (
    <span
      className={classes.change}
      data-worse={(change.isNotable && change.worse > 0) || undefined}
      data-better={(change.isNotable && change.worse < 0) || undefined}
      aria-hidden
    >
      {isSame ? '＝' : `${change.by > 0 ? '▲' : '▼'}${size}`}
    </span>
  )
}
