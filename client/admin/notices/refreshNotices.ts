import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'

/** Messages come and go by themselves: the lists look again so often. Milliseconds. */
export const LOOK_AGAIN = 5_000

export const refreshNotices = (): Promise<void> =>
  queryClient.invalidateQueries({ queryKey: trpc.notice.pathKey() })
