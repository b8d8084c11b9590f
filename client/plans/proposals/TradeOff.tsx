/** Proposals by what they cost and what they gain: people who change grid across, imbalance up. */
import type { ZoningFigures } from '../../../shared/zoning/problem.ts'
import { count, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from '../Plans.module.css'
import type { FoundProposal } from './protocol.ts'

const [WIDTH, HEIGHT] = [340, 132]
const [LEFT, RIGHT, TOP, BOTTOM] = [54, 12, 10, 26]

interface Props {
  proposals: readonly FoundProposal[]
  today: ZoningFigures | null
  leastImbalance: number
  shown: FoundProposal | null
  onPick: (proposal: FoundProposal) => void
}

export function TradeOff({ proposals, today, leastImbalance, shown, onPick }: Props) {
  const t = useT()
  const mostMoved = Math.max(1, ...proposals.map(({ figures }) => figures.moved))
  // Today is so far off that nothing else could be told apart: it is drawn at the top where it would not fit.
  const mostOff = 1.15 * Math.max(0.01, leastImbalance, ...proposals.map(({ figures }) => figures.imbalance))
  const x = (moved: number): number => LEFT + (moved / mostMoved) * (WIDTH - LEFT - RIGHT)
  const y = (off: number): number =>
    HEIGHT - BOTTOM - (Math.min(off, mostOff) / mostOff) * (HEIGHT - TOP - BOTTOM)
  return (
    <figure className={classes.tradeOff}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('planPage.proposal.chart')}>
        <line x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - BOTTOM} className={classes.axis} />
        <line
          x1={LEFT}
          x2={WIDTH - RIGHT}
          y1={HEIGHT - BOTTOM}
          y2={HEIGHT - BOTTOM}
          className={classes.axis}
        />
        <line
          x1={LEFT}
          x2={WIDTH - RIGHT}
          y1={y(leastImbalance)}
          y2={y(leastImbalance)}
          className={classes.bound}
        />
        <text x={LEFT - 6} y={TOP + 8} textAnchor="end">{`±${share(mostOff)}`}</text>
        <text x={LEFT - 6} y={HEIGHT - BOTTOM} textAnchor="end">
          0
        </text>
        <text x={WIDTH - RIGHT} y={HEIGHT - 8} textAnchor="end">
          {t('planPage.proposal.chartMoved', { count: count(Math.round(mostMoved)) })}
        </text>
        {today && (
          <rect x={x(0) - 4} y={y(today.imbalance) - 4} width={8} height={8} className={classes.todayMark}>
            <title>{`${t('planPage.proposal.today')} ±${share(today.imbalance)}`}</title>
          </rect>
        )}
        {proposals.map((proposal, i) => (
          <circle
            key={i}
            cx={x(proposal.figures.moved)}
            cy={y(proposal.figures.imbalance)}
            r={shown === proposal ? 7 : 5}
            className={classes.dot}
            data-shown={shown === proposal}
            onClick={() => onPick(proposal)}
          >
            <title>
              {`±${share(proposal.figures.imbalance)} · ${t('planPage.proposal.moved')} ${count(Math.round(proposal.figures.moved))}`}
            </title>
          </circle>
        ))}
      </svg>
    </figure>
  )
}
