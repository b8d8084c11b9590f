/** One task: what and where, why it is due then, what was done, and the next steps as large buttons. */
import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconMap2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { Me } from '../../shared/domain/access.ts'
import { SETTLING } from '../../shared/issues/evidence.ts'
import { photoPath } from '../../shared/issues/photos.ts'
import type { Need, RuledStep } from '../../shared/issues/steps.ts'
import { liveStateStore } from '../api/liveChannel.ts'
import { setSheet } from '../frame/layout.ts'
import { distance, instant } from '../i18n/format.ts'
import { translate, useT, wordFor } from '../i18n/i18n.ts'
import { issueClassName, issueTitle } from '../i18n/vocabulary.ts'
import { ClosingEvidence } from '../issues/ClosingEvidence.tsx'
import { DueReason } from '../issues/DueReason.tsx'
import { IssueHistory } from '../issues/IssueHistory.tsx'
import { HereLine } from '../issues/photos/HereLine.tsx'
import { PhotoField } from '../issues/photos/PhotoField.tsx'
import { mayAskWhere, useHere } from '../issues/photos/useHere.ts'
import { StepForm } from '../issues/StepForm.tsx'
import type { GivenStep } from '../issues/useIssueSteps.ts'
import { flyToPoint } from '../map/camera.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { isKeptStore } from '../offline/person.ts'
import { keptPhotosStore } from '../offline/taskPhotos.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { writeStep } from '../outbox/write.ts'
import { CardFacts } from '../overview/CardFacts.tsx'
import { useNow } from '../overview/useNow.ts'
import { useStore } from '../state/store.ts'
import { announce } from '../ui/announce.ts'
import { Failed } from '../ui/Failed.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { LateText } from '../ui/LateText.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { toastDone } from '../ui/toast.ts'
import { metersBetween } from './nearest.ts'
import { openTasks } from './openWork.ts'
import { QueuedLine } from './QueuedLine.tsx'
import { isLateAt, isWaiting, seenTask, type SeenTask } from './seenTask.ts'
import { toastNotKept } from './toastNotKept.ts'
import { useFieldWork } from './useFieldWork.ts'
import { useKeptPhotos } from './useKeptPhotos.ts'
import { positionStore } from './usePosition.ts'
import classes from './Work.module.css'
import { WorkHead } from './WorkHead.tsx'
import { WorkStatus } from './WorkStatus.tsx'

/** What usually comes next; the rest is behind "more". */
const USUAL: readonly RuledStep[] = ['take', 'feedBack', 'verify', 'sendBack']

export function TaskPage({ id, me }: { id: string; me: Me }) {
  const t = useT()
  const now = useNow()
  const work = useFieldWork()
  const { queue } = useStore(outboxStore)
  const position = useStore(positionStore)
  const live = useStore(liveStateStore)
  const isKept = useStore(isKeptStore)
  const keptPhotos = useStore(keptPhotosStore)
  const found = work.data?.tasks.find(({ issue }) => issue.id === id)
  useSelectedPoint(found?.issue.location)
  if (!found) {
    return (
      <>
        <WorkHead title={id} />
        <WorkStatus at={work.data?.at} />
        {work.data ? (
          <StateMessage
            tone="empty"
            title={t('work.gone')}
            hint={t('work.goneHint')}
            action={{ label: t('work.back'), onClick: openTasks }}
          />
        ) : work.error ? (
          <Failed error={work.error} onRetry={() => void work.refetch()} />
        ) : (
          <SkeletonLines rows={6} />
        )}
      </>
    )
  }
  const task = seenTask(found, queue, me)
  const { issue } = task
  // Photos are at the server; without it those are shown that are on this phone.
  const isLive = live.state !== 'lost' && !isKept
  const photos = isLive
    ? found.photos
    : found.photos.filter(({ hash }) => keptPhotos.has(photoPath(hash, 'small')))
  const left = found.photos.length - photos.length
  const meters = metersBetween(position.state === 'known' ? position.position.place : null, issue.location)
  const isLate = isLateAt(task, now)
  const showOnMap = () => {
    setSheet('low')
    if (issue.location) flyToPoint(issue.location)
  }
  return (
    <>
      <WorkHead title={issueTitle(issue)}>
        {issue.location && (
          <Button variant="default" leftSection={<IconMap2 size={18} aria-hidden />} onClick={showOnMap}>
            {t('work.map')}
          </Button>
        )}
      </WorkHead>
      <WorkStatus at={work.data?.at} />
      <PanelBody>
        <div className={classes.what}>
          <p className={classes.facts}>
            <IssueMark state={issue.state} isLate={isLate} />
            <span>{t(`issueState.${issue.state}`)}</span>
            <LateText dueAt={issue.dueAt} isLate={isLate} now={now} />
            {meters !== null && <span>{distance(meters)}</span>}
          </p>
          {issue.description && <p className={classes.words}>{issue.description}</p>}
          <p className={classes.quiet}>{[issue.unit?.name, issue.address].filter(Boolean).join(' · ')}</p>
        </div>
        {task.queued.length > 0 && (
          <Section title={t('work.unsent')}>
            {task.queued.map((item) => (
              <QueuedLine key={item.clientId} item={item} />
            ))}
          </Section>
        )}
        <Section title={t('issues.work')}>
          <Steps task={task} me={me} />
        </Section>
        <ClosingEvidence evidence={task.evidence} signs={[]} />
        <Section title={t('issue.dueAt')}>
          <DueReason due={task.due} />
        </Section>
        <Section title={t('issues.history')}>
          {left > 0 && <p className={classes.quiet}>{t('work.photosLater', { count: left })}</p>}
          <IssueHistory events={found.events} photos={photos} location={issue.location} />
        </Section>
        <Section title={t('issue.card')}>
          <CardFacts
            facts={[
              [t('issues.reportClass'), issueClassName(issue.class)],
              [t('issue.reportedAt'), instant(issue.reportedAt)],
              [t('issue.number'), issue.id],
            ]}
          />
        </Section>
      </PanelBody>
    </>
  )
}

function Steps({ task, me }: { task: SeenTask; me: Me }) {
  const t = useT()
  const [asked, setAsked] = useState<{ step: RuledStep; needs: readonly Need[]; seen: string } | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const picked = useKeptPhotos()
  const where = useHere()
  const may = (step: RuledStep): boolean => task.steps.some((one) => one.step === step)
  const usual = USUAL.filter(may)
  const rest = task.steps.map(({ step }) => step).filter((step) => !usual.includes(step))
  const write = async ({ step, reason = '', details = {} }: GivenStep): Promise<void> => {
    if (isBusy) return
    setIsBusy(true)
    try {
      const { id, class: issueClass, subclass } = task.issue
      await writeStep(
        me,
        {
          id,
          step,
          reason,
          details,
          title: { class: issueClass, subclass },
          here: where.asked.state === 'there' ? where.asked.here : undefined,
        },
        task.lastEvent,
        picked.queued,
      )
      picked.clear()
      where.forget()
      const said = translate('work.stepKept', { step: wordFor('issueStep', step) })
      toastDone(said)
      announce(said)
      setAsked(null)
    } catch {
      toastNotKept()
    } finally {
      setIsBusy(false)
    }
  }
  const begin = (step: RuledStep) => {
    const needs = task.steps.find((one) => one.step === step)?.needs ?? []
    // What says that it is settled is said with a photo, or with words.
    if (needs.length > 0 || SETTLING.includes(step)) setAsked({ step, needs, seen: task.lastEvent })
    else void write({ step })
  }
  if (asked) {
    return (
      <StepForm
        step={asked.step}
        needs={asked.needs}
        isBusy={isBusy}
        isStale={asked.seen !== task.lastEvent}
        mayGoOn={may(asked.step)}
        onGoOn={() => setAsked({ ...asked, seen: task.lastEvent })}
        onTake={(given) => void write(given)}
        onCancel={() => setAsked(null)}
        isReady={!asked.needs.includes('photo') || picked.photos.length > 0}
      >
        <PhotoField picked={picked} label={t('photo.label')} isRequired={asked.needs.includes('photo')} />
        {SETTLING.includes(asked.step) &&
          mayAskWhere() &&
          task.evidence.some(({ kind }) => kind === 'place') && <HereLine {...where} />}
      </StepForm>
    )
  }
  if (task.steps.length === 0) return <p className={classes.quiet}>{t('issues.noSteps')}</p>
  return (
    <div className={classes.steps}>
      {!isWaiting(task) && <p className={classes.quiet}>{t('work.waitsForOthers')}</p>}
      {usual.map((step, index) => (
        <Button
          key={step}
          size="lg"
          fullWidth
          variant={index === 0 ? 'filled' : 'default'}
          disabled={isBusy}
          onClick={() => begin(step)}
        >
          {wordFor('issueStep', step)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <Button
              size="lg"
              fullWidth
              variant="default"
              rightSection={<IconChevronDown size={16} aria-hidden />}
            >
              {t('issues.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((step) => (
              <Menu.Item key={step} onClick={() => begin(step)}>
                {wordFor('issueStep', step)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
