/** The issues of the queue in their order, so that the next one is a key away from the one that is open. */
import type { IssueRow } from '../../shared/domain/place.ts'
import { createStore } from '../state/store.ts'

export const listedIssuesStore = createStore<readonly Pick<IssueRow, 'id' | 'location'>[]>([])

/** The issue `by` places further on from this one; undefined at the ends. */
export function neighbourOf(id: string, by: 1 | -1): Pick<IssueRow, 'id' | 'location'> | undefined {
  const rows = listedIssuesStore.get()
  const at = rows.findIndex((row) => row.id === id)
  return at < 0 ? (by === 1 ? rows[0] : undefined) : rows[at + by]
}
