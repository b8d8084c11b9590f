/**
 * The few answers that the page cannot open without: what the data are of, and the units. They name no person. Kept as
 * they come, while somebody works in the field; given back when the server cannot be asked.
 */
import { hashKey, type QueryKey } from '@tanstack/react-query'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { keptDatabase } from './database.ts'

const needed = (): QueryKey[] => [
  trpc.system.status.queryOptions().queryKey,
  trpc.unit.tree.queryOptions({ at: undefined }).queryKey,
]

const nameOf = (key: QueryKey): string => `answer ${hashKey(key)}`

/** Keeps them as they come. @returns stops */
export function keepAnswers(): () => void {
  const names = new Map(needed().map((key) => [hashKey(key), nameOf(key)]))
  const put = (hash: string, data: unknown): void => {
    const name = names.get(hash)
    if (name && data !== undefined)
      void keptDatabase()
        .then((database) => database.put('kept', data, name))
        .catch(() => undefined)
  }
  for (const key of needed()) put(hashKey(key), queryClient.getQueryData(key))
  return queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && query.state.status === 'success') put(query.queryHash, query.state.data)
  })
}

/** Gives them back, as old as can be: they are asked for anew as soon as there is somebody to ask. */
export async function restoreAnswers(): Promise<void> {
  const database = await keptDatabase()
  for (const key of needed()) {
    const data = await database.get('kept', nameOf(key))
    if (data !== undefined && queryClient.getQueryData(key) === undefined)
      queryClient.setQueryData(key, data, { updatedAt: 1 })
  }
}
