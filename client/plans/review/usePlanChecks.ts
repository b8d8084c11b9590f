/** The checks of a plan as of the day it is, or would be, in force. */
import { useQuery } from '@tanstack/react-query'
import { addDays } from '../../../shared/domain/dates.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'

/** @param day  undefined: tomorrow */
export function usePlanChecks(id: string, day?: string) {
  const today = useSystem()?.today
  const on = day ?? (today === undefined ? undefined : addDays(today, 1))
  return useQuery(
    trpc.review.checks.queryOptions(
      { id, on: on ?? '' },
      { enabled: on !== undefined, retry: false, staleTime: 0, gcTime: 0 },
    ),
  )
}
