/** Who is inside the circles and who is not: the one figure first, then rings, then where. */
import { useRef } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { ScrollBody } from '../ui/ScrollBody.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { CircleHead } from './CircleHead.tsx'
import classes from './Circles.module.css'
import { pickCircles } from './circleState.ts'
import { Headline } from './Headline.tsx'
import { OutsideTable } from './OutsideTable.tsx'
import { RadiusSettings } from './RadiusSettings.tsx'
import { RingTable } from './RingTable.tsx'
import { ServicePointList } from './ServicePointList.tsx'
import { useCircles } from './useCircles.ts'

export function CircleResult() {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { state, answer, dropped, error, retry } = useCircles()
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
      <CircleHead answer={answer} />
      <ScrollBody ref={scroller}>
        {answer && <Headline answer={answer} state={state} />}
        <RadiusSettings key={state.radii.join()} state={state} />
        {error && !answer ? (
          <Failed error={error} onRetry={() => void retry()} />
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
              <RingTable answer={answer} />
              <p className={classes.soft}>
                {t('circles.cumulative')} {answer.isEstimate && t('circles.estimateHint')}
              </p>
            </Section>
            <Section title={t('circles.byUnit')}>
              <OutsideTable answer={answer} who={state.who} scroller={scroller} />
            </Section>
            <ServicePointList answer={answer} state={state} scroller={scroller} />
          </>
        )}
      </ScrollBody>
    </>
  )
}
