/** What the marks of the circles place mean. */
import { CircleLegend } from './CircleLegend.tsx'
import { ScoreLegend } from './score/ScoreLegend.tsx'
import { StreetLegend } from './street/StreetLegend.tsx'
import { useStreetState } from './street/streetState.ts'
import { useCircleState } from './useCircles.ts'

export default function CirclesLegend() {
  const { subject } = useCircleState()
  const { tab } = useStreetState()
  if (tab) return <StreetLegend />
  return subject?.from === 'score' ? <ScoreLegend set={subject.set} /> : <CircleLegend />
}
