/** What was done with an issue: who, when, why, with which photos; what was taken back stays to be seen. */
import { useState } from 'react'
import type { IssuePhoto } from '../../shared/issues/photos.ts'
import type { IssueEvent, Target } from '../../shared/issues/progress.ts'
import { useUnits } from '../api/useUnits.ts'
import { instant } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { departmentName } from './departmentName.ts'
import classes from './Issues.module.css'
import { PhotoStrip } from './photos/PhotoStrip.tsx'
import { PhotoViewer } from './photos/PhotoViewer.tsx'

export function useTargetName(): (target: Target) => string {
  const { nodes } = useUnits()
  return (target) =>
    'unit' in target ? (nodes.get(target.unit)?.name ?? target.unit) : departmentName(target.department)
}

interface Props {
  events: readonly IssueEvent[]
  photos?: readonly IssuePhoto[]
  /** Of the issue. */
  location?: readonly [lon: number, lat: number] | null
}

export function IssueHistory({ events, photos = [], location = null }: Props) {
  const t = useT()
  const [open, setOpen] = useState<IssuePhoto | null>(null)
  const nameOf = useTargetName()
  if (events.length === 0) return <p className={classes.quiet}>{t('issues.noHistory')}</p>
  const undone = new Set(events.map(({ undoes }) => undoes))
  return (
    <>
      <ol className={classes.history}>
        {events.toReversed().map((event) => {
          const { target, due, reviewDate, other, answer, suggested } = event.details
          const said = [
            target && nameOf(target),
            suggested &&
              (suggested.rank === null
                ? t('suggest.notFollowed')
                : t('suggest.followed', { rank: suggested.rank })),
            due && instant(due),
            reviewDate,
            other,
            answer && t(answer.isSolved ? 'issues.answer.solved' : 'issues.answer.notSolved'),
            answer?.satisfaction && `${String(answer.satisfaction)}/5`,
            event.reason,
            event.step === 'import' && wordFor('issueState', event.to),
          ].filter(Boolean)
          const isOfFile = event.step === 'import' || event.details.replayed
          const who = isOfFile ? t('issues.byFile') : event.userName
          return (
            <li key={event.id} data-undone={undone.has(event.id) || undefined}>
              <span
                className={classes.historyDot}
                style={{ background: `var(--qh-state-${event.to})` }}
                aria-hidden
              />
              <span className={classes.historyText}>
                <span>
                  <strong>{wordFor('issueStep', event.step)}</strong>
                  {undone.has(event.id) && ` · ${t('issues.undoneEvent')}`}
                  {said.length > 0 && ` · ${said.join(' · ')}`}
                </span>
                <span className={classes.quiet}>
                  {instant(event.at)}
                  {event.details.writtenAt &&
                    ` (${t('work.writtenAt', { time: instant(event.details.writtenAt) })})`}
                  {' · '}
                  {event.byResident ? t('issues.byResident') : who}
                </span>
                <PhotoStrip
                  photos={photos.filter((photo) => photo.event === event.id)}
                  of={`${wordFor('issueStep', event.step)} ${instant(event.at)}`}
                  onOpen={setOpen}
                />
              </span>
            </li>
          )
        })}
      </ol>
      <PhotoViewer photos={photos} events={events} location={location} open={open} onOpen={setOpen} />
    </>
  )
}
