/** Opinions on a plan: who is asked until when, what was said, how many were asked. */
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import type { Question, Survey, Tally } from '../../../shared/plans/opinionRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, share } from '../../i18n/format.ts'
import { type Translate, useT } from '../../i18n/i18n.ts'
import { shortName } from '../../map/style/unitLabels.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { refreshChecks } from '../review/usePlanChecks.ts'
import { AskDialog } from './AskDialog.tsx'
import { LinksDialog } from './LinksDialog.tsx'
import classes from './Opinions.module.css'

/** No event tells of an answer: how many there are is asked for now and then. */
const COUNT_MILLISECONDS = 60_000

export function OpinionSection({ plan }: { plan: PlanHead }) {
  const t = useT()
  const mayWork = useMay('plan.work')
  const { data, error, refetch } = useQuery({
    ...trpc.opinion.list.queryOptions({ id: plan.id }, { staleTime: 0 }),
    refetchInterval: ({ state }) =>
      state.data?.some((survey) => survey.state === 'open') ? COUNT_MILLISECONDS : false,
  })
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Section title={t('planOpinion.title')}>
      {mayWork && (
        <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
          {t('planOpinion.ask')}
        </Button>
      )}
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines rows={3} />
      ) : data.length === 0 ? (
        <p className={classes.soft}>{t('planOpinion.none')}</p>
      ) : (
        data.map((survey) => <Result key={survey.id} survey={survey} mayWork={mayWork} />)
      )}
      {isAsking && <AskDialog plan={plan} onClose={() => setIsAsking(false)} />}
    </Section>
  )
}

export const choiceLabels = ({ choices }: Question, t: Translate): readonly string[] =>
  choices.length > 0 ? choices : [t('planOpinion.yes'), t('planOpinion.no')]

function Result({ survey, mayWork }: { survey: Survey; mayWork: boolean }) {
  const t = useT()
  const [isLinking, setIsLinking] = useState(false)
  const end = useMutation(
    trpc.opinion.end.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.opinion.list.pathFilter())
        refreshChecks()
        toastDone(t('planOpinion.ended'))
      },
      onError: toastFailure,
    }),
  )
  const { title, state, opensOn, closesOn, questions, colleagues, residents, byGrid, remarks, isStale } =
    survey
  return (
    <article className={classes.survey} aria-label={title}>
      <header>
        <h4>{title}</h4>
        <span className={classes.state} data-state={state}>
          {t(`planOpinion.state.${state}`)}
        </span>
      </header>
      <p className={classes.soft}>
        {t('planOpinion.days', { from: opensOn, to: closesOn })}
        {isStale && ` · ${t('planOpinion.stale')}`}
      </p>
      <p className={classes.counts}>
        {t('planOpinion.colleaguesCount', { asked: colleagues.asked, answered: colleagues.answered })}
        <br />
        {t('planOpinion.residentsCount', { asked: residents.asked, answered: residents.answered })}
      </p>
      {state === 'open' && <p className={classes.soft}>{t('planOpinion.toldLater')}</p>}
      {isHeld(survey, colleagues) && <p className={classes.soft}>{t('planOpinion.heldColleagues')}</p>}
      {isHeld(survey, residents) && <p className={classes.soft}>{t('planOpinion.heldResidents')}</p>}
      {(colleagues.tally || residents.tally) && (
        <Questions questions={questions} colleagues={colleagues.tally} residents={residents.tally} />
      )}
      {residents.tally && <ByGrid questions={questions} byGrid={byGrid} />}
      {remarks.length > 0 && (
        <details className={classes.remarks}>
          <summary>{t('planOpinion.remarks', { count: remarks.length })}</summary>
          <ul>
            {remarks.map(({ words, byResident }, i) => (
              <li key={i}>
                {words}
                <small>{t(byResident ? 'planOpinion.byResident' : 'planOpinion.byColleague')}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayWork && state !== 'closed' && (
        <div className={classes.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => setIsLinking(true)}>
            {t('planOpinion.makeLinks')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            loading={end.isPending}
            onClick={() => end.mutate({ id: survey.id })}
          >
            {t('planOpinion.end')}
          </Button>
        </div>
      )}
      {isLinking && <LinksDialog survey={survey} onClose={() => setIsLinking(false)} />}
    </article>
  )
}

/** Whether a group answered, and what it said stays untold. */
const isHeld = ({ state }: Survey, { answered, tally }: Survey['residents']): boolean =>
  state === 'closed' && answered > 0 && tally === null

/** Of those whose answers are shown. */
function Questions({
  questions,
  colleagues,
  residents,
}: {
  questions: readonly Question[]
  colleagues: Tally | null
  residents: Tally | null
}) {
  const t = useT()
  return (
    <ol className={classes.questions}>
      {questions.map((question, i) => {
        const all = choiceLabels(question, t).map(
          (label, choice) =>
            [label, (colleagues?.[i]?.[choice] ?? 0) + (residents?.[i]?.[choice] ?? 0)] as const,
        )
        const total = all.reduce((sum, [, number]) => sum + number, 0)
        if (!colleagues?.[i] && !residents?.[i])
          return (
            <li key={i}>
              {question.text}
              <p className={classes.soft}>{t('planOpinion.heldQuestion')}</p>
            </li>
          )
        return (
          <li key={i}>
            {question.text}
            <ul>
              {all.map(([label, number]) => (
                <li key={label}>
                  <span>{label}</span>
                  <span className={classes.bar} aria-hidden>
                    <i style={{ width: total === 0 ? 0 : `${(number / total) * 100}%` }} />
                  </span>
                  <span className={classes.number}>
                    {t('planOpinion.people', {
                      count: count(number),
                      share: share(total === 0 ? null : number / total),
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}

/** Answers grid by grid, a table for each question. */
function ByGrid({ questions, byGrid }: Pick<Survey, 'questions' | 'byGrid'>) {
  const t = useT()
  const { nodes } = useUnits()
  return (
    <details className={classes.remarks}>
      <summary>{t('planOpinion.byGrid')}</summary>
      {questions.map((question, i) => (
        <div key={i} className={classes.scroll} tabIndex={0} role="region" aria-label={question.text}>
          <table className={classes.table}>
            <caption>{question.text}</caption>
            <thead>
              <tr>
                <th scope="col">{t('planPage.area')}</th>
                <th scope="col">{t('planOpinion.askedHead')}</th>
                {choiceLabels(question, t).map((label) => (
                  <th scope="col" key={label}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {byGrid.map(({ code, name, asked, tally, answered }) => (
                <tr key={code}>
                  <th scope="row">{shortName(name, nodes.get(nodes.get(code)?.parent ?? '')?.name)}</th>
                  <td>{count(asked)}</td>
                  <Told tally={tally?.[i] ?? null} answered={answered} labels={choiceLabels(question, t)} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <p className={classes.soft}>{t('planOpinion.fewHint')}</p>
    </details>
  )
}

/** How many of a grid chose what; one cell where that is not told, or nobody answered. */
function Told({
  tally,
  answered,
  labels,
}: {
  tally: readonly number[] | null
  answered: number | null
  labels: readonly string[]
}) {
  const t = useT()
  if (!tally)
    return (
      <td colSpan={labels.length} className={classes.few}>
        {answered === 0 ? t('planOpinion.nobody') : t('planOpinion.few')}
      </td>
    )
  return labels.map((label, choice) => <td key={label}>{count(tally[choice])}</td>)
}
