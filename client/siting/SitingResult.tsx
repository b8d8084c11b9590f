/** What the best choice so far comes to, how far from the best possible it is, and what each point does. */
import { isPlain, type SitingAnswer, type SitingSite } from '../../shared/siting/sitingQuestion.ts'
import { count, measure, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { AskedNotes } from './AskedNotes.tsx'
import classes from './Siting.module.css'
import { SiteList } from './SiteList.tsx'
import { SitingCurve } from './SitingCurve.tsx'
import { MixSection } from './MixSection.tsx'
import { type SitingRun, shownOf } from './sitingEngine.ts'
import { SitingProof } from './SitingProof.tsx'
import type { SitingState } from './sitingState.ts'
import { FirmnessSection } from './studies/FirmnessSection.tsx'
import { AccessTable } from './studies/AccessTable.tsx'
import { StudyActions } from './studies/StudyActions.tsx'
import { useDraftStudy } from './studies/useDraftStudy.ts'
import { TriedLine } from './TriedLine.tsx'
import { UnitGains } from './UnitGains.tsx'

interface Props {
  state: SitingState
  run: SitingRun
  answer: SitingAnswer
  existing: number
}

export function SitingResult({ state, run, answer, existing }: Props) {
  const t = useT()
  const draft = useDraftStudy(run, state.kind)
  const nextBest = ({ street, loss }: NonNullable<SitingSite['runnerUp']>): string => {
    const place = street === '' ? t('siting.unnamedOther') : street
    const isWalk = state.aim === 'walk'
    const isAlike = isWalk ? loss < 0.005 : loss < 0.5
    if (isAlike) return t('siting.next.alike', { place })
    return isWalk
      ? t('siting.next.walk', { place, minutes: loss.toFixed(2) })
      : t('siting.next.reach', { place, people: count(Math.round(loss)) })
  }
  const shown = shownOf(run) ?? answer
  const canFollow = run.answered !== null && isPlain(run.answered)
  return (
    <div aria-busy={run.isWorking}>
      <section className={classes.headline} aria-label={t('siting.answer')} aria-live="polite">
        <Sentence state={state} answer={answer} />
        <p className={classes.soft}>
          {t('siting.insideLine', {
            minutes: state.minutes,
            before: share(answer.insideBefore / answer.total),
            after: share(answer.insideAfter / answer.total),
            outside: count(answer.total - answer.insideAfter),
            total: count(answer.total),
          })}
        </p>
        <AskedNotes answer={answer} />
        <SitingProof state={state} answer={answer} isWorking={run.isWorking} />
        {run.tried && <TriedLine state={state} answer={answer} tried={run.tried} />}
        {draft && canFollow && (shown === answer || run.tried) && (
          <StudyActions draft={draft} isWorking={run.isWorking} />
        )}
      </section>
      <Section title={t('siting.sites')} aside={t('siting.existing', { count: existing })}>
        {shown.sites.length === 0 ? (
          <p className={classes.soft}>{t('siting.noSites')}</p>
        ) : (
          <SiteList
            sites={shown.sites.map(({ load = 0, capacity, runnerUp, ...site }) => ({
              ...site,
              held: capacity === undefined ? null : { load, capacity },
              note: runnerUp && nextBest(runnerUp),
            }))}
          />
        )}
        {answer.held && (
          <p className={classes.soft}>
            {t('siting.held', {
              points: answer.held.points,
              load: count(answer.held.load),
              capacity: count(answer.held.capacity),
            })}
          </p>
        )}
      </Section>
      {run.curve.length > 0 && <SitingCurve state={state} curve={run.curve} before={answer.insideBefore} />}
      {canFollow && shown === answer && !run.isWorking && answer.sites.length > 0 && (
        <FirmnessSection firmness={run.firmness} sites={answer.sites} />
      )}
      {run.access && canFollow && shown === answer && (
        <AccessTable access={run.access} minutes={state.minutes} />
      )}
      <MixSection state={state} run={run} answer={answer} />
      <UnitGains answer={shown} minutes={state.minutes} />
    </div>
  )
}

interface SentenceProps {
  state: Pick<SitingState, 'aim' | 'group' | 'minutes'> & Partial<Pick<SitingState, 'weights'>>
  answer: Pick<
    SitingAnswer,
    'insideBefore' | 'insideAfter' | 'meanBefore' | 'meanAfter' | 'furthestAfter'
  > & { sites: readonly unknown[]; worstAfter?: number | null }
}

/** The answer in one line, of its aim. */
export function Sentence({ state, answer }: SentenceProps) {
  const t = useT()
  const who = t(state.weights ? 'siting.for.weighted' : `siting.for.${state.group}`)
  switch (state.aim) {
    case 'reach':
      return (
        <p className={classes.sentence}>
          <span className={classes.big}>{count(answer.insideAfter - answer.insideBefore)}</span>
          {t('siting.head.reach', { minutes: state.minutes, who, count: answer.sites.length })}
        </p>
      )
    case 'walk':
      return (
        <p className={classes.sentence}>
          <span className={classes.big}>{measure(answer.meanAfter)}</span>
          {t('siting.head.walk', { who, before: measure(answer.meanBefore) })}
        </p>
      )
    case 'furthest':
      return (
        <p className={classes.sentence}>
          <span className={classes.big}>{measure(answer.furthestAfter)}</span>
          {t('siting.head.furthest', { who })}
        </p>
      )
    case 'worst':
      return (
        <p className={classes.sentence}>
          <span className={classes.big}>{measure(answer.worstAfter ?? null)}</span>
          {t('siting.head.worst', { who })}
        </p>
      )
    case 'fewest':
      return (
        <p className={classes.sentence}>
          <span className={classes.big}>{count(answer.sites.length)}</span>
          {t('siting.head.fewest', { minutes: state.minutes, who })}
        </p>
      )
  }
}
