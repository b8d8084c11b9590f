/** What can be done with an issue now: the first thing as a button, what the place suggests, the rest behind "more". */
import { Badge, Button, Menu } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { IssueFile } from '../../shared/issues/desk.ts'
import type { Need, RuledStep } from '../../shared/issues/steps.ts'
import { trpc } from '../api/trpc.ts'
import { TOUCH_QUERY } from '../frame/layout.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { AlikeIssues } from './AlikeIssues.tsx'
import { AnswerLinkLine } from './AnswerLinkLine.tsx'
import { ClosingEvidence } from './ClosingEvidence.tsx'
import { DueReason } from './DueReason.tsx'
import { useWriting } from './presence/useBeingHere.ts'
import { IssueHistory, useTargetName } from './IssueHistory.tsx'
import classes from './Issues.module.css'
import { HereLine } from './photos/HereLine.tsx'
import { PhotoField } from './photos/PhotoField.tsx'
import { mayAskWhere, useHere } from './photos/useHere.ts'
import { usePhotos } from './photos/usePhotos.ts'
import { StepForm } from './StepForm.tsx'
import { Suggested } from './Suggested.tsx'
import { UndoLine } from './UndoLine.tsx'
import { type GivenStep, useIssueSteps } from './useIssueSteps.ts'

/** What usually comes next, by state. */
const USUAL: Record<IssueFile['progress']['state'], readonly RuledStep[]> = {
  new: ['dispatch', 'accept', 'refuse'],
  dispatched: ['take', 'return'],
  inHand: ['feedBack', 'return'],
  toVerify: ['verify', 'sendBack'],
  hung: ['resume'],
  closed: ['evaluate', 'notReached', 'endCallBack', 'reopen'],
}

interface Props {
  id: string
  location: readonly [lon: number, lat: number] | null
}

export function IssueWork({ id, location }: Props) {
  const t = useT()
  const query = useQuery(trpc.issue.file.queryOptions({ id }))
  const file = query.data?.id === id ? query.data : undefined
  if (query.error && !file) return <Failed error={query.error} onRetry={() => void query.refetch()} />
  if (!file) return <SkeletonLines rows={4} />
  return (
    <>
      <Section title={t('issues.work')}>
        <Steps key={file.id} file={file} />
      </Section>
      <ClosingEvidence evidence={file.evidence} signs={file.signs} />
      {file.steps.some(({ step }) => step === 'merge') && <AlikeIssues file={file} />}
      <Section title={t('issue.dueAt')}>
        <DueReason due={file.due} />
      </Section>
      <Section title={t('issues.history')}>
        <IssueHistory events={file.events} photos={file.photos} location={location} />
      </Section>
    </>
  )
}

function Steps({ file }: { file: IssueFile }) {
  const t = useT()
  const steps = useIssueSteps(file)
  const { takeBack, isBusy } = steps
  const picked = usePhotos()
  const where = useHere()
  const isTouch = useMediaQuery(TOUCH_QUERY, matchMedia(TOUCH_QUERY).matches)
  const [asked, setAsked] = useState<{ step: RuledStep; needs: readonly Need[]; seen: string } | null>(null)
  useWriting(file.id, asked !== null)
  // What was picked goes with whatever step is taken next.
  const take = async (given: GivenStep): Promise<boolean> => {
    if (!picked.isReady) return false
    const { asked: place } = where
    const here = place.state === 'there' ? place.here : undefined
    const isDone = await steps.take({ ...given, photos: picked.hashes, here })
    if (isDone) {
      picked.clear()
      where.forget()
    }
    return isDone
  }
  const may = (step: RuledStep): boolean => file.steps.some((one) => one.step === step)
  const needsOf = (step: RuledStep) => file.steps.find((one) => one.step === step)?.needs ?? []
  const usual = USUAL[file.progress.state].filter(may)
  const rest = file.steps.map(({ step }) => step).filter((step) => !usual.includes(step))
  const suggestion = file.progress.state === 'new' && may('dispatch') ? file.suggestion : null
  const begin = (step: RuledStep) => {
    if (needsOf(step).length > 0) setAsked({ step, needs: needsOf(step), seen: file.lastEvent })
    else void take({ step })
  }
  const best = suggestion?.options[0]
  const hasBest = best !== undefined && !best.isBeyond
  const first = usual[0]
  useHotkeys([
    [
      'd',
      // Closing is not the work of a single key held down or pressed twice.
      (event) => {
        if (event.repeat || asked !== null || isBusy || !picked.isReady) return
        if (hasBest) void take({ step: 'dispatch', details: { target: best.target } })
        else if (first) begin(first)
      },
    ],
    [
      'z',
      (event) => {
        const isInTime = file.undo !== null && Date.parse(file.undo.until) > Date.now()
        if (!event.repeat && asked === null && isInTime) void takeBack()
      },
    ],
  ])
  // Where somebody is says something where the closing is proved by it.
  const isPlaceAsked =
    isTouch && mayAskWhere() && file.evidence?.some(({ kind }) => kind === 'place') === true
  const proofs = (isRequired: boolean) => (
    <>
      <PhotoField
        picked={picked}
        label={t('photo.label')}
        hint={t('photo.withStep')}
        isRequired={isRequired}
      />
      {isPlaceAsked && <HereLine {...where} />}
    </>
  )
  return (
    <div className={classes.work}>
      <Held file={file} />
      <UndoLine file={file} isBusy={isBusy} onUndo={() => void takeBack()} />
      {suggestion && asked === null && (
        <Suggested
          suggestion={suggestion}
          isBusy={isBusy}
          isReady={picked.isReady}
          onTake={(target) => void take({ step: 'dispatch', details: { target } })}
        />
      )}
      {asked !== null ? (
        <StepForm
          step={asked.step}
          needs={asked.needs}
          isBusy={isBusy}
          isStale={asked.seen !== file.lastEvent}
          mayGoOn={may(asked.step)}
          onGoOn={() => setAsked({ ...asked, seen: file.lastEvent })}
          onTake={(given) =>
            void take({ ...given, seen: asked.seen }).then((isDone) => {
              if (isDone) setAsked(null)
            })
          }
          onCancel={() => setAsked(null)}
          isReady={picked.isReady && (!asked.needs.includes('photo') || picked.hashes.length > 0)}
        >
          {proofs(asked.needs.includes('photo'))}
        </StepForm>
      ) : file.steps.length === 0 ? (
        <p className={classes.quiet}>{t('issues.noSteps')}</p>
      ) : (
        <div className={classes.steps}>
          {usual.map((step, index) => (
            <Button
              key={step}
              variant={index === 0 && !hasBest ? 'filled' : 'default'}
              loading={isBusy && index === 0 && !hasBest}
              disabled={isBusy || !picked.isReady}
              onClick={() => begin(step)}
            >
              {hasBest && step === 'dispatch' ? t('issues.dispatchElse') : wordFor('issueStep', step)}
            </Button>
          ))}
          {rest.length > 0 && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                  {t('issues.more')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {rest.map((step) => (
                  <Menu.Item key={step} disabled={!picked.isReady} onClick={() => begin(step)}>
                    {wordFor('issueStep', step)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      )}
      {asked === null && file.steps.length > 0 && proofs(false)}
      {asked === null && may('evaluate') && <AnswerLinkLine file={file} />}
    </div>
  )
}

/** In whose hands it is, and what stands out about it. */
function Held({ file }: { file: IssueFile }) {
  const t = useT()
  const nameOf = useTargetName()
  const {
    target,
    targetName,
    calledIn,
    isEscalated,
    isSetAside,
    isWaitingForResident,
    waitsUntil,
    reviewDate,
    mergedInto,
    answer,
    callsMissed,
    isCallEnded,
  } = file.progress
  const marks = [
    isEscalated && t('issues.escalated'),
    isSetAside && t('issues.setAside'),
    isWaitingForResident &&
      (waitsUntil ? t('issues.waitingUntil', { day: waitsUntil }) : t('issues.waiting')),
    reviewDate && t('issues.review', { day: reviewDate }),
    mergedInto && t('issues.merged', { id: mergedInto }),
    callsMissed > 0 && answer === null && t('issues.callsMissed', { count: callsMissed }),
    isCallEnded && answer === null && t('issues.callEnded'),
  ].filter((mark): mark is string => typeof mark === 'string')
  if (!target && calledIn.length === 0 && marks.length === 0) return null
  return (
    <div className={classes.held}>
      {target && (
        <span>
          {t('issues.held')} <strong>{targetName ?? nameOf(target)}</strong>
        </span>
      )}
      {calledIn.length > 0 && (
        <span>
          {t('issues.calledIn')} {calledIn.map(nameOf).join('、')}
        </span>
      )}
      {marks.map((mark) => (
        <Badge key={mark} variant="light" color="gray" tt="none" c="var(--qh-ink)">
          {mark}
        </Badge>
      ))}
    </div>
  )
}
