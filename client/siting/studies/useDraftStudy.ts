/** The answer on the page as it would be kept, with how its counts came about. */
import { useQuery } from '@tanstack/react-query'
import { trpc } from '../../api/trpc.ts'
import { useAt } from '../../state/addressStore.ts'
import type { SitingRun } from '../sitingEngine.ts'
import { type DraftStudy, draftStudy } from './draftStudy.ts'

export function useDraftStudy(run: SitingRun, kind: string | null): DraftStudy | null {
  const at = useAt()
  const { data } = useQuery(trpc.circle.demand.queryOptions({ at }))
  if (!data || kind === null) return null
  const { isExact, isEstimate } = data
  return draftStudy(run, kind, { isExact, isEstimate }, at)
}
