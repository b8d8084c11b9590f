/** The circles place: first what for, then who is inside and who is not. */
import { useIsDark } from '../theme/useIsDark.ts'
import { CircleResult } from './CircleResult.tsx'
import classes from './Circles.module.css'
import { KindPicker } from './KindPicker.tsx'
import { ScoreResult } from './score/ScoreResult.tsx'
import { StreetHome } from './street/StreetHome.tsx'
import { useStreetState } from './street/streetState.ts'
import { useCircleState } from './useCircles.ts'

export default function CirclesHome() {
  const isDark = useIsDark()
  const { subject } = useCircleState()
  const { tab } = useStreetState()
  return (
    <div className={classes.root} data-dark={isDark || undefined}>
      {subject?.from === 'score' ? (
        <ScoreResult set={subject.set} />
      ) : tab ? (
        <StreetHome />
      ) : subject ? (
        <CircleResult />
      ) : (
        <KindPicker />
      )}
    </div>
  )
}
