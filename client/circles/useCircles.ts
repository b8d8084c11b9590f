/** The state of the address, and the server's answer to it. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ServiceRadiusAnswer } from '../../shared/domain/serviceRadius.ts'
import { trpc } from '../api/trpc.ts'
import { useAddress, useAt } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { circleState, type CircleState } from './circleState.ts'
import { droppedPointsStore } from './droppedPoints.ts'

export function useCircleState(): CircleState {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => circleState(own), [own])
}

/** The question as text: points are told apart by the file they came from, not by all of their numbers. */
export function useCircles() {
  const at = useAt()
  const state = useCircleState()
  const dropped = useStore(droppedPointsStore)
  const { subject, radii } = state
  const points = subject?.from === 'dropped' ? dropped?.points : undefined
  const input =
    subject === null || (subject.from === 'dropped' && !points)
      ? skipToken
      : {
          radiiMeters: [...radii],
          at,
          ...(subject.from === 'kind' ? { kind: subject.kind } : {}),
          ...(subject.from === 'facility' ? { facility: subject.id } : {}),
          ...(points ? { points: [...points] } : {}),
        }
  const query = useQuery(
    trpc.circle.serviceRadius.queryOptions(input, {
      // Other radii of the same places: the old figures stay until the new ones are there.
      placeholderData: keepPreviousData,
      trpc: { context: { isLarge: points !== undefined } },
    }),
  )
  const answer: ServiceRadiusAnswer | undefined = input === skipToken ? undefined : query.data
  return { state, answer, dropped, isFetching: query.isFetching, error: query.error, retry: query.refetch }
}
