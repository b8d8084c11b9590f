/**
 * One thing that was written: what it says, how far it has come, and, where the server said no, why, what is now, and the
 * choice: send again, change, or discard. Nothing is thrown away by itself.
 */
import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { trpc } from '../api/trpc.ts'
import { instant } from '../i18n/format.ts'
import { say, translate, useT, wordFor } from '../i18n/i18n.ts'
import { issueTitle } from '../i18n/vocabulary.ts'
import { changeOutbox, outboxStore } from '../outbox/outboxStore.ts'
import {
  changeWords,
  discard,
  type Failure,
  isHeldBack,
  mayChange,
  type Queue,
  type Queued,
  restore,
  sendAgain,
  sendAsNote,
} from '../outbox/queue.ts'
import { useStore } from '../state/store.ts'
import { Failed } from '../ui/Failed.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { toastNotKept } from './toastNotKept.ts'
import classes from './Work.module.css'

const decide = (how: (queue: Queue) => Queue): void => void changeOutbox(how).catch(toastNotKept)

const UNDO_MILLISECONDS = 10_000

/** Off the list; a slip of the thumb can be taken back. */
function throwAway(item: Queued): void {
  decide((all) => discard(all, item.clientId))
  const id = `discarded ${item.clientId}`
  const takeBack = () => {
    notifications.hide(id)
    decide((all) => restore(all, item))
  }
  notifications.show({
    id,
    message: (
      <span className={classes.discarded}>
        {translate('work.discarded')}
        <Button size="compact-sm" variant="default" onClick={takeBack}>
          {translate('issues.undo')}
        </Button>
      </span>
    ),
    autoClose: UNDO_MILLISECONDS,
    withBorder: true,
  })
}

export function QueuedLine({ item }: { item: Queued }) {
  const t = useT()
  const { queue } = useStore(outboxStore)
  const { what, state, clientId } = item
  const [words, setWords] = useState<string | null>(null)
  const own = what.kind === 'step' ? what.reason : what.description
  const name =
    what.kind === 'step'
      ? `${wordFor('issueStep', what.step)} · ${issueTitle(what.title)}`
      : `${t('issues.report')} · ${issueTitle(what)}`
  return (
    <article className={classes.queued} data-state={state} aria-label={name}>
      <p className={classes.queuedName}>
        <strong>{name}</strong>
        <span className={classes.quiet}>{instant(new Date(item.writtenAt).toISOString())}</span>
      </p>
      {own !== '' && words === null && <p className={classes.words}>{own}</p>}
      {item.photoCount > 0 && <p className={classes.quiet}>{t('work.photos', { count: item.photoCount })}</p>}
      <Progress item={item} isHeld={isHeldBack(queue, item)} />
      {words !== null && (
        <Textarea
          label={t(what.kind === 'step' ? 'issues.reason' : 'issues.reportWhat')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={what.kind === 'step' ? 500 : 2000}
        />
      )}
      {state === 'stuck' &&
        (what.kind === 'step' ? (
          <Conflict item={item} id={what.id} />
        ) : (
          <div className={classes.choices}>
            <Button variant="default" onClick={() => decide((all) => sendAgain(all, clientId, null))}>
              {t('work.sendAgain')}
            </Button>
          </div>
        ))}
      {state !== 'sent' && (
        <div className={classes.choices}>
          {words !== null ? (
            <>
              <Button
                disabled={words.trim() === ''}
                onClick={() => {
                  decide((all) => changeWords(all, clientId, words.trim()))
                  setWords(null)
                }}
              >
                {t('work.keepWords')}
              </Button>
              <Button variant="default" onClick={() => setWords(null)}>
                {t('issues.cancel')}
              </Button>
            </>
          ) : (
            <>
              {mayChange(item) && own !== '' && (
                <Button variant="default" onClick={() => setWords(own)}>
                  {t('work.change')}
                </Button>
              )}
              <Button variant="default" onClick={() => throwAway(item)}>
                {t('work.discard')}
              </Button>
            </>
          )}
        </div>
      )}
    </article>
  )
}

/** The server's words for why not. */
function failureWords({ key, facts }: Failure): string {
  const named =
    typeof facts.step === 'string' && facts.step !== ''
      ? { ...facts, step: wordFor('issueStep', facts.step) }
      : facts
  return (key !== null && say(key, named)) || ''
}

function Progress({ item, isHeld }: { item: Queued; isHeld: boolean }) {
  const t = useT()
  const { state, failure, sent, tries } = item
  if (sent)
    return (
      <p className={classes.done}>
        {t('work.sentAs', { id: sent.id, time: instant(new Date(sent.at).toISOString()) })}
      </p>
    )
  if (state === 'stuck' && failure)
    return <p className={classes.refused}>{failureWords(failure) || t('work.refused')}</p>
  if (isHeld) return <p className={classes.quiet}>{t('work.held')}</p>
  if (failure?.kind === 'signedOut') return <p className={classes.refused}>{t('work.signedOut')}</p>
  return <p className={classes.quiet}>{tries > 0 ? t('work.tried', { count: tries }) : t('work.notSent')}</p>
}

/** What has become of the issue meanwhile, and sending on top of that. */
function Conflict({ item, id }: { item: Queued; id: string }) {
  const t = useT()
  const query = useQuery(trpc.issue.file.queryOptions({ id }, { staleTime: 0 }))
  const file = query.data
  if (!file)
    return query.error ? (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonLines rows={1} />
    )
  const { what } = item
  const may = what.kind === 'step' && file.steps.some(({ step }) => step === what.step)
  const last = file.events.at(-1)
  return (
    <div className={classes.now}>
      <p>
        {t('work.now')} <strong>{t(`issueState.${file.progress.state}`)}</strong>
        {last &&
          ` · ${wordFor('issueStep', last.step)} · ${last.userName} · ${instant(last.at)}${last.reason ? ` · ${last.reason}` : ''}`}
      </p>
      {may ? (
        <Button onClick={() => decide((all) => sendAgain(all, item.clientId, file.lastEvent))}>
          {t('work.sendAnyway')}
        </Button>
      ) : (
        <>
          <p>{t('work.notNow')}</p>
          {what.kind === 'step' && what.reason !== '' && (
            <Button
              variant="default"
              onClick={() => decide((all) => sendAsNote(all, item.clientId, file.lastEvent))}
            >
              {t('work.asNote')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
