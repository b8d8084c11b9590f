/** What each further point brings: a bar for each number of points, which can be taken. */
import { VisuallyHidden } from '@mantine/core'
import { count, measure } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import type { CurvePoint } from './protocol.ts'
import classes from './Siting.module.css'
import { changeSiting, type SitingState } from './sitingState.ts'

interface Props {
  state: SitingState
  curve: readonly CurvePoint[]
  /** People within the minutes of what exists. */
  before: number
}

export function SitingCurve({ state, curve, before }: Props) {
  const t = useT()
  const isReach = state.aim === 'reach'
  const heightOf = (point: CurvePoint): number =>
    isReach ? point.insideAfter - before : (point.meanAfter ?? 0)
  const most = Math.max(1e-9, ...curve.map(heightOf))
  return (
    <Section title={t(isReach ? 'siting.curve.reach' : 'siting.curve.walk')}>
      <ul className={classes.curve}>
        {curve.map((point, at) => {
          const more = heightOf(point) - (at > 0 ? heightOf(curve[at - 1]!) : isReach ? 0 : heightOf(point))
          return (
            <li key={point.count}>
              <button
                type="button"
                aria-pressed={point.count === state.count}
                onClick={() => changeSiting({ count: String(point.count) })}
              >
                <span className={classes.more}>{isReach ? `+${count(more)}` : measure(heightOf(point))}</span>
                <i style={{ height: `${String(4 + (68 * heightOf(point)) / most)}px` }} aria-hidden />
                <span>{point.count}</span>
                <VisuallyHidden>
                  {t(isReach ? 'siting.curveLabel.reach' : 'siting.curveLabel.walk', {
                    count: point.count,
                    value: isReach ? count(heightOf(point)) : measure(heightOf(point)),
                  })}
                </VisuallyHidden>
              </button>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
