/**
 * Answers stay fresh until a live event says otherwise, so nothing is asked twice; what was shown stays in place
 * while the next answer is on its way.
 */
import { QueryClient } from '@tanstack/react-query'
import { isRefusal } from './failure.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      gcTime: 15 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && !isRefusal(error),
    },
  },
})
