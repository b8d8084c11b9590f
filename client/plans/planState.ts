/** Which plan is open, kept in the address as `plans.plan`. */
import { navigate, useAddress } from '../state/addressStore.ts'

export const useOpenPlanId = (): string | null => useAddress((entry) => entry.own['plans.plan'] ?? null)

export const showPlan = (id: string | null): void =>
  navigate({ own: id === null ? {} : { 'plans.plan': id }, subject: null, trail: [] })
