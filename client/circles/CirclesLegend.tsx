/** What the marks of the circles place mean. */
import { CircleLegend } from './CircleLegend.tsx'
import { ScoreLegend } from './score/ScoreLegend.tsx'
import { useCircleState } from './useCircles.ts'

export default function CirclesLegend() {
  const { subject } = useCircleState()
  return subject?.from === 'score' ? <ScoreLegend set={subject.set} /> : <CircleLegend />
}
