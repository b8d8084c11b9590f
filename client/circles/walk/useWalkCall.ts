/** Asks the worker one thing beside the circles and keeps the answer as long as ground and question stay. */
import { useQuery } from '@tanstack/react-query'
import type { WalkCall, WalkCalls } from './protocol.ts'
import { useGround } from './useGround.ts'
import { call } from './walkEngine.ts'

/** @param question  null: nothing is asked. Plain data: it is the key of the answer */
export function useWalkCall<Name extends WalkCall>(name: Name, question: WalkCalls[Name]['ask'] | null) {
  const ground = useGround(question !== null)
  const query = useQuery({
    queryKey: ['walk', name, ground.ground, question],
    queryFn: () => call(name, question!),
    enabled: question !== null && ground.ground !== null,
    staleTime: Infinity,
    retry: false,
  })
  return {
    answer: query.data,
    hasNetwork: ground.hasNetwork,
    /** How people were counted. */
    counts: { isExact: ground.isExact, isEstimate: ground.isEstimate },
    error: ground.error ?? query.error,
    retry: async () => {
      await ground.retry()
      if (query.error) await query.refetch()
    },
  }
}
