import { SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { IssueState } from '../../../shared/domain/place.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useT } from '../../i18n/i18n.ts'
import { navigate, useAt } from '../../state/addressStore.ts'
import { subject as makeSubject } from '../../state/subject.ts'
import type { SubjectProps } from '../../subjects.ts'
import { IssueLine } from '../IssueLine.tsx'
import { useNow } from '../useNow.ts'
import classes from './FilterChips.module.css'
import { NoPermission } from './NoPermission.tsx'
import { ListPanel } from './ListPanel.tsx'
import { PAGE_ROWS, usePagedList } from './usePagedList.ts'

/** Issues under some conditions, the most urgent or the newest first. */
export default function IssueList({ subject }: SubjectProps) {
  const t = useT()
  const mayView = useMay('issues.view')
  const at = useAt()
  const now = useNow()
  const { unit, building, state, isLate, order, class: issueClass } = subject.filter
  const known = IssueState.safeParse(state)
  const list = usePagedList(
    useInfiniteQuery(
      trpc.issue.list.infiniteQueryOptions(
        {
          unit,
          building,
          at,
          class: issueClass,
          state: state === 'open' ? 'open' : known.data,
          isLate: isLate === 'true' ? true : undefined,
          order: order === 'newest' ? 'newest' : 'late',
          limit: PAGE_ROWS,
        },
        { getNextPageParam: (page) => page.nextCursor, enabled: mayView },
      ),
    ),
  )
  const setOrder = (next: string) =>
    navigate(
      {
        subject: makeSubject('issues', '', {
          ...subject.filter,
          order: next === 'newest' ? next : undefined,
        }),
      },
      'replace',
    )
  if (!mayView) return <NoPermission title={t('list.issues')} what={t('lists.what.issues')} />
  return (
    <ListPanel
      subject={subject}
      title={t('list.issues')}
      list={list}
      rowPixels={52}
      keyOf={(issue) => issue.id}
      tools={
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            value={order === 'newest' ? 'newest' : 'late'}
            onChange={setOrder}
            data={(['late', 'newest'] as const).map((one) => ({ value: one, label: t(`list.order.${one}`) }))}
          />
        </div>
      }
    >
      {(issue) => <IssueLine issue={issue} now={now} />}
    </ListPanel>
  )
}
