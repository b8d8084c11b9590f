/** The duty officer's desk: the queues, the issues of one of them, most urgent first; a new report. */
import { ActionIcon, Button } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconScale } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { QUEUES, type Queue } from '../../shared/issues/desk.ts'
import { trpc } from '../api/trpc.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { PHONE_QUERY } from '../frame/layout.ts'
import { useT } from '../i18n/i18n.ts'
import { IssueLine } from '../overview/IssueLine.tsx'
import { NoPermission } from '../overview/lists/NoPermission.tsx'
import { PAGE_ROWS, usePagedList } from '../overview/lists/usePagedList.ts'
import { openIssue } from '../overview/open.ts'
import { useNow } from '../overview/useNow.ts'
import { navigate, useAddress, useAt } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { Failed } from '../ui/Failed.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { VirtualRows } from '../ui/VirtualRows.tsx'
import { SoundMenu } from './arrivals/SoundMenu.tsx'
import classes from './Issues.module.css'
import MutualHome from './mutual/MutualHome.tsx'
import { listedIssuesStore } from './listed.ts'
import { beginChoosing, chosenStore, endChoosing } from './many/chosen.ts'
import { ChoiceLine } from './many/ChoiceLine.tsx'
import { ManyBar } from './many/ManyBar.tsx'
import { QueueFilter } from './QueueFilter.tsx'
import { filterIn } from './queueFilter.ts'
import { QueueTabs } from './QueueTabs.tsx'
import { beginReport, reportDraftStore } from './reportDraft.ts'
import { ReportForm } from './ReportForm.tsx'

const ROW_PIXELS = 52
/** Issues become late by themselves: nothing changes in the database when they do. Milliseconds. */
const LOOK_AGAIN = 60_000

const filterOf = (queue: Queue) => {
  if (queue === 'late') return { state: 'open', isLate: true, order: 'late' } as const
  if (queue === 'soon') return { state: 'open', isSoon: true, order: 'late' } as const
  if (queue === 'waiting') return { state: 'open', isWaiting: true, order: 'review' } as const
  if (queue === 'toCall') return { isToCall: true, order: 'closed' } as const
  if (queue === 'signs') return { hasSigns: true, order: 'newest' } as const
  return { state: queue, order: 'late' } as const
}

const isQueue = (text: string | undefined): text is Queue => QUEUES.some((queue) => queue === text)

export default function IssuesHome() {
  const t = useT()
  const mayView = useMay('issues.view')
  const mayWork = useMay('issues.work')
  const mayEvaluate = useMay('mutual.work')
  const at = useAt()
  const now = useNow()
  const own = useAddress((entry) => entry.own)
  const draft = useStore(reportDraftStore)
  const { me } = useMe()
  const isReporting = draft !== null && draft.accountId === me?.accountId && mayWork
  const mayChoose = mayWork && at === undefined
  const chosen = useStore(chosenStore)
  const isPhone = useMediaQuery(PHONE_QUERY, matchMedia(PHONE_QUERY).matches)
  const counts = useQuery(
    trpc.issue.queues.queryOptions(undefined, { enabled: mayView, refetchInterval: LOOK_AGAIN }),
  )
  const asked = own['issues.queue']
  const queue: Queue = isQueue(asked) ? asked : 'late'
  const list = usePagedList(
    useInfiniteQuery(
      trpc.issue.list.infiniteQueryOptions(
        { ...filterOf(queue), ...filterIn(own), at, limit: PAGE_ROWS },
        {
          getNextPageParam: (page) => page.nextCursor,
          enabled: mayView,
          placeholderData: keepPreviousData,
          refetchInterval: at === undefined ? LOOK_AGAIN : false,
        },
      ),
    ),
  )
  useEffect(() => listedIssuesStore.set(list.rows), [list.rows])
  // Another queue, another narrowing or another day begins anew: nothing stays chosen that is not shown.
  const narrowing = JSON.stringify(filterIn(own))
  useEffect(() => endChoosing, [queue, narrowing, mayChoose])
  const openFirst = () => {
    const [first] = list.rows
    if (first) openIssue(first.id, first.location)
  }
  const isMutual = mayEvaluate && own['issues.view'] === 'mutual'
  useHotkeys(isReporting || isMutual ? [] : [['j', openFirst]])
  if (!mayView) return <NoPermission title={t('issues.title')} what={t('lists.what.issues')} />
  if (isMutual) return <MutualHome />
  if (isReporting) return <ReportForm draft={draft} />
  return (
    <>
      <PlaceHead title={t('issues.title')}>
        {mayEvaluate && at === undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={32}
            aria-label={t('mutual.title')}
            title={t('mutual.title')}
            onClick={() => navigate({ own: { ...own, 'issues.view': 'mutual' } })}
          >
            <IconScale size={18} aria-hidden />
          </ActionIcon>
        )}
        {mayChoose && (
          <>
            <SoundMenu />
            {chosen === null && (
              <Button size="compact-sm" variant="default" onClick={beginChoosing}>
                {t('issues.manyBegin')}
              </Button>
            )}
            <Button size="compact-sm" onClick={() => me && beginReport(me.accountId)}>
              {t('issues.report')}
            </Button>
          </>
        )}
      </PlaceHead>
      {/* On a phone the list to choose from needs the room; another queue would end the choosing. */}
      {!(chosen && isPhone) && (
        <QueueTabs
          counts={counts.data?.counts}
          queue={queue}
          onPick={(next) => navigate({ own: { ...own, 'issues.queue': next } })}
        />
      )}
      {!(chosen && isPhone) && (
        <QueueFilter shown={list.total ?? undefined} total={counts.data?.counts[queue]} />
      )}
      {list.error && list.total === null ? (
        <Failed error={list.error} onRetry={list.retry} />
      ) : list.total === null ? (
        <SkeletonLines rows={10} height={28} gap={20} />
      ) : list.rows.length === 0 ? (
        <StateMessage
          tone="empty"
          title={t('issues.none')}
          hint={t(Object.keys(filterIn(own)).length > 0 ? 'issues.noneLeftHint' : 'issues.noneHint')}
        />
      ) : (
        <VirtualRows
          label={t(`issues.queue.${queue}`)}
          rows={list.rows}
          total={list.total}
          rowPixels={ROW_PIXELS}
          keyOf={(issue) => issue.id}
          hasMore={list.hasMore}
          onNeedMore={list.loadMore}
        >
          {(issue) =>
            chosen ? (
              <ChoiceLine issue={issue} now={now} isChosen={chosen.has(issue.id)} />
            ) : (
              <IssueLine issue={issue} now={now} />
            )
          }
        </VirtualRows>
      )}
      {chosen ? (
        <ManyBar chosen={chosen} listed={list.rows.map(({ id }) => id)} />
      ) : (
        <p className={classes.keys}>{t('issues.keys')}</p>
      )}
    </>
  )
}
