/** A list in the panel: its name and total, the conditions it stands under, its rows; empty and failed states. */
import type { ReactNode } from 'react'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import type { Subject } from '../../state/subject.ts'
import { Failed } from '../../ui/Failed.tsx'
import { PanelHead } from '../../ui/PanelHead.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { VirtualRows } from '../../ui/VirtualRows.tsx'
import { FilterChips } from './FilterChips.tsx'
import type { PagedList } from './usePagedList.ts'

interface Props<Row> {
  subject: Subject
  title: string
  list: PagedList<Row>
  rowPixels: number
  keyOf: (row: Row) => string
  /** Above the rows: order, columns. */
  tools?: ReactNode
  children: (row: Row) => ReactNode
}

export function ListPanel<Row>({ subject, title, list, rowPixels, keyOf, tools, children }: Props<Row>) {
  const t = useT()
  return (
    <>
      <PanelHead
        title={title}
        detail={
          list.total === null
            ? t('state.loading')
            : t(list.isMore ? 'list.totalMore' : 'list.total', { count: count(list.total) })
        }
      />
      <FilterChips subject={subject} />
      {tools}
      {list.error && list.total === null ? (
        <Failed error={list.error} onRetry={list.retry} />
      ) : list.total === null ? (
        <SkeletonLines rows={10} height={28} gap={20} />
      ) : list.rows.length === 0 ? (
        <StateMessage tone="empty" title={t('list.none')} hint={t('list.noneHint')} />
      ) : (
        <VirtualRows
          label={title}
          rows={list.rows}
          total={list.total}
          rowPixels={rowPixels}
          keyOf={keyOf}
          hasMore={list.hasMore}
          onNeedMore={list.loadMore}
        >
          {children}
        </VirtualRows>
      )}
    </>
  )
}
