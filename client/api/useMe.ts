/**
 * Who is signed in, and what they may do. The server decides; the page only hides what would be refused. When the server
 * cannot be asked, it is who was signed in here last (`offline/person.ts`).
 */
import { useQuery } from '@tanstack/react-query'
import type { Me, Permission } from '../../shared/domain/access.ts'
import { askPerson } from '../offline/person.ts'
import { trpc } from './trpc.ts'

export function useMe(): { me: Me | null; isPending: boolean; error: unknown; retry: () => void } {
  const query = useQuery({ ...trpc.session.me.queryOptions(), queryFn: askPerson })
  return {
    me: query.data ?? null,
    isPending: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
  }
}

export function useMay(permission: Permission): boolean {
  return useMe().me?.permissions.includes(permission) ?? false
}
