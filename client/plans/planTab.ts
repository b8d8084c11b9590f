/** Which side of the open plan is looked at: drawn, compared, or talked over. Kept in the address. */
import { addressStore, navigate, useAddress } from '../state/addressStore.ts'
import { compareWith } from './compare/compareState.ts'

export const PLAN_TABS = ['draw', 'compare', 'review'] as const
export type PlanTab = (typeof PLAN_TABS)[number]

const tabOf = (own: Readonly<Record<string, string>>): PlanTab =>
  own['plans.with'] !== undefined ? 'compare' : own['plans.tab'] === 'review' ? 'review' : 'draw'

export const usePlanTab = (): PlanTab => useAddress((entry) => tabOf(entry.own))

export function showTab(tab: PlanTab): void {
  if (tab === 'compare') return compareWith('today')
  const { 'plans.with': _with, 'plans.tab': _tab, ...own } = addressStore.get().own
  navigate({ own: tab === 'review' ? { ...own, 'plans.tab': tab } : own })
}
