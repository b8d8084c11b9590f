/** Choices of which none is better in both: a dot each, and the same as a table. */
import type { TradeChoice } from '../../../shared/siting/sitingDesk.ts'
import circles from '../../circles/Circles.module.css'
import { measure } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from './Studies.module.css'

const [WIDTH, HEIGHT, EDGE] = [320, 96, 10]

export function TradeChart({ trade }: { trade: readonly TradeChoice[] }) {
  const t = useT()
  const place = (of: (one: TradeChoice) => number, length: number) => {
    const all = trade.map(of)
    const [least, most] = [Math.min(...all), Math.max(...all)]
    return (one: TradeChoice): number =>
      EDGE + ((length - 2 * EDGE) * (of(one) - least)) / Math.max(1e-9, most - least)
  }
  const x = place(({ furthestMinutes }) => furthestMinutes, WIDTH)
  const y = place(({ meanMinutes }) => meanMinutes, HEIGHT)
  const points = trade.map((one) => [x(one), HEIGHT - y(one)] as const)
  return (
    <>
      <h4 className={circles.smallTitle}>{t('study.trade')}</h4>
      <svg viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} className={classes.chart} aria-hidden>
        <polyline points={points.map(([left, top]) => `${String(left)},${String(top)}`).join(' ')} />
        {points.map(([left, top]) => (
          <circle key={`${String(left)} ${String(top)}`} cx={left} cy={top} r={5} />
        ))}
      </svg>
      <table className={circles.table} data-trade>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('study.tradeFurthest')}</th>
            <th scope="col">{t('study.tradeMean')}</th>
          </tr>
        </thead>
        <tbody>
          {trade.map((one) => (
            <tr key={`${String(one.furthestMinutes)} ${String(one.meanMinutes)}`}>
              <th scope="row">{t(`study.trade.${one.end}`)}</th>
              <td>{measure(one.furthestMinutes)}</td>
              <td>{measure(one.meanMinutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
