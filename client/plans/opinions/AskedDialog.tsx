/** What the person is asked about plans, in any role: closed questions and a remark, answered once. */
import { Button, Modal, Radio, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type AskedSurvey,
  type Choices,
  fitsQuestions,
  LONGEST_REMARK,
} from '../../../shared/plans/opinionRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { choiceLabels } from './OpinionSection.tsx'
import classes from './Opinions.module.css'

export default function AskedDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useQuery(trpc.opinion.mine.queryOptions())
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planOpinion.mine')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines rows={4} />
      ) : data.length === 0 ? (
        <p className={classes.soft}>{t('planOpinion.mineNone')}</p>
      ) : (
        data.map((survey) => <Asked key={survey.id} survey={survey} />)
      )}
    </Modal>
  )
}

function Asked({ survey }: { survey: AskedSurvey }) {
  const t = useT()
  const { id, title, planName, scope, purpose, questions, closesOn, isAnswered } = survey
  const [choices, setChoices] = useState<Choices>(questions.map(() => null))
  const [remark, setRemark] = useState('')
  const answer = useMutation(
    trpc.opinion.answer.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.opinion.pathFilter())
        toastDone(t('planOpinion.thanks'))
      },
      onError: toastFailure,
    }),
  )
  return (
    <article className={classes.survey} aria-label={title}>
      <header>
        <h4>{title}</h4>
      </header>
      <p className={classes.soft}>
        {t('planOpinion.aboutPlan', { name: planName, scope, day: closesOn })}
        {purpose !== '' && <> · {purpose}</>}
      </p>
      {isAnswered ? (
        <p>{t('planOpinion.youAnswered')}</p>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (fitsQuestions(choices, questions))
              answer.mutate({ survey: id, choices, remark: remark.trim() })
          }}
        >
          {questions.map((question, i) => (
            <Radio.Group
              key={i}
              label={question.text}
              value={choices[i] === null ? null : String(choices[i])}
              onChange={(value) =>
                setChoices(choices.map((choice, other) => (other === i ? Number(value) : choice)))
              }
            >
              <div className={classes.roles}>
                {choiceLabels(question, t).map((label, choice) => (
                  <Radio key={label} value={String(choice)} label={label} />
                ))}
              </div>
            </Radio.Group>
          ))}
          <Textarea
            label={t('planOpinion.remark')}
            description={t('planOpinion.remarkHint', { most: LONGEST_REMARK })}
            maxLength={LONGEST_REMARK}
            autosize
            minRows={2}
            value={remark}
            onChange={(event) => setRemark(event.currentTarget.value)}
          />
          <p className={classes.soft}>{t('planOpinion.nameless')}</p>
          <div className={classes.buttons}>
            <Button type="submit" disabled={!fitsQuestions(choices, questions)} loading={answer.isPending}>
              {t('planOpinion.send')}
            </Button>
          </div>
        </form>
      )}
    </article>
  )
}
