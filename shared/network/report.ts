/** What building a network saw: what came in, what was left out and why, and what the result looks like. */
import { findComponents, type Component } from './components.ts'
import type { NearMiss } from './nearMisses.ts'
import { type IgnoredReason, WAY_KINDS, type WayKind } from './pedestrianRules.ts'
import type { WalkNetwork } from './walkNetwork.ts'
import type { UnreadReason } from './walkSource.ts'

/** Parts with fewer metres than this are islands: nobody is snapped to one when a large part is in reach (RB-13). */
export const ISLAND_METERS = 400

/** `noWalkableWay`: nothing to walk on; `onlyIslands`: no part is large enough to be a neighbourhood's. */
export type NetworkProblem = 'noWalkableWay' | 'onlyIslands'

export interface NetworkReport {
  /** What stands in the way of using it; null when nothing does. */
  problem: NetworkProblem | null
  places: number
  walkedWays: number
  nodes: number
  edges: number
  meters: number
  metersByKind: Partial<Record<WayKind, number>>
  /** Largest first. */
  components: Component[]
  ignored: Partial<Record<IgnoredReason, number>>
  unread: Partial<Record<UnreadReason, number>>
  gates: { all: number; closed: number }
  barrierLines: number
  areas: { crossed: number; tooLarge: number }
  /** Ends of lines joined to the line they lie on; absent for OpenStreetMap files and in old reports. */
  joinedEnds?: number
  nearMisses: NearMiss[]
  areNearMissesJoined: boolean
}

/** The part of a report that follows from the network itself. */
export function measureNetwork(
  network: WalkNetwork,
): Pick<
  NetworkReport,
  'problem' | 'nodes' | 'edges' | 'meters' | 'metersByKind' | 'components' | 'gates' | 'barrierLines'
> {
  const metersByKind: NetworkReport['metersByKind'] = {}
  let meters = 0
  for (let e = 0; e < network.edgeCount; e++) {
    const kind = WAY_KINDS[network.edgeKind[e]!]!
    const own = network.edgeLength[e]! / 100
    metersByKind[kind] = (metersByKind[kind] ?? 0) + own
    meters += own
  }
  const components = findComponents(network).list.filter((part) => part.edges > 0)
  return {
    problem:
      network.edgeCount === 0
        ? 'noWalkableWay'
        : components.some((part) => part.meters >= ISLAND_METERS)
          ? null
          : 'onlyIslands',
    nodes: network.nodeCount,
    edges: network.edgeCount,
    meters,
    metersByKind,
    components,
    gates: { all: network.gates.length, closed: network.gates.filter((gate) => !gate.isOpen).length },
    barrierLines: network.barrierKind.length,
  }
}
