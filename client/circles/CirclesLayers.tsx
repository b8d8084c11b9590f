/** What the circles place draws: circles, or the score of homes; and over either the home that is explained. */
import { CircleLayers } from './CircleLayers.tsx'
import { HomeLayers } from './home/HomeLayers.tsx'
import { ScoreLayers } from './score/ScoreLayers.tsx'
import { SureLayers } from './sure/SureLayers.tsx'
import { useCircleState } from './useCircles.ts'

export default function CirclesLayers() {
  const { subject, home } = useCircleState()
  return (
    <>
      {subject?.from === 'score' ? <ScoreLayers set={subject.set} /> : <CircleLayers />}
      <HomeLayers home={home} />
      <SureLayers />
    </>
  )
}
