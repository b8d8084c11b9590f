/** What walks are reckoned on: the network in force, people and facilities of the day, handed to the worker. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { dataId } from '../../api/dataId.ts'
import { trpc } from '../../api/trpc.ts'
import { useAt } from '../../state/addressStore.ts'
import { isGroundOpen, openGround } from './walkEngine.ts'

/** Answers of one day are not those of another; without a day it is now. */
export const dayOf = (at: string | undefined): string => at ?? 'now'

let openedWith: readonly unknown[] = []

export function useGround(isWanted: boolean) {
  const [attempt, setAttempt] = useState(0)
  const at = useAt()
  const network = useQuery(trpc.network.current.queryOptions(undefined, { enabled: isWanted }))
  const demand = useQuery(trpc.circle.demand.queryOptions({ at }, { enabled: isWanted }))
  const facilities = useQuery(trpc.facility.points.queryOptions({ at }, { enabled: isWanted }))
  const hash = network.data?.hash
  const [people, places] = [demand.data, facilities.data]
  const isReady = hash !== undefined && people !== undefined && places !== undefined
  useEffect(() => {
    if (!isWanted || !isReady) return
    const ground = [hash, people, places]
    if (isGroundOpen() && ground.every((part, i) => part === openedWith[i])) return
    openedWith = ground
    openGround({ hash, demand: people, facilities: places }, dayOf(at))
  }, [isWanted, isReady, hash, people, places, at, attempt])
  return {
    hasNetwork: network.data === undefined ? null : network.data !== null,
    isReady,
    /** What answers stand on: another one when network, people or facilities have changed; null before all are there. */
    ground: isReady ? `${hash} ${dataId(people)} ${dataId(places)}` : null,
    isExact: people?.isExact ?? true,
    isEstimate: people?.isEstimate ?? false,
    error: network.error ?? demand.error ?? facilities.error,
    /** Asks again for what failed: of the server, or of the worker that could not open the ground. */
    retry: async () => {
      await Promise.all(
        [network, demand, facilities].map((query) => (query.error ? query.refetch() : undefined)),
      )
      setAttempt((count) => count + 1)
    },
  }
}
