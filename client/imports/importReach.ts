/** What somebody may bring in: any data of the office, the roster of their own area alone, or nothing. */
import type { Me } from '../../shared/domain/access.ts'
import { ALL_AREAS } from '../../shared/domain/access.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'

export type ImportReach = 'all' | 'roster' | 'none'

const importReachOf = (me: Me | null): ImportReach => {
  if (me?.permissions.includes('data.import') && me.areas.includes(ALL_AREAS)) return 'all'
  return me?.permissions.includes('duty.manage') ? 'roster' : 'none'
}

export const useImportReach = (): ImportReach => importReachOf(useMe().me)

/** The procedures to import by: of both kinds the same questions and answers. */
export const useImportApi = (): Omit<typeof trpc.import, 'recent'> =>
  useImportReach() === 'all' ? trpc.import : (trpc.rosterImport as unknown as typeof trpc.import)
