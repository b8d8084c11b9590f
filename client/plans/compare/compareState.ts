/** What the open plan is compared with and how, kept in the address as `plans.with` and `plans.view`. */
import { isDay } from '../../../shared/domain/dates.ts'
import type { CommonPart } from '../../../shared/coverage/overlay.ts'
import type { PlanComparison } from '../../../shared/plans/comparePlans.ts'
import { addressStore, navigate, useAddress } from '../../state/addressStore.ts'
import { createStore } from '../../state/store.ts'

export const COMPARE_VIEWS = ['swipe', 'side', 'difference'] as const
export type CompareView = (typeof COMPARE_VIEWS)[number]

/** The grids of today, of a day, or another plan. */
export type Beside = 'today' | { day: string } | { plan: string }

export const besideText = (beside: Beside): string =>
  beside === 'today' ? beside : 'day' in beside ? beside.day : beside.plan

export function besideFrom(text: string | undefined): Beside | null {
  if (text === undefined) return null
  if (text === 'today') return text
  if (isDay(text)) return { day: text }
  return /^\d{1,18}$/.test(text) ? { plan: text } : null
}

/** null: nothing is compared. */
export function useBeside(): Beside | null {
  const text = useAddress((entry) => entry.own['plans.with'])
  return besideFrom(text)
}

export const useCompareView = (): CompareView =>
  useAddress((entry) => COMPARE_VIEWS.find((view) => view === entry.own['plans.view']) ?? 'swipe')

export const compareWith = (beside: Beside): void =>
  navigate({ own: { ...addressStore.get().own, 'plans.with': besideText(beside) } })

export const seeAs = (view: CompareView): void =>
  navigate({ own: { ...addressStore.get().own, 'plans.view': view } })

/** What the panel has reckoned, for the map and its legend. */
export interface Compared {
  comparison: PlanComparison
  ground: readonly CommonPart[]
  nameBefore: string
  nameAfter: string
  isDedicated: (code: string | null) => boolean
  /** Places of the homes that change, degrees. */
  homeAt: (place: number) => [number, number]
}

export const comparedStore = createStore<Compared | null>(null)

/** The way that is pointed at in the list; null: all alike. */
export const pointedWayStore = createStore<number | null>(null)
