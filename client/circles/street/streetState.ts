/** What the street view shows, kept in the address as `circles.street`, `circles.scenario`, `circles.compared`. */
import { useMemo } from 'react'
import { useAddress } from '../../state/addressStore.ts'
import { changeCircles } from '../circleState.ts'

export const STREET_TABS = ['draft', 'kept', 'walls'] as const
export type StreetTab = (typeof STREET_TABS)[number]

const RING_INDEXES = [0, 1, 2] as const

export interface StreetState {
  /** Null: the street view is not open. */
  tab: StreetTab | null
  /** Of the kept scenario that is being worked on. */
  scenario: string | null
  /** Index of the ring whose people are counted first. */
  ring: number
  /** Of the kept scenarios that stand side by side. */
  compared: readonly string[]
}

const isId = (text: string): boolean => /^\d+$/.test(text)

/** Without places to walk from nothing can be gained or lost. */
const hasSubject = (own: Readonly<Record<string, string>>): boolean =>
  !own['circles.score'] && ['kind', 'facility', 'place', 'dropped'].some((key) => own[`circles.${key}`])

export function streetState(own: Readonly<Record<string, string>>): StreetState {
  const scenario = own['circles.scenario'] ?? ''
  return {
    tab: (hasSubject(own) && STREET_TABS.find((one) => one === own['circles.street'])) || null,
    scenario: isId(scenario) ? scenario : null,
    ring: RING_INDEXES.find((ring) => String(ring) === own['circles.ring']) ?? RING_INDEXES[2],
    compared: (own['circles.compared'] ?? '').split(',').filter(isId),
  }
}

export function useStreetState(): StreetState {
  const own = useAddress((entry) => entry.own)
  return useMemo(() => streetState(own), [own])
}

export const openStreet = (tab: StreetTab): void => changeCircles({ street: tab })
export const closeStreet = (): void =>
  changeCircles({ street: undefined, scenario: undefined, compared: undefined, ring: undefined })
export const pickScenario = (id: string | null): void =>
  changeCircles({ scenario: id ?? undefined, street: 'draft' })
export const pickRing = (ring: string): void =>
  changeCircles({ ring: ring === '2' ? undefined : ring }, 'replace')
export const compareScenarios = (ids: readonly string[]): void =>
  changeCircles({ compared: ids.length > 0 ? ids.join(',') : undefined }, 'replace')
