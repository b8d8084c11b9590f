/** The checks of a plan as of the day it is, or would be, in force. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { addDays } from '../../../shared/domain/dates.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { checksWait } from './checksWait.ts'

/**
 * Read anew after the plan was edited, by whomever: no event does it, for each reading looks at the whole plan.
 * @param day  undefined: tomorrow
 */
export function usePlanChecks(id: string, day?: string) {
  const today = useSystem()?.today
  const on = day ?? (today === undefined ? undefined : addDays(today, 1))
  const checks = useQuery(
    trpc.review.checks.queryOptions(
      { id, on: on ?? '' },
      { enabled: on !== undefined, retry: false, staleTime: 0, gcTime: 0 },
    ),
  )
  const newest = useQuery(trpc.plan.list.queryOptions()).data?.find((one) => one.id === id)?.version
  const { data, dataUpdatedAt, errorUpdatedAt, refetch } = checks
  const read = data?.version
  const readAt = Math.max(dataUpdatedAt, errorUpdatedAt)
  useEffect(() => {
    const wait = checksWait({ read, readAt, newest }, Date.now())
    if (wait === null) return
    const timer = setTimeout(() => void refetch({ cancelRefetch: false }), wait)
    return () => clearTimeout(timer)
  }, [read, readAt, newest, refetch])
  return checks
}

/** After one has done something oneself that the checks tell of. */
export const refreshChecks = (): void => void queryClient.invalidateQueries(trpc.review.checks.pathFilter())
