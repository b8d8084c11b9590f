import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'

/** Asks for the accounts again after one of them was changed here. */
export const refreshAccounts = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() })
