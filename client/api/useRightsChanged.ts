/** Whose area or roles were changed sees at once what is theirs now: every answer is asked for again. */
import { useEffect, useRef } from 'react'
import { queryClient } from './queryClient.ts'
import { useMe } from './useMe.ts'

export function useRightsChanged(): void {
  const { me } = useMe()
  const rights = me ? JSON.stringify([me.accountId, me.areas, me.permissions]) : null
  const before = useRef(rights)
  useEffect(() => {
    const isChanged = before.current !== null && rights !== null && before.current !== rights
    before.current = rights
    if (isChanged) void queryClient.invalidateQueries()
  }, [rights])
}
