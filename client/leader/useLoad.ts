/** Work against people, grid by grid, on the day in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { LOADS, type LoadKind } from '../../shared/issues/load.ts'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useAddress, useAt } from '../state/addressStore.ts'

export function useLoad() {
  const at = useAt()
  const asked = useAddress((entry) => entry.own['figures.load'])
  const kind: LoadKind = LOADS.find((one) => one === asked) ?? 'open'
  const mayView = useMay('issues.view')
  const query = useQuery(
    trpc.issue.load.queryOptions({ at }, { enabled: mayView, placeholderData: keepPreviousData }),
  )
  return { kind, query }
}
