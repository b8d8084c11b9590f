/** Pages that the server gives by cursor, as one list that grows. */
import { useCallback, useMemo } from 'react'

interface Page<Row> {
  rows: readonly Row[]
  total: number
  isMore?: boolean
}

/** What is needed of TanStack's infinite query. */
interface InfiniteAnswer<Row> {
  data: { pages: readonly Page<Row>[] } | undefined
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

export interface PagedList<Row> {
  rows: readonly Row[]
  /** null until the first page is there. */
  total: number | null
  /** There are more than `total`, which the server has not counted. */
  isMore: boolean
  hasMore: boolean
  loadMore: () => void
  error: unknown
  retry: () => void
}

export const PAGE_ROWS = 50

export function usePagedList<Row>(answer: InfiniteAnswer<Row>): PagedList<Row> {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = answer
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data])
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    rows,
    total: data?.pages[0] ? Math.max(data.pages[0].total, rows.length) : null,
    isMore: data?.pages[0]?.isMore ?? false,
    hasMore: hasNextPage,
    loadMore,
    error,
    retry: () => void refetch(),
  }
}
