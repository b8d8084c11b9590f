/** The tasks, nearest first, with what lies behind the order; the one button is a new report. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconCurrentLocation, IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import type { Me } from '../../shared/domain/access.ts'
import type { FieldUnit } from '../../shared/issues/fieldWork.ts'
import { useSystem } from '../api/useSystem.ts'
import { count, distance } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueTitle } from '../i18n/vocabulary.ts'
import { flyToBox } from '../map/camera.ts'
import { mapStore } from '../map/mapStore.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { useNow } from '../overview/useNow.ts'
import { cameWithView, useAddress } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { Failed } from '../ui/Failed.tsx'
import { IssueMark } from '../ui/IssueMark.tsx'
import { LateText } from '../ui/LateText.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { DutyLine } from './DutyLine.tsx'
import { InstallLine } from './InstallLine.tsx'
import { nearestFirst } from './nearest.ts'
import { filterTasks, openTask, openWorkView } from './openWork.ts'
import { isLateAt, isWaiting, type SeenTask, seenTask } from './seenTask.ts'
import { useFieldWork } from './useFieldWork.ts'
import { canTellPosition, followPosition, positionStore } from './usePosition.ts'
import classes from './Work.module.css'
import { WorkStatus } from './WorkStatus.tsx'

const FILTERS = ['all', 'handle', 'verify', 'late'] as const
type Filter = (typeof FILTERS)[number]

const isFilter = (text: string | undefined): text is Filter => FILTERS.some((one) => one === text)

let wasThere = cameWithView

/** Brings the map to one's own unit, once: its tiles are kept as they are seen, and are there without signal. */
function goThere({ box }: FieldUnit): void {
  if (wasThere) return
  wasThere = true
  flyToBox(box)
}

export function TaskList({ me }: { me: Me }) {
  const t = useT()
  const now = useNow()
  const work = useFieldWork()
  const { queue } = useStore(outboxStore)
  const position = useStore(positionStore)
  const asked = useAddress((entry) => entry.own['work.filter'])
  const filter: Filter = isFilter(asked) ? asked : 'all'
  const [unit] = work.data?.units ?? []
  const isMapReady = useStore(mapStore) !== null
  const hasBounds = useSystem()?.bounds !== undefined
  useEffect(() => {
    if (!unit || !isMapReady || !hasBounds) return
    // After the map has shown the whole street, which it does by itself at the same moment.
    const timer = setTimeout(() => goThere(unit), 0)
    return () => clearTimeout(timer)
  }, [unit, isMapReady, hasBounds])
  const from = position.state === 'known' ? position.position.place : (unit?.centre ?? null)
  const tasks = useMemo(
    () => work.data?.tasks.map((task) => seenTask(task, queue, me)).filter(isWaiting) ?? [],
    [work.data, queue, me],
  )
  const sorted = useMemo(() => nearestFirst(tasks, from), [tasks, from])
  const fits: Record<Filter, (task: SeenTask) => boolean> = {
    all: () => true,
    handle: ({ part }) => part === 'handle',
    verify: ({ part }) => part === 'verify',
    late: (task) => isLateAt(task, now),
  }
  const shown = sorted.filter(({ task }) => fits[filter](task))
  return (
    <>
      <PlaceHead title={t('work.title')}>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => openWorkView('report')}>
          {t('issues.report')}
        </Button>
      </PlaceHead>
      <WorkStatus at={work.data?.at} />
      {!work.data ? (
        work.error ? (
          <Failed error={work.error} onRetry={() => void work.refetch()} />
        ) : (
          <SkeletonLines rows={6} height={40} gap={24} />
        )
      ) : (
        <PanelBody>
          {work.data.duty && <DutyLine duty={work.data.duty} />}
          <p className={classes.from}>
            <span>{work.data.units.map(({ name }) => name).join('、') || t('work.noUnit')}</span>
            <From hasUnit={unit !== undefined} unitName={unit?.name ?? ''} />
          </p>
          <div className={classes.filters} role="group" aria-label={t('work.show')}>
            {FILTERS.map((one) => (
              <UnstyledButton
                key={one}
                className={classes.filter}
                aria-pressed={one === filter}
                data-late={one === 'late' || undefined}
                onClick={() => filterTasks(one)}
              >
                <strong>{count(tasks.filter(fits[one]).length)}</strong>
                {t(`work.show.${one}`)}
              </UnstyledButton>
            ))}
          </div>
          {shown.length === 0 ? (
            <StateMessage
              tone="empty"
              title={t(tasks.length === 0 ? 'work.none' : 'work.noneOfThese')}
              hint={tasks.length === 0 ? t('work.noneHint') : undefined}
            />
          ) : (
            <ul className={classes.tasks} aria-label={t('work.tasks')}>
              {shown.map(({ task, meters }) => (
                <li key={task.issue.id}>
                  <TaskLine task={task} meters={meters} now={now} />
                </li>
              ))}
            </ul>
          )}
          {work.data.hasMore && (
            <p className={classes.note}>{t('work.more', { count: count(work.data.tasks.length) })}</p>
          )}
          <InstallLine />
        </PanelBody>
      )}
    </>
  )
}

/** What the distances are counted from, and how to have them from here. */
function From({ hasUnit, unitName }: { hasUnit: boolean; unitName: string }) {
  const t = useT()
  const position = useStore(positionStore)
  if (position.state === 'known')
    return <span>{t('work.fromHere', { meters: count(Math.round(position.position.accuracy)) })}</span>
  const told = hasUnit ? t('work.fromUnit', { name: unitName }) : t('work.fromNowhere')
  if (!canTellPosition()) return <span>{told}</span>
  return (
    <>
      <span>
        {told}
        {position.state === 'refused' && ` · ${t('work.positionRefused')}`}
        {position.state === 'unknown' && ` · ${t('work.positionUnknown')}`}
      </span>
      {position.state !== 'refused' && (
        <UnstyledButton
          className={classes.link}
          disabled={position.state === 'asking'}
          onClick={followPosition}
        >
          <IconCurrentLocation size={16} aria-hidden />
          {t(position.state === 'asking' ? 'work.locating' : 'work.locate')}
        </UnstyledButton>
      )}
    </>
  )
}

function TaskLine({ task, meters, now }: { task: SeenTask; meters: number | null; now: number }) {
  const t = useT()
  const { issue, part, progress, queued } = task
  const isLate = isLateAt(task, now)
  const isStuck = queued.some(({ state }) => state === 'stuck')
  return (
    <UnstyledButton className={classes.task} onClick={() => openTask(issue.id)}>
      <IssueMark state={issue.state} isLate={isLate} />
      <span className={classes.taskText}>
        <span className={classes.taskTitle}>{issueTitle(issue)}</span>
        <span className={classes.taskWhere}>{issue.address || issue.unit?.name || t('issue.noUnit')}</span>
        <span className={classes.taskMarks}>
          <span>{t(part === 'verify' ? 'work.toVerify' : `issueState.${issue.state}`)}</span>
          {progress.isWaitingForResident && <span>{t('issues.waiting')}</span>}
          {queued.length > 0 && (
            <span className={classes.unsent} data-stuck={isStuck || undefined}>
              {t(isStuck ? 'work.outbox.stuck' : 'work.unsent')}
            </span>
          )}
        </span>
      </span>
      <span className={classes.taskEnd}>
        {meters !== null && <strong>{distance(meters)}</strong>}
        <LateText dueAt={issue.dueAt} isLate={isLate} now={now} />
      </span>
    </UnstyledButton>
  )
}
