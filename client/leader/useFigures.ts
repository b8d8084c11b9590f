/** The figures that the address asks for: one answer for the tiles, the table and the map. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { trpc } from '../api/trpc.ts'
import { useMay } from '../api/useMe.ts'
import { useAddress, useAt } from '../state/addressStore.ts'
import { figureStateOf, questionOf } from './figureState.ts'

/** Issues become late by themselves: nothing changes in the database when they do. Milliseconds. */
const LOOK_AGAIN = 60_000

export function useFigureState() {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => figureStateOf(own), [own])
}

export function useFigures() {
  const state = useFigureState()
  const at = useAt()
  const mayView = useMay('issues.view')
  const query = useQuery(
    trpc.issue.figures.queryOptions(questionOf(state, at), {
      enabled: mayView,
      placeholderData: keepPreviousData,
      refetchInterval: at === undefined ? LOOK_AGAIN : false,
    }),
  )
  return { state, query, mayView }
}
