/** Kept scenarios by page and by number; the one that the address names comes into the draft once, with a way back. */
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ScenarioRecord } from '../../../shared/scenario/scenarioRecord.ts'
import { isNotFound } from '../../api/failure.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { PAGE_ROWS, usePagedList } from '../../overview/lists/usePagedList.ts'
import { useStore } from '../../state/store.ts'
import { changeCircles } from '../circleState.ts'
import { changeDraft, draftOf, draftStore } from './draft.ts'
import { useStreetState } from './streetState.ts'

export const refreshScenarios = (): Promise<void> => queryClient.invalidateQueries(trpc.scenario.pathFilter())

export const useKeptScenarios = () =>
  usePagedList(
    useInfiniteQuery(
      trpc.scenario.list.infiniteQueryOptions(
        { limit: PAGE_ROWS },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  )

/** Those of these numbers that there are, in the order of the numbers. */
export function useScenarios(ids: readonly string[]): ScenarioRecord[] {
  const answers = useQueries({ queries: ids.map((id) => trpc.scenario.show.queryOptions({ id })) })
  return answers.flatMap(({ data, error }) => (data && !error ? [data] : []))
}

/** Brings the scenario of the address into the draft, and the draft's into the address. */
export function useScenarioOfAddress(): void {
  const { scenario } = useStreetState()
  const { kept, past } = useStore(draftStore)
  const { data, error } = useQuery(
    trpc.scenario.show.queryOptions({ id: scenario ?? '' }, { enabled: scenario !== null }),
  )
  const isGone = scenario !== null && isNotFound(error)
  const record = isGone || data?.id !== scenario ? null : data
  useEffect(() => {
    if (scenario === null) {
      if (kept) changeCircles({ scenario: kept.id }, 'replace')
    } else if (isGone) {
      changeDraft((now) => ({ ...now, kept: null }))
      changeCircles({ scenario: undefined }, 'replace')
    } else if (record) {
      const isNewer = kept?.id === record.id && kept.version < record.version && past.length === 0
      if (kept?.id !== record.id || isNewer) changeDraft((now) => draftOf(record, now))
    }
  }, [record, isGone, scenario, kept, past])
}
