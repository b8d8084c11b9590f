/**
 * Answers stay fresh until a live event says otherwise, so nothing is asked twice; what was shown stays in place
 * while the next answer is on its way. Without signal a question fails at once and says so, rather than waiting unseen.
 */
import { QueryClient } from '@tanstack/react-query'
import { isRefusal } from './failure.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      gcTime: 15 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && !isRefusal(error),
    },
    // Nothing a person does is put off in silence: what may wait is written into the outbox.
    mutations: { networkMode: 'always' },
  },
})
