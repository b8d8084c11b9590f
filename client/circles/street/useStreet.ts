/** The ground that changes are tried on, the question of the page, and what the worker answers to it. */
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Change } from '../../../shared/scenario/changes.ts'
import type { ScenarioQuestion } from '../../../shared/scenario/scenarioDesk.ts'
import { trpc } from '../../api/trpc.ts'
import { useAt } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { useCircleState, usePoints } from '../useCircles.ts'
import { draftStore } from './draft.ts'
import { effectQuery, FOR_EVER } from './effectQuery.ts'
import type { StreetGround } from './protocol.ts'
import { groundOf } from './streetGround.ts'
import { streetWorker } from './streetWorker.ts'

export function useStreetGround(): {
  ground: StreetGround | null
  /** False: there is no street network. */
  hasNetwork: boolean
  isExact: boolean
  error: unknown
  retry: () => void
} {
  const at = useAt()
  const network = useQuery(trpc.network.current.queryOptions())
  const demand = useQuery(trpc.circle.demand.queryOptions({ at }))
  const hash = network.data?.hash
  const { data } = demand
  const ground = useMemo(() => (hash && data ? groundOf(hash, data) : null), [hash, data])
  return {
    ground,
    hasNetwork: network.data !== null,
    isExact: data?.isExact ?? true,
    error: network.error ?? demand.error,
    retry: () => void Promise.all([network.refetch(), demand.refetch()]),
  }
}

/** What is asked about any scenario: of the places that the circles are drawn around. */
export function useStreetQuestion(): ScenarioQuestion | null {
  const state = useCircleState()
  const points = usePoints(state)
  const { walkAt } = useStore(draftStore)
  const { walker, minutes, who } = state
  // From a place people set out; to a facility they come.
  const isTowards = state.subject?.from !== 'place'
  return useMemo(
    () =>
      points && {
        points: points.map(({ lon, lat }) => ({ lon, lat })),
        walker,
        isTowards,
        minutes,
        who,
        walkAt,
      },
    [points, walker, isTowards, minutes, who, walkAt],
  )
}

export function useGates(ground: StreetGround | null) {
  return useQuery({
    queryKey: ['street', 'gates', ground?.hash],
    queryFn: ground ? () => streetWorker().ask(ground, 'gates', {}) : skipToken,
    ...FOR_EVER,
  }).data
}

/** Where the changes lie, and which of them do not fit. */
export function useChangesAnswer(ground: StreetGround | null, changes: readonly Change[]) {
  return useQuery({
    queryKey: ['street', 'changes', ground?.hash, changes],
    queryFn: ground ? () => streetWorker().ask(ground, 'changes', { changes }) : skipToken,
    placeholderData: keepPreviousData,
    ...FOR_EVER,
  })
}

/** The draft's effect as it stands; the outlines follow a moment later. */
export function useDraftEffect() {
  const { ground, hasNetwork, isExact, error, retry } = useStreetGround()
  const question = useStreetQuestion()
  const draft = useStore(draftStore)
  // What was made on another network counts when somebody has looked at it, and not before.
  const isOfOther = draft.kept !== null && ground !== null && draft.kept.networkHash !== ground.hash
  const changes = isOfOther ? null : draft.changes
  const figures = useQuery({
    ...effectQuery(ground, question, changes, false),
    placeholderData: keepPreviousData,
  })
  const outlines = useQuery({
    ...effectQuery(ground, question, figures.data ? changes : null, true),
    placeholderData: keepPreviousData,
  })
  const placed = useChangesAnswer(ground, draft.changes)
  const answer = placed.data
  return {
    ground,
    question,
    draft,
    hasNetwork,
    isExact,
    isOfOther,
    drawings: answer?.drawings ?? NO_DRAWINGS,
    faults: answer?.faults ?? NO_FAULTS,
    effect: changes === null ? null : (figures.data ?? null),
    outlines: changes === null ? null : (outlines.data?.outlines ?? null),
    /** False: some of this is still of the question before. */
    isSettled: ![figures, outlines, placed].some(({ isPlaceholderData }) => isPlaceholderData),
    error: error ?? figures.error,
    retry,
  }
}

const NO_DRAWINGS: readonly never[] = []
const NO_FAULTS: readonly never[] = []
