/** Points of the issues open on the day asked for; nothing is asked without the permission. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useAt } from '../state/addressStore.ts'
import { trpc } from './trpc.ts'
import { useMay } from './useMe.ts'

export function useIssuePoints() {
  const at = useAt()
  const mayView = useMay('issues.view')
  return useQuery(
    trpc.issue.points.queryOptions({ at }, { placeholderData: keepPreviousData, enabled: mayView }),
  ).data
}
