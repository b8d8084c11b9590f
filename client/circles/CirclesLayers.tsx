/**
 * What the circles place draws: circles, or the score of homes, and over either the home that is explained; or the
 * street that is being changed.
 */
import { lazy } from 'react'
import { CircleLayers } from './CircleLayers.tsx'
import { HomeLayers } from './home/HomeLayers.tsx'
import { ScoreLayers } from './score/ScoreLayers.tsx'
import { useStreetState } from './street/streetState.ts'
import { SureLayers } from './sure/SureLayers.tsx'
import { useCircleState } from './useCircles.ts'

const StreetLayers = lazy(() => import('./street/StreetLayers.tsx'))

export default function CirclesLayers() {
  const { subject, home } = useCircleState()
  const { tab } = useStreetState()
  if (tab) return <StreetLayers />
  return (
    <>
      {subject?.from === 'score' ? <ScoreLayers set={subject.set} /> : <CircleLayers />}
      <HomeLayers home={home} />
      <SureLayers />
    </>
  )
}
