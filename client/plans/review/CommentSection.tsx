/** Comments on places: written where they stand, answered, resolved, withdrawn by whoever wrote them. */
import { Button, Textarea } from '@mantine/core'
import { IconMapPinPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import type { PlanHead } from '../../../shared/plans/planRecord.ts'
import { LONGEST_COMMENT, type PlanComment } from '../../../shared/plans/reviewRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToPoint } from '../../map/camera.ts'
import { coveredPixels } from '../../frame/layout.ts'
import { mapStore } from '../../map/mapStore.ts'
import { useStore } from '../../state/store.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastFailure } from '../../ui/toast.ts'
import { commentStore, forgetComment, pickComment, placeComment, standAt } from './commentState.ts'
import { numbered } from './numbered.ts'
import { refreshChecks } from './usePlanChecks.ts'
import classes from './Review.module.css'

/** Every change answers with all comments of the plan. */
function useTaken(id: string) {
  return (comments: PlanComment[]): void => {
    queryClient.setQueryData(trpc.review.comments.queryKey({ id }), comments)
    refreshChecks()
  }
}

export function CommentSection({ plan: { id } }: { plan: PlanHead }) {
  const t = useT()
  const { data, error, refetch } = useQuery(trpc.review.comments.queryOptions({ id }))
  const { isPlacing, at } = useStore(commentStore)
  const open = data?.filter(({ isWithdrawn, resolvedAt }) => !isWithdrawn && resolvedAt === null).length
  return (
    <Section
      title={t('planReview.comments')}
      aside={open !== undefined && <small>{t('planReview.commentsOpen', { count: open })}</small>}
    >
      {at ? (
        <NewComment id={id} at={at} />
      ) : isPlacing ? (
        <div className={classes.placing} role="status">
          <p>{t('planReview.placing')}</p>
          <div className={classes.buttons}>
            <Button size="xs" onClick={standInMiddle}>
              {t('planReview.middle')}
            </Button>
            <Button size="xs" variant="default" onClick={forgetComment}>
              {t('planPage.cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconMapPinPlus size={14} aria-hidden />}
          onClick={placeComment}
        >
          {t('planReview.newComment')}
        </Button>
      )}
      {error ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines rows={3} />
      ) : data.length === 0 ? (
        <p className={classes.soft}>{t('planReview.noComments')}</p>
      ) : (
        <ol className={classes.comments} aria-label={t('planReview.comments')}>
          {numbered(data)
            .toReversed()
            .map(({ comment, number }) => (
              <Comment key={comment.id} planId={id} comment={comment} number={number} />
            ))}
        </ol>
      )}
    </Section>
  )
}

/** The middle of the part of the map that nothing covers. */
function standInMiddle(): void {
  const map = mapStore.get()
  if (!map) return
  const { left, right, top, bottom } = coveredPixels()
  const { clientWidth, clientHeight } = map.getContainer()
  const { lng, lat } = map.unproject([(left + clientWidth - right) / 2, (top + clientHeight - bottom) / 2])
  standAt([lng, lat])
}

function NewComment({ id, at }: { id: string; at: readonly [number, number] }) {
  const t = useT()
  const [words, setWords] = useState('')
  const take = useTaken(id)
  const write = useMutation(
    trpc.review.comment.mutationOptions({
      onSuccess: (comments) => {
        take(comments)
        forgetComment()
      },
      onError: toastFailure,
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() !== '') write.mutate({ id, lonLat: [...at], words: words.trim() })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <Textarea
        label={t('planReview.comment')}
        description={t('planReview.commentHint')}
        maxLength={LONGEST_COMMENT}
        autosize
        minRows={2}
        data-autofocus
        autoFocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" disabled={words.trim() === ''} loading={write.isPending}>
          {t('planReview.write')}
        </Button>
        <Button size="xs" variant="default" onClick={forgetComment}>
          {t('planPage.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Comment({ planId, comment, number }: { planId: string; comment: PlanComment; number: number }) {
  const t = useT()
  const take = useTaken(planId)
  const own = useRef<HTMLLIElement>(null)
  const isPicked = useStore(commentStore).picked === comment.id
  const [isAnswering, setIsAnswering] = useState(false)
  const options = { onSuccess: take, onError: toastFailure }
  const resolve = useMutation(trpc.review.resolve.mutationOptions(options))
  const withdraw = useMutation(trpc.review.withdraw.mutationOptions(options))
  useEffect(() => {
    if (isPicked) own.current?.scrollIntoView({ block: 'nearest' })
  }, [isPicked])
  const { id, words, by, at, isOwn, isWithdrawn, resolvedBy, resolvedAt, lonLat, answers } = comment
  return (
    <li ref={own} className={classes.comment} data-picked={isPicked || undefined} value={number}>
      <button
        type="button"
        className={classes.number}
        data-resolved={resolvedAt !== null || isWithdrawn || undefined}
        aria-label={t('planReview.showPlace', { number })}
        aria-pressed={isPicked}
        disabled={isWithdrawn}
        onClick={() => {
          pickComment(id)
          flyToPoint(lonLat)
        }}
      >
        {number}
      </button>
      <div className={classes.said}>
        <p data-withdrawn={isWithdrawn || undefined}>{isWithdrawn ? t('planReview.isWithdrawn') : words}</p>
        <small>
          {by} · {instant(at)}
          {resolvedAt !== null &&
            ` · ${t('planReview.resolvedBy', { by: resolvedBy ?? '', at: instant(resolvedAt) })}`}
        </small>
        {answers.map((answer) => (
          <div key={answer.id} className={classes.answer}>
            <p data-withdrawn={answer.isWithdrawn || undefined}>
              {answer.isWithdrawn ? t('planReview.isWithdrawn') : answer.words}
            </p>
            <small>
              {answer.by} · {instant(answer.at)}
            </small>
            {answer.isOwn && !answer.isWithdrawn && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => withdraw.mutate({ id: answer.id })}
              >
                {t('planReview.withdraw')}
              </Button>
            )}
          </div>
        ))}
        {isAnswering ? (
          <Answer planId={planId} id={id} onDone={() => setIsAnswering(false)} />
        ) : (
          !isWithdrawn && (
            <div className={classes.acts}>
              <Button size="compact-xs" variant="subtle" onClick={() => setIsAnswering(true)}>
                {t('planReview.answer')}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                loading={resolve.isPending}
                onClick={() => resolve.mutate({ id, isResolved: resolvedAt === null })}
              >
                {t(resolvedAt === null ? 'planReview.resolve' : 'planReview.reopen')}
              </Button>
              {isOwn && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate({ id })}
                >
                  {t('planReview.withdraw')}
                </Button>
              )}
            </div>
          )
        )}
      </div>
    </li>
  )
}

function Answer({ planId, id, onDone }: { planId: string; id: string; onDone: () => void }) {
  const t = useT()
  const [words, setWords] = useState('')
  const take = useTaken(planId)
  const answer = useMutation(
    trpc.review.answer.mutationOptions({
      onSuccess: (comments) => {
        take(comments)
        onDone()
      },
      onError: toastFailure,
    }),
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (words.trim() !== '') answer.mutate({ id, words: words.trim() })
      }}
    >
      <Textarea
        label={t('planReview.answer')}
        maxLength={LONGEST_COMMENT}
        autosize
        autoFocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" size="xs" disabled={words.trim() === ''} loading={answer.isPending}>
          {t('planReview.answerDo')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('planPage.cancel')}
        </Button>
      </div>
    </form>
  )
}
