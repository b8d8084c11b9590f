/** The life-circle score: how many kinds of a standard homes have in reach, which are missing, and where. */
import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useRef } from 'react'
import { SCORE_SETS } from '../../../shared/standards/scoreSets.ts'
import { WALKING_PROFILES } from '../../../shared/standards/lifeCircles.ts'
import { count, share, UNKNOWN } from '../../i18n/format.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import { useIsDark } from '../../theme/useIsDark.ts'
import { Failed } from '../../ui/Failed.tsx'
import { ScrollBody } from '../../ui/ScrollBody.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import classes from '../Circles.module.css'
import { changeCircles, pickCircles, WHO } from '../circleState.ts'
import { CountsNote } from '../CountsNote.tsx'
import { usePickedHome } from '../home/usePickedHome.ts'
import { ScoreExport } from '../export/ScoreExport.tsx'
import { MissingKinds } from './MissingKinds.tsx'
import { ScoreHome } from './ScoreHome.tsx'
import { ScoreUnits } from './ScoreUnits.tsx'
import { bandsFor } from './scoreBands.ts'
import { useScore } from './useScore.ts'

export function ScoreResult({ set: id }: { set: string }) {
  const t = useT()
  const isDark = useIsDark()
  const scroller = useRef<HTMLDivElement>(null)
  const { state, set, answer, counts, hasNetwork, error, retry } = useScore(id)
  usePickedHome(answer?.places ?? null)
  const isEnglish = i18n.locale === 'en'
  const kinds = set.kinds.length
  return (
    <>
      <header className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={36}
          aria-label={t('circles.back')}
          onClick={() => pickCircles(null)}
        >
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
        <div className={classes.headText}>
          <h2 className={classes.title}>{t('score.title')}</h2>
          <div className={classes.detail}>
            {set.source} · {t('score.kinds', { kinds })}
          </div>
        </div>
        {answer && <ScoreExport answer={answer} set={set} counts={counts} />}
      </header>
      <ScrollBody ref={scroller}>
        {answer && (
          <section className={classes.headline} data-none aria-label={t('score.title')}>
            <p className={classes.sentence} aria-live="polite">
              <span className={classes.big}>{answer.mean === null ? UNKNOWN : answer.mean.toFixed(1)}</span>
              {t('score.headline', { kinds })}
              <span className={classes.share}>
                {t('score.complete', {
                  complete: count(answer.complete),
                  share: share(answer.residents > 0 ? answer.complete / answer.residents : null),
                })}
              </span>
            </p>
            <div className={classes.bar} aria-hidden>
              {bandsFor(kinds, isDark).map(({ least, most, colour }) => {
                const persons = answer.byScore.slice(least, most + 1).reduce((sum, one) => sum + one, 0)
                const width = answer.residents > 0 ? (persons / answer.residents) * 100 : 0
                return <i key={least} style={{ width: `${String(width)}%`, background: colour }} />
              })}
            </div>
          </section>
        )}
        <section className={classes.measure} aria-label={t('score.set')}>
          <NativeSelect
            aria-label={t('score.set')}
            value={set.id}
            data={SCORE_SETS.map((one) => ({ value: one.id, label: isEnglish ? one.en : one.zh }))}
            onChange={(event) => changeCircles({ score: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={t('circles.walker')}
            value={state.walker}
            data={WALKING_PROFILES.map(({ profile, zh, en, metersPerSecond, canUseSteps }) => ({
              value: profile,
              label: t(canUseSteps ? 'circles.walkerAt' : 'circles.walkerNoSteps', {
                walker: isEnglish ? en : zh,
                speed: metersPerSecond,
              }),
            }))}
            onChange={(event) => {
              const walker = event.currentTarget.value
              changeCircles({ walker: walker === 'standard' ? undefined : walker })
            }}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('circles.who')}
            value={state.who}
            data={WHO.map((one) => ({ value: one, label: t(`circles.who.${one}`) }))}
            onChange={(value) => changeCircles({ who: value }, 'replace')}
          />
        </section>
        {hasNetwork === false ? (
          <StateMessage tone="empty" title={t('score.noNetwork')} hint={t('circles.noNetwork')} />
        ) : error ? (
          <Failed error={error} onRetry={() => void retry()} />
        ) : !answer ? (
          <SkeletonLines rows={12} />
        ) : (
          <>
            <ScoreHome state={state} set={set} />
            <MissingKinds answer={answer} set={set} who={state.who} />
            <Section title={t('score.byUnit')}>
              <CountsNote {...counts} />
              <ScoreUnits answer={answer} scroller={scroller} />
            </Section>
          </>
        )}
      </ScrollBody>
    </>
  )
}
