/** The one tRPC client of the page, and its queries as options for TanStack Query. */
import { createTRPCClient, httpBatchLink, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { AppRouter } from '../../server/routers/appRouter.ts'
import { queryClient } from './queryClient.ts'

export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: splitLink({
        // Queries whose input does not fit into an address.
        condition: (operation) => operation.context.isLarge === true,
        true: httpLink({ url: '/trpc', methodOverride: 'POST' }),
        false: httpBatchLink({ url: '/trpc', maxURLLength: 2000 }),
      }),
    }),
  ],
})

export const trpc = createTRPCOptionsProxy<AppRouter>({ client: api, queryClient })
