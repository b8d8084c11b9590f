/** Where the point meets the street, and what that leaves in doubt. */
import { useT } from '../../i18n/i18n.ts'
import classes from '../Circles.module.css'
import type { WalkAnswer } from './protocol.ts'

const WORTH_SAYING_METERS = 15

export function SnapNote({ answer }: { answer: WalkAnswer }) {
  const t = useT()
  const { snapped, unsnapped, notConnected, question } = answer
  const lines: string[] = []
  if (question.wantsReach && !snapped) lines.push(t('circles.notOnStreet'))
  if (question.wantsReach && snapped && snapped.meters > WORTH_SAYING_METERS)
    lines.push(t('circles.snapped', { meters: Math.round(snapped.meters) }))
  if (question.wantsReach && snapped?.isBehindBarrier) lines.push(t('circles.behindBarrier'))
  if (!question.wantsReach && unsnapped > 0) lines.push(t('circles.unsnapped', { count: unsnapped }))
  if (notConnected.residents > 0) lines.push(t('circles.notConnected', { count: notConnected.residents }))
  if (lines.length === 0) return null
  return (
    <ul className={classes.doubts}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
