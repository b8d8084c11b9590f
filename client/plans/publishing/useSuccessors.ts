/** What a plan does on a day, with who takes over from grids that end: what is chosen shows at once, and is kept with the plan. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import type { PlanEffect } from '../../../shared/plans/planRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { toastFailure } from '../../ui/toast.ts'

interface Told {
  effect: PlanEffect | undefined
  error: unknown
  retry: () => void
  choose: (ended: string, key: string) => void
  /** A choice is not kept yet, or what is told is of another day. */
  isChoosing: boolean
}

const withChoice = (effect: PlanEffect, { ended: code, key }: { ended: string; key: string }): PlanEffect => {
  const successor = effect.grids.find((grid) => grid.key === key)?.code
  return {
    ...effect,
    ended: effect.ended.map((one) => (one.code === code && successor ? { ...one, successor } : one)),
  }
}

/** @param day  null: not known yet */
export function useSuccessors(id: string, day: string | null): Told {
  const { data, error, refetch, isPlaceholderData } = useQuery(
    trpc.plan.effect.queryOptions(
      { id, on: day ?? '' },
      { enabled: day !== null, placeholderData: keepPreviousData, gcTime: 0, retry: false },
    ),
  )
  const choose = useMutation(
    trpc.plan.chooseSuccessor.mutationOptions({
      // Waited for: until then what was chosen is shown.
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.plan.effect.pathFilter()),
          queryClient.invalidateQueries(trpc.plan.moves.pathFilter()),
        ]),
      onError: toastFailure,
    }),
  )
  return {
    effect: data && choose.isPending ? withChoice(data, choose.variables) : data,
    error,
    retry: () => void refetch(),
    choose: (ended, key) => choose.mutate({ id, ended, key }),
    isChoosing: choose.isPending || isPlaceholderData,
  }
}
