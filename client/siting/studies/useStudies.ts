/** Kept answers by page and by number. */
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { PAGE_ROWS, usePagedList } from '../../overview/lists/usePagedList.ts'

export const refreshStudies = (): Promise<void> => queryClient.invalidateQueries(trpc.siting.pathFilter())

export const useStudyList = () =>
  usePagedList(
    useInfiniteQuery(
      trpc.siting.list.infiniteQueryOptions(
        { limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  )

export const useStudy = (id: string | null) =>
  useQuery(trpc.siting.show.queryOptions({ id: id ?? '' }, { enabled: id !== null }))

type Answers = readonly { data: StudyRecord | undefined; error: unknown }[]
const studiesThatAre = (answers: Answers): StudyRecord[] =>
  answers.flatMap(({ data, error }) => (data && !error ? [data] : []))

/** Those of these numbers that there are, in the order of the numbers; the same list while they are the same. */
export const useStudiesBeside = (ids: readonly string[]): StudyRecord[] =>
  useQueries({
    queries: ids.map((id) => trpc.siting.show.queryOptions({ id })),
    combine: studiesThatAre,
  })
