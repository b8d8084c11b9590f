/** The questions of one's own side about the other; all have to be answered, words may be added. */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isComplete, MUTUAL_QUESTIONS, type MutualSheet } from '../../../shared/issues/mutual.ts'
import { trpc } from '../../api/trpc.ts'
import { translate, useT } from '../../i18n/i18n.ts'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import classes from './Mutual.module.css'
import { questionText } from './questionText.ts'

interface Props {
  sheet: MutualSheet
  community: MutualSheet['communities'][number]
  /** Leaves what was given before as it is; undefined while there is nothing. */
  onEnd: (() => void) | undefined
}

const SCORES = ['1', '2', '3', '4', '5']

export function MutualForm({ sheet, community, onEnd }: Props) {
  const t = useT()
  const queryClient = useQueryClient()
  const { quarter, side } = sheet
  const [scores, setScores] = useState<Record<string, number>>({ ...community.own?.scores })
  const [words, setWords] = useState(community.own?.words ?? '')
  const send = useMutation(
    trpc.mutual.answer.mutationOptions({
      onSuccess: async () => {
        toastDone(translate('mutual.kept', { name: community.name }))
        await queryClient.invalidateQueries({ queryKey: trpc.mutual.pathKey() })
        onEnd?.()
      },
      onError: toastFailure,
    }),
  )
  return (
    <form
      className={classes.form}
      aria-label={t(`mutual.about.${side}`, { name: community.name })}
      onSubmit={(event) => {
        event.preventDefault()
        if (isComplete(side, scores) && !send.isPending)
          send.mutate({ quarter, community: community.code, scores, words: words.trim() })
      }}
    >
      <p className={classes.quiet}>{t('mutual.scale')}</p>
      {MUTUAL_QUESTIONS[side].map((question) => (
        <div key={question.key}>
          <div className={classes.question}>{questionText(question)}</div>
          <SegmentedControl
            fullWidth
            aria-label={questionText(question)}
            value={scores[question.key] === undefined ? '' : String(scores[question.key])}
            data={SCORES}
            onChange={(value) => setScores((before) => ({ ...before, [question.key]: Number(value) }))}
          />
        </div>
      ))}
      <Textarea
        label={t('mutual.words')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={500}
      />
      <div className={classes.end}>
        {onEnd && (
          <Button variant="default" onClick={onEnd}>
            {t('mutual.cancel')}
          </Button>
        )}
        <Button type="submit" loading={send.isPending} disabled={!isComplete(side, scores)}>
          {t('mutual.send')}
        </Button>
      </div>
    </form>
  )
}
