/** Puts issues that the server told of into every answer of today that is kept. */
import type { InfiniteData } from '@tanstack/react-query'
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import type { IssuePage, IssuePoints, IssueRow } from '../../shared/domain/place.ts'
import { inPages, inPoints, type ListInput } from './liveIssues.ts'
import { queryClient } from './queryClient.ts'
import { trpc } from './trpc.ts'

type Page = z.infer<typeof IssuePage>
type Points = z.infer<typeof IssuePoints>

const inputOf = (queryKey: readonly unknown[]): ListInput =>
  (queryKey[1] as { input?: ListInput } | undefined)?.input ?? {}

const isOfToday = (input: ListInput): boolean => input.at === undefined || input.at === today()

export function showIssues(rows: readonly IssueRow[]): void {
  const now = Date.now()
  for (const [queryKey, data] of queryClient.getQueriesData<Page | InfiniteData<Page>>(
    trpc.issue.list.pathFilter(),
  )) {
    const input = inputOf(queryKey)
    if (!data || !isOfToday(input)) continue
    const isPaged = 'pages' in data
    const before = isPaged ? data.pages : [data]
    const after = rows.reduce((pages, row) => inPages(pages, input, row, now), before)
    queryClient.setQueryData(queryKey, isPaged ? { ...data, pages: after } : after[0])
  }
  for (const [queryKey, data] of queryClient.getQueriesData<Points>(trpc.issue.points.pathFilter())) {
    if (!data || !isOfToday(inputOf(queryKey))) continue
    queryClient.setQueryData(
      queryKey,
      rows.reduce((points, row) => inPoints(points, row), data),
    )
  }
}
