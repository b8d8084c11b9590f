/** What did not arrive: why, what was answered last, and what to do with it. */
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { DeadLetter } from '../../../shared/issues/notices.ts'
import { trpc } from '../../api/trpc.ts'
import { count, instant } from '../../i18n/format.ts'
import { useT, wordFor } from '../../i18n/i18n.ts'
import { openIssue } from '../../overview/open.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import classes from './Notices.module.css'
import { LOOK_AGAIN, refreshNotices } from './refreshNotices.ts'

export function DeadLetterList() {
  const t = useT()
  const dead = useQuery(trpc.notice.deadLetters.queryOptions(undefined, { refetchInterval: LOOK_AGAIN }))
  const ending = { onError: toastFailure, onSettled: () => void refreshNotices() }
  const waitsAgain = ({ count: many }: { count: number }) =>
    toastDone(t('notices.waitsAgain', { count: count(many) }))
  const again = useMutation(trpc.notice.sendAgain.mutationOptions({ ...ending, onSuccess: waitsAgain }))
  const allAgain = useMutation(trpc.notice.sendAllAgain.mutationOptions({ ...ending, onSuccess: waitsAgain }))
  const discard = useMutation(
    trpc.notice.discard.mutationOptions({ ...ending, onSuccess: () => toastDone(t('notices.discarded')) }),
  )
  const isBusy = again.isPending || allAgain.isPending || discard.isPending
  const { data } = dead
  return (
    <Section
      title={t('notices.deadTitle')}
      aside={
        data &&
        data.total > 1 && (
          <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => allAgain.mutate()}>
            {t('notices.sendAllAgain')}
          </Button>
        )
      }
    >
      {data && <p className={classes.quiet}>{t('notices.deadHint', { count: data.mostAttempts })}</p>}
      {dead.error && !data ? (
        <Failed error={dead.error} onRetry={() => void dead.refetch()} />
      ) : !data ? (
        <SkeletonLines rows={2} />
      ) : data.total === 0 ? (
        <p>{t('notices.deadNone')}</p>
      ) : (
        <>
          {data.total > data.letters.length && (
            <p className={classes.quiet}>
              {t('notices.deadMore', { total: count(data.total), shown: count(data.letters.length) })}
            </p>
          )}
          <ul className={classes.list} aria-label={t('notices.deadTitle')}>
            {data.letters.map((letter) => (
              <Letter
                key={letter.id}
                letter={letter}
                isBusy={isBusy}
                onAgain={() => again.mutate({ id: letter.id })}
                onDiscard={() => discard.mutate({ id: letter.id })}
              />
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

function Letter({
  letter: { issueId, occurrence, webhookName, endedAt, attempts, reason, status, answer },
  isBusy,
  onAgain,
  onDiscard,
}: {
  letter: DeadLetter
  isBusy: boolean
  onAgain: () => void
  onDiscard: () => void
}) {
  const t = useT()
  const what = { id: issueId, occurrence: wordFor('occurrence', occurrence) }
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <div className={classes.what}>
          <button type="button" className={classes.issue} onClick={() => openIssue(issueId, null)}>
            {issueId}
          </button>
          {` ${what.occurrence} → ${webhookName}`}
          <p className={classes.quiet}>
            <span className={classes.alarm}>
              {[wordFor('noticeReason', reason), status ?? ''].filter(Boolean).join(' ')}
            </span>
            {` · ${t('notices.attempts', { count: attempts })} · ${instant(endedAt)}`}
          </p>
        </div>
        <div className={classes.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={t('notices.sendAgainOf', what)}
            onClick={onAgain}
          >
            {t('notices.sendAgain')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isBusy}
            aria-label={t('notices.discardOf', what)}
            onClick={onDiscard}
          >
            {t('notices.discard')}
          </Button>
        </div>
      </div>
      {answer !== '' && (
        <div className={classes.answer}>
          {t('notices.answer')}
          <pre>{answer}</pre>
        </div>
      )}
    </li>
  )
}
