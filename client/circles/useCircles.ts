/** The state of the address, and the answer to it: from the worker on foot, from the server as the crow flies. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ServicePoint } from '../../shared/domain/serviceRadius.ts'
import { trpc } from '../api/trpc.ts'
import { useAddress, useAt } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { circleState, formatPlace, type CircleState } from './circleState.ts'
import { droppedPointsStore } from './droppedPoints.ts'
import { facilitiesWhere, shownOfRadius, shownOfWalk, type ShownCircles } from './shownCircles.ts'
import type { WalkAnswer, WalkQuestion } from './walk/protocol.ts'
import { useWalked } from './walk/useWalked.ts'

export function useCircleState(): CircleState {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => circleState(own), [own])
}

/** The points that circles are drawn around; null while they are not known. */
export function usePoints({ subject }: CircleState): readonly ServicePoint[] | null {
  const at = useAt()
  const dropped = useStore(droppedPointsStore)
  const isOfFacilities = subject?.from === 'kind' || subject?.from === 'facility'
  const facilities = useQuery(trpc.facility.points.queryOptions({ at }, { enabled: isOfFacilities })).data
  return useMemo(() => {
    if (subject === null || subject.from === 'score') return null
    if (subject.from === 'dropped') return dropped?.points ?? null
    if (subject.from === 'place') {
      const { lon, lat } = subject
      return [{ id: formatPlace(subject), name: '', lon, lat }]
    }
    if (!facilities) return null
    return subject.from === 'kind'
      ? facilitiesWhere(facilities, 'kind', subject.kind)
      : facilitiesWhere(facilities, 'id', subject.id)
  }, [subject, dropped, facilities])
}

/** An answer with what it was asked for. */
export interface CircleResultShown {
  answer: ShownCircles
  /** Null as the crow flies. */
  ofWalk: WalkAnswer | null
  question: WalkQuestion | null
  points: readonly ServicePoint[] | null
  state: CircleState
}

export function useCircles() {
  const at = useAt()
  const state = useCircleState()
  const dropped = useStore(droppedPointsStore)
  const points = usePoints(state)
  const walked = useWalked(state, points)
  const { subject, radii } = state
  // Without a street network there is only the straight line, and the panel says so.
  const isRadius = state.measure === 'radius' || walked.hasNetwork === false
  const given = subject?.from === 'dropped' || subject?.from === 'place' ? points : undefined
  const input =
    !isRadius || subject === null || subject.from === 'score' || given === null
      ? skipToken
      : {
          radiiMeters: [...radii],
          at,
          ...(subject.from === 'kind' ? { kind: subject.kind } : {}),
          ...(subject.from === 'facility' ? { facility: subject.id } : {}),
          ...(given ? { points: [...given] } : {}),
        }
  const query = useQuery(
    trpc.circle.serviceRadius.queryOptions(input, {
      // Other radii of the same places: the old figures stay until the new ones are there.
      placeholderData: keepPreviousData,
      trpc: { context: { isLarge: subject?.from === 'dropped' } },
    }),
  )
  const ofRadius = input === skipToken ? undefined : query.data
  const answer = useMemo((): ShownCircles | undefined => {
    if (isRadius) return ofRadius && shownOfRadius(ofRadius)
    return walked.answer && points ? shownOfWalk(walked.answer, points) : undefined
  }, [isRadius, ofRadius, walked.answer, points])
  return {
    state,
    isRadius,
    answer,
    walked,
    points,
    dropped,
    error: isRadius ? query.error : walked.error,
    failure: isRadius ? null : walked.failure,
    retry: () => void (isRadius ? query.refetch() : walked.retry()),
  }
}
