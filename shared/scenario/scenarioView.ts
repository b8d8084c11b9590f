/**
 * A network as a scenario makes it, for one walker at one time of day; the base is left as it was. Edges that no
 * change touches cost to the millisecond what they did: the parts of a split edge add up to the whole.
 */
import {
  CLOSED,
  costsOf,
  type NetworkView,
  partCost,
  viewNetwork,
  viewOfCosts,
} from '../network/networkView.ts'
import type { Profile } from '../network/profiles.ts'
import type { PlaceOnEdge } from '../network/search.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'
import { type EdgeParts, partAt, withLinks } from '../network/withChanges.ts'
import type { GateState, ResolvedChanges } from './resolveChanges.ts'
import { isOpenAt, isWithin } from './timeOfDay.ts'

export interface ScenarioView {
  view: NetworkView
  /** The same place on the changed network. */
  place(place: PlaceOnEdge): PlaceOnEdge
}

const NO_GATES: ReadonlyMap<number, GateState> = new Map()

/**
 * Which gates let people through.
 * @param minute  of the day; null: hours are not looked at
 */
export function gatesAt(
  { gates }: WalkNetwork,
  minute: number | null,
  changed: ReadonlyMap<number, GateState> = NO_GATES,
): Map<number, boolean> {
  return new Map(
    gates.map(({ isOpen, hours }, index) => {
      const state = changed.get(index)
      if (state === 'open' || state === 'closed') return [index, state === 'open']
      if (state) return [index, minute === null || isWithin(state.opens, state.closes, minute)]
      const byHours = minute === null ? null : isOpenAt(hours, minute)
      return [index, isOpen && (byHours ?? true)]
    }),
  )
}

export function viewScenario(
  network: WalkNetwork,
  profile: Profile | null,
  { gates: changed, closedEdges, links }: ResolvedChanges,
  minute: number | null,
): ScenarioView {
  const gates = gatesAt(network, minute, changed)
  if (links.length === 0)
    return { view: viewNetwork(network, profile, { gates, closedEdges }), place: (place) => place }
  const whole = costsOf(network, profile, { gates, closedEdges })
  const joined = withLinks(network, links)
  const costs = costsOf(joined.network, profile, { gates })
  for (const direction of ['forward', 'backward'] as const) {
    costs[direction].set(whole[direction])
    for (const [edge, parts] of joined.parts)
      priceParts(costs[direction], whole[direction][edge]!, network.edgeLength[edge]!, parts)
  }
  return {
    view: viewOfCosts(joined.network, profile, costs),
    place: (place) => partAt(joined.parts, place),
  }
}

/** Shares the cost of an edge out among its parts. */
function priceParts(costs: Uint32Array, cost: number, length: number, parts: EdgeParts): void {
  parts.forEach(({ edge, begin }, i) => {
    const end = parts[i + 1]?.begin ?? length
    costs[edge] = cost === CLOSED ? CLOSED : partCost(cost, end, length) - partCost(cost, begin, length)
  })
}
