/** Opens the plan of the address on the desk, with where people live; keeps up with what colleagues do. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { demandFrom } from '../../shared/circles/demand.ts'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { useIssuePoints } from '../api/useIssuePoints.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { flyToBox } from '../map/camera.ts'
import { useUnits } from '../api/useUnits.ts'
import { useStore } from '../state/store.ts'
import { usePlanGround } from './figures/usePlanFigures.ts'
import { catchUp, closePlan, deskStore, dropWaiting, editsAfter, openPlan, takePlaces } from './planDesk.ts'
import { putAllDown } from './planTools.ts'

/** What was read before a plan was closed is older than what was done on it since. */
let closedAt = 0

export function usePlan(id: string) {
  const { me } = useMe()
  const mayWork = useMay('plan.work')
  const mayView = useMay('issues.view')
  const [round, setRound] = useState(0)
  const plan = useQuery(trpc.plan.open.queryOptions({ id }, { staleTime: Infinity, gcTime: 0 }))
  const edits = useQuery({
    queryKey: ['planHistory', id],
    queryFn: () => editsAfter(id, 0),
    staleTime: Infinity,
    gcTime: 0,
  })
  // It tells when colleagues have changed this one.
  const newest = useQuery(trpc.plan.list.queryOptions()).data?.find((one) => one.id === id)?.version
  const demand = useQuery(trpc.circle.demand.queryOptions({}))
  const issues = useIssuePoints()
  const ground = usePlanGround()
  const desk = useStore(deskStore)
  const { nodes } = useUnits()
  const accountId = me?.accountId
  const userName = me?.userName
  const isThere = desk?.id === id

  const opened = plan.data
  const readAt = Math.min(plan.dataUpdatedAt, edits.dataUpdatedAt)
  const history = edits.data
  useEffect(() => {
    if (!opened || !history || accountId === undefined || nodes.size === 0) return
    if (deskStore.get()?.id === id || readAt < closedAt) return
    openPlan({
      id,
      accountId,
      isEditable: mayWork && (opened.state === 'draft' || opened.state === 'withdrawn'),
      dedicated: new Set(
        [...nodes.values()].filter(({ kind }) => kind === 'dedicated').map(({ code }) => code),
      ),
      document: opened.document,
      version: opened.version,
      // Nobody takes back what somebody else did.
      edits: history.filter(({ number, by }) => number <= opened.version && by === userName),
    })
  }, [opened, history, id, accountId, userName, mayWork, nodes, round, readAt])
  const version = isThere ? desk.work.version : undefined
  useEffect(() => {
    if (version !== undefined && newest !== undefined && newest > version) void catchUp()
  }, [newest, version])
  useEffect(
    () => () => {
      putAllDown()
      closePlan()
      // The panel of a phone is another one than that of a wide page: it reads the plan anew.
      closedAt = Date.now()
      void queryClient.resetQueries({ queryKey: ['planHistory', id] })
      void queryClient.resetQueries(trpc.plan.open.queryFilter({ id }))
    },
    [id],
  )

  const people = demand.data
  const points = mayView ? issues : null
  useEffect(() => {
    if (isThere && people && points !== undefined)
      takePlaces({
        demand: demandFrom(people),
        issues: points,
        yearIssues: ground?.yearIssues ?? null,
        doors: ground?.doors ?? null,
      })
  }, [isThere, people, points, ground])

  const scope = opened?.scope.code
  const box = scope === undefined ? undefined : nodes.get(scope)?.box
  const [west, south, east, north] = box ?? []
  useEffect(() => {
    if (west !== undefined && south !== undefined && east !== undefined && north !== undefined)
      flyToBox([west, south, east, north])
  }, [west, south, east, north])

  return {
    plan: opened,
    desk: isThere ? desk : null,
    isEstimate: people?.isEstimate ?? false,
    isExact: people?.isExact ?? true,
    error: plan.error ?? edits.error ?? demand.error,
    retry: () => void Promise.all([plan, edits, demand].map((query) => query.error && query.refetch())),
    /** Leaves what was not taken, and reads the plan as the server has it. */
    takeTheirs: async () => {
      dropWaiting()
      await Promise.all([
        queryClient.resetQueries({ queryKey: ['planHistory', id] }),
        queryClient.resetQueries(trpc.plan.open.queryFilter({ id })),
        queryClient.invalidateQueries(trpc.plan.list.pathFilter()),
      ])
      setRound((count) => count + 1)
    },
  }
}
