/** All units in force on the day in the address, and their figures, indexed by code. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { UnitFigures, UnitNode } from '../../shared/domain/unit.ts'
import { useAt } from '../state/addressStore.ts'
import { trpc } from './trpc.ts'

const byCode = <T extends { code: string }>(rows: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map(rows?.map((row) => [row.code, row]))

export function useUnits() {
  const at = useAt()
  const tree = useQuery(trpc.unit.tree.queryOptions({ at }, { placeholderData: keepPreviousData }))
  const figures = useQuery(trpc.unit.figures.queryOptions({ at }, { placeholderData: keepPreviousData }))
  const nodes: ReadonlyMap<string, UnitNode> = useMemo(() => byCode(tree.data), [tree.data])
  const figuresByCode: ReadonlyMap<string, UnitFigures> = useMemo(() => byCode(figures.data), [figures.data])
  return {
    nodes,
    figures: figuresByCode,
    isPending: tree.isPending,
    error: tree.error ?? figures.error,
    retry: () => void Promise.all([tree.refetch(), figures.refetch()]),
  }
}
