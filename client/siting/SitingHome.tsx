/** The siting place: what is wanted, then where it serves most, and the proof. */
import { useEffect } from 'react'
import { openPlace } from '../state/addressStore.ts'
import type { SitingQuestion } from '../../shared/siting/sitingQuestion.ts'
import { useMay } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import classes from './Siting.module.css'
import type { SitingState } from './sitingState.ts'
import { closeSiting, type SitingRun } from './sitingEngine.ts'
import { SitingForm } from './SitingForm.tsx'
import { SitingResult } from './SitingResult.tsx'
import { KeptStudies } from './studies/KeptStudies.tsx'
import { SitingTabs } from './studies/SitingTabs.tsx'
import { useStudyState } from './studies/studyState.ts'
import { StudyView } from './studies/StudyView.tsx'
import { forgetAsked, useSiting } from './useSiting.ts'

export default function SitingHome() {
  const t = useT()
  const isDark = useIsDark()
  const mayImport = useMay('data.import')
  const { study, isList } = useStudyState()
  const { state, existing, run, hasNetwork, error, retry } = useSiting()
  useEffect(
    () => () => {
      closeSiting()
      forgetAsked()
    },
    [],
  )
  return (
    <div className={classes.root} data-dark={isDark || undefined}>
      <PlaceHead title={t('siting.title')} />
      <PanelBody>
        {hasNetwork === false ? (
          <StateMessage
            tone="empty"
            title={t('siting.noNetwork')}
            hint={t('siting.noNetworkHint')}
            action={
              mayImport ? { label: t('siting.noNetworkDo'), onClick: () => openPlace('imports') } : undefined
            }
          />
        ) : error ? (
          <Failed error={error} onRetry={retry} />
        ) : study !== null ? (
          <StudyView id={study} />
        ) : isList ? (
          <>
            <SitingTabs isList />
            <KeptStudies />
          </>
        ) : (
          <>
            <SitingTabs isList={false} />
            <SitingForm state={state} />
            {state.kind === null ? (
              <p className={classes.intro}>{t('siting.intro')}</p>
            ) : run?.failure ? (
              <FailedRun failure={run.failure} onRetry={retry} />
            ) : run?.answer && run.answered ? (
              <SitingResult
                state={answeredState(state, run.answered)}
                run={run}
                answer={run.answer}
                existing={existing?.length ?? 0}
              />
            ) : (
              <SkeletonLines rows={8} />
            )}
          </>
        )}
      </PanelBody>
    </div>
  )
}

/** Words beside an answer are those of its own question. */
const answeredState = (
  state: SitingState,
  { aim, group, count, minutes, weights }: SitingQuestion,
): SitingState => ({
  ...state,
  weights: weights ?? null,
  aim,
  group,
  count,
  minutes,
})

interface FailedProps {
  failure: NonNullable<SitingRun['failure']>
  onRetry: () => void
}

function FailedRun({ failure, onRetry }: FailedProps) {
  const t = useT()
  const known = [
    'nobody',
    'noCandidates',
    'nothingReachable',
    'tooFew',
    'noRoom',
    'allOff',
    'budgetTooSmall',
    'noChoice',
  ] as const
  const key = known.find((one) => one === failure.key)
  return key ? (
    <StateMessage
      tone="empty"
      title={t(`siting.none.${key}`, failure.facts)}
      hint={t(`siting.noneHint.${key}`, failure.facts)}
    />
  ) : (
    <StateMessage
      tone="failed"
      title={t('siting.failed')}
      hint={t('siting.failedHint')}
      action={{ label: t('state.retry'), onClick: onRetry }}
    />
  )
}
