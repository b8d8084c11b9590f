/** What kept answers draw: the points of the one that is open, or of those side by side, in the colour of each. */
import { useMemo } from 'react'
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import { useMapPart } from '../../map/useMapPart.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { sitingColours, sitingPart } from '../sitingPart.ts'
import { useExisting } from '../useSiting.ts'
import { comparedPart } from './comparedPart.ts'
import { useStudyState } from './studyState.ts'
import { useStudiesBeside, useStudy } from './useStudies.ts'

export function StudyLayers() {
  const { study, beside } = useStudyState()
  const { data } = useStudy(study)
  const compared = useStudiesBeside(study === null ? beside : [])
  return study !== null ? (
    data ? (
      <OneStudy study={data} />
    ) : null
  ) : compared.length > 0 ? (
    <Compared studies={compared} />
  ) : null
}

function OneStudy({ study }: { study: StudyRecord }) {
  const colours = sitingColours(useIsDark())
  const { existing } = useExisting(study.kind)
  useMapPart(
    useMemo(
      () =>
        sitingPart(
          {
            sites: study.answer.sites.map(({ load: _load, ...site }) => ({ ...site, runnerUp: null })),
            outside: [],
          },
          existing ?? [],
          colours,
        ),
      [study, existing, colours],
    ),
  )
  return null
}

function Compared({ studies }: { studies: readonly StudyRecord[] }) {
  const { edge } = sitingColours(useIsDark())
  useMapPart(useMemo(() => comparedPart(studies, edge), [studies, edge]))
  return null
}
