/** Revision of the data, its dates, bounds and attribution. */
import { useQuery } from '@tanstack/react-query'
import { trpc } from './trpc.ts'

export const useSystem = () => useQuery(trpc.system.status.queryOptions()).data
