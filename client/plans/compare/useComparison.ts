/** Reads what the plan is compared with, reckons both, and tells the map. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { demandFrom } from '../../../shared/circles/demand.ts'
import { comparePlans, handedOverGround } from '../../../shared/plans/comparePlans.ts'
import { type PlanDocument, planOf } from '../../../shared/plans/planDocument.ts'
import { trpc } from '../../api/trpc.ts'
import { useIssuePoints } from '../../api/useIssuePoints.ts'
import { useMay } from '../../api/useMe.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useT } from '../../i18n/i18n.ts'
import { usePlanGround } from '../figures/usePlanFigures.ts'
import type { Desk } from '../planDesk.ts'
import { type Beside, type Compared, comparedStore, pointedWayStore } from './compareState.ts'

interface Read {
  compared: Compared | null
  error: unknown
  retry: () => void
}

export function useComparison(planName: string, { id, work, dedicated }: Desk, beside: Beside): Read {
  const t = useT()
  const today = useSystem()?.today
  const mayView = useMay('issues.view')
  const isPlan = beside !== 'today' && 'plan' in beside
  const day = beside === 'today' ? today : 'day' in beside ? beside.day : undefined
  const division = useQuery(
    trpc.plan.division.queryOptions(
      { id, on: day ?? '' },
      { enabled: day !== undefined, retry: false, staleTime: 60_000 },
    ),
  )
  const other = useQuery(
    trpc.plan.open.queryOptions(
      { id: isPlan ? beside.plan : '0' },
      { enabled: isPlan, retry: false, staleTime: Infinity, gcTime: 0 },
    ),
  )
  const demand = useQuery(trpc.circle.demand.queryOptions({}))
  const issues = useIssuePoints()
  const ground = usePlanGround()
  const document: PlanDocument | undefined = isPlan ? other.data?.document : division.data
  const nameBefore = isPlan
    ? (other.data?.name ?? '')
    : beside === 'today'
      ? t('planCompare.today')
      : t('planCompare.gridsOf', { day: day ?? '' })
  const { coverage, grids } = work
  const people = demand.data
  const points = mayView ? issues : null
  const compared = useMemo((): Compared | null => {
    if (!document || !people || points === undefined) return null
    const places = {
      demand: demandFrom(people),
      issues: points,
      yearIssues: ground?.yearIssues ?? null,
      doors: ground?.doors ?? null,
    }
    const [before, after] = [planOf(document), { coverage, grids }]
    const isDedicated = (code: string | null): boolean => code !== null && dedicated.has(code)
    return {
      comparison: comparePlans(before, after, places, isDedicated),
      ground: handedOverGround(before, after),
      nameBefore,
      nameAfter: planName,
      isDedicated,
      homeAt: (place) => [places.demand.lonLat[2 * place]!, places.demand.lonLat[2 * place + 1]!],
    }
  }, [document, people, points, ground, coverage, grids, dedicated, nameBefore, planName])
  useEffect(() => comparedStore.set(compared), [compared])
  useEffect(
    () => () => {
      comparedStore.set(null)
      pointedWayStore.set(null)
    },
    [],
  )
  const queries = [isPlan ? other : division, demand]
  return {
    compared,
    error: queries.find(({ error }) => error)?.error ?? null,
    retry: () => void Promise.all(queries.map((query) => query.error && query.refetch())),
  }
}
