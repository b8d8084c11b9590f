/** The list of doubtful links, to be worked through one by one or many at once. */
import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpc } from '../api/trpc.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { PAGE_ROWS, usePagedList } from '../overview/lists/usePagedList.ts'
import { useAddress } from '../state/addressStore.ts'
import { Failed } from '../ui/Failed.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { StateMessage } from '../ui/StateMessage.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import { FilterBar } from './FilterBar.tsx'
import { ProblemList } from './ProblemList.tsx'
import { problemFilter } from './problemFilter.ts'
import { currentProblemStore, listedProblemsStore, movingProblemStore } from './problemStore.ts'
import classes from './Registers.module.css'
import { useResolveProblems } from './useResolveProblems.ts'

export default function RegistersHome() {
  const t = useT()
  const own = useAddress((entry) => entry.own)
  const { kind, reason } = problemFilter(own)
  const resolve = useResolveProblems()
  const summary = useQuery(trpc.link.summary.queryOptions())
  const list = usePagedList(
    useInfiniteQuery(
      trpc.link.problems.infiniteQueryOptions(
        { kind, reason, limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
      ),
    ),
  )
  const run = useMutation(
    trpc.link.run.mutationOptions({
      onSuccess: async (counts) => {
        const all = Object.values(counts).filter((one) => typeof one === 'object')
        const sum = (of: (one: (typeof all)[number]) => number) =>
          count(all.reduce((total, one) => total + of(one), 0))
        toastDone(
          t('registers.ran', {
            linked: sum((one) => one.linked),
            doubtful: sum((one) => one.unlinked + one.disagrees),
          }),
        )
        await resolve.refresh()
      },
      onError: toastFailure,
    }),
  )
  useEffect(() => listedProblemsStore.set(list.rows), [list.rows])
  useEffect(
    () => () => {
      currentProblemStore.set(null)
      listedProblemsStore.set([])
      movingProblemStore.set(null)
    },
    [],
  )
  return (
    <>
      <PlaceHead title={t('registers.title')}>
        <Button size="compact-sm" variant="default" loading={run.isPending} onClick={() => run.mutate()}>
          {t('registers.run')}
        </Button>
      </PlaceHead>
      {summary.data && summary.data.length > 0 && (
        <FilterBar summary={summary.data} filter={{ kind, reason }} />
      )}
      {list.error && list.total === null ? (
        <Failed error={list.error} onRetry={list.retry} />
      ) : list.total === null ? (
        <SkeletonLines rows={10} height={30} gap={20} />
      ) : list.rows.length === 0 ? (
        <StateMessage tone="empty" title={t('registers.empty')} hint={t('registers.emptyHint')} />
      ) : (
        <>
          <p className={classes.lead}>
            {t('registers.lead')} {t('list.total', { count: count(list.total) })}
          </p>
          <ProblemList list={list} resolve={resolve} />
        </>
      )}
    </>
  )
}
