/** The two ways to end a doubt; the list is asked for again when the server has linked anew. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { trpc } from '../api/trpc.ts'
import { translate } from '../i18n/i18n.ts'
import { toastDone, toastFailure } from '../ui/toast.ts'
import { movingProblemStore } from './problemStore.ts'

export function useResolveProblems() {
  const queryClient = useQueryClient()
  const accept = useMutation(trpc.link.acceptPlace.mutationOptions())
  const move = useMutation(trpc.link.moveToPlace.mutationOptions())
  const refresh = useCallback(
    () => queryClient.invalidateQueries({ queryKey: trpc.link.pathKey() }),
    [queryClient],
  )
  const { mutateAsync: acceptOne } = accept
  const { mutateAsync: moveOne } = move
  const acceptAll = useCallback(
    async (problems: readonly LinkProblem[]) => {
      try {
        for (const { kind, id } of problems) await acceptOne({ kind, id })
        toastDone(translate('registers.accepted', { count: problems.length }))
      } catch (error) {
        toastFailure(error)
      }
      await refresh()
    },
    [acceptOne, refresh],
  )
  const moveTo = useCallback(
    async ({ kind, id, title }: LinkProblem, [lon, lat]: readonly [number, number]) => {
      movingProblemStore.set(null)
      try {
        await moveOne({ kind, id, lon, lat })
        toastDone(translate('registers.moved', { title }))
      } catch (error) {
        toastFailure(error)
      }
      await refresh()
    },
    [moveOne, refresh],
  )
  return { acceptAll, moveTo, isBusy: accept.isPending || move.isPending, refresh }
}
