/** The roster of one unit, and changes to it. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { RosterChange } from '../../../shared/duty/roster.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { translate } from '../../i18n/i18n.ts'
import { toastDone, toastFailure } from '../../ui/toast.ts'

export const useRoster = (unit: string) => useQuery(trpc.duty.roster.queryOptions({ unit }))

export interface Changing {
  isBusy: boolean
  /** @returns whether it was taken */
  change: (change: RosterChange) => Promise<boolean>
}

export function useChangeRoster(): Changing {
  const mutation = useMutation(
    trpc.duty.change.mutationOptions({
      onSuccess: () => toastDone(translate('duty.done')),
      onError: toastFailure,
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.duty.pathKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.issue.file.pathKey() }),
        ]),
    }),
  )
  return {
    isBusy: mutation.isPending,
    change: (input) =>
      mutation.mutateAsync(input).then(
        () => true,
        () => false,
      ),
  }
}
