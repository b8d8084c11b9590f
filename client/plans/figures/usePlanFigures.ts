/**
 * The figures of a plan that rest on more than where people live: the walk across grids, what looking after one takes,
 * borders beside no street, compounds in several grids. Walks and workload also of a division beside it.
 */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  type Arc,
  type AreaKey,
  type Coverage,
  OUTSIDE,
  UNASSIGNED,
} from '../../../shared/coverage/coverage.ts'
import type { PlanCount } from '../../../shared/plans/planFigures.ts'
import type { PlanGround } from '../../../shared/plans/planGround.ts'
import { type SplitCompound, splitCompounds } from '../../../shared/plans/splitCompounds.ts'
import type { GridWalk } from '../../../shared/plans/walkAcross.ts'
import { type WorkFigures, workFigures } from '../../../shared/plans/workFigures.ts'
import { amountsOf, type Workload, workloadOf } from '../../../shared/plans/workload.ts'
import { trpc } from '../../api/trpc.ts'
import { useStore } from '../../state/store.ts'
import { type Desk, isDedicated } from '../planDesk.ts'
import {
  borderOf,
  closeReckoner,
  forget,
  openReckoner,
  reckon,
  type Reckoned,
  reckonerStore,
  walkOf,
} from './reckoner.ts'

const PAUSE_MILLISECONDS = 250

export interface DivisionFigures {
  /** undefined: being reckoned. */
  walk: (key: AreaKey) => GridWalk | undefined
  /** null before the ground has come. */
  workload: (key: AreaKey) => Workload | null
  /** Of grids that are not dedicated; null before the ground has come. */
  work: WorkFigures | null
  /** The walk across some grid is not known yet. */
  isWalking: boolean
}

export interface PlanFigures extends DivisionFigures {
  ground: PlanGround | undefined
  /** null: there is no network, nothing of the streets is known; undefined: being fetched. */
  hasNetwork: boolean | null | undefined
  hasFailed: boolean
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

const gridKeys = (count: PlanCount | null): AreaKey[] =>
  [...(count?.figures.keys() ?? [])].filter((key) => key !== UNASSIGNED)

const homeLists = (count: PlanCount): (readonly number[])[] =>
  gridKeys(count).map((key) => count.homes.get(key) ?? [])

function figuresOf(
  count: PlanCount | null,
  ground: PlanGround | undefined,
  isExempt: (key: AreaKey) => boolean,
): DivisionFigures {
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
  const keys = gridKeys(count)
  const rows = keys
    .filter((key) => !isExempt(key))
    .map((key) => ({ workload: workload(key)!, walkSeconds: walk(key)?.seconds ?? null }))
  return {
    walk,
    workload,
    work: count && ground ? workFigures(rows) : null,
    isWalking: keys.some((key) => walk(key) === undefined),
  }
}

/** Asks when nothing has changed for a moment. */
function useAsked(who: Reckoned, count: PlanCount | null, coverage?: Coverage): void {
  useEffect(() => {
    if (!count) return
    const timer = setTimeout(
      () => reckon(who, homeLists(count), [...(coverage?.arcs.values() ?? [])].filter(isBorder)),
      PAUSE_MILLISECONDS,
    )
    return () => clearTimeout(timer)
  }, [who, count, coverage])
  useEffect(() => () => forget(who), [who])
}

/** Of a division that the open plan is compared with; the reckoner is the one of `usePlanFigures`. */
export function useFiguresBeside(
  count: PlanCount | null,
  isExempt: (key: AreaKey) => boolean,
): DivisionFigures {
  const ground = usePlanGround()
  useStore(reckonerStore)
  useAsked('beside', count)
  return figuresOf(count, ground, isExempt)
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
  useAsked('plan', count, coverage)

  const figures = figuresOf(count, ground, (key) => desk !== null && isDedicated(desk, key))
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
  return {
    ...figures,
    ground,
    hasNetwork: network === undefined ? undefined : network !== null,
    hasFailed,
    borders,
    split: count ? splitCompounds(count.compounds) : [],
    isReckoning: isOpen && !hasFailed && (figures.isWalking || !borders().isWhole),
  }
}
