/** Who is inside the circles and who is not: the one figure first, then rings, then where. */
import { Button } from '@mantine/core'
import { memo, type RefObject, useDeferredValue, useMemo, useRef } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useAskedPlace } from '../map/askPlace.ts'
import { Failed } from '../ui/Failed.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { CircleHead } from './CircleHead.tsx'
import classes from './Circles.module.css'
import { changeCircles, pickCircles } from './circleState.ts'
import { AccessSection } from './access/AccessSection.tsx'
import { HomeSection } from './home/HomeSection.tsx'
import { usePickedHome } from './home/usePickedHome.ts'
import { MeasureSwitch } from './MeasureSwitch.tsx'
import { OutsideTable } from './OutsideTable.tsx'
import { pickOnMap } from './pickOnMap.ts'
import { ServicePointList } from './ServicePointList.tsx'
import { SensitivitySection } from './sure/SensitivitySection.tsx'
import { StreetEntry } from './street/StreetEntry.tsx'
import { type CircleResultShown, useCircles } from './useCircles.ts'
import { HeldHeadline, HeldRings } from './walk/HeldCounts.tsx'
import { CompareSection } from './walk/CompareSection.tsx'
import { ReachSection } from './walk/ReachSection.tsx'
import { SnapNote } from './walk/SnapNote.tsx'

export function CircleResult() {
  const scroller = useRef<HTMLDivElement>(null)
  const t = useT()
  const { state, answer, walked, isRadius, points, dropped, error, failure, retry } = useCircles()
  const ofWalk = isRadius ? null : walked.answer
  const isOne = state.subject?.from === 'place' || state.subject?.from === 'facility'
  useAskedPlace(isOne ? pickOnMap : null)
  usePickedHome(ofWalk && state.subject?.from === 'kind' ? ofWalk.places : null)
  const { question } = walked
  const result = useMemo(
    () => answer && { answer, ofWalk, question, points, state },
    [answer, ofWalk, question, points, state],
  )
  // The one figure and the rings follow a pointer; the long lists below come after it.
  const later = useDeferredValue(result)
  if (state.subject?.from === 'dropped' && !dropped) {
    return (
      <StateMessage
        tone="empty"
        title={t('circles.droppedGone')}
        hint={t('circles.droppedGoneHint')}
        action={{ label: t('circles.back'), onClick: () => pickCircles(null) }}
      />
    )
  }
  return (
    <>
      <CircleHead state={state} dropped={dropped} result={later} />
      <ScrollBody ref={scroller}>
        {answer && <HeldHeadline answer={answer} state={state} />}
        {ofWalk && <SnapNote answer={ofWalk} />}
        <MeasureSwitch state={state} canWalk={walked.hasNetwork !== false} />
        {(error ?? failure) && !answer ? (
          error ? (
            <Failed error={error} onRetry={retry} />
          ) : (
            <StateMessage
              tone="failed"
              title={t('circles.walkFailed')}
              hint={t('circles.walkFailedHint')}
              action={{ label: t('state.retry'), onClick: retry }}
            >
              <Button variant="subtle" mt={12} onClick={() => changeCircles({ measure: 'radius' })}>
                {t('circles.useRadius')}
              </Button>
            </StateMessage>
          )
        ) : !answer ? (
          <div aria-label={t('circles.loading')}>
            <SkeletonLines rows={9} />
          </div>
        ) : (
          <>
            <Section
              title={t('circles.within')}
              aside={
                answer.isEstimate && (
                  <span className={classes.mark} title={t('circles.estimateHint')}>
                    {t('circles.estimate')}
                  </span>
                )
              }
            >
              <HeldRings answer={answer} />
              <p className={classes.soft}>
                {t('circles.cumulative')} {answer.isEstimate && t('circles.estimateHint')}
                {!answer.isExact && ` ${t('circles.roundedToFives')}`}
              </p>
            </Section>
            {later && <LaterSections result={later} scroller={scroller} />}
          </>
        )}
      </ScrollBody>
    </>
  )
}

interface LaterProps {
  result: CircleResultShown
  scroller: RefObject<HTMLDivElement | null>
}

const LaterSections = memo(function LaterSections({ result, scroller }: LaterProps) {
  const t = useT()
  const { answer, ofWalk, question, state } = result
  const { subject } = state
  const kind = ofWalk && subject?.from === 'kind' ? subject.kind : null
  const isOne = subject?.from === 'place' || subject?.from === 'facility'
  return (
    <>
      {kind !== null && <HomeSection state={state} kind={kind} />}
      {ofWalk && <CompareSection answer={ofWalk} state={state} />}
      {ofWalk && isOne && <ReachSection answer={ofWalk} />}
      {ofWalk && <StreetEntry />}
      <Section title={t('circles.byUnit')}>
        <OutsideTable answer={answer} who={state.who} scroller={scroller} />
      </Section>
      {kind !== null && <AccessSection state={state} kind={kind} />}
      {question && ofWalk && <SensitivitySection question={question} />}
      <ServicePointList answer={answer} state={state} scroller={scroller} />
    </>
  )
})
