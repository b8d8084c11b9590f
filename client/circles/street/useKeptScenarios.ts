/** Kept scenarios, and the one that the address names: it comes into the draft once, what was there can be undone to. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useStore } from '../../state/store.ts'
import { changeCircles } from '../circleState.ts'
import { changeDraft, draftOf, draftStore } from './draft.ts'
import { useStreetState } from './streetState.ts'

export function useKeptScenarios() {
  const query = useQuery(trpc.scenario.list.queryOptions())
  const { scenario } = useStreetState()
  const { kept, past } = useStore(draftStore)
  const list = query.data
  useEffect(() => {
    if (!list) return
    const record = list.find(({ id }) => id === scenario)
    const isNewer = record && kept?.id === record.id && kept.version < record.version && past.length === 0
    if (record && (kept?.id !== record.id || isNewer)) changeDraft((now) => draftOf(record, now))
    else if (scenario !== null && !record) {
      changeDraft((now) => ({ ...now, kept: null }))
      changeCircles({ scenario: undefined }, 'replace')
    } else if (scenario === null && kept) changeCircles({ scenario: kept.id }, 'replace')
  }, [list, scenario, kept, past])
  return query
}
