/** The tasks of who is signed in: asked of the server and kept; without an answer, as they were kept. */
import { useQuery } from '@tanstack/react-query'
import type { FieldWork } from '../../shared/issues/fieldWork.ts'
import { noteContact } from '../api/contact.ts'
import { isSignedOut, isUnanswered } from '../api/failure.ts'
import { queryClient } from '../api/queryClient.ts'
import { api, trpc } from '../api/trpc.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { keep, kept } from '../offline/kept.ts'
import { isKeptStore } from '../offline/person.ts'
import { keepTaskPhotos } from '../offline/taskPhotos.ts'
import { withoutNumbers } from '../offline/withoutNumbers.ts'

/** Tasks become late by themselves, and the next one is given by somebody else. Milliseconds. */
const LOOK_AGAIN = 60_000
const PATIENCE = 10_000

async function askWork(accountId: string): Promise<FieldWork> {
  try {
    const work = await api.work.mine.query(undefined, { signal: AbortSignal.timeout(PATIENCE) })
    noteContact()
    isKeptStore.set(false)
    await keep('work', withoutNumbers(work)).catch(() => undefined)
    void keepTaskPhotos(work)
    return work
  } catch (error) {
    // The session has ended: who is here is asked again, and what was kept of them goes.
    if (isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: trpc.session.pathKey() })
    const last = isUnanswered(error) ? await kept('work').catch(() => null) : null
    if (!last || last.value.accountId !== accountId) throw error
    isKeptStore.set(true)
    return last.value
  }
}

export function useFieldWork() {
  const { me } = useMe()
  const mayWork = useMay('field.work')
  return useQuery({
    ...trpc.work.mine.queryOptions(undefined, {
      enabled: mayWork && me !== null,
      refetchInterval: LOOK_AGAIN,
    }),
    queryFn: () => askWork(me!.accountId),
  })
}
