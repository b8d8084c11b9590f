/** The issues behind a number of the replay, as they were at that minute. */
import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { isDay } from '../../shared/domain/dates.ts'
import { ISSUE_STATES, type IssueRow } from '../../shared/domain/place.ts'
import {
  isReplayPart,
  type Replay,
  replayAt,
  replayPart,
  type ReplayPart,
} from '../../shared/issues/hotSpots.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { listedIssuesStore } from '../issues/listed.ts'
import { IssueLine } from '../overview/IssueLine.tsx'
import { ListPanel } from '../overview/lists/ListPanel.tsx'
import { NoPermission } from '../overview/lists/NoPermission.tsx'
import { PAGE_ROWS, type PagedList } from '../overview/lists/usePagedList.ts'
import { closeSubject } from '../state/addressStore.ts'
import { subject as makeSubject, type Subject } from '../state/subject.ts'
import type { SubjectProps } from '../subjects.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelHead } from '../ui/PanelHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { partName } from './openReplay.ts'
import { clockText, MINUTES_OF_DAY } from './replayStore.ts'

interface Asked {
  part: ReplayPart
  day: string
  minute: number
}

/** What the address asks for; null when it cannot be read. */
function askedFor({ id, filter: { day = '', minute = '' } }: Subject): Asked | null {
  const at = Number(minute)
  const isMinute = /^\d+$/.test(minute) && at <= MINUTES_OF_DAY
  return isReplayPart(id) && isDay(day) && isMinute ? { part: id, day, minute: at } : null
}

export default function ReplayIssues({ subject }: SubjectProps) {
  const t = useT()
  const mayView = useMay('issues.view')
  const asked = useMemo(() => askedFor(subject), [subject])
  const query = useQuery(
    trpc.issue.replay.queryOptions({ day: asked?.day ?? '' }, { enabled: mayView && asked !== null }),
  )
  if (!mayView) return <NoPermission title={t('list.issues')} what={t('lists.what.issues')} />
  if (!asked)
    return (
      <>
        <PanelHead title={t('list.issues')} />
        <StateMessage
          tone="empty"
          title={t('figures.badLink')}
          action={{ label: t('figures.backToFigures'), onClick: closeSubject }}
        />
      </>
    )
  const title = `${partName(t, asked.part)} · ${asked.day} ${clockText(asked.minute)}`
  if (query.data) return <Behind asked={asked} replay={query.data} title={title} />
  return (
    <>
      <PanelHead title={title} detail={t('state.loading')} />
      {query.error ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines rows={10} height={28} gap={20} />
      )}
    </>
  )
}

/** State and lateness of an issue at the minute, by id. */
function seenThen(replay: Replay, { part, minute }: Asked) {
  const now = replayAt(replay, minute)
  const indexes = replayPart(replay, now, minute, part)
  const then = new Map(
    indexes.map((index) => [
      replay.ids[index]!,
      { state: ISSUE_STATES[now.states[index]!]!, isLate: now.isLate[index] === 1 },
    ]),
  )
  return { ids: [...then.keys()], then }
}

function Behind({ asked, replay, title }: { asked: Asked; replay: Replay; title: string }) {
  const { day, minute, part } = asked
  const { ids, then } = useMemo(() => seenThen(replay, { day, minute, part }), [replay, day, minute, part])
  const list = useRows(ids, day)
  useEffect(() => listedIssuesStore.set(list.rows), [list.rows])
  const now = Date.parse(`${day}T00:00:00+08:00`) + minute * 60_000
  const asThen = (issue: IssueRow): IssueRow => {
    const { state, isLate } = then.get(issue.id) ?? issue
    return { ...issue, state, isLate, closedAt: state === 'closed' ? issue.closedAt : null, reviewDate: null }
  }
  return (
    <ListPanel
      subject={makeSubject('replayIssues', part)}
      title={title}
      list={list}
      rowPixels={52}
      keyOf={(issue) => issue.id}
    >
      {(issue) => <IssueLine issue={asThen(issue)} now={now} />}
    </ListPanel>
  )
}

/** The rows of known ids, asked for a page at a time. */
function useRows(ids: readonly string[], day: string): PagedList<IssueRow> {
  const [pages, setPages] = useState(1)
  const shown = Array.from({ length: Math.min(pages, Math.ceil(ids.length / PAGE_ROWS)) }, (_, page) =>
    ids.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS),
  )
  const answers = useQueries({
    queries: shown.map((page) => trpc.issue.rows.queryOptions({ ids: page, at: day })),
  })
  const isThere = answers.every(({ data }) => data !== undefined)
  const rows = answers.flatMap(({ data }) => data ?? [])
  return {
    rows,
    total: isThere || rows.length > 0 ? ids.length : null,
    isMore: false,
    hasMore: pages * PAGE_ROWS < ids.length,
    loadMore: () => {
      if (isThere) setPages(pages + 1)
    },
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => answers.forEach(({ error, refetch }) => void (error !== null && refetch())),
  }
}
