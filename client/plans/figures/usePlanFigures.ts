/**
 * The figures of a plan that rest on more than where people live: the walk across grids, what looking after one takes,
 * borders beside no street, compounds in several grids.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type Arc, type AreaKey, OUTSIDE, UNASSIGNED } from '../../../shared/coverage/coverage.ts'
import { spreadOf } from '../../../shared/plans/planFigures.ts'
import type { PlanGround } from '../../../shared/plans/planGround.ts'
import { type SplitCompound, splitCompounds } from '../../../shared/plans/splitCompounds.ts'
import type { GridWalk } from '../../../shared/plans/walkAcross.ts'
import { amountsOf, type Workload, type WorkloadPart, workloadOf } from '../../../shared/plans/workload.ts'
import { trpc } from '../../api/trpc.ts'
import { useStore } from '../../state/store.ts'
import { type Desk, isDedicated } from '../planDesk.ts'
import { borderOf, closeReckoner, openReckoner, reckon, reckonerStore, walkOf } from './reckoner.ts'

const PAUSE_MILLISECONDS = 250

export interface PlanFigures {
  ground: PlanGround | undefined
  /** null: there is no network, nothing of the streets is known; undefined: being fetched. */
  hasNetwork: boolean | null | undefined
  hasFailed: boolean
  /** undefined: being reckoned. */
  walk: (key: AreaKey) => GridWalk | undefined
  /** null before the ground has come. */
  workload: (key: AreaKey) => Workload | null
  /** Standard deviation over the mean, of grids that are not dedicated. */
  workloadSpread: number | null
  /** Minutes a month. */
  workloadMean: number | null
  /** Parts that have a weight, and are not known of some grid. */
  without: ReadonlySet<WorkloadPart>
  /** Of borders between grids; those of `key` alone where one is given. */
  borders: (key?: AreaKey) => { meters: number; offMeters: number; isWhole: boolean }
  split: readonly SplitCompound[]
  /** Something is not known yet. */
  isReckoning: boolean
}

const isBorder = ({ left, right }: Arc): boolean =>
  left !== right && left !== OUTSIDE && right !== OUTSIDE && left !== UNASSIGNED && right !== UNASSIGNED

export function usePlanGround(): PlanGround | undefined {
  return useQuery(trpc.plan.ground.queryOptions(undefined, { staleTime: 600_000 })).data
}

export function usePlanFigures(desk: Desk | null): PlanFigures {
  const ground = usePlanGround()
  const network = useQuery(trpc.network.current.queryOptions()).data
  const demand = useQuery(trpc.circle.demand.queryOptions({})).data
  const { hasFailed } = useStore(reckonerStore)
  const hash = network?.hash
  useEffect(() => {
    if (hash === undefined || !demand) return
    openReckoner(hash, {
      lonLat: Float64Array.from(demand.lonLat),
      households: Float32Array.from(demand.people.households),
    })
    return closeReckoner
  }, [hash, demand])

  const count = desk?.count ?? null
  const coverage = desk?.coverage
  const isOpen = hash !== undefined && demand !== undefined
  // After the effect above, and as often: a reckoner that has just been opened knows of no question.
  useEffect(() => {
    if (hash === undefined || !demand || !count || !coverage) return
    const timer = setTimeout(() => {
      const homes = [...count.homes].filter(([key]) => key !== UNASSIGNED).map(([, list]) => list)
      reckon(homes, [...coverage.arcs.values()].filter(isBorder))
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [hash, demand, count, coverage])

  const walk = (key: AreaKey): GridWalk | undefined => {
    const homes = count?.homes.get(key)
    return homes && walkOf(homes)
  }
  const workload = (key: AreaKey): Workload | null => {
    const figures = count?.figures.get(key)
    return figures && ground
      ? workloadOf(amountsOf(figures, walk(key)?.seconds ?? null), ground.weights)
      : null
  }
  const borders = (of?: AreaKey): ReturnType<PlanFigures['borders']> => {
    const sum = { meters: 0, offMeters: 0, isWhole: true }
    for (const arc of coverage?.arcs.values() ?? []) {
      if (!isBorder(arc) || (of !== undefined && arc.left !== of && arc.right !== of)) continue
      const known = borderOf(arc)
      if (!known) sum.isWhole = false
      else {
        sum.meters += known.meters
        sum.offMeters += known.offMeters
      }
    }
    return sum
  }
  const keys = [...(count?.figures.keys() ?? [])].filter((key) => key !== UNASSIGNED)
  const measured = desk ? keys.filter((key) => !isDedicated(desk, key)) : []
  const workloads = ground ? measured.map((key) => workload(key)!) : []
  const minutes = workloads.map((one) => one.minutes)
  return {
    ground,
    hasNetwork: network === undefined ? undefined : network !== null,
    hasFailed,
    walk,
    workload,
    workloadSpread: spreadOf(minutes),
    workloadMean: minutes.length > 0 ? minutes.reduce((sum, one) => sum + one, 0) / minutes.length : null,
    without: new Set(workloads.flatMap((one) => one.without)),
    borders,
    split: count ? splitCompounds(count.compounds) : [],
    isReckoning: isOpen && !hasFailed && (keys.some((key) => walk(key) === undefined) || !borders().isWhole),
  }
}
