/** What the siting place draws. */
import { useMemo } from 'react'
import type { MixedOpening } from '../../shared/siting/mixed/mixDesk.ts'
import type { SitingSite } from '../../shared/siting/sitingQuestion.ts'
import { useMapPart } from '../map/useMapPart.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { shownOf, sitingRunStore } from './sitingEngine.ts'
import { sitingColours, sitingPart } from './sitingPart.ts'
import { useSiteMarkers } from './useSiteMarkers.ts'
import { StudyLayers } from './studies/StudyLayers.tsx'
import { useStudyState } from './studies/studyState.ts'
import { useExisting, useSitingState } from './useSiting.ts'

const NO_OPENINGS: readonly MixedOpening[] = []
const NO_SITES: readonly SitingSite[] = []

export default function SitingLayers() {
  const { isList, study } = useStudyState()
  return isList || study !== null ? <StudyLayers /> : <AnswerLayers />
}

function AnswerLayers() {
  const colours = sitingColours(useIsDark())
  const { kind } = useSitingState()
  const { existing } = useExisting(kind)
  const run = useStore(sitingRunStore)
  const { tried, mix } = run
  const openings = mix?.answer?.openings ?? NO_OPENINGS
  const shown = kind === null ? null : shownOf(run)
  useSiteMarkers(shown?.sites ?? NO_SITES, tried !== null)
  useMapPart(
    useMemo(() => sitingPart(shown, existing ?? [], colours, openings), [shown, existing, openings, colours]),
  )
  return null
}
