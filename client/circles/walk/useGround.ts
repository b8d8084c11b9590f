/** What walks are reckoned on: the network in force, people and facilities of the day, handed to the worker. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useAt } from '../../state/addressStore.ts'
import { openGround } from './walkEngine.ts'

const ids = new WeakMap<object, number>()
let nextId = 1

/** The same number for the same data. */
function idOf(data: object): number {
  const known = ids.get(data) ?? nextId++
  ids.set(data, known)
  return known
}

let openedWith: readonly unknown[] = []

export function useGround(isWanted: boolean) {
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
    if (ground.every((part, i) => part === openedWith[i])) return
    openedWith = ground
    openGround({ hash, demand: people, facilities: places })
  }, [isWanted, isReady, hash, people, places])
  return {
    hasNetwork: network.data === undefined ? null : network.data !== null,
    isReady,
    /** What answers stand on: another one when network, people or facilities have changed; null before all are there. */
    ground: isReady ? `${hash} ${idOf(people)} ${idOf(places)}` : null,
    error: network.error ?? demand.error ?? facilities.error,
    retry: () => void Promise.all([network.refetch(), demand.refetch(), facilities.refetch()]),
  }
}
