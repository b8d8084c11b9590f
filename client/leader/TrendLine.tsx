/** A figure over time as one small line, the newest at the right; gaps where nothing counts. For the eye only. */
import { valueOf } from '../../shared/issues/compareFigures.ts'
import type { Count, FigureKey } from '../../shared/issues/figures.ts'
import classes from './Leader.module.css'

const WIDTH = 72
const HEIGHT = 20
const MARGIN = 3
/** Less than this from top to bottom is drawn no steeper: parts of one. */
const LEAST_RANGE = 0.1

export function TrendLine({ figure, trend }: { figure: FigureKey; trend: readonly Count[] }) {
  const values = trend.map((one) => valueOf(figure, one))
  const known = values.filter((value): value is number => value !== null)
  if (known.length < 2) return <span className={classes.trendNone} aria-hidden />
  const low = figure === 'reported' ? 0 : Math.min(...known)
  const range = Math.max(Math.max(...known) - low, figure === 'reported' ? 1 : LEAST_RANGE)
  const x = (index: number): number => MARGIN + (index * (WIDTH - 2 * MARGIN)) / (values.length - 1)
  const y = (value: number): number => HEIGHT - MARGIN - ((value - low) / range) * (HEIGHT - 2 * MARGIN)
  const path = values
    .map((value, index) => {
      if (value === null) return ''
      const before = values[index - 1]
      const begins = before === null || before === undefined
      return `${begins ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg className={classes.trend} width={WIDTH} height={HEIGHT} aria-hidden>
      <path d={path} />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2} />
    </svg>
  )
}
