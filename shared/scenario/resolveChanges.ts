/**
 * From places on the ground to the parts of one network: which gates, which edges, which links. A change that finds
 * nothing there is a fault, told with its number; it is never left out in silence.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'
import { straightLineMeters } from '../geo/straightLine.ts'
import { viewNetwork } from '../network/networkView.ts'
import { placeOnEdge } from '../network/placeOnEdge.ts'
import { NO_EDGE, type Snap, type SnapIndex, Snapper } from '../network/snapping.ts'
import type { WalkNetwork } from '../network/walkNetwork.ts'
import type { AddedLink } from '../network/withChanges.ts'
import type { Change, ChangeFault } from './changes.ts'
import { LINK_RULES } from './linkKinds.ts'
import { minuteOf } from './timeOfDay.ts'

/** How far from a street a pointed-at place may lie. */
export const POINT_LIMIT_METERS = 30
/** A gate is known by its place, to this distance. */
const GATE_METERS = 3
const LEAST_LINK_METERS = 1

export type GateState = 'open' | 'closed' | { opens: number; closes: number }

export interface ResolvedChanges {
  /** By index of the gate; of several changes of one gate the last counts. */
  gates: ReadonlyMap<number, GateState>
  closedEdges: readonly number[]
  links: readonly AddedLink[]
  faults: readonly ChangeFault[]
}

/** Finds on one network what changes point at; the same whoever walks, islands and closed compounds included. */
export class StreetLocator {
  readonly network: WalkNetwork
  private readonly snapper: Snapper

  constructor(index: SnapIndex) {
    this.network = index.network
    this.snapper = new Snapper(index, viewNetwork(index.network, null), POINT_LIMIT_METERS, 0)
  }

  /** The street at a place; null when none is near. */
  street(lon: number, lat: number): Snap | null {
    const snap = this.snapper.snap(lon, lat)
    return snap && snap.edge !== NO_EDGE ? snap : null
  }

  /** Degrees of a place on an edge. */
  placeOf(edge: number, offset: number): { lon: number; lat: number } {
    const [x, y] = placeOnEdge(this.network, edge, offset)
    return { lon: x / STEPS_PER_DEGREE, lat: y / STEPS_PER_DEGREE }
  }

  /** Name of the street that an edge belongs to; empty when it has none. */
  nameOf(edge: number): string {
    return this.network.names[this.network.edgeName[edge]!] ?? ''
  }

  /** Index of the gate at a place; -1 when there is none. */
  gate(lon: number, lat: number): number {
    let best = -1
    let bestMeters = GATE_METERS
    this.network.gates.forEach((gate, index) => {
      const meters = straightLineMeters(lon, lat, gate.lon, gate.lat)
      if (meters > bestMeters) return
      best = index
      bestMeters = meters
    })
    return best
  }
}

export function resolveChanges(locator: StreetLocator, changes: readonly Change[]): ResolvedChanges {
  const gates = new Map<number, GateState>()
  const closedEdges: number[] = []
  const links: AddedLink[] = []
  const faults: ChangeFault[] = []
  changes.forEach((change, index) => {
    const refuse = (key: ChangeFault['key'], facts: ChangeFault['facts'] = {}): void =>
      void faults.push({ index, key, facts })
    if (change.type === 'closeRoad') {
      const at = locator.street(change.lon, change.lat)
      if (at) closedEdges.push(at.edge)
      else refuse('scenario.fault.noStreet', { meters: POINT_LIMIT_METERS })
    } else if (change.type === 'addLink') {
      const found = resolveLink(locator, change)
      if ('key' in found) refuse(found.key, found.facts)
      else links.push(found)
    } else {
      const gate = locator.gate(change.gate.lon, change.gate.lat)
      if (gate < 0) return refuse('scenario.fault.unknownGate', { name: change.gate.name })
      if (change.type !== 'gateHours') gates.set(gate, change.type === 'openGate' ? 'open' : 'closed')
      else if (change.opens === change.closes) refuse('scenario.fault.noHours')
      else gates.set(gate, { opens: minuteOf(change.opens), closes: minuteOf(change.closes) })
    }
  })
  return { gates, closedEdges, links, faults }
}

function resolveLink(
  locator: StreetLocator,
  { link, from, to }: Extract<Change, { type: 'addLink' }>,
): AddedLink | Pick<ChangeFault, 'key' | 'facts'> {
  const [begin, end] = [locator.street(from.lon, from.lat), locator.street(to.lon, to.lat)]
  if (!begin || !end) return { key: 'scenario.fault.noStreet', facts: { meters: POINT_LIMIT_METERS } }
  const rule = LINK_RULES[link]
  const meters = straightLineMeters(begin.lon, begin.lat, end.lon, end.lat)
  const isSame = begin.edge === end.edge && begin.offset === end.offset
  if (isSame || meters < LEAST_LINK_METERS)
    return { key: 'scenario.fault.tooShort', facts: { least: LEAST_LINK_METERS } }
  if (meters > rule.mostMeters)
    return { key: 'scenario.fault.tooLong', facts: { meters: Math.round(meters), most: rule.mostMeters } }
  return {
    ...rule.link,
    from: { edge: begin.edge, offset: begin.offset },
    to: { edge: end.edge, offset: end.offset },
    meters: meters + rule.extraMeters,
  }
}
